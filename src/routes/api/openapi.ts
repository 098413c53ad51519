import { z } from 'zod'
import { ERROR_KINDS, type ErrorCode } from '../../errors.js'
import { groupByStatus, ProblemSchema } from './errors.js'
import type { Operation } from './operation.js'

type Json = Record<string, unknown>

/**
 * The description of these operations, OpenAPI 3.1.
 * @param service its public address, without a slash at the end, and the name of its session cookie
 */
export function toOpenApiDocument(
  operations: readonly Operation[],
  service: { readonly baseUrl: string; readonly cookieName: string },
): Json {
  const schemas: Json = {}
  const paths: Record<string, Json> = {}
  for (const operation of operations) {
    const { path, method } = operation
    paths[path] = { ...paths[path], [method.toLowerCase()]: describeOperation(operation, schemas) }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Portcullis', version: '1', description: 'Sessions for programs and single-page apps.' },
    servers: [{ url: service.baseUrl }],
    paths,
    components: { schemas, securitySchemes: securitySchemes(service.cookieName) },
  }
}

function describeOperation(operation: Operation, schemas: Json): Json {
  const { summary, description, security, parameters, request } = operation
  return {
    operationId: toOperationId(operation),
    summary,
    ...(description === undefined ? {} : { description }),
    security: security.map((scheme) => ({ [scheme]: [] })),
    ...(parameters && {
      parameters: parameters.map(({ schema, ...parameter }) => ({
        ...parameter,
        required: parameter.in === 'path',
        schema: toJsonSchema(schema, 'input', schemas),
      })),
    }),
    ...(request && {
      requestBody: {
        required: true,
        content: { [request.type]: { schema: toJsonSchema(request.schema, 'input', schemas) } },
      },
    }),
    responses: toResponses(operation, schemas),
  }
}

function toResponses({ responses, errors }: Operation, schemas: Json): Json {
  const successes = Object.entries(responses).map(([status, { description, schema }]) => {
    const content = schema && { 'application/json': { schema: toJsonSchema(schema, 'output', schemas) } }
    return [status, { description, ...(content && { content }) }] as const
  })
  const problems = [...groupByStatus(errors)].map(
    ([status, codes]) => [status, toProblemResponse(codes, schemas)] as const,
  )
  return { ...Object.fromEntries([...successes, ...problems]), default: toProblemResponse(null, schemas) }
}

/** The answer of one status; null for whatever was not foreseen. */
function toProblemResponse(codes: readonly ErrorCode[] | null, schemas: Json): Json {
  const any = toJsonSchema(ProblemSchema, 'output', schemas)
  const schema = codes === null ? any : { allOf: [any, { properties: { code: { enum: codes } } }] }
  const descriptions = codes?.map((code) => `\`${code}\`: ${ERROR_KINDS[code].message}`)
  return {
    description: descriptions?.join('\n\n') ?? 'Any other error.',
    content: { 'application/problem+json': { schema } },
  }
}

/** The JSON Schema of a zod schema; what has a name of its own goes to `schemas` and is referred to. */
function toJsonSchema(schema: z.ZodType, io: 'input' | 'output', schemas: Json): Json {
  // Inside of an object, since a schema that has a name is referred to everywhere but at the top.
  const { properties, $defs } = z.toJSONSchema(z.object({ root: schema }), { io })
  const recordSchema = z.record(z.string(), z.unknown())
  for (const [name, definition] of Object.entries($defs ?? {})) schemas[name] = relocateRefs(definition)
  return recordSchema.parse(relocateRefs(properties?.['root']))
}

function relocateRefs(definition: unknown): unknown {
  const text = JSON.stringify(definition).replaceAll('"$ref":"#/$defs/', '"$ref":"#/components/schemas/')
  return JSON.parse(text)
}

/** `GET /api/sessions/{id}` is `getSessionsId`: a name for the code that is generated from the document. */
function toOperationId({ method, path }: Operation): string {
  const words = path.split(/\W+/).filter((word) => word !== '' && word !== 'api')
  const capitalized = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1))
  return method.toLowerCase() + capitalized.join('')
}

function securitySchemes(cookieName: string): Json {
  return {
    cookie: {
      type: 'apiKey',
      in: 'cookie',
      name: cookieName,
      description: 'The session cookie. Calls that change something must come from the same origin.',
    },
    bearer: { type: 'http', scheme: 'bearer', description: 'The `value` of a session object.' },
    providerToken: { type: 'http', scheme: 'bearer', description: 'An access token of a provider.' },
  }
}

const OpenApiDocumentSchema = z.looseObject({ openapi: z.string(), paths: z.looseObject({}) })

/** `GET /api/openapi.json`. `all` is asked for once the list is complete, since this is one of it. */
export function openApiOperation(listOperations: () => readonly Operation[]): Operation {
  return {
    method: 'GET',
    path: '/api/openapi.json',
    summary: 'Get this description',
    security: [],
    responses: { 200: { description: 'An OpenAPI 3.1 document.', schema: OpenApiDocumentSchema } },
    errors: [],
    handler: ({ site, http: { sessionCookie } }) => {
      const service = { baseUrl: site.origin + site.basePath, cookieName: sessionCookie.name }
      // Made when somebody asks: most processes never need it, and it would be a good part of their start.
      let document: string | null = null
      return (ctx) => {
        document ??= JSON.stringify(toOpenApiDocument(listOperations(), service), null, 2)
        // The same for everybody, until another release answers.
        ctx.set('Cache-Control', 'no-cache')
        ctx.type = 'json'
        ctx.body = document
      }
    },
  }
}
