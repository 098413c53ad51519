import { bodyParser } from '@koa/bodyparser'
import { finished } from 'node:stream/promises'
import type { Context, Middleware } from 'koa'
import type { z } from 'zod'
import { PortcullisError } from '../errors.js'
import { isUploaded } from './upload.js'

/** How long the rest of an unwanted body is read before the response, in milliseconds. */
const DROP_TIMEOUT_MS = 1000

/**
 * Reads what is left of a body and drops it, before the response is sent. Node closes a connection after the response if
 * the client asked for that, as nginx does, and with a part of the body unread, the system resets it: the client loses
 * the response, and nginx responds with 502 in place of it.
 */
export function dropUnreadBodies(): Middleware {
  return async ({ req }, next) => {
    await next()
    if (req.complete) return
    req.resume()
    // A client that has gone, or takes longer, gets the response that is there.
    await finished(req, { signal: AbortSignal.timeout(DROP_TIMEOUT_MS) }).catch(() => undefined)
  }
}

/** Reads forms and JSON of at most 64 KB, as text; `readForm` and `readJson` parse them. */
export function parseBodies(): Middleware {
  const parse = bodyParser({
    enableTypes: ['form', 'text'],
    extendTypes: { text: ['application/json'] },
    formLimit: '64kb',
    textLimit: '64kb',
    encoding: 'utf-8',
    onError: (cause) => {
      // Errors of bodyparser have a status. Any other error means that the body could not be decompressed.
      if ('status' in cause) throw cause
      throw new PortcullisError('bad_request', { detail: 'the body could not be read', cause })
    },
  })
  return (ctx, next) => (ctx.method === 'GET' ? next() : parse(ctx, next))
}

/**
 * The fields of a form, exactly as they were sent.
 * @throws PortcullisError wrong_content_type for any other kind of body
 */
export function readForm(ctx: Context): URLSearchParams {
  if (!ctx.is('application/x-www-form-urlencoded') && !isUploaded(ctx)) {
    throw new PortcullisError('wrong_content_type', { detail: 'the body is not a form' })
  }
  // The parsed body turns `a[b]=c` into objects; the raw text has only names and values.
  return new URLSearchParams(typeof ctx.request.rawBody === 'string' ? ctx.request.rawBody : '')
}

/** The value of a parameter that must occur exactly once, not be empty and not be too long; otherwise null. */
export function singleParam(parameters: URLSearchParams, name: string, maxLength = 2000): string | null {
  const values = parameters.getAll(name)
  const value = values[0]
  if (values.length !== 1 || value === undefined || value === '' || value.length > maxLength) return null
  return value.includes('\0') ? null : value
}

/**
 * The JSON body of a request, parsed with `schema`.
 * @throws PortcullisError wrong_content_type for any other kind of body; bad_request for a body that is not JSON or
 *   does not match, with the names of the wrong members but never their values
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
