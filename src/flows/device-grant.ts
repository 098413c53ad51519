import { randomInt } from 'node:crypto'
import { hashToken, newId, newToken } from '../crypto/tokens.js'
import { PortcullisError } from '../errors.js'
import { checkActive } from '../pipeline/steps/check-active.js'
import { networkLimits, type RateLimiter, type RateLimitRule } from '../rate-limit/rate-limiter.js'
import type { ClientInfo, OpenedSession } from '../sessions/session-store.js'
import type { Sessions } from '../sessions/sessions.js'
import type { Device } from '../store/devices.js'
import type { Account, User } from '../store/models.js'
import type { Queries, Store } from '../store/store.js'

const DEVICE_CODE_TTL_SECONDS = 600
const POLL_INTERVAL_SECONDS = 5
const MAX_CODE_COLLISIONS = 5
const START_LIMIT: RateLimitRule = { name: 'device starts', max: 100, windowMs: 600_000 }

/**
 * Verifies the DPoP proof of the request: the thumbprint of the key that it proves, or null without a proof. That
 * costs a signature check and a statement, so it comes after the limits and after the code.
 * @throws PortcullisError dpop_proof_invalid
 */
export type VerifyKey = () => Promise<string | null>

/** A device that wants to be signed in, and what it says about itself, none of which is verified. */
export interface DeviceCodeRequest {
  readonly clientId: string
  readonly name: string | null
  readonly client: ClientInfo
  readonly verifyKey: VerifyKey
}

/** The response to the device (RFC 8628 section 3.2). Lifetime and interval are in seconds. */
export interface DeviceCodeResponse {
  /** Secret. */
  readonly deviceCode: string
  /** As users read it, with a hyphen. */
  readonly userCode: string
  readonly expiresIn: number
  readonly interval: number
}

/** Gives a device its two codes, of which only hashes are stored. @throws PortcullisError too_many_requests */
export async function startDeviceGrant(
  { store, rateLimiter, clock }: DeviceDeps,
  { clientId, name, client, verifyKey }: DeviceCodeRequest,
): Promise<DeviceCodeResponse> {
  return rateLimiter.run(networkLimits(START_LIMIT, client.address), async () =>
    createDevice({ store, clock }, { clientId, name, client, keyThumbprint: await verifyKey() }),
  )
}

