import { z } from 'zod'
import { PortcullisError } from '../../errors.js'
import type { OutboundFetch } from '../../outbound/outbound.js'
import { claim } from '../protocol/claims.js'
import type { Claims } from '../protocol/claims.js'
import { plainCode } from '../protocol/failures.js'
import { get, readJson } from '../protocol/json-call.js'

const WHAT = 'the UserInfo response'
const MAX_LENGTH = 65_536

const answer = z.record(z.string(), z.unknown())

/** Whose UserInfo is asked for, and where. */
export interface UserInfoRequest {
  readonly fetch: OutboundFetch
  readonly endpoint: string
  readonly accessToken: string
  /** Of the verified token. */
  readonly subject: string
  readonly signal: AbortSignal
  /** Statuses that tell that the token is no good, where it is not the provider that has just handed it out. */
  readonly refusals?: readonly number[]
}

function isJson(response: Response): boolean {
  const type = response.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? ''
  return type === 'application/json' || /^application\/[\w.-]+\+json$/.test(type)
}

/** Whom UserInfo is about. Some providers tell of an error with status 200. @throws PortcullisError identity_rejected */
function subIn(told: Claims): string {
  const [sub, error] = [claim(told, 'sub'), claim(told, 'error')]
  if (typeof sub === 'string') return sub
  if (sub !== undefined) throw rejected('sub is no text')
  throw rejected(typeof error === 'string' ? `error ${plainCode(error)}` : 'sub is missing')
}

function rejected(fault: string): PortcullisError {
  return new PortcullisError('identity_rejected', { detail: `${WHAT}: ${fault}` })
}

/**
 * Asks the UserInfo endpoint (Core §5.3). A failure is the failure of the sign-in: claims that decide who may come in
 * must not be missing because a server was slow. Not with openid-client's fetchUserInfo, which knows no deadline
 * and would take a JWT unverified; signed responses are not supported and are refused.
 * @throws PortcullisError identity_rejected, provider_unavailable, provider_timeout, provider_misconfigured
 */
export async function fetchUserInfo({ subject, ...request }: UserInfoRequest): Promise<Claims> {
  const told = await askUserInfo(request)
  // Core §5.3.2: without this, a swapped token would bring in the claims of somebody else.
  if (subIn(told) !== subject) throw rejected('sub is not that of the token: it is about another person')
  return told
}

/** Whose an access token is. @throws as `fetchUserInfo` */
export async function fetchSub(request: Omit<UserInfoRequest, 'subject'>): Promise<string> {
  return subIn(await askUserInfo(request))
}

async function askUserInfo(request: Omit<UserInfoRequest, 'subject'>): Promise<Claims> {
  const { fetch, endpoint: url, accessToken, signal, refusals: statuses = [] } = request
  const headers = { authorization: `Bearer ${accessToken}` }
  const refusals = { statuses, code: 'identity_rejected' } as const
  const response = await get({ fetch, url, what: WHAT, headers, signal, refusals })
  if (!isJson(response))
    throw new PortcullisError('provider_unavailable', { detail: `${WHAT}: not of type JSON` })
  if ((await response.text()).length > MAX_LENGTH) throw rejected('too long')
  const parsed = answer.safeParse(await readJson(response, WHAT))
  if (!parsed.success) throw rejected('not an object')
  return parsed.data
}
