import { type Message, message } from '../../locales/messages.js'
import type { PortcullisError } from '../../errors.js'
import { type ProviderCause, providerCause, toProblem } from '../../provider-causes.js'
import { providerError } from '../protocol/provider-errors.js'
import { ASYMMETRIC_ALGORITHMS } from '../definition/oidc.js'
import { type Claims, readClaim, readMembers } from '../protocol/claims.js'
import { parseMembers, type Rejection, rejectionByStatus, sendJsonRequest } from '../protocol/json.js'
import { formatDescription, oauthCodeText, readErrorBody } from '../protocol/provider-words.js'
import { decryptToken, isEncrypted } from './encrypted-token.js'
import { requireIssuer } from './issuers.js'
import type { OidcDeps, Provider } from './provider.js'
import { verifySignedToken } from './signed-token.js'

const LABEL = message('detail.of.userInfo')
/** Other tokens of the same provider, such as access tokens and logout tokens, are not UserInfo. */
const TYPES = [undefined, 'jwt', 'userinfo+jwt']
/** The beginning of a token: at least two parts of base64url. */
const TOKEN_START = /^[\w-]+\.[\w-]+\./
const OWN_API_HINT = message('detail.userInfo.ownApi')

/** What is needed to request UserInfo. */
export interface UserInfoRequest {
  readonly accessToken: string
  /** The subject of the verified token. */
  readonly subject: string
  readonly signal: AbortSignal
  /** Statuses that mean that the token is invalid, where the token did not just come from the provider. */
  readonly rejectionStatuses?: readonly number[]
}

/** The subject of UserInfo. Some providers send an error with status 200. @throws PortcullisError identity_rejected */
function readSub(userInfo: Claims): string {
  const sub = readClaim(userInfo, 'sub')
  if (typeof sub === 'string') return sub
  // It is only compared with that of the ID Token, where it must be a text.
  if (Number.isSafeInteger(sub)) return String(sub)
  if (sub !== undefined)
    throw userInfoRejected(message('detail.claim.text', { claim: 'sub' }), providerCause('claim_malformed'))
  const words = readErrorBody(userInfo)
  if (words === null)
    throw userInfoRejected(message('detail.claim.missing', { claim: 'sub' }), providerCause('claim_missing'))
  throw userInfoRejected(
    message('detail.error', { error: oauthCodeText(words.code), words: formatDescription(words) }),
    providerCause('user_info_token_rejected'),
  )
}

function userInfoRejected(detail: Message, cause: ProviderCause): PortcullisError {
  return providerError('identity_rejected', LABEL, toProblem(detail, cause))
}

const UNREADABLE = providerCause('user_info_unreadable')

/** What a status of UserInfo means that other endpoints use for something else (RFC 6750 §3.1). */
const STATUS_CAUSES: ReadonlyMap<number, ProviderCause> = new Map([
  [401, providerCause('user_info_token_rejected')],
  [403, providerCause('user_info_forbidden')],
])

/** Where UserInfo is; null when the metadata name no endpoint, or the definition does not use it. */
export function userInfoEndpoint({ definition }: OidcDeps, { metadata }: Provider): string | null {
  return definition.userInfo === 'never' ? null : (metadata.userinfo_endpoint ?? null)
}

/**
 * Requests UserInfo (Core §5.3). If it fails, the sign-in fails, because claims that decide who may sign in must not be
 * missing when a server is slow. openid-client's fetchUserInfo is not used: it has no time limit for the whole sign-in
 * and would accept a JWT without verification. A signed response is verified like an ID Token.
 * @returns null when there is no endpoint
 * @throws PortcullisError identity_rejected, provider_unavailable, provider_timeout, provider_misconfigured
 */
export async function fetchUserInfo(
  deps: OidcDeps,
  provider: Provider,
  { subject, ...request }: UserInfoRequest,
): Promise<Claims | null> {
  const userInfo = await requestUserInfo(deps, provider, request)
  // Core §5.3.2: without this check, a swapped token would add the claims of another user.
  if (userInfo !== null && readSub(userInfo) !== subject)
    throw userInfoRejected(message('detail.claim.otherUser'), providerCause('user_info_other_user'))
  return userInfo
}

/** The subject of an access token; null when there is no endpoint. @throws as `fetchUserInfo` */
export async function fetchSub(
  deps: OidcDeps,
  provider: Provider,
  request: Omit<UserInfoRequest, 'subject'>,
): Promise<string | null> {
  const userInfo = await requestUserInfo(deps, provider, request)
  return userInfo && readSub(userInfo)
}

async function requestUserInfo(
  deps: OidcDeps,
  provider: Provider,
  { accessToken, signal, rejectionStatuses = [] }: Omit<UserInfoRequest, 'subject'>,
): Promise<Claims | null> {
  const url = userInfoEndpoint(deps, provider)
  if (url === null) return null
  const rejection = (status: number): Rejection => {
    if (rejectionStatuses.includes(status)) return { code: 'identity_rejected' }
    const cause = STATUS_CAUSES.get(status)
    return {
      ...rejectionByStatus(status),
      ...(cause === undefined ? {} : { cause }),
      ...(status === 401 ? { hint: OWN_API_HINT } : {}),
    }
  }
  const response = await sendJsonRequest({
    fetch: deps.options.fetch,
    url,
    label: LABEL,
    signal,
    rejection,
    method: deps.definition.userInfoMethod,
    headers: { accept: 'application/json, application/jwt', authorization: `Bearer ${accessToken}` },
  })
  const type = response.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? ''
  const body = await response.text()
  const content = body.trim()
  // The content shows what it is, and servers write all sorts of types, such as text/html.
  if (content.startsWith('{')) return parseUserInfo(body)
  if (TOKEN_START.test(content) || type === 'application/jwt') return readToken(content, deps, provider)
  if (/[/+]json$/.test(type)) return parseUserInfo(body)
  const detail = message('detail.userInfo.type')
  throw providerError('provider_unavailable', LABEL, toProblem(detail, UNREADABLE))
}

function parseUserInfo(body: string): Claims {
  const userInfo = parseMembers(body, LABEL, UNREADABLE)
  if (userInfo === null) throw userInfoRejected(message('detail.itNotObject'), UNREADABLE)
  return userInfo
}

/** UserInfo as a token (Core §5.3.2): signed; or encrypted, and usually signed within. */
async function readToken(
  token: string,
  deps: OidcDeps,
  { metadata, verification }: Provider,
): Promise<Claims> {
  const { definition } = deps
  const content = await decryptToken(token, definition.decryptionKey, LABEL)
  if (isEncrypted(token) && content.startsWith('{')) return parseUserInfo(content)
  const listed = metadata.userinfo_signing_alg_values_supported
  const algorithms =
    listed === undefined || definition.idTokenAlgorithm !== null
      ? verification.algorithms
      : ASYMMETRIC_ALGORITHMS.filter((algorithm) => listed.includes(algorithm))
  const { claims } = await verifySignedToken(
    content,
    { ...verification, algorithms, label: LABEL, types: TYPES },
    { audience: [definition.clientId], maxTokenAge: null, requiredClaims: ['iss'] },
  )
  // With tenants, requireIssuer needs the tenant of the ID Token, and UserInfo need not repeat it.
  if (definition.issuerTemplate === null) requireIssuer(claims, definition, LABEL)
  return readMembers(claims) ?? {}
}
