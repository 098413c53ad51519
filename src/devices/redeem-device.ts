import { PortcullisError } from '../errors.js'
import { checkActive } from '../pipeline/check-active.js'
import type { OpenedSession } from '../session/opening.js'
import type { Device } from '../store/devices.js'
import type { Account, User } from '../store/records.js'
import type { Queries } from '../store/store.js'
import type { DeviceDeps } from './parts.js'

/** A device proves nothing about the person at it, so what asks for a recent proof never takes its word. */
const NEVER_AUTHENTICATED = new Date(0)

/**
 * Turns an approval into a session, once, in one transaction. Whatever has become of the approver since counts: a
 * disabled user, a sign-out everywhere and a changed password take the approval back.
 * @throws PortcullisError device_code_used, device_denied, user_disabled
 */
export async function redeemDevice(
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
    return sessions.open(
      { user, account, ...facts, linkedNow: false },
      {
        kind: 'device',
        label: name ?? clientId,
        clientInfo: { userAgent, address },
        authenticatedAt: NEVER_AUTHENTICATED,
      },
      tx,
    )
  })
  return finish()
}

/** Who approved, locked so that nobody is disabled while their session is being made. */
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
