import type { HttpFetch } from '../../http-client/http-client.js'
import { jsonResponse } from '../../http-client/send-request.js'
import type { OAuth2Definition } from '../definition/definition.js'
import { type Claims, readMembers } from '../protocol/claims.js'

/** The members of a JSON body; or of a form-encoded one, which some providers send although JSON was requested. */
function parseMembers(body: string): Claims | null {
  try {
    return readMembers(JSON.parse(body))
  } catch {
    const members = Object.fromEntries(new URLSearchParams(body))
    return 'access_token' in members || 'error' in members ? members : null
  }
}

function normalizeBody(response: Response, body: string, isTypeOptional: boolean): Response | null {
  const members = parseMembers(body)
  if (members === null) return null
  // ../protocol/token-endpoint.ts reads errors.
  if (response.status !== 200 || !Object.hasOwn(members, 'access_token'))
    return jsonResponse(members, response.status)
  // An ID Token was not requested and would not be verified, so it is dropped.
  const rest = Object.fromEntries(Object.entries(members).filter(([name]) => name !== 'id_token'))
  return jsonResponse(isTypeOptional ? { token_type: 'bearer', ...rest } : rest)
}

/**
 * Wraps `fetch` for token endpoints that do not follow RFC 6749: a form becomes JSON, and a missing `token_type` is
 * added if the definition allows that.
 */
export function normalizeTokenResponses(fetch: HttpFetch, definition: OAuth2Definition): HttpFetch {
  const call = async (...[url, request]: Parameters<HttpFetch>): Promise<Response> => {
    const response = await fetch(url, request)
    return (
      normalizeBody(response, await response.clone().text(), definition.allowMissingTokenType) ?? response
    )
  }
  return Object.assign(call, {
    destroy: () => {
      fetch.destroy()
    },
  })
}
