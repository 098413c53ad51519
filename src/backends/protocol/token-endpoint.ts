import type { ClientAuth, CustomFetch } from 'openid-client'
import { z } from 'zod'
import type { HttpFetch } from '../../http-client/http-client.js'
import { BufferedResponse, jsonResponse } from '../../http-client/send-request.js'
import { type Claims, readMembers } from './claims.js'
import { COMPLETE_STATUSES } from './json.js'
import { readErrorBody } from './provider-words.js'

const numericSchema = z.union([z.number().nonnegative(), z.string().regex(/^\d{1,12}(\.\d+)?$/)])

/** Optional members (RFC 6749 §5.1), and their valid values. */
const OPTIONAL_MEMBER_SCHEMAS = new Map<string, z.ZodType>([
  ['expires_in', numericSchema],
  ['scope', z.string()],
  ['refresh_token', z.string().min(1)],
])

/** The member that holds the ID Token while openid-client reads the response. */
const ASIDE_ID_TOKEN_KEY = 'id_token_put_aside'

/** Moves the ID Token of a response of openid-client back to its member. It is not verified yet. */
export function restoreIdToken(response: Claims): Claims {
  const { [ASIDE_ID_TOKEN_KEY]: idToken, ...members } = response
  return idToken === undefined ? members : { ...members, id_token: idToken }
}

function isInvalidOptional([name, value]: readonly [string, unknown]): boolean {
  return OPTIONAL_MEMBER_SCHEMAS.get(name)?.safeParse(value).success === false
}

/**
 * The error response (RFC 6749 §5.2) that a body means, in the form that openid-client reads; null for a body that is
 * not about an error. Some providers send errors with status 200 instead of 400, and a few send an object. The headers
 * are left out, because openid-client would read WWW-Authenticate in place of the body.
 */
function toErrorResponse(body: Claims, status: number): Response | null {
  const words = Object.hasOwn(body, 'active') ? null : readErrorBody(body)
  if (words === null) return null
  const { code: error, description, uri } = words
  const details = {
    ...(description === null ? {} : { error_description: description }),
    ...(uri === null ? {} : { error_uri: uri }),
  }
  const plainError = typeof body['error'] === 'string' ? body['error'] : error
  return jsonResponse({ error: plainError, ...details }, status === 200 ? 400 : status)
}

/**
 * A form in which every character is one that forms leave as it is or write as %XX. A page or an error message that quotes a
 * part of our request, which a visitor has chosen, must not be read as tokens.
 */
const STRICT_FORM = /^(?:[\w.-]+=[\w.~%+!*'(),:@/?$=-]*(?:&|$))+$/

/** The members of a form in the place of JSON, as GitHub and older servers send it; null for anything else. */
function readForm(body: string): Claims | null {
  if (!STRICT_FORM.test(body)) return null
  const params = new URLSearchParams(body)
  const members = Object.fromEntries(params)
  const isUnambiguous = Object.keys(members).length === params.size
  const isOneOf = 'access_token' in members !== 'error' in members
  return isUnambiguous && isOneOf ? members : null
}

/**
 * The members of a token response or of an error: JSON, whatever its content type is, or a form, but for a page; null for
 * anything else.
 */
export async function readTokenMembers(response: Response): Promise<Claims | null> {
  // The body of a response of our own HTTP client can be read again and again, that of any other only once.
  const body = await (response instanceof BufferedResponse ? response : response.clone()).text()
  try {
    return readMembers(JSON.parse(body))
  } catch {
    const isPage = /html/i.test(response.headers.get('content-type') ?? '')
    return isPage ? null : readForm(body.trim())
  }
}

/**
 * Prepares token responses for openid-client, which rejects a whole response because of a member that is not needed,
 * such as `"expires_in": null`. Such members are dropped. The ID Token is moved to another member: openid-client
 * accepts only one spelling of an issuer and requires a nonce, and id-token.ts verifies the token anyway. The required
 * members are checked by openid-client, and by code-grant.ts afterwards.
 */
export function tolerantFetch(fetch: HttpFetch): CustomFetch {
  return async (url, options) => {
    const response = await fetch(url, options)
    const body = await readTokenMembers(response)
    if (body === null) return response
    if (!COMPLETE_STATUSES.has(response.status)) return toErrorResponse(body, response.status) ?? response
    // RFC 9126 §2.2 requires 201 for a pushed request.
    if (Object.hasOwn(body, 'request_uri')) return jsonResponse(body, 201)
    // Introspection responses have members of the same names, and each of them counts there.
    if (!Object.hasOwn(body, 'access_token')) return toErrorResponse(body, 200) ?? response
    const { id_token: idToken, ...members } = body
    const usable = Object.entries(members).filter((member) => !isInvalidOptional(member))
    return jsonResponse({
      ...Object.fromEntries(usable),
      ...(idToken === undefined ? {} : { [ASIDE_ID_TOKEN_KEY]: idToken }),
    })
  }
}

/**
 * Form-encodes a value (RFC 6749 appendix B), so that the only colon is the one between the client ID and the secret.
 */
function formEncode(part: string): string {
  return new URLSearchParams({ part }).toString().slice('part='.length)
}

/**
 * Sends the client secret in the header (RFC 6749 §2.3.1). openid-client's version is not used, because it also encodes
 * hyphens, underscores and dots. Providers that forget to decode would reject most secrets then.
 */
export function clientSecretBasic(secret: string): ClientAuth {
  return (_server, client, _body, headers) => {
    const credentials = `${formEncode(client.client_id)}:${formEncode(secret)}`
    headers.set('authorization', `Basic ${Buffer.from(credentials).toString('base64')}`)
  }
}
