import { type Actor, toAuditEvent } from '../audit/audit-event.js'
import { ANONYMOUS_DETAILS } from '../audit/sign-in-event.js'
import { PortcullisError } from '../errors.js'
import type { SignOutReason } from '../event-map.js'
import type { RevocationResult } from '../provider-tokens/revoke.js'
import type { RecentlyAuthenticated } from '../recent-authentication.js'
import { hashProviderSubject } from '../sessions/session-store.js'
import type { Queries, Store } from '../store/store.js'
import type { AccountTokens } from '../store/user-data.js'

/** Ends all sessions of a user. The returned function is called after the transaction, and cleans up their store. */
export type EndAllSessions = (
  userId: string,
  tx: Queries,
  reason: SignOutReason,
) => Promise<() => Promise<unknown>>

export interface DeleteUserDeps {
  readonly store: Pick<Store, 'atomically'>
  readonly endSessions: EndAllSessions
  readonly revokeTokens: (
    account: Omit<AccountTokens, 'tokens'>,
    tokens: AccountTokens['tokens'],
  ) => Promise<RevocationResult>
  readonly clock: () => Date
}

export interface UserDeletion {
  readonly userId: string
  readonly actor: Actor
  /** Of the actor: the user themselves, an administrator, or a person at the command line. */
  readonly proof: RecentlyAuthenticated
  /** Whether this may leave the site without an administrator; only the command line may, which can grant the role. */
  readonly mayBeLastAdministrator: boolean
  /** Why, for the audit log; without personal data, because it stays. */
  readonly reason?: string
}

/** What happened to the tokens at one provider. */
export interface AccountRevocation {
  readonly backend: string
  readonly result: RevocationResult
}

/**
 * Deletes a user for good: the user, their accounts, password, devices and codes; their sessions in every store and on
 * every process; their name in events. Then the providers are asked to revoke their tokens, for three seconds each, all at once.
 * @returns how each provider that had issued tokens answered
 * @throws PortcullisError last_administrator; unknown_user when the user has been deleted before
 */
export async function deleteUser(
  { store, endSessions, revokeTokens, clock }: DeleteUserDeps,
  deletion: UserDeletion,
): Promise<readonly AccountRevocation[]> {
  const { accounts, cleanUp } = await store.atomically((tx) =>
    deleteInTransaction(tx, deletion, { endSessions, now: clock() }),
  )
  await cleanUp()
  const withTokens = accounts.filter(({ tokens }) => tokens !== null)
  return Promise.all(
    withTokens.map(async ({ tokens, ...account }) => ({
      backend: account.backend,
      result: await revokeTokens(account, tokens),
    })),
  )
}

async function deleteInTransaction(
  tx: Queries,
  { userId, actor, proof, mayBeLastAdministrator, reason }: UserDeletion,
  { endSessions, now }: Pick<DeleteUserDeps, 'endSessions'> & { readonly now: Date },
): Promise<{
  readonly accounts: readonly AccountTokens[]
  readonly cleanUp: () => Promise<unknown>
}> {
  // First, because every change of administrators locks them before any other row.
  if (!mayBeLastAdministrator) await requireAnotherAdministrator(tx, userId, now)
  await tx.lockUser(userId, now)
  const cleanUp = await endSessions(userId, tx, proof.userId === userId ? 'person' : 'administrator')
  const accounts = await tx.listAccountTokens(userId)
  for (const { backend, ...identity } of await tx.listAccounts(userId)) {
    const subjectHash = hashProviderSubject(backend, identity)
    await tx.deletePartialsByProvider({ backend, sid: null, subjectHash, before: now })
  }
  if (!(await tx.deleteUser(userId)))
    throw new PortcullisError('unknown_user', { detail: 'the user was deleted meanwhile' })
  await tx.anonymizeEvents(userId, ANONYMOUS_DETAILS)
  await tx.anonymizeDeliveries(userId)
  const name = proof.userId === userId ? ANONYMOUS_DETAILS.actor : actor.name
  const detail = reason === undefined ? {} : { reason }
  await tx.createEvents([
    toAuditEvent({ kind: 'user.deleted', actor: { ...actor, name }, userId, detail }, now),
  ])
  return { accounts, cleanUp }
}

/**
 * Demands that another administrator remains when this user no longer is one. All of them are locked until the
 * transaction ends: if two administrators remove each other at once, one remains.
 * @throws PortcullisError last_administrator
 */
export async function requireAnotherAdministrator(
  tx: Pick<Queries, 'lockAdministrators' | 'findUser' | 'countAdministrators'>,
  userId: string,
  now: Date,
): Promise<void> {
  await tx.lockAdministrators(now)
  const latest = await tx.findUser(userId)
  if (latest?.admin && latest.active && (await tx.countAdministrators()) <= 1)
    throw new PortcullisError('last_administrator', { detail: `user ${userId} is the last administrator` })
}
