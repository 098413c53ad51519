import { z } from 'zod'
import { toOpenApiDocument } from './document.js'
import type { Operation } from './operation.js'

const OpenApiDocumentSchema = z.looseObject({ openapi: z.string(), paths: z.looseObject({}) })

/** `GET /api/openapi.json`. `all` is asked for once the list is complete, since this is one of it. */
export function openApiOperation(listOperations: () => readonly Operation[]): Operation {
  return {
    method: 'GET',
    path: '/api/openapi.json',
    summary: 'This description',
    security: [],
    responses: { 200: { description: 'An OpenAPI 3.1 document.', schema: OpenApiDocumentSchema } },
    errors: [],
    handler: ({ site, cookie }) => {
      const service = { baseUrl: site.origin + site.basePath, cookieName: cookie.name }
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
