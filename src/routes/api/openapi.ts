import { z } from 'zod'
import { ERROR_KINDS, type ErrorCode } from '../../errors.js'
import { groupByStatus, ProblemSchema } from './errors.js'
import type { Services } from '../services.js'
import type { Operation } from './operation.js'

type Json = Record<string, unknown>

/**
 * Describes these operations with OpenAPI 3.1.
 * @param service its public URL, without a slash at the end, and the name of its session cookie
 */
function toOpenApiDocument(
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

/** The error response of one status; null for unexpected errors. */
function toProblemResponse(codes: readonly ErrorCode[] | null, schemas: Json): Json {
  const any = toJsonSchema(ProblemSchema, 'output', schemas)
  const schema = codes === null ? any : { allOf: [any, { properties: { code: { enum: codes } } }] }
  const descriptions = codes?.map((code) => `\`${code}\`: ${ERROR_KINDS[code].message}`)
  return {
    description: descriptions?.join('\n\n') ?? 'Any other error.',
    content: { 'application/problem+json': { schema } },
  }
}

/** The JSON Schema of a zod schema. A schema with an ID goes to `schemas` and is referenced. */
function toJsonSchema(schema: z.ZodType, io: 'input' | 'output', schemas: Json): Json {
  // Wrapped in an object, because a schema with an ID is referenced everywhere except at the top.
  const { properties, $defs } = z.toJSONSchema(z.object({ root: schema }), { io })
  const recordSchema = z.record(z.string(), z.unknown())
  for (const [name, definition] of Object.entries($defs ?? {})) schemas[name] = relocateRefs(definition)
  return recordSchema.parse(relocateRefs(properties?.['root']))
}

function relocateRefs(definition: unknown): unknown {
  const text = JSON.stringify(definition).replaceAll('"$ref":"#/$defs/', '"$ref":"#/components/schemas/')
  return JSON.parse(text)
}

/** `GET /api/sessions/{id}` becomes `getSessionsId`: a name for generated code. */
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

/** `GET /api/openapi.json`. `listOperations` is called once the list is complete, because this operation is in it. */
export function openApiOperation(listOperations: (services: Services) => readonly Operation[]): Operation {
  return {
    method: 'GET',
    path: '/api/openapi.json',
    summary: 'Get this description',
    security: [],
    responses: { 200: { description: 'An OpenAPI 3.1 document.', schema: OpenApiDocumentSchema } },
    errors: [],
    handler: (services) => {
      const {
        site,
        http: { sessionCookie },
      } = services
      const service = { baseUrl: site.origin + site.basePath, cookieName: sessionCookie.name }
      // Built on the first request: most processes never need it, and it would take a good part of their start.
      let document: string | null = null
      return (ctx) => {
        document ??= JSON.stringify(toOpenApiDocument(listOperations(services), service), null, 2)
        // The same for all clients, until another release responds.
        ctx.set('Cache-Control', 'no-cache')
        ctx.type = 'json'
        ctx.body = document
      }
    },
  }
}
