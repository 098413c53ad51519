/*
 * People of another system become users here: `portcullis import` and `gate.users.import`. Sources (sources/) read people
 * from the database of that system; candidate.ts checks one of them by itself; claims.ts decides against what users here
 * have; and this file does it for 500 people at a time, each batch in one transaction, so that a run which is killed has
 * imported whole people, and the next run continues.
 */
import { randomInt } from 'node:crypto'
import { type Actor, toAuditEvent } from '../audit/audit-event.js'
import { addNumbers, isReservedUsername } from '../pipeline/steps/choose-username.js'
import type { Queries, Store } from '../store/store.js'
import { type Candidate, type ImportRules, RejectedPerson, toCandidate } from './candidate.js'
import {
  accountKey,
  checkCandidate,
  type ImportClaims,
  listKeys,
  createClaims,
  shortenForNumbers,
  toTakenValues,
} from './claims.js'
import { type NamedCandidate, toRows } from './rows-of-people.js'

const BATCH_SIZE = 500

export interface ImportDeps {
  readonly store: Pick<Store, 'atomically' | ImportReads>
  readonly rules: ImportRules
  readonly clock: () => Date
}

type ImportReads = 'findImportKeyOwners' | 'listImportedAccountOwners' | 'listTakenUsernames'

export interface ImportOptions {
  /** Finds out what would happen, and writes nothing. Either way, some bytes of each new person are remembered. */
  readonly isDryRun: boolean
  /** Who imports, for the audit log. */
  readonly actor: Actor
  readonly onRejected: (rejection: RejectedPerson) => void
  /** Called after each batch with what has happened so far. */
  readonly onProgress?: (counts: ImportCounts) => void
  /** No batch begins after this. */
  readonly signal?: AbortSignal
}

export interface ImportCounts {
  created: number
  unchanged: number
  rejected: number
  /** How many accounts of each backend those who are created have. */
  readonly accounts: Map<string, number>
  /** How many of those created have neither an account, nor a password, nor a proven address. */
  withoutSignIn: number
  /**
   * How many of those created have a password, but neither a user name of their own nor a proven address to type with
   * it.
   */
  withoutLoginName: number
}

/**
 * Imports people. The same person again changes nothing. One who has a value of another user, or whose values do not fit, is
 * rejected; nothing is ever linked to a user who exists.
 * @param people each as `Imported` of the public types has it, or a `RejectedPerson`; everything is checked
 */
export async function importPeople(
  deps: ImportDeps,
  people: AsyncIterable<unknown> | Iterable<unknown>,
  options: ImportOptions,
): Promise<Readonly<ImportCounts>> {
  const counts: ImportCounts = {
    created: 0,
    unchanged: 0,
    rejected: 0,
    accounts: new Map(),
    withoutSignIn: 0,
    withoutLoginName: 0,
  }
  const dryRunClaims = createClaims()
  const created = new Set<string>()
  const runBatch = async (batch: readonly unknown[]) => {
    const checked = batch.map((each) => toCandidate(each, deps.rules))
    const result = options.isDryRun
      ? await planBatch(deps.store, checked, dryRunClaims, deps)
      : await writeBatch(deps, checked, { created, actor: options.actor })
    if (!options.isDryRun) for (const { id } of result.created) created.add(id)
    for (const rejection of result.rejected) options.onRejected(rejection)
    addTo(counts, result)
    options.onProgress?.(counts)
  }
  let batch: unknown[] = []
  for await (const person of people) {
    if (options.signal?.aborted === true) break
    batch.push(person)
    if (batch.length < BATCH_SIZE) continue
    await runBatch(batch)
    batch = []
  }
  if (batch.length > 0 && options.signal?.aborted !== true) await runBatch(batch)
  return counts
}

interface BatchResult {
  readonly created: readonly NamedCandidate[]
  readonly unchanged: number
  readonly rejected: readonly RejectedPerson[]
}

function addTo(counts: ImportCounts, { created, unchanged, rejected }: BatchResult): void {
  counts.created += created.length
  counts.unchanged += unchanged
  counts.rejected += rejected.length
  for (const { backend } of created.flatMap(({ accounts }) => accounts))
    counts.accounts.set(backend, (counts.accounts.get(backend) ?? 0) + 1)
  const unproven = created.filter(({ provenEmail }) => provenEmail === null)
  counts.withoutSignIn += unproven.filter(
    ({ accounts, hash }) => accounts.length === 0 && hash === null,
  ).length
  counts.withoutLoginName += unproven.filter(
    ({ accounts, hash, hasOwnUsername }) => accounts.length === 0 && hash !== null && !hasOwnUsername,
  ).length
}

