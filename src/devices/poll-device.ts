import { hashToken } from '../crypto/token.js'
import { PortcullisError } from '../errors.js'
import type { LimitRule } from '../limits/limiter.js'
import { networkOf } from '../limits/network-of.js'
import type { Opened } from '../session/opening.js'
import type { Device } from '../store/devices.js'
import type { DeviceParts } from './parts.js'
import { redeemDevice } from './redeem-device.js'

const SLOWER_BY_SECONDS = 5
// Timers and networks are a little uneven; that is not worth telling anybody to slow down.
const EARLY_MS = 500
const GUESSES: LimitRule = { name: 'device codes', most: 50, windowMs: 600_000 }

/** A device that asks whether somebody has decided. */
export interface Poll {
  /** Secret. */
  readonly deviceCode: string
  readonly clientId: string
  /** Of the key that this request has proven, or null. */
  readonly keyThumbprint: string | null
  readonly address: string | null
}

/** The session, once; otherwise whether to ask again as before, or less often (RFC 8628 section 3.5). */
export type Polled = Opened | 'authorization_pending' | 'slow_down'

/**
 * Answers a device.
 * @throws PortcullisError device_code_unknown, device_code_used, device_code_expired, device_denied,
 *   device_proof_invalid, user_disabled, too_many_requests
 */
export async function pollDevice(parts: DeviceParts, poll: Poll): Promise<Polled> {
  const device = await parts.store.findDevice(hashToken(poll.deviceCode))
  // A code of another client is as unknown as one that never was (RFC 8628 section 3.4).
  if (!device || device.clientId !== poll.clientId) {
    await parts.limiter.spend(GUESSES, networkOf(poll.address))
    throw new PortcullisError('device_code_unknown', { detail: 'no device code of this client' })
  }
  requireKey(device, poll)
  if (device.redeemedAt !== null) throw new PortcullisError('device_code_used', { detail: 'it was redeemed' })
  if (device.decision === 'denied') throw new PortcullisError('device_denied', { detail: 'somebody said no' })
  if (device.expiresAt <= parts.now()) throw new PortcullisError('device_code_expired')
  return device.decision === null ? wait(parts, device) : redeemDevice(parts, device)
}

// A device code that was stolen is worth nothing without the key that asked for it.
function requireKey({ keyThumbprint }: Device, poll: Poll): void {
  if (keyThumbprint === null || keyThumbprint === poll.keyThumbprint) return
  if (poll.keyThumbprint === null)
    throw new PortcullisError('device_proof_invalid', {
      detail: 'the code is bound to a key: a proof is missing',
    })
  throw new PortcullisError('device_code_unknown', { detail: 'the proof is that of another key' })
}

async function wait({ store, now }: DeviceParts, { id, interval }: Device): Promise<Polled> {
  const at = now()
  const lastBefore = new Date(at.getTime() - interval * 1000 + EARLY_MS)
  if (await store.notePoll(id, interval, lastBefore, at)) return 'authorization_pending'
  await store.slowDown(id, SLOWER_BY_SECONDS, at)
  return 'slow_down'
}
