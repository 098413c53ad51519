import { message } from '../locales/messages.js'
import { PortcullisError } from '../errors.js'
import { PASSWORD_BACKEND } from '../identity.js'
import type { RecentlyAuthenticated } from '../recent-authentication.js'
import { recordAccountEndings } from '../sessions/end-events.js'
import type { Account } from '../store/models.js'
import type { Queries } from '../store/store.js'
import { type Customization, customize } from './customize.js'
import {
  builtInDisconnection,
  DEFAULT_DISCONNECTION,
  type DefaultDisconnection,
  type DisconnectionPipeline,
} from './built-in-steps.js'
import { OwnHalt } from './own-question.js'
import { acceptOwnFacts, type OwnStep, runOwn, stepError } from './own-step.js'
import { toOpenAccount } from './own-view.js'
import {
  type Halt,
  Pipeline,
  proceed,
  type RunnableStep,
  type StepResult,
  type TraceEntry,
} from './pipeline.js'

/** What is known when a user disconnects one of their accounts. */
export interface DisconnectStart {
  /** Of the user whose account it is. A passer-by at an open session must not remove the owner's login method. */
  readonly proof: RecentlyAuthenticated
  readonly sessionId: string
  readonly backend: string
  readonly accountId: string
  /** The names of all backends that are set up now. An account of any other backend is not a login method. */
  readonly usableBackends: readonly string[]
  readonly store: Queries
  readonly now: Date
  /** What steps of the site's own have given. */
  readonly ownFacts: Readonly<Record<string, unknown>>
  /** How often this run was tried before, because another transaction was faster. */
  readonly retry: number
}

/** The account to disconnect, and the user's other accounts. The user's row is locked until the transaction ends. */
interface LockedAccount {
  readonly account: Account
  readonly otherAccounts: readonly Account[]
}

/** What remains of a deleted account: its tokens, which its provider may be asked to revoke. */
export interface AccountDeleted {
  readonly account: Account
  readonly tokens: Uint8Array | null
}

/** The user has another login method; deleting needs this. */
interface CanDisconnect {
  readonly hasOtherLogin: true
}

/** The steps of disconnecting an account, in order. */
export const disconnect = Pipeline.from<DisconnectStart>()
  .step(lockAccount) //             + account, otherAccounts  locks the row of the user, so that two requests take turns
  .step(requireOtherLoginMethod) // + hasOtherLogin           users cannot lock themselves out
  .step(detachSession) //                                     the current session outlives the account that opened it
  .step(deleteAccount) //           + tokens                  ends the other sessions that this account opened

/** A list of steps that disconnects an account. */
export interface DisconnectionRun {
  readonly steps: readonly RunnableStep[]
  readonly run: (
    start: DisconnectStart,
    record: (entry: TraceEntry) => void,
  ) => Promise<AccountDeleted | Halt>
}

/**
 * The list of a site, from the function `disconnection` of its configuration.
 * @throws SettingsError with everything that is wrong with the list
 */
export function createDisconnection(
  change: (steps: DefaultDisconnection) => Pick<DisconnectionPipeline, 'steps'>,
): DisconnectionRun {
  const customization: Customization = {
    setting: 'disconnection',
    builtIn: Object.values(builtInDisconnection),
    steps: disconnect.steps,
    end: ['account', 'isDeleted'],
    toRunnable,
  }
  const { steps, run } = customize(customization, () => change(DEFAULT_DISCONNECTION))
  // `customize` requires the facts at the end of each run.
  return { steps, run: run as DisconnectionRun['run'] }
}

/** A step of a site's own. It cannot ask anything: the user has just confirmed, and nothing would wait for the answer. */
function toRunnable(own: OwnStep): RunnableStep {
  return {
    name: own.name,
    run: async (facts: DisconnectStart & Partial<LockedAccount>) => {
      const { proof, backend, accountId, now, store, retry, ownFacts, account } = facts
      const view = {
        ...ownFacts,
        ...(account === undefined ? {} : { account: toOpenAccount(account) }),
        ...('hasOtherLogin' in facts ? { hasOtherLogin: true } : {}),
        userId: proof.userId,
        backend,
        accountId,
        now: new Date(now),
      }
      const result = await runOwn(own, view, { store, retry })
      if (result instanceof OwnHalt) throw stepError(own.name, message('because.step.cannotAsk'))
      const added = acceptOwnFacts(own.name, result.facts)
      return proceed(result.reason, { ownFacts: { ...ownFacts, ...added } })
    },
  }
}

async function lockAccount(facts: DisconnectStart): Promise<StepResult<LockedAccount>> {
  const { store, proof, backend, accountId, now } = facts
  const { userId } = proof
  await store.lockUser(userId, now)
  const all = await store.listAccounts(userId)
  const account = all.find((each) => each.id === accountId && each.backend === backend)
  if (!account) throw new PortcullisError('unknown_account', { detail: message('because.noSuchAccount') })
  return proceed(message('because.account.own', { account: account.id }), {
    account,
    otherAccounts: all.filter((each) => each !== account),
  })
}

async function requireOtherLoginMethod(
  facts: DisconnectStart & LockedAccount,
): Promise<StepResult<CanDisconnect>> {
  const { store, proof, otherAccounts, usableBackends } = facts
  const candidates = otherAccounts.filter(({ backend }) => usableBackends.includes(backend))
  const shouldCheckPassword = candidates.some(({ backend }) => backend === PASSWORD_BACKEND)
  const hasPassword = shouldCheckPassword && (await store.getPassword(proof.userId)) !== null
  const usable = candidates.filter(({ backend }) => backend !== PASSWORD_BACKEND || hasPassword)
  if (usable.length === 0)
    throw new PortcullisError('last_login_method', { detail: message('because.onlyAccount') })
  return proceed(message('because.account.others', { methods: usable.length }), { hasOtherLogin: true })
}

async function detachSession(facts: DisconnectStart & CanDisconnect): Promise<StepResult<object>> {
  await facts.store.detachSession(facts.sessionId, facts.accountId)
  return proceed(message('because.account.detached'), {})
}

async function deleteAccount(
  facts: DisconnectStart & LockedAccount & CanDisconnect,
): Promise<StepResult<Pick<AccountDeleted, 'tokens'> & { readonly isDeleted: true }>> {
  const { store, account, proof } = facts
  if (account.backend === PASSWORD_BACKEND) await store.deletePassword(proof.userId)
  await recordAccountEndings(store, account, 'person', facts.now)
  const deleted = await store.deleteAccount(account.id, proof.userId)
  if (deleted === null)
    throw new PortcullisError('unknown_account', { detail: message('because.removed.disconnected') })
  return proceed(message('because.account.disconnected'), { ...deleted, isDeleted: true })
}