async function createDevice(
  { store, clock }: Pick<DeviceDeps, 'store' | 'clock'>,
  {
    clientId,
    name,
    client,
    keyThumbprint,
  }: Omit<DeviceCodeRequest, 'verifyKey'> & { readonly keyThumbprint: string | null },
): Promise<DeviceCodeResponse> {
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

const SLOW_DOWN_SECONDS = 5
// Timers and networks are a little uneven, which is no reason to slow a device down.
const POLL_TOLERANCE_MS = 500
/** The clocks of two machines may differ by this much. */
const MAX_CLOCK_SKEW_MS = 30_000
const GUESS_LIMIT: RateLimitRule = { name: 'device codes', max: 50, windowMs: 600_000 }

/** Each costs the verification of a signature. */
const PROOF_LIMIT: RateLimitRule = { name: 'wrong proofs for device codes', max: 50, windowMs: 600_000 }

/** A device that polls for its session. */
export interface DeviceTokenRequest {
  /** Secret. */
  readonly deviceCode: string
  readonly clientId: string
  /** Whether the request has a DPoP proof, which `verifyKey` verifies. */
  readonly hasProof: boolean
  readonly verifyKey: VerifyKey
  readonly address: string | null
}

/** The session, once; otherwise whether to poll again as before, or less often (RFC 8628 section 3.5). */
export type DeviceTokenResult = OpenedSession | 'authorization_pending' | 'slow_down'

/**
 * Responds to the poll of a device.
 * @throws PortcullisError device_code_unknown, device_code_used, device_code_expired, device_denied,
 *   dpop_proof_invalid, user_disabled, too_many_requests
 */
export async function pollDevice(deps: DeviceDeps, request: DeviceTokenRequest): Promise<DeviceTokenResult> {
  const device = await deps.store.findDevice(hashToken(request.deviceCode))
  // The code of another client counts as unknown (RFC 8628 section 3.4).
  if (!device || device.clientId !== request.clientId) {
    return deps.rateLimiter.run(networkLimits(GUESS_LIMIT, request.address), () =>
      Promise.reject(new PortcullisError('device_code_unknown', { detail: 'no device code of this client' })),
    )
  }
  // Before the proof, whose verification costs more than the rest of the request.
  if (device.decision === null && isTooEarly(device, deps.clock())) {
    await deps.store.slowDown(device.id, SLOW_DOWN_SECONDS, deps.clock())
    return 'slow_down'
  }
  if (request.hasProof) {
    await deps.rateLimiter.run(networkLimits(PROOF_LIMIT, request.address), async (refund) => {
      requireDpopKey(device, await request.verifyKey())
      await refund()
    })
  } else requireDpopKey(device, null)
  if (device.redeemedAt !== null) throw new PortcullisError('device_code_used', { detail: 'it was redeemed' })
  if (device.decision === 'denied')
    throw new PortcullisError('device_denied', { detail: 'the user denied it' })
  if (device.expiresAt <= deps.clock()) throw new PortcullisError('device_code_expired')
  return device.decision === null ? slowDownOrPending(deps, device) : redeemDevice(deps, device)
}

// A stolen device code cannot be used without the key that requested it.
function requireDpopKey({ keyThumbprint }: Device, provenThumbprint: string | null): void {
  if (keyThumbprint === null || keyThumbprint === provenThumbprint) return
  if (provenThumbprint === null)
    throw new PortcullisError('dpop_proof_invalid', {
      detail: 'the code is bound to a key: a proof is missing',
    })
  throw new PortcullisError('device_code_unknown', { detail: 'the proof is that of another key' })
}

/** Whether the last poll was too short a time ago. One in the future was made before the clock was set back. */
function isTooEarly({ polledAt, interval }: Device, now: Date): boolean {
  const sinceLast = polledAt === null ? Infinity : now.getTime() - polledAt.getTime()
  return sinceLast > -MAX_CLOCK_SKEW_MS && sinceLast < interval * 1000 - POLL_TOLERANCE_MS
}

async function slowDownOrPending({ store, clock }: DeviceDeps, device: Device): Promise<DeviceTokenResult> {
  const at = clock()
  if (await store.recordPoll(device, at)) return 'authorization_pending'
  await store.slowDown(device.id, SLOW_DOWN_SECONDS, at)
  return 'slow_down'
}

/** The latest moment of a `Date`: an approval of an earlier release does not say when its session ends. */
const NO_END = new Date(8_640_000_000_000_000)

/**
 * Turns an approval into a session, once, in one transaction. The approval is checked again: a disabled user, a
 * sign-out everywhere and a changed password revoke it. This is not a sign-in with an identity, so no pipeline runs.
 * @throws PortcullisError device_code_used, device_denied, user_disabled
 */
async function redeemDevice(
  { store, sessions, clock }: DeviceDeps,
  { id, clientId, name, userAgent, address, ...device }: Device,
): Promise<OpenedSession> {
  const finish = await store.atomically(async (tx) => {
    if (!(await tx.consumeDevice(id, clock())))
      throw new PortcullisError('device_code_used', { detail: 'another request was faster' })
    const { user, account } = await requireApprovedUser(tx, device, clock())
    const { facts } = await checkActive({ user })
    if (user.sessionEpoch !== device.epoch)
      throw new PortcullisError('device_denied', { detail: 'all sessions were ended after the approval' })
    const { sessionEnd, epoch } = device
    const { id: accountId, backend } = account
    const origin = { userId: user.id, accountId, backend, epoch, expiresAt: sessionEnd ?? NO_END }
    const client = { label: name ?? clientId, clientInfo: { userAgent, address } }
    return sessions.openDevice({ user, ...facts }, origin, client, tx)
  })
  return finish()
}

/** The user who approved, locked so that they cannot be disabled while the session is opened. */
async function requireApprovedUser(
  tx: Queries,
  { userId, accountId }: Pick<Device, 'userId' | 'accountId'>,
  now: Date,
): Promise<{ user: User; account: Account }> {
  const locked = userId !== null && (await tx.lockUser(userId, now))
  const user = locked ? await tx.findUser(userId) : null
  const account = user && (await tx.listAccounts(user.id)).find((each) => each.id === accountId)
  if (!user || !account)
    throw new PortcullisError('device_denied', { detail: 'the account of the approver is gone' })
  return { user, account }
}

/** What the device grant needs. */
export interface DeviceDeps {
  readonly store: Store
  readonly sessions: Pick<Sessions, 'openDevice'>
  readonly rateLimiter: RateLimiter
  readonly clock: () => Date
}

// RFC 8628 section 6.1: only consonants, so that no word appears, nothing looks like a digit, and every keyboard has
// them. Eight of twenty letters are 34 bits, for ten minutes and a few guesses.
const USER_CODE_ALPHABET = 'BCDFGHJKLMNPQRSTVWXZ'
const USER_CODE_LENGTH = 8

/** A new user code in its normal form, such as `WDJBMJHT`. */
function newUserCode(): string {
  return Array.from({ length: USER_CODE_LENGTH }, () =>
    USER_CODE_ALPHABET.charAt(randomInt(USER_CODE_ALPHABET.length)),
  ).join('')
}

/** As users read and type it: `WDJB-MJHT`. */
export function formatUserCode(code: string): string {
  return `${code.slice(0, USER_CODE_LENGTH / 2)}-${code.slice(USER_CODE_LENGTH / 2)}`
}

/** The normal form of a typed code, whatever its case, hyphens and spaces; null when it cannot be a code. */
export function parseUserCode(input: string): string | null {
  if (input.length > 40) return null
  const code = input.replace(/[\s\p{Pd}.]/gu, '').toUpperCase()
  return code.length === USER_CODE_LENGTH &&
    Array.from(code).every((char) => USER_CODE_ALPHABET.includes(char))
    ? code
    : null
}
