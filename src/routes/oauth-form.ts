import type { Context } from 'koa'
import { PortcullisError } from '../errors.js'
import { readForm } from '../web/forms.js'

const MAX_PARAM_LENGTH = 2000

/** The parameters of an OAuth request; one without a value counts as left out (RFC 6749 section 3.2). */
export interface OAuthForm {
  /** The value, or null. */
  readonly optional: (name: string) => string | null
  /** The value. @throws PortcullisError bad_request */
  readonly required: (name: string) => string
}

/**
 * Reads the form of an OAuth request.
 * @throws PortcullisError wrong_content_type; bad_request when a parameter is there twice or too long
 */
export function parseOAuthForm(ctx: Context, maxLength = MAX_PARAM_LENGTH): OAuthForm {
  const form = readForm(ctx)
  const names = [...form.keys()]
  if (new Set(names).size !== names.length) throw invalidRequest('a parameter is given more than once')
  if ([...form.values()].some((value) => value.length > maxLength))
    throw invalidRequest('a parameter is too long')
  const optional = (name: string) => form.get(name) || null
  const required = (name: string) => {
    const value = optional(name)
    if (value === null) throw invalidRequest(`${name} is missing`)
    return value
  }
  return { optional, required }
}

/** The client, which says who it is and cannot prove it: a public client (RFC 6749 section 2.1). */
export function readClientId(form: OAuthForm): string {
  const clientId = form.required('client_id')
  if (!/^[\x20-\x7e]{1,100}$/.test(clientId))
    throw invalidRequest('client_id is not 1 to 100 printable ASCII characters')
  return clientId
}

function invalidRequest(detail: string): PortcullisError {
  return new PortcullisError('bad_request', { detail })
}
