import { message, type MessageValue } from '../../locales/messages.js'
import { createHmac } from 'node:crypto'
import type { HttpFetch } from '../../http-client/http-client.js'
import { providerCause, toProblem } from '../../provider-causes.js'
import type { OAuth2Definition } from '../definition/definition.js'
import { parseLosslessJson, type Rejection, rejectionByStatus, sendJsonRequest } from '../protocol/json.js'
import { providerError } from '../protocol/provider-errors.js'

/** In place of a response whose status says that this application may not read it. */
export const REFUSED = Symbol('refused')

/** What is needed to call the API of a provider with the access token of a user. */
export interface ApiCall {
  readonly definition: OAuth2Definition
  readonly fetch: HttpFetch
  readonly accessToken: string
  readonly signal: AbortSignal
}

/** The headers of every API call. */
export function apiHeaders({ userInfoHeaders }: OAuth2Definition): Readonly<Record<string, string>> {
  return { accept: 'application/json', 'user-agent': 'Portcullis', ...userInfoHeaders }
}

/** The URL with the proof that this client owns the token, for providers that have such a proof. */
export function withAppSecretProof(url: string, { definition, accessToken }: ApiCall): string {
  const { appSecretProof, clientSecret } = definition
  if (appSecretProof === null || clientSecret === null) return url
  const address = new URL(url)
  address.searchParams.set(
    appSecretProof,
    createHmac('sha256', clientSecret).update(accessToken).digest('hex'),
  )
  return address.href
}

/** The URL and the headers with the access token (RFC 6750 §2), where this provider expects it. */
function withAccessToken(
  url: string,
  { definition, accessToken }: Pick<ApiCall, 'definition' | 'accessToken'>,
): { readonly url: string; readonly headers: Readonly<Record<string, string>> } {
  const { tokenInQuery, tokenAuthorization } = definition
  const headers = apiHeaders(definition)
  if (tokenInQuery === null)
    return { url, headers: { ...headers, authorization: `${tokenAuthorization} ${accessToken}` } }
  const address = new URL(url)
  address.searchParams.set(tokenInQuery === true ? 'access_token' : tokenInQuery, accessToken)
  return { url: address.href, headers }
}

const NO_STATUSES: ReadonlySet<number> = new Set()

/** The token is new, so a status of the class 4xx means that its scopes or the request are wrong. */
function rejection(status: number): Rejection {
  const isForbidden = status === 401 || status === 403
  return {
    ...rejectionByStatus(status),
    ...(isForbidden ? { cause: providerCause('profile_forbidden') } : {}),
  }
}

interface ApiCallOptions {
  readonly method?: 'GET' | 'POST'
  readonly refusals?: ReadonlySet<number>
}

/**
 * Calls the API and parses its response as JSON, whatever its content type is.
 * @param label begins the detail of an error, such as "the profile"
 * @param options the method (GET by default), and the statuses for which `REFUSED` is returned instead of an error
 * @throws PortcullisError provider_unavailable, provider_timeout, provider_misconfigured, identity_rejected
 */
export async function callApi(
  url: string,
  label: MessageValue,
  call: ApiCall,
  options: ApiCallOptions,
): Promise<unknown> {
  const { method = 'GET', refusals = NO_STATUSES } = options
  const { fetch, signal } = call
  const response = await sendJsonRequest({
    fetch,
    label,
    method,
    signal,
    ...withAccessToken(withAppSecretProof(url, call), call),
    accepts: refusals,
    rejection,
  })
  if (refusals.has(response.status)) return REFUSED
  const body = await response.text()
  try {
    return parseLosslessJson(body)
  } catch {
    throw providerError(
      'provider_unavailable',
      label,
      toProblem(message('detail.notJson'), providerCause('profile_unreadable')),
    )
  }
}
