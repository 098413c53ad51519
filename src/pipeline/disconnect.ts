import { PortcullisError } from '../errors.js'
import { PASSWORD_BACKEND } from '../policy.js'
import type { Account } from '../store/records.js'
import type { StoreVerbs } from '../store/store.js'
import { learn, type Learned, Pipeline } from './pipeline.js'

/** What is known when somebody disconnects one of their accounts. */
export interface DisconnectStart {
  readonly userId: string
  readonly sessionId: string
  readonly backend: string
  readonly accountId: string
  /** Backends that are set up now: an account of any other is no way to sign in. */
  readonly usableBackends: readonly string[]
  readonly store: StoreVerbs
  readonly now: Date
}

/** The account to disconnect, and the others that the user has. Held until the transaction ends. */
interface Entry {
  readonly entry: Account
  readonly others: readonly Account[]
}

/** What of the account is left when it is deleted: its tokens, which the provider may be told to forget. */
export interface Deleted {
  readonly entry: Account
  readonly tokens: Uint8Array | null
}

/** Another way to sign in remains; deleting needs this. */
interface Safe {
  readonly remains: true
}

/** The way of disconnecting an account. */
export const disconnect = Pipeline.from<DisconnectStart>()
  .step(holdEntry) //         + entry, others   the user's row is held, so two at once take turns
  .step(keepALoginMethod) //  + remains         nobody locks themselves out
  .step(freeSession) //                         the session in use outlives the account that opened it
  .step(deleteEntry) //         + tokens        and the sessions that this account opened end with it

async function holdEntry(facts: DisconnectStart): Promise<Learned<Entry>> {
  const { store, userId, backend, accountId, now } = facts
  await store.lockUser(userId, now)
  const all = await store.accountsOf(userId)
  const entry = all.find((account) => account.id === accountId && account.backend === backend)
  if (!entry) throw new PortcullisError('unknown_account', { detail: 'the user has no such account' })
  return learn(`account ${entry.id}`, { entry, others: all.filter((account) => account !== entry) })
}

async function keepALoginMethod(facts: DisconnectStart & Entry): Promise<Learned<Safe>> {
  const { store, userId, others, usableBackends } = facts
  const candidates = others.filter(({ backend }) => usableBackends.includes(backend))
  const asks = candidates.some(({ backend }) => backend === PASSWORD_BACKEND)
  const hasPassword = asks && (await store.passwordOf(userId)) !== null
  const usable = candidates.filter(({ backend }) => backend !== PASSWORD_BACKEND || hasPassword)
  if (usable.length === 0)
    throw new PortcullisError('last_login_method', { detail: 'no other usable account' })
  return learn(`${usable.length} other ways to sign in remain`, { remains: true })
}

async function freeSession(facts: DisconnectStart & Safe): Promise<Learned<object>> {
  await facts.store.freeSession(facts.sessionId, facts.accountId)
  return learn('the session in use is not tied to this account', {})
}

async function deleteEntry(facts: DisconnectStart & Entry & Safe): Promise<Learned<Pick<Deleted, 'tokens'>>> {
  const { store, entry, userId } = facts
  if (entry.backend === PASSWORD_BACKEND) await store.deletePassword(userId)
  const deleted = await store.deleteAccount(entry.id, userId)
  if (deleted === null)
    throw new PortcullisError('unknown_account', { detail: 'it was disconnected meanwhile' })
  return learn('disconnected, and its sessions ended', deleted)
}
