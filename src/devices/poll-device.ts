import { hashToken } from '../crypto/token.js'
import { PortcullisError } from '../errors.js'
import type { RateLimitRule } from '../limits/limiter.js'
import { networkKey } from '../limits/network-of.js'
import type { OpenedSession } from '../session/opening.js'
import type { Device } from '../store/devices.js'
import type { DeviceDeps } from './parts.js'
import { redeemDevice } from './redeem-device.js'

const SLOW_DOWN_SECONDS = 5
// Timers and networks are a little uneven; that is not worth telling anybody to slow down.
const POLL_TOLERANCE_MS = 500
const GUESS_LIMIT: RateLimitRule = { name: 'device codes', max: 50, windowMs: 600_000 }

/** A device that asks whether somebody has decided. */
export interface DeviceTokenRequest {
  /** Secret. */
  readonly deviceCode: string
  readonly clientId: string
  /** Of the key that this request has proven, or null. */
  readonly keyThumbprint: string | null
  readonly address: string | null
}

/** The session, once; otherwise whether to ask again as before, or less often (RFC 8628 section 3.5). */
export type DeviceTokenResult = OpenedSession | 'authorization_pending' | 'slow_down'

/**
 * Answers a device.
 * @throws PortcullisError device_code_unknown, device_code_used, device_code_expired, device_denied,
 *   device_proof_invalid, user_disabled, too_many_requests
 */
export async function pollDevice(deps: DeviceDeps, request: DeviceTokenRequest): Promise<DeviceTokenResult> {
  const device = await deps.store.findDevice(hashToken(request.deviceCode))
  // A code of another client is as unknown as one that never was (RFC 8628 section 3.4).
  if (!device || device.clientId !== request.clientId) {
    await deps.rateLimiter.consume(GUESS_LIMIT, networkKey(request.address))
    throw new PortcullisError('device_code_unknown', { detail: 'no device code of this client' })
  }
  requireDpopKey(device, request)
  if (device.redeemedAt !== null) throw new PortcullisError('device_code_used', { detail: 'it was redeemed' })
  if (device.decision === 'denied') throw new PortcullisError('device_denied', { detail: 'somebody said no' })
  if (device.expiresAt <= deps.clock()) throw new PortcullisError('device_code_expired')
  return device.decision === null ? slowDownOrPending(deps, device) : redeemDevice(deps, device)
}

// A device code that was stolen is worth nothing without the key that asked for it.
function requireDpopKey({ keyThumbprint }: Device, request: DeviceTokenRequest): void {
  if (keyThumbprint === null || keyThumbprint === request.keyThumbprint) return
  if (request.keyThumbprint === null)
    throw new PortcullisError('device_proof_invalid', {
      detail: 'the code is bound to a key: a proof is missing',
    })
  throw new PortcullisError('device_code_unknown', { detail: 'the proof is that of another key' })
}

async function slowDownOrPending(
  { store, clock }: DeviceDeps,
  { id, interval }: Device,
): Promise<DeviceTokenResult> {
  const at = clock()
  const lastBefore = new Date(at.getTime() - interval * 1000 + POLL_TOLERANCE_MS)
  if (await store.recordPoll(id, interval, lastBefore, at)) return 'authorization_pending'
  await store.slowDown(id, SLOW_DOWN_SECONDS, at)
  return 'slow_down'
}
