import { PortcullisError } from '../errors.js'
import type { CurrentSession } from '../session/current.js'
import type { Account } from '../store/records.js'
import type { Device } from '../store/devices.js'
import { alreadyDecidedError } from './find-device.js'
import type { DeviceDeps } from './parts.js'

/**
 * Lets a device in as the person who is signed in. Its session is made later, when the device asks again; until then
 * the person can take it back by signing out everywhere.
 * @throws PortcullisError device_code_used when somebody was faster
 */
export async function approveDevice(
  { store, clock }: DeviceDeps,
  device: Device,
  { user, session }: Pick<CurrentSession, 'user' | 'session'>,
): Promise<void> {
  const account = selectAccount(await store.listAccounts(user.id), session.accountId)
  if (!account) throw new PortcullisError('login_required', { detail: 'the user has no account any more' })
  const decision = {
    decision: 'approved',
    userId: user.id,
    accountId: account.id,
    backend: account.backend,
    epoch: user.sessionEpoch,
  } as const
  if (!(await store.decideDevice(device.id, decision, clock()))) throw alreadyDecidedError()
}

/** Sends a device away. @throws PortcullisError device_code_used when somebody was faster */
export async function denyDevice({ store, clock }: DeviceDeps, device: Device): Promise<void> {
  if (!(await store.decideDevice(device.id, { decision: 'denied' }, clock()))) throw alreadyDecidedError()
}

// A session that outlived its account is no longer of any; the device then depends on the account used last.
function selectAccount(accounts: readonly Account[], id: string | null): Account | undefined {
  const latest = [...accounts].sort((one, other) => other.lastLoginAt.getTime() - one.lastLoginAt.getTime())
  return latest.find((account) => account.id === id) ?? latest[0]
}
