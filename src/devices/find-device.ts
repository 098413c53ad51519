import { hashToken } from '../crypto/token.js'
import { PortcullisError } from '../errors.js'
import type { RateLimitRule } from '../limits/limiter.js'
import { networkKey } from '../limits/network-of.js'
import type { Device } from '../store/devices.js'
import type { DeviceDeps } from './parts.js'
import { parseUserCode } from './user-code.js'

const LIMIT_WINDOW_MS = 600_000
const USER_LIMIT: RateLimitRule = { name: 'user codes by user', max: 5, windowMs: LIMIT_WINDOW_MS }
const NETWORK_LIMIT: RateLimitRule = { name: 'user codes by network', max: 5, windowMs: LIMIT_WINDOW_MS }

/** Who typed a code. */
export interface CodeEntry {
  readonly userId: string
  readonly address: string | null
}

/**
 * The device that shows this code, and waits for a decision. The sixth wrong code within ten minutes, of one user or of
 * one network, is refused unseen (RFC 8628 section 5.1).
 * @param input as somebody typed it, or as it stood in a link
 * @throws PortcullisError device_code_unknown, device_code_expired, device_code_used, too_many_requests
 */
export async function findDevice(
  { store, rateLimiter, clock }: DeviceDeps,
  input: string,
  { userId, address }: CodeEntry,
): Promise<Device> {
  const network = networkKey(address)
  const consumed = await rateLimiter.consume(USER_LIMIT, userId)
  await rateLimiter.assertAvailable(NETWORK_LIMIT, network)
  const code = parseUserCode(input)
  const device = code === null ? null : await store.findDeviceByUserCode(hashToken(code))
  if (!device) {
    await rateLimiter.consume(NETWORK_LIMIT, network)
    throw new PortcullisError('device_code_unknown', { detail: 'no device shows this user code' })
  }
  await consumed.refund()
  if (device.decision !== null || device.redeemedAt !== null) throw alreadyDecidedError()
  if (device.expiresAt <= clock()) throw new PortcullisError('device_code_expired')
  return device
}

/** Somebody has decided about this device before. */
export function alreadyDecidedError(): PortcullisError {
  return new PortcullisError('device_code_used', { detail: 'somebody has decided already' })
}
