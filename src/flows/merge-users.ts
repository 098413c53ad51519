import { z } from 'zod'
import { type Actor, toAuditEvent } from '../audit/audit-event.js'
import { PortcullisError } from '../errors.js'
import { PASSWORD_BACKEND } from '../identity.js'
import type { RecentlyAuthenticated } from '../recent-authentication.js'
import type { Account, User } from '../store/models.js'
import type { Queries, Store } from '../store/store.js'
import { type EndAllSessions, requireAnotherAdministrator } from './delete-user.js'

/** How long a merge can be undone. */
const MERGE_UNDO_TTL_MS = 24 * 3600_000

export interface MergeUsersDeps {
  readonly store: Pick<Store, 'atomically'>
  readonly endSessions: EndAllSessions
  readonly clock: () => Date
}

/** What a merge does to the user who is merged into another one. */
export interface MergePlan {
  readonly from: User
  readonly into: User
  /** The accounts that will sign in the other user. */
  readonly accounts: readonly Account[]
  /** Whether there is a password. It cannot be moved, and no longer signs anyone in. */
  readonly hasPassword: boolean
  /** The verified address that becomes free; null without one. */
  readonly freedEmail: string | null
}

/** Who is merged into whom, and on whose behalf. */
export interface MergeRequest {
  readonly userId: string
  /** The user name of the user who remains. */
  readonly into: string
  readonly actor: Actor
  readonly proof: RecentlyAuthenticated
}

const MergeDetail = z.object({
  into: z.string(),
  intoId: z.string(),
  accounts: z.array(z.string()),
  /** Whether the address that became free is the one that the user still shows. */
  freedEmail: z.boolean(),
})

/** A merge that can still be undone. */
export interface UndoableMerge extends Readonly<z.infer<typeof MergeDetail>> {
  readonly userId: string
  readonly username: string
  readonly until: Date
}

type PlanQueries = Pick<Queries, 'findUser' | 'findUserByName' | 'listAccounts'>

/**
 * What a merge would do now; nothing is written.
 * @throws PortcullisError unknown_user; merge_refused for two users who cannot be merged
 */
export async function planMerge(
  tx: PlanQueries,
  { userId, into, actor }: Pick<MergeRequest, 'userId' | 'into' | 'actor'>,
): Promise<MergePlan> {
  const [user, target] = await Promise.all([tx.findUser(userId), tx.findUserByName(into)])
  if (user === null || target === null)
    throw new PortcullisError('unknown_user', { detail: 'no user has this user name' })
  const problem = mergeProblem(user, target, actor)
  if (problem !== null) throw new PortcullisError('merge_refused', { detail: problem })
  const accounts = await tx.listAccounts(userId)
  return {
    from: user,
    into: target,
    freedEmail: user.provenEmail,
    accounts: accounts.filter(({ backend }) => backend !== PASSWORD_BACKEND),
    hasPassword: accounts.some(({ backend }) => backend === PASSWORD_BACKEND),
  }
}

function mergeProblem(user: User, target: User, { id: actorId }: Actor): string | null {
  if (user.id === target.id) return 'a user cannot be merged into themself'
  // An administrator could otherwise sign in as another person, or shut themself out.
  if (actorId === user.id || actorId === target.id) return 'administrators cannot merge their own user'
  return user.active && target.active ? null : 'one of the users is disabled'
}

/**
 * Merges a user into another one: the accounts sign in the other user from then on, the verified address becomes free for
 * them, and the user is disabled and signed out everywhere. Nothing is deleted, so that the merge can be undone.
 * @throws PortcullisError unknown_user, merge_refused, last_administrator
 */
