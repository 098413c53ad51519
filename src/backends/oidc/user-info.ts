import { PortcullisError } from '../../errors.js'
import type { HttpFetch } from '../../http-client/http-client.js'
import { type Claims, readClaim, readMembers } from '../protocol/claims.js'
import { httpGet, readJson, type Rejection, rejectionByStatus } from '../protocol/json.js'
import { formatDescription, readErrorBody } from '../protocol/provider-words.js'

const LABEL = 'the UserInfo response'
const MAX_USER_INFO_LENGTH = 65_536

/** What is needed to request UserInfo. */
export interface UserInfoRequest {
  readonly fetch: HttpFetch
  readonly endpoint: string
  readonly accessToken: string
  /** The subject of the verified token. */
  readonly subject: string
  readonly signal: AbortSignal
  /** Statuses that mean that the token is invalid, where the token did not just come from the provider. */
  readonly rejectionStatuses?: readonly number[]
}

function isJson(response: Response): boolean {
  const type = response.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? ''
  return type === 'application/json' || /^application\/[\w.-]+\+json$/.test(type)
}

/** The subject of UserInfo. Some providers send an error with status 200. @throws PortcullisError identity_rejected */
function readSub(userInfo: Claims): string {
  const sub = readClaim(userInfo, 'sub')
  if (typeof sub === 'string') return sub
  if (sub !== undefined) throw userInfoRejected('sub is not a text')
  const words = readErrorBody(userInfo)
  throw userInfoRejected(words === null ? 'sub is missing' : `error ${words.code}${formatDescription(words)}`)
}

function userInfoRejected(problem: string): PortcullisError {
  return new PortcullisError('identity_rejected', { detail: `${LABEL}: ${problem}` })
}

/**
 * Requests UserInfo (Core §5.3). If it fails, the sign-in fails, because claims that decide who may sign in must not be
 * missing when a server is slow. openid-client's fetchUserInfo is not used: it has no time limit for the whole sign-in
 * and would accept a JWT without verification. Signed responses are not supported and are rejected.
 * @throws PortcullisError identity_rejected, provider_unavailable, provider_timeout, provider_misconfigured
 */
export async function fetchUserInfo({ subject, ...request }: UserInfoRequest): Promise<Claims> {
  const userInfo = await requestUserInfo(request)
  // Core §5.3.2: without this check, a swapped token would add the claims of another user.
  if (readSub(userInfo) !== subject)
    throw userInfoRejected('sub is not that of the token, so it belongs to another user')
  return userInfo
}

/** The subject of an access token. @throws as `fetchUserInfo` */
export async function fetchSub(request: Omit<UserInfoRequest, 'subject'>): Promise<string> {
  return readSub(await requestUserInfo(request))
}

async function requestUserInfo(request: Omit<UserInfoRequest, 'subject'>): Promise<Claims> {
  const { fetch, endpoint: url, accessToken, signal, rejectionStatuses = [] } = request
  const headers = { authorization: `Bearer ${accessToken}` }
  const rejection = (status: number): Rejection =>
    rejectionStatuses.includes(status) ? { code: 'identity_rejected' } : rejectionByStatus(status)
  const response = await httpGet({ fetch, url, label: LABEL, headers, signal, rejection })
  if (!isJson(response))
    throw new PortcullisError('provider_unavailable', { detail: `${LABEL}: its content type is not JSON` })
  if ((await response.text()).length > MAX_USER_INFO_LENGTH) throw userInfoRejected('it is too long')
  const userInfo = readMembers(await readJson(response, LABEL))
  if (userInfo === null) throw userInfoRejected('it is not an object')
  return userInfo
}
