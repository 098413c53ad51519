import type { ImportedAccountOwner, ImportKeyOwner, ImportKeys } from '../store/imports.js'
import { type Candidate, RejectedPerson } from './candidate.js'

/** What the users of the database have already, of the values that a batch wants. */
export interface TakenValues {
  readonly byId: ReadonlyMap<string, ImportKeyOwner>
  /** Former user names as well: no other person may get one. */
  readonly byUsername: ReadonlyMap<string, ImportKeyOwner>
  readonly byProvenEmail: ReadonlyMap<string, ImportKeyOwner>
  /** By `accountKey`. */
  readonly byAccount: ReadonlyMap<string, ImportedAccountOwner>
}

/** The values that people of this import take, so that no two of them get the same. */
export interface ImportClaims {
  /** The IDs of the users that earlier batches have created: they are people of this import, as in a dry run. */
  readonly created: ReadonlySet<string>
  readonly ids: Set<string>
  readonly usernames: Set<string>
  readonly provenEmails: Set<string>
  readonly accounts: Set<string>
}

export function createClaims(created: ReadonlySet<string> = new Set()): ImportClaims {
  return { created, ids: new Set(), usernames: new Set(), provenEmails: new Set(), accounts: new Set() }
}

/** One text for backend and subject; names of backends have no blank. */
export function accountKey({
  backend,
  subject,
}: {
  readonly backend: string
  readonly subject: string
}): string {
  return `${backend} ${subject}`
}

/** The values to ask the database for. */
export function listKeys(candidates: readonly Candidate[]): ImportKeys {
  const subjects = new Map<string, string[]>()
  for (const { backend, subject } of candidates.flatMap(({ accounts }) => accounts)) {
    const known = subjects.get(backend)
    if (known === undefined) subjects.set(backend, [subject])
    else known.push(subject)
  }
  return {
    ids: candidates.map(({ id }) => id),
    usernames: candidates.map(({ username, suggestion }) => username ?? suggestion),
    provenEmails: candidates.flatMap(({ provenEmail }) => provenEmail ?? []),
    subjects,
  }
}

/** Orders what the database has found. */
export function toTakenValues(
  owners: readonly ImportKeyOwner[],
  accounts: readonly ImportedAccountOwner[],
): TakenValues {
  return {
    byId: new Map(owners.map((owner) => [owner.id, owner])),
    byUsername: new Map(
      owners.flatMap((owner) =>
        [owner.username, owner.formerUsername ?? owner.username].map((name) => [name, owner]),
      ),
    ),
    byProvenEmail: new Map(
      owners.flatMap((owner) => (owner.provenEmail === null ? [] : [[owner.provenEmail, owner]])),
    ),
    byAccount: new Map(accounts.map((account) => [accountKey(account), account])),
  }
}

/**
 * Decides about one person. Nothing of a person is given to an existing user: a user with one of the values may be
 * another person.
 * @returns `unchanged` when this person was imported before; the reason why not; or null when they can be created
 */
export function checkCandidate(
  candidate: Candidate,
  taken: TakenValues,
  claims: ImportClaims,
): 'unchanged' | RejectedPerson | null {
  const { id, accounts } = candidate
  const known = taken.byId.get(id)
  if (claims.ids.has(id) || claims.created.has(id))
    return new RejectedPerson(id, 'an earlier person of this import has the same ID')
  if (known !== undefined)
    return isSamePerson(candidate, known, taken)
      ? 'unchanged'
      : new RejectedPerson(id, `another person, the user ${JSON.stringify(known.username)}, has this ID here`)
  for (const account of accounts) {
    const owner = taken.byAccount.get(accountKey(account))
    const label = `the account ${JSON.stringify(account.subject)} of ${account.backend}`
    if (claims.accounts.has(accountKey(account)) || (owner !== undefined && claims.created.has(owner.userId)))
      return new RejectedPerson(id, `${label} belongs to an earlier person of this import`)
    if (owner !== undefined)
      return new RejectedPerson(id, `${label} belongs to the user ${JSON.stringify(owner.username)}`)
  }
  if (new Set(accounts.map(accountKey)).size < accounts.length)
    return new RejectedPerson(id, 'one of the accounts is listed twice')
  return checkUsername(candidate, taken, claims) ?? checkEmail(candidate, taken, claims)
}

function checkUsername(
  { id, username }: Candidate,
  taken: TakenValues,
  claims: ImportClaims,
): RejectedPerson | null {
  if (username === null) return null
  const owner = taken.byUsername.get(username)
  const name = `the user name ${JSON.stringify(username)}`
  if (claims.usernames.has(username) || (owner !== undefined && claims.created.has(owner.id)))
    return new RejectedPerson(id, `an earlier person of this import has ${name}`)
  if (owner === undefined) return null
  return new RejectedPerson(
    id,
    owner.username === username ? `another user has ${name}` : `another user has had ${name} before`,
  )
}

function checkEmail(
  { id, provenEmail }: Candidate,
  taken: TakenValues,
  claims: ImportClaims,
): RejectedPerson | null {
  if (provenEmail === null) return null
  const owner = taken.byProvenEmail.get(provenEmail)
  if (claims.provenEmails.has(provenEmail) || (owner !== undefined && claims.created.has(owner.id)))
    return new RejectedPerson(id, `an earlier person of this import has verified the address ${provenEmail}`)
  return owner === undefined
    ? null
    : new RejectedPerson(
        id,
        `the user ${JSON.stringify(owner.username)} has verified the address ${provenEmail}`,
      )
}

// One value that agrees is enough, since the ID does, too: users change their address, disconnect accounts, and change their
// user name once. A person who has none of them cannot be told apart from another one with this ID.
function isSamePerson(
  { id, username, suggestion, email, provenEmail, accounts }: Candidate,
  known: ImportKeyOwner,
  { byAccount }: TakenValues,
): boolean {
  const names = [known.username, known.formerUsername ?? known.username]
  if (username === null ? names.some((name) => isDerivedFrom(suggestion, name)) : names.includes(username))
    return true
  if (accounts.some((account) => byAccount.get(accountKey(account))?.userId === id)) return true
  if (provenEmail !== null && provenEmail === known.provenEmail) return true
  if (email !== null && email === known.email) return true
  return username === null && email === null && accounts.length === 0
}

/** The part of a suggested user name that stays when numbers follow it. */
export function shortenForNumbers(suggestion: string): string {
  return suggestion.slice(0, 21)
}

function isDerivedFrom(suggestion: string, username: string): boolean {
  return username.startsWith(shortenForNumbers(suggestion))
}