export async function mergeUsers(
  { store, endSessions, clock }: MergeUsersDeps,
  request: MergeRequest,
): Promise<void> {
  const cleanUp = await store.atomically(async (tx) => {
    const now = clock()
    // First, because every change of administrators locks them before any other row.
    await requireAnotherAdministrator(tx, request.userId, now)
    const target = await tx.findUserByName(request.into)
    for (const id of [request.userId, target?.id ?? ''].sort()) await tx.lockUser(id, now)
    const { from, into, accounts, freedEmail } = await planMerge(tx, request)
    for (const { id } of accounts) await tx.moveAccount(id, from.id, into.id)
    if (freedEmail !== null) await tx.updateUser(from.id, { provenEmail: null, emailVerified: false }, now)
    await tx.setActive(from.id, false, now)
    const detail = {
      username: from.username,
      into: into.username,
      intoId: into.id,
      accounts: accounts.map(({ id }) => id),
      freedEmail: freedEmail !== null && freedEmail === from.email,
    } satisfies z.input<typeof MergeDetail> & { username: string }
    await tx.createEvents([
      toAuditEvent({ kind: 'user.merged', actor: request.actor, userId: from.id, detail }, now),
    ])
    return endSessions(from.id, tx, 'administrator')
  })
  await cleanUp()
}

/** What an administrator has done since: the user is enabled, so the merge no longer stands. */
const ENDING_KINDS: ReadonlySet<string> = new Set(['user.merge-undone', 'user.enabled'])
const MAX_EVENTS = 100

/** The merge of this user that can still be undone; null when there is none. */
export async function findUndoableMerge(
  store: Pick<Store, 'listEvents'>,
  { id: userId, username, active }: Pick<User, 'id' | 'username' | 'active'>,
  now: Date,
): Promise<UndoableMerge | null> {
  if (active) return null
  const from = new Date(now.getTime() - MERGE_UNDO_TTL_MS)
  const events = await store.listEvents({ area: 'administration', userId, from }, MAX_EVENTS)
  const latest = events.find(({ kind }) => kind === 'user.merged' || ENDING_KINDS.has(kind))
  if (latest?.kind !== 'user.merged') return null
  const detail = MergeDetail.safeParse(JSON.parse(latest.detail))
  const until = new Date(latest.at.getTime() + MERGE_UNDO_TTL_MS)
  return detail.success ? { ...detail.data, userId, username, until } : null
}

/**
 * Undoes a merge: the user is enabled, and gets back the accounts that the other user still has, and the verified address
 * unless a third user has proven it since. The accounts have opened sessions of the other user, which end.
 * @throws PortcullisError merge_refused when the user was enabled in the meantime
 */
export async function undoMerge(
  { store, endSessions, clock }: MergeUsersDeps,
  { userId, username, into, intoId, accounts, freedEmail }: UndoableMerge,
  { actor }: Pick<MergeRequest, 'actor' | 'proof'>,
): Promise<void> {
  const cleanUp = await store.atomically(async (tx) => {
    const now = clock()
    for (const id of [userId, intoId].sort()) await tx.lockUser(id, now)
    // Conditional, so that the second of two clicks changes nothing.
    if (!(await tx.setActive(userId, true, now)))
      throw new PortcullisError('merge_refused', { detail: 'the user was enabled in the meantime' })
    for (const id of accounts) await tx.moveAccount(id, intoId, userId)
    if (freedEmail) await returnEmail(tx, { userId, intoId }, now)
    const detail = { username, into, intoId }
    await tx.createEvents([toAuditEvent({ kind: 'user.merge-undone', actor, userId, detail }, now)])
    return endSessions(intoId, tx, 'administrator')
  })
  await cleanUp()
}

async function returnEmail(
  tx: Pick<Queries, 'findUser' | 'findUserByTrustedEmail' | 'updateUser'>,
  { userId, intoId }: Pick<UndoableMerge, 'userId' | 'intoId'>,
  now: Date,
): Promise<void> {
  const email = (await tx.findUser(userId))?.email ?? null
  if (email === null) return
  const owner = await tx.findUserByTrustedEmail(email)
  if (owner !== null && owner.id !== intoId) return
  if (owner !== null) await tx.updateUser(intoId, { provenEmail: null, emailVerified: false }, now)
  await tx.updateUser(userId, { provenEmail: email, emailVerified: true }, now)
}
