import { hashToken, newId, newToken } from '../crypto/token.js'
import { type RateLimitRule } from '../limits/limiter.js'
import { networkKey } from '../limits/network-of.js'
import type { ClientInfo } from '../session/visit.js'
import type { DeviceDeps } from './parts.js'
import { newUserCode, formatUserCode } from './user-code.js'

const DEVICE_CODE_TTL_SECONDS = 600
const POLL_INTERVAL_SECONDS = 5
const MAX_CODE_COLLISIONS = 5
const START_LIMIT: RateLimitRule = { name: 'device starts', max: 100, windowMs: 600_000 }

/** A device that asks, and what it says of itself; all of it is foreign. */
export interface DeviceCodeRequest {
  readonly clientId: string
  readonly name: string | null
  readonly client: ClientInfo
  /** The thumbprint of the key that it has proven, or null. */
  readonly keyThumbprint: string | null
}

/** What the device gets (RFC 8628 section 3.2); the lifetime and the interval are seconds. */
export interface DeviceCodeResponse {
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
export async function startDeviceGrant(
  { store, rateLimiter, clock }: DeviceDeps,
  { clientId, name, client, keyThumbprint }: DeviceCodeRequest,
): Promise<DeviceCodeResponse> {
  await rateLimiter.consume(START_LIMIT, networkKey(client.address))
  const createdAt = clock()
  const expiresAt = new Date(createdAt.getTime() + DEVICE_CODE_TTL_SECONDS * 1000)
  for (let collisions = 0; collisions < MAX_CODE_COLLISIONS; collisions += 1) {
    const deviceCode = newToken()
    const userCode = newUserCode()
    const codes = { deviceHash: hashToken(deviceCode), userCodeHash: hashToken(userCode) }
    const device = { id: newId(), ...codes, clientId, name, ...client, keyThumbprint }
    if (await store.createDevice({ ...device, interval: POLL_INTERVAL_SECONDS, createdAt, expiresAt })) {
      const times = { expiresIn: DEVICE_CODE_TTL_SECONDS, interval: POLL_INTERVAL_SECONDS }
      return { deviceCode, userCode: formatUserCode(userCode), ...times }
    }
  }
  throw new Error('no free user code was found, though there are billions')
}
