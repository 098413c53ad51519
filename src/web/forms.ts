import { bodyParser } from '@koa/bodyparser'
import type { Context, Middleware } from 'koa'
import { PortcullisError } from '../errors.js'

/** Reads forms and JSON of at most 64 KB, as text; what is in them is for `formOf` and `jsonOf` to judge. */
export function parseBodies(): Middleware {
  return bodyParser({
    enableTypes: ['form', 'text'],
    extendTypes: { text: ['application/json'] },
    formLimit: '64kb',
    textLimit: '64kb',
    encoding: 'utf-8',
    onError: (cause) => {
      // What bodyparser refuses has a status; what it merely fails at is a body that does not unpack.
      if ('status' in cause) throw cause
      throw new PortcullisError('bad_request', { detail: 'the body could not be read', cause })
    },
  })
}

/**
 * The fields of a form, exactly as sent.
 * @throws PortcullisError wrong_content_type for any other kind of body
 */
export function readForm(ctx: Context): URLSearchParams {
  if (!ctx.is('application/x-www-form-urlencoded')) {
    throw new PortcullisError('wrong_content_type', { detail: 'the body is not a form' })
  }
  // The parsed body turns `a[b]=c` into objects; the raw text knows only names and values.
  return new URLSearchParams(typeof ctx.request.rawBody === 'string' ? ctx.request.rawBody : '')
}

/** The value of a parameter that must stand there exactly once and be plausible; otherwise null. */
export function singleParam(parameters: URLSearchParams, name: string, maxLength = 2000): string | null {
  const values = parameters.getAll(name)
  const value = values[0]
  if (values.length !== 1 || value === undefined || value === '' || value.length > maxLength) return null
  return value.includes('\0') ? null : value
}
