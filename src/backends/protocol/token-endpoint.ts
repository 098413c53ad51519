import type { ClientAuth, CustomFetch } from 'openid-client'
import type { HttpFetch } from '../../http-client/http-client.js'
import { BufferedResponse, jsonResponse } from '../../http-client/send-request.js'
import { type Claims, readMembers } from './claims.js'
import { COMPLETE_STATUSES, describeFailure } from './json.js'
import { FailedResponse } from './provider-errors.js'
import { type ProviderWords, readErrorBody, readFailureBody } from './provider-words.js'

const NUMERIC_TEXT = /^\d{1,12}(\.\d+)?$/

/** Optional members (RFC 6749 §5.1), and which values of them are valid. */
const OPTIONAL_MEMBERS: ReadonlyMap<string, (value: unknown) => boolean> = new Map([
  [
    'expires_in',
    (value: unknown) =>
      typeof value === 'string' ? NUMERIC_TEXT.test(value) : Number.isFinite(value) && Number(value) >= 0,
  ],
  ['scope', (value: unknown) => typeof value === 'string'],
  ['refresh_token', (value: unknown) => typeof value === 'string' && value !== ''],
])

/** The member that holds the ID Token while openid-client reads the response. */
const ASIDE_ID_TOKEN_KEY = 'id_token_put_aside'

/** Moves the ID Token of a response of openid-client back to its member. It is not verified yet. */
export function restoreIdToken(response: Claims): Claims {
  const { [ASIDE_ID_TOKEN_KEY]: idToken, ...members } = response
  return idToken === undefined ? members : { ...members, id_token: idToken }
}

/** The members, without optional ones that are not valid. */
function usableMembers(members: Claims): Claims {
  const isUsable = ([name, value]: readonly [string, unknown]): boolean =>
    OPTIONAL_MEMBERS.get(name)?.(value) !== false
  return Object.fromEntries(Object.entries(members).filter(isUsable))
}

/**
 * The error response (RFC 6749 §5.2) for a provider's words, in the form that openid-client reads; null without words. Some
 * providers send errors with status 200 instead of 400. The headers are left out, because openid-client would read
 * WWW-Authenticate in place of the body.
 */
function toErrorResponse(body: Claims, words: ProviderWords | null, status = 400): Response | null {
  if (words === null) return null
  const { code: error, description, uri } = words
  const details = {
    ...(description === null ? {} : { error_description: description }),
    ...(uri === null ? {} : { error_uri: uri }),
  }
  const plainError = typeof body['error'] === 'string' ? body['error'] : error
  return jsonResponse({ error: plainError, ...details }, status)
}

/**
 * A form in which every character is one that forms leave as it is or write as %XX. A page or an error message that quotes a
 * part of our request, which a visitor has chosen, must not be read as tokens.
 */
const STRICT_FORM = /^(?:[\w.-]+=[\w.~%+!*'(),:@/?$=-]*(?:&|$))+$/

/** The members of a form instead of JSON, as GitHub and older servers send it; null for anything else. */
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
 * members are checked by openid-client, and by code-grant.ts afterwards. openid-client does not
 * read the body of a redirect or of an error 5xx, so what the provider says there is passed on beside the response.
 */
export function tolerantFetch(fetch: HttpFetch): CustomFetch {
  return async (url, options) => {
    const response = await fetch(url, options)
    const { status } = response
    const isClientError = status >= 400 && status < 500
    if (!COMPLETE_STATUSES.has(status) && !isClientError)
      return new FailedResponse(status, await describeFailure(response, url))
    const body = await readTokenMembers(response)
    if (body === null) return response
    if (isClientError) return toErrorResponse(body, readFailureBody(body), status) ?? response
    // RFC 9126 §2.2 requires 201 for a pushed request, and a lifetime, which is not used here.
    if (Object.hasOwn(body, 'request_uri'))
      return jsonResponse({ expires_in: 60, ...usableMembers(body) }, 201)
    // Introspection responses have members of the same names, and each of them counts there.
    if (Object.hasOwn(body, 'active')) return jsonResponse(body)
    if (!Object.hasOwn(body, 'access_token')) return toErrorResponse(body, readErrorBody(body)) ?? response
    const { id_token: sentToken, ...members } = body
    // A line break after a token is not part of it.
    const idToken = typeof sentToken === 'string' ? sentToken.trim() : sentToken
    const isAbsent = idToken === undefined || idToken === ''
    return jsonResponse({
      ...usableMembers(members),
      ...(isAbsent ? {} : { [ASIDE_ID_TOKEN_KEY]: idToken }),
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
