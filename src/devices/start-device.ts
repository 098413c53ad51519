import { hashToken, newId, newToken } from '../crypto/token.js'
import { type LimitRule } from '../limits/limiter.js'
import { networkOf } from '../limits/network-of.js'
import type { Visit } from '../session/visit.js'
import type { DeviceParts } from './parts.js'
import { newUserCode, shownUserCode } from './user-code.js'

const LIFETIME_SECONDS = 600
const INTERVAL_SECONDS = 5
const TRIES = 5
const STARTS: LimitRule = { name: 'device starts', most: 100, windowMs: 600_000 }

/** A device that asks, and what it says of itself; all of it is foreign. */
export interface Asking {
  readonly clientId: string
  readonly name: string | null
  readonly visit: Visit
  /** The thumbprint of the key that it has proven, or null. */
  readonly keyThumbprint: string | null
}

/** What the device gets (RFC 8628 section 3.2); the lifetime and the interval are seconds. */
export interface Started {
  /** Secret. */
  readonly deviceCode: string
  /** As it is shown, with a hyphen. */
  readonly userCode: string
  readonly expiresIn: number
  readonly interval: number
}

/**
 * Gives a device its two codes. Only their hashes are kept.
 * @throws PortcullisError too_many_requests
 */
export async function startDevice(
  { store, limiter, now }: DeviceParts,
  { clientId, name, visit, keyThumbprint }: Asking,
): Promise<Started> {
  await limiter.spend(STARTS, networkOf(visit.address))
  const createdAt = now()
  const expiresAt = new Date(createdAt.getTime() + LIFETIME_SECONDS * 1000)
  for (let tries = 0; tries < TRIES; tries += 1) {
    const deviceCode = newToken()
    const userCode = newUserCode()
    const codes = { deviceHash: hashToken(deviceCode), userCodeHash: hashToken(userCode) }
    const device = { id: newId(), ...codes, clientId, name, ...visit, keyThumbprint }
    if (await store.createDevice({ ...device, interval: INTERVAL_SECONDS, createdAt, expiresAt })) {
      const times = { expiresIn: LIFETIME_SECONDS, interval: INTERVAL_SECONDS }
      return { deviceCode, userCode: shownUserCode(userCode), ...times }
    }
  }
  throw new Error('no free user code was found, though there are billions')
}
