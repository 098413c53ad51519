import { PortcullisError } from '../errors.js'
import type { Current } from '../session/current.js'
import type { Account } from '../store/records.js'
import type { Device } from '../store/devices.js'
import { decided } from './find-device.js'
import type { DeviceParts } from './parts.js'

/**
 * Lets a device in as the person who is signed in. Its session is made later, when the device asks again; until then
 * the person can take it back by signing out everywhere.
 * @throws PortcullisError device_code_used when somebody was faster
 */
export async function approveDevice(
  { store, now }: DeviceParts,
  device: Device,
  { user, session }: Pick<Current, 'user' | 'session'>,
): Promise<void> {
  const account = accountFor(await store.accountsOf(user.id), session.accountId)
  if (!account) throw new PortcullisError('login_required', { detail: 'the user has no account any more' })
  const decision = {
    decision: 'approved',
    userId: user.id,
    accountId: account.id,
    backend: account.backend,
    epoch: user.sessionEpoch,
  } as const
  if (!(await store.decideDevice(device.id, decision, now()))) throw decided()
}

/** Sends a device away. @throws PortcullisError device_code_used when somebody was faster */
export async function denyDevice({ store, now }: DeviceParts, device: Device): Promise<void> {
  if (!(await store.decideDevice(device.id, { decision: 'denied' }, now()))) throw decided()
}

// A session that outlived its account is no longer of any; the device then depends on the account used last.
function accountFor(accounts: readonly Account[], id: string | null): Account | undefined {
  const latest = [...accounts].sort((one, other) => other.lastLoginAt.getTime() - one.lastLoginAt.getTime())
  return latest.find((account) => account.id === id) ?? latest[0]
}
