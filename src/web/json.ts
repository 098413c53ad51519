import type { Context } from 'koa'
import type { z } from 'zod'
import { PortcullisError } from '../errors.js'

/**
 * The JSON body of a request, as `schema` has it.
 * @throws PortcullisError wrong_content_type for any other kind of body; bad_request for what is not JSON or does not
 *   fit, with the names of the members that are wrong, and never their values
 */
export function readJson<T>(ctx: Context, schema: z.ZodType<T>): T {
  if (!ctx.is('application/json')) {
    throw new PortcullisError('wrong_content_type', { detail: 'the body is not JSON' })
  }
  const result = schema.safeParse(parseJson(ctx.request.rawBody))
  if (result.success) return result.data
  const members = result.error.issues.map(({ path }) => path.join('.') || 'the body')
  throw new PortcullisError('bad_request', {
    detail: `missing or malformed: ${[...new Set(members)].join(', ')}`,
  })
}

function parseJson(text: unknown): unknown {
  try {
    return typeof text === 'string' ? JSON.parse(text) : undefined
  } catch (cause) {
    throw new PortcullisError('bad_request', { detail: 'the body is not sound JSON', cause })
  }
}