/** Runs again when another process takes one of the values in the meantime; the person who wanted it is then rejected. */
function writeBatch(
  deps: ImportDeps,
  checked: readonly (Candidate | RejectedPerson)[],
  { created, actor }: { readonly created: ReadonlySet<string>; readonly actor: Actor },
): Promise<BatchResult> {
  return deps.store.atomically(async (tx) => {
    // Postgres shows each statement what was committed before it, so another run may have added a person between two of
    // them. A person who seems to conflict with a user is therefore looked up again.
    const first = await planBatch(tx, checked, createClaims(created), deps)
    const hasConflicts = first.rejected.some((rejection) => !checked.includes(rejection))
    const result = hasConflicts ? await planBatch(tx, checked, createClaims(created), deps) : first
    if (result.created.length === 0) return result
    const now = deps.clock()
    await tx.createImported(toRows(result.created, now))
    const detail = { users: result.created.length }
    await tx.createEvents([toAuditEvent({ kind: 'users.imported', actor, detail }, now)])
    return result
  })
}

async function planBatch(
  store: Pick<Queries, ImportReads>,
  checked: readonly (Candidate | RejectedPerson)[],
  claims: ImportClaims,
  { rules }: Pick<ImportDeps, 'rules'>,
): Promise<BatchResult> {
  const candidates = checked.filter((each): each is Candidate => !(each instanceof RejectedPerson))
  const keys = listKeys(candidates)
  const [owners, accounts] = [
    await store.findImportKeyOwners(keys),
    await store.listImportedAccountOwners(keys),
  ]
  const taken = toTakenValues(owners, accounts)
  const rejected: RejectedPerson[] = []
  const accepted: Candidate[] = []
  let unchanged = 0
  for (const each of checked) {
    const verdict = each instanceof RejectedPerson ? each : checkCandidate(each, taken, claims)
    if (verdict instanceof RejectedPerson) rejected.push(verdict)
    else if (verdict === 'unchanged') unchanged += 1
    else if (!(each instanceof RejectedPerson)) {
      claim(each, claims)
      accepted.push(each)
    }
  }
  const isFree = (name: string) =>
    !taken.byUsername.has(name) &&
    !claims.usernames.has(name) &&
    !isReservedUsername(name, rules.reservedUsernames)
  return { created: await assignUsernames(store, accepted, isFree, claims), unchanged, rejected }
}

function claim({ id, username, provenEmail, accounts }: Candidate, claims: ImportClaims): void {
  claims.ids.add(id)
  if (username !== null) claims.usernames.add(username)
  if (provenEmail !== null) claims.provenEmails.add(provenEmail)
  for (const account of accounts) claims.accounts.add(accountKey(account))
}

/** Gives a free user name to those who bring none: the suggestion, or one with a number, as at a sign-up. */
async function assignUsernames(
  store: Pick<Queries, 'listTakenUsernames'>,
  accepted: readonly Candidate[],
  isFree: (name: string) => boolean,
  claims: ImportClaims,
): Promise<readonly NamedCandidate[]> {
  const options = new Map<Candidate, readonly string[]>()
  for (const each of accepted) {
    if (each.username !== null) continue
    const isSuggestionFree = isFree(each.suggestion)
    if (isSuggestionFree) claims.usernames.add(each.suggestion)
    options.set(each, isSuggestionFree ? [each.suggestion] : addNumbers(shortenForNumbers(each.suggestion)))
  }
  const numbered = [...options.values()].filter((names) => names.length > 1).flat()
  const taken = new Set(await store.listTakenUsernames(numbered))
  return accepted.map((each) => {
    if (each.username !== null) return { ...each, username: each.username, hasOwnUsername: true }
    const names = options.get(each) ?? []
    const isSuggestion = names.length === 1
    const username =
      names.find((name) => isSuggestion || (!taken.has(name) && isFree(name))) ?? `user${randomInt(2 ** 40)}`
    claims.usernames.add(username)
    return { ...each, username, hasOwnUsername: false }
  })
}
