import type { HttpFetch } from '../../http-client/http-client.js'
import { jsonResponse } from '../../http-client/send-request.js'
import type { OAuth2Definition } from '../definition/definition.js'
import { readTokenMembers } from '../protocol/token-endpoint.js'

async function normalizeBody(response: Response, isTypeOptional: boolean): Promise<Response> {
  const members = await readTokenMembers(response)
  if (members === null) return response
  // ../protocol/token-endpoint.ts reads errors.
  if (response.status !== 200 || !Object.hasOwn(members, 'access_token'))
    return jsonResponse(members, response.status)
  // An ID Token was not requested and would not be verified, so it is dropped.
  const rest = Object.fromEntries(Object.entries(members).filter(([name]) => name !== 'id_token'))
  return jsonResponse(isTypeOptional ? { token_type: 'bearer', ...rest } : rest)
}

/**
 * Wraps `fetch` for token endpoints that do not follow RFC 6749: a missing `token_type` is added if the definition allows
 * that.
 */
export function normalizeTokenResponses(fetch: HttpFetch, definition: OAuth2Definition): HttpFetch {
  const call = async (...[url, request]: Parameters<HttpFetch>): Promise<Response> => {
    const response = await fetch(url, request)
    return normalizeBody(response, definition.allowMissingTokenType)
  }
  return Object.assign(call, {
    destroy: () => {
      fetch.destroy()
    },
  })
}
