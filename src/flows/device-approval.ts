import { hashToken } from '../crypto/tokens.js'
import { PortcullisError } from '../errors.js'
import { message } from '../locales/messages.js'
import { networkLimits, type RateLimitRule } from '../rate-limit/rate-limiter.js'
import type { RecentlyAuthenticated } from '../recent-authentication.js'
import type { CurrentSession } from '../sessions/session-store.js'
import type { Device } from '../store/devices.js'
import { type DeviceDeps, parseUserCode } from './device-grant.js'

const LIMIT_WINDOW_MS = 600_000
const USER_LIMIT: RateLimitRule = { name: 'user codes by user', max: 5, windowMs: LIMIT_WINDOW_MS }
const NETWORK_LIMIT: RateLimitRule = { name: 'user codes by network', max: 5, windowMs: LIMIT_WINDOW_MS }

/** The user who typed a code, and from where. */
export interface CodeEntry {
  readonly userId: string
  readonly address: string | null
}

/**
 * Finds the device that shows this code and waits for a decision. The sixth wrong code within ten minutes, from one
 * user or one network, is rejected without a lookup (RFC 8628 section 5.1).
 * @param input as the user typed it, or from a link
 * @throws PortcullisError device_code_unknown, device_code_expired, device_code_used, too_many_requests
 */
export async function findDevice(
  { store, rateLimiter, clock }: DeviceDeps,
  input: string,
  { userId, address }: CodeEntry,
): Promise<Device> {
  const limits = networkLimits(NETWORK_LIMIT, address)
  const device = await rateLimiter.run([{ rule: USER_LIMIT, subject: userId }], async (refund) => {
    for (const limit of limits) await rateLimiter.assertAvailable(limit)
    const code = parseUserCode(input)
    const match = code === null ? null : await store.findDeviceByUserCode(hashToken(code))
    if (!match) return rateLimiter.run(limits, rejectUnknownCode)
    await refund()
    return match
  })
  if (device.decision !== null || device.redeemedAt !== null) throw alreadyDecidedError()
  if (device.expiresAt <= clock()) throw new PortcullisError('device_code_expired')
  return device
}

function rejectUnknownCode(): Promise<never> {
  return Promise.reject(
    new PortcullisError('device_code_unknown', { detail: message('detail.device.unknownCode') }),
  )
}

/** The device was approved or denied before. */
function alreadyDecidedError(): PortcullisError {
  return new PortcullisError('device_code_used', { detail: message('detail.device.decided') })
}

/** The user who approves a device, which multiplies their session, so they must have authenticated recently. */
export interface Approver extends Pick<CurrentSession, 'user' | 'session'> {
  readonly proof: RecentlyAuthenticated
}

/**
 * Signs a device in as the signed-in user. Its session is opened later, when the device polls again; until then the
 * user can revoke the approval by signing out everywhere. The device depends on the account of this session and on no
 * other: nothing else shows that the user can still sign in with that account.
 * @throws PortcullisError device_code_used when another decision was faster, reauthentication_required when the account
 *   of the session was disconnected
 */
export async function approveDevice(
  { store, clock }: DeviceDeps,
  device: Device,
  { user, session, proof }: Approver,
): Promise<void> {
  const accounts = await store.listAccounts(proof.userId)
  const account = accounts.find(({ id }) => id === session.accountId)
  if (!account)
    throw new PortcullisError('reauthentication_required', {
      detail: message('detail.device.disconnected'),
    })
  const decision = {
    decision: 'approved',
    userId: proof.userId,
    accountId: account.id,
    backend: account.backend,
    sessionEnd: session.expiresAt,
    epoch: user.sessionEpoch,
  } as const
  if (!(await store.decideDevice(device.id, decision, clock()))) throw alreadyDecidedError()
}

/** Denies a device. @throws PortcullisError device_code_used when another decision was faster */
export async function denyDevice({ store, clock }: DeviceDeps, device: Device): Promise<void> {
  if (!(await store.decideDevice(device.id, { decision: 'denied' }, clock()))) throw alreadyDecidedError()
}
