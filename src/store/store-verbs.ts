import { accounts } from './accounts.js'
import { attempts } from './attempts.js'
import { backends } from './backends.js'
import { codes } from './codes.js'
import type { Executor } from './database.js'
import { devices } from './devices.js'
import { directory } from './directory.js'
import { events } from './events.js'
import { limits } from './limits.js'
import { nonces } from './nonces.js'
import { partials } from './partials.js'
import { passwords } from './passwords.js'
import { providerEnds } from './provider-ends.js'
import { purging } from './purging.js'
import { sealed } from './sealed.js'
import { sessions } from './sessions.js'
import { standing } from './standing.js'
import { tickets } from './tickets.js'
import { tokenLeases } from './token-leases.js'
import { users } from './users.js'

/** All groups of verbs. Each is made for one database, or for one transaction. */
const GROUPS = [
  ...[users, accounts, attempts, backends, sessions, codes, devices, directory, events, standing],
  ...[limits, nonces, partials, passwords, providerEnds, sealed, tickets, tokenLeases, purging],
] as const

type Group = (typeof GROUPS)[number]

type AllOf<Union> = (Union extends unknown ? (each: Union) => void : never) extends (all: infer All) => void
  ? All
  : never

/** The verbs that also work inside a transaction. */
export type StoreVerbs = AllOf<ReturnType<Group>>

/**
 * The verbs that only read. All others write, which is what a dry run of a sign-in reports. `test/store/read-methods`
 * holds the list against a database that refuses writes.
 */
export const READ_METHODS = [
  ...(['findUser', 'findUserByProvenEmail', 'findUserByName', 'takenUsernames', 'countUsers'] as const),
  ...(['findAccount', 'accountsOf', 'extraDataOf', 'attemptOf', 'findAttempt', 'latestAttempts'] as const),
  ...(['enabledVersions', 'versionsWithIds', 'backendVersion', 'addedBackends', 'backendNames'] as const),
  ...(['addedBackend', 'countAccountsOf', 'issuersOf', 'findSession', 'sessionsOf', 'liveSessions'] as const),
  ...(['countSessions', 'findCode', 'findDevice', 'findDeviceByUserCode', 'searchUsers'] as const),
  ...(['findListedUser', 'usernamesOf', 'countAdministrators', 'countSignIns', 'eventsOf', 'events'] as const),
  ...(['findHolder', 'standingOf', 'counted', 'findPartial', 'passwordOf', 'findUserForLogin'] as const),
  ...(['subjectsOfSid', 'sealedOtherwise', 'tokensOf', 'tokensOfUser'] as const),
] satisfies readonly (keyof StoreVerbs)[]

export type ReadMethod = (typeof READ_METHODS)[number]
export type WriteMethod = Exclude<keyof StoreVerbs, ReadMethod>

const READ_METHOD_NAMES: ReadonlySet<keyof StoreVerbs> = new Set(READ_METHODS)

/** Whether this verb only reads. */
export function isReadMethod<Name extends keyof StoreVerbs>(name: Name): name is Name & ReadMethod {
  return READ_METHOD_NAMES.has(name)
}

/** The verbs on a database, all of them made at once. */
export function verbsOn(client: Executor): StoreVerbs {
  return Object.assign({}, ...GROUPS.map((group) => group(client))) as StoreVerbs
}

/**
 * The verbs on transactions of this database. A transaction uses three of a hundred, and to make them all would cost more
 * than some of its statements do: here a group is made when the first of its verbs is used.
 */
export function verbsWithin(client: Executor): (transaction: Executor) => StoreVerbs {
  const groups = new Map<string | symbol, Group>(
    GROUPS.flatMap((group) => Object.keys(group(client)).map((name) => [name, group] as const)),
  )
  const names = verbsOn(client)
  return (transaction) => {
    const made = new Map<Group, object>()
    return new Proxy(names, {
      get(_names, name): unknown {
        const group = groups.get(name)
        if (group === undefined) return undefined
        const verbs = made.get(group) ?? group(transaction)
        made.set(group, verbs)
        return Reflect.get(verbs, name)
      },
    })
  }
}
