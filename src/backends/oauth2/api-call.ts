import { createHmac } from 'node:crypto'
import { PortcullisError } from '../../errors.js'
import type { HttpFetch } from '../../http-client/http-client.js'
import type { OAuth2Definition } from '../definition/definition.js'
import { httpGet, parseLosslessJson, rejectionByStatus } from '../protocol/json.js'

const MAX_API_RESPONSE_LENGTH = 65_536

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

/**
 * Calls the API and parses its response as JSON, whatever its content type is.
 * @param label begins the detail of an error, such as "the profile"
 * @throws PortcullisError provider_unavailable, provider_timeout, provider_misconfigured, identity_rejected
 */
export async function getApi(url: string, label: string, call: ApiCall): Promise<unknown> {
  const { definition, fetch, accessToken, signal } = call
  const headers = { ...apiHeaders(definition), authorization: `Bearer ${accessToken}` }
  const response = await httpGet({
    fetch,
    url: withAppSecretProof(url, call),
    label,
    headers,
    signal,
    // The token is new, so a status of the class 4xx means that its scopes or the request are wrong.
    rejection: rejectionByStatus,
  })
  const body = await response.text()
  if (body.length > MAX_API_RESPONSE_LENGTH)
    throw new PortcullisError('identity_rejected', { detail: `${label}: too long` })
  try {
    return parseLosslessJson(body)
  } catch {
    throw new PortcullisError('provider_unavailable', { detail: `${label}: not JSON` })
  }
}
