import { message } from '../locales/messages.js'
import type { Encrypter } from '../crypto/encryption.js'
import { PortcullisError } from '../errors.js'
import type { BackendPolicy, Identity } from '../identity.js'
import { hashProviderSubject } from '../sessions/session-store.js'
import type { Sessions } from '../sessions/sessions.js'
import type { Store } from '../store/store.js'
import type { SignInRecorder } from './sign-in-recorder.js'
import { accountDetails } from './identity-details.js'

export interface RefusedAccountDeps {
  readonly store: Pick<Store, 'atomically'>
  readonly sessions: Pick<Sessions, 'endByProvider'>
  readonly encrypter: Encrypter
  readonly clock: () => Date
}

/** Whether a sign-in was refused for what the provider has just said about the user. */
export function isRefusedByProvider(error: unknown): boolean {
  return error instanceof PortcullisError && ['claim_missing', 'not_allowed'].includes(error.code)
}

/**
 * Applies a refusal to the account of this identity, if it is known here: the claims that are stored with it become those
 * that the provider has just sent, and all sessions that the account has opened end, with everything that would become
 * one: sign-ins that wait for an answer, and approvals of devices. Otherwise a user who was dismissed would keep, by trying
 * to sign in again, the groups that they no longer have.
 *
 * It runs in a transaction of its own, because the transaction of the refused sign-in is rolled back. The sign-in changes
 * nothing else: neither the stored tokens nor the time of the last sign-in.
 * @param identity verified by its backend
 */
export async function applyRefusal(
  { store, sessions, encrypter, clock }: RefusedAccountDeps,
  { identity, policy }: { readonly identity: Identity; readonly policy: BackendPolicy },
  recorder: SignInRecorder,
): Promise<void> {
  const now = clock()
  await store.atomically(async (tx) => {
    const subjectHash = hashProviderSubject(identity.backend, identity)
    // Also for an identity without an account: a sign-in that waits would create one.
    await tx.deletePartialsByProvider({ backend: identity.backend, sid: null, subjectHash, before: now })
    const account = (await tx.findAccount(identity))?.account ?? null
    if (account === null) return
    const { id: accountId, backend, lastLoginAt } = account
    const fresh = accountDetails(accountId, {
      identity: { ...identity, tokens: null },
      policy,
      encrypter,
      now,
    })
    await tx.updateAccount(accountId, { ...fresh, lastLoginAt })
    await tx.denyDevices(accountId, now, now)
    await sessions.endByProvider({ backend, sid: null, accountId, before: now }, tx, account.userId)
    recorder.recordStep({
      step: 'applyRefusal',
      reason: message('because.account.refused'),
      ms: 0,
    })
  })
}
