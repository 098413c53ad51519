import { z } from 'zod'
import { PortcullisError } from '../../errors.js'
import type { HttpFetch } from '../../http-client/http-client.js'
import { type Claims, readClaim } from '../protocol/claims.js'
import { httpGet, readJson } from '../protocol/json.js'
import { safeOAuthCode } from '../protocol/provider-errors.js'

const LABEL = 'the UserInfo response'
const MAX_USER_INFO_LENGTH = 65_536

const userInfoSchema = z.record(z.string(), z.unknown())

/** Whose UserInfo is asked for, and where. */
export interface UserInfoRequest {
  readonly fetch: HttpFetch
  readonly endpoint: string
  readonly accessToken: string
  /** Of the verified token. */
  readonly subject: string
  readonly signal: AbortSignal
  /** Statuses that tell that the token is no good, where it is not the provider that has just handed it out. */
  readonly rejectionStatuses?: readonly number[]
}

function isJson(response: Response): boolean {
  const type = response.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? ''
  return type === 'application/json' || /^application\/[\w.-]+\+json$/.test(type)
}

/** Whom UserInfo is about. Some providers tell of an error with status 200. @throws PortcullisError identity_rejected */
function readSub(userInfo: Claims): string {
  const [sub, error] = [readClaim(userInfo, 'sub'), readClaim(userInfo, 'error')]
  if (typeof sub === 'string') return sub
  if (sub !== undefined) throw userInfoRejected('sub is no text')
  throw userInfoRejected(typeof error === 'string' ? `error ${safeOAuthCode(error)}` : 'sub is missing')
}

function userInfoRejected(problem: string): PortcullisError {
  return new PortcullisError('identity_rejected', { detail: `${LABEL}: ${problem}` })
}

/**
 * Asks the UserInfo endpoint (Core §5.3). A failure is the failure of the sign-in: claims that decide who may come in
 * must not be missing because a server was slow. Not with openid-client's fetchUserInfo, which knows no deadline
 * and would take a JWT unverified; signed responses are not supported and are refused.
 * @throws PortcullisError identity_rejected, provider_unavailable, provider_timeout, provider_misconfigured
 */
export async function fetchUserInfo({ subject, ...request }: UserInfoRequest): Promise<Claims> {
  const userInfo = await requestUserInfo(request)
  // Core §5.3.2: without this, a swapped token would bring in the claims of somebody else.
  if (readSub(userInfo) !== subject)
    throw userInfoRejected('sub is not that of the token: it is about another person')
  return userInfo
}

/** Whose an access token is. @throws as `fetchUserInfo` */
export async function fetchSub(request: Omit<UserInfoRequest, 'subject'>): Promise<string> {
  return readSub(await requestUserInfo(request))
}

async function requestUserInfo(request: Omit<UserInfoRequest, 'subject'>): Promise<Claims> {
  const { fetch, endpoint: url, accessToken, signal, rejectionStatuses: statuses = [] } = request
  const headers = { authorization: `Bearer ${accessToken}` }
  const rejection = { statuses, code: 'identity_rejected' } as const
  const response = await httpGet({ fetch, url, label: LABEL, headers, signal, rejection })
  if (!isJson(response))
    throw new PortcullisError('provider_unavailable', { detail: `${LABEL}: not of type JSON` })
  if ((await response.text()).length > MAX_USER_INFO_LENGTH) throw userInfoRejected('too long')
  const parsed = userInfoSchema.safeParse(await readJson(response, LABEL))
  if (!parsed.success) throw userInfoRejected('not an object')
  return parsed.data
}
