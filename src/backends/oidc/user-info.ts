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

/** What speaks against UserInfo; some providers tell of an error with status 200. */
function faultIn(told: Claims, subject: string): string | null {
  const [sub, error] = [claim(told, 'sub'), claim(told, 'error')]
  if (sub === subject) return null
  if (sub !== undefined) return 'sub is not that of the token: it is about another person'
  return typeof error === 'string' ? `error ${plainCode(error)}` : 'sub is missing'
}

/**
 * Asks the UserInfo endpoint (Core §5.3). A failure is the failure of the sign-in: claims that decide who may come in
 * must not be missing because a server was slow. Not with openid-client's fetchUserInfo, which knows no deadline
 * and would take a JWT unverified; signed responses are not supported and are refused.
 * @throws PortcullisError identity_rejected, provider_unavailable, provider_timeout, provider_misconfigured
 */
export async function fetchUserInfo(request: UserInfoRequest): Promise<Claims> {
  const { fetch, endpoint: url, accessToken, subject, signal, refusals: statuses = [] } = request
  const headers = { authorization: `Bearer ${accessToken}` }
  const refusals = { statuses, code: 'identity_rejected' } as const
  const response = await get({ fetch, url, what: WHAT, headers, signal, refusals })
  if (!isJson(response))
    throw new PortcullisError('provider_unavailable', { detail: `${WHAT}: not of type JSON` })
  if ((await response.text()).length > MAX_LENGTH) {
    throw new PortcullisError('identity_rejected', { detail: `${WHAT}: too long` })
  }
  const parsed = answer.safeParse(await readJson(response, WHAT))
  // Core §5.3.2: without this, a swapped token would bring in the claims of somebody else.
  const fault = parsed.success ? faultIn(parsed.data, subject) : 'not an object'
  if (!parsed.success || fault !== null) {
    throw new PortcullisError('identity_rejected', { detail: `${WHAT}: ${fault}` })
  }
  return parsed.data
}
