import { hashToken } from '../crypto/token.js'
import { PortcullisError } from '../errors.js'
import type { LimitRule } from '../limits/limiter.js'
import { networkOf } from '../limits/network-of.js'
import type { Device } from '../store/devices.js'
import type { DeviceParts } from './parts.js'
import { normalUserCode } from './user-code.js'

const WINDOW_MS = 600_000
const BY_USER: LimitRule = { name: 'user codes by user', most: 5, windowMs: WINDOW_MS }
const BY_NETWORK: LimitRule = { name: 'user codes by network', most: 5, windowMs: WINDOW_MS }

/** Who typed a code. */
export interface Typist {
  readonly userId: string
  readonly address: string | null
}

/**
 * The device that shows this code, and waits for a decision. The sixth wrong code within ten minutes, of one user or of
 * one network, is refused unseen (RFC 8628 section 5.1).
 * @param typed as somebody typed it, or as it stood in a link
 * @throws PortcullisError device_code_unknown, device_code_expired, device_code_used, too_many_requests
 */
export async function findDevice(
  { store, limiter, now }: DeviceParts,
  typed: string,
  { userId, address }: Typist,
): Promise<Device> {
  const network = networkOf(address)
  const spent = await limiter.spend(BY_USER, userId)
  await limiter.refuseSpent(BY_NETWORK, network)
  const code = normalUserCode(typed)
  const device = code === null ? null : await store.findDeviceByUserCode(hashToken(code))
  if (!device) {
    await limiter.spend(BY_NETWORK, network)
    throw new PortcullisError('device_code_unknown', { detail: 'no device shows this user code' })
  }
  await spent.giveBack()
  if (device.decision !== null || device.redeemedAt !== null) throw decided()
  if (device.expiresAt <= now()) throw new PortcullisError('device_code_expired')
  return device
}

/** Somebody has decided about this device before. */
export function decided(): PortcullisError {
  return new PortcullisError('device_code_used', { detail: 'somebody has decided already' })
}
