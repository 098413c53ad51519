import { createHmac } from 'node:crypto'
import { PortcullisError } from '../../errors.js'
import type { HttpFetch } from '../../http-client/http-client.js'
import type { OAuth2Definition } from '../definition/definition.js'
import { httpGet, parseLosslessJson } from '../protocol/json.js'

const MAX_API_RESPONSE_LENGTH = 65_536
/** The token is a moment old, so these are about what it may do, or about how we ask. */
const REJECTION_STATUSES = [401, 403, 404]

/** One question to the API of a provider, with the token of a person. */
export interface ApiCall {
  readonly definition: OAuth2Definition
  readonly fetch: HttpFetch
  readonly accessToken: string
  readonly signal: AbortSignal
}

/** What every call to the API says of us and of what we want. */
export function apiHeaders({ userInfoHeaders }: OAuth2Definition): Readonly<Record<string, string>> {
  return { accept: 'application/json', 'user-agent': 'Portcullis', ...userInfoHeaders }
}

/** The address with the proof that the token is ours, where the provider knows such a thing. */
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
 * What the API says, as JSON, of whatever type it is called.
 * @param label begins the detail of a failure, such as "the profile"
 * @throws PortcullisError provider_unavailable, provider_timeout, provider_misconfigured, identity_rejected
 */
export async function getApi(url: string, label: string, call: ApiCall): Promise<unknown> {
  const { definition, fetch, accessToken, signal } = call
  const headers = { ...apiHeaders(definition), authorization: `Bearer ${accessToken}` }
  const rejection = { statuses: REJECTION_STATUSES, code: 'provider_misconfigured' } as const
  const response = await httpGet({
    fetch,
    url: withAppSecretProof(url, call),
    label,
    headers,
    signal,
    rejection,
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
