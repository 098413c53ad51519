import { accountQueries } from './accounts.js'
import { attemptQueries } from './attempts.js'
import { backendQueries } from './backends.js'
import { emailCodeQueries } from './codes.js'
import type { Executor } from './database.js'
import { deviceQueries } from './devices.js'
import { userAdminQueries } from './directory.js'
import { eventQueries } from './events.js'
import { limitQueries } from './limits.js'
import { nonceQueries } from './nonces.js'
import { partialQueries } from './partials.js'
import { passwordQueries } from './passwords.js'
import { providerLogoutQueries } from './provider-ends.js'
import { purgeQueries } from './purging.js'
import { encryptedColumnQueries } from './sealed.js'
import { sessionQueries } from './sessions.js'
import { externalSessionQueries } from './standing.js'
import { ticketQueries } from './tickets.js'
import { providerTokenQueries } from './token-leases.js'
import { userQueries } from './users.js'

/** All groups of verbs. Each is made for one database, or for one transaction. */
const QUERY_GROUPS = [
  ...[
    userQueries,
    accountQueries,
    attemptQueries,
    backendQueries,
    sessionQueries,
    emailCodeQueries,
    deviceQueries,
    userAdminQueries,
    eventQueries,
    externalSessionQueries,
  ],
  ...[
    limitQueries,
    nonceQueries,
    partialQueries,
    passwordQueries,
    providerLogoutQueries,
    encryptedColumnQueries,
    ticketQueries,
    providerTokenQueries,
    purgeQueries,
  ],
] as const

type QueryGroup = (typeof QUERY_GROUPS)[number]

type IntersectionFrom<Union> = (Union extends unknown ? (each: Union) => void : never) extends (
  all: infer All,
) => void
  ? All
  : never

/** The verbs that also work inside a transaction. */
export type Queries = IntersectionFrom<ReturnType<QueryGroup>>

/**
 * The verbs that only read. All others write, which is what a dry run of a sign-in reports. `test/store/read-methods`
 * holds the list against a database that refuses writes.
 */
export const READ_METHODS = [
  ...(['findUser', 'findUserByTrustedEmail', 'findUserByName', 'listTakenUsernames', 'countUsers'] as const),
  ...([
    'findAccount',
    'listAccounts',
    'getExtraData',
    'getAttemptByReference',
    'findAttempt',
    'listLatestAttempts',
  ] as const),
  ...([
    'listEnabledVersions',
    'listVersions',
    'getBackendVersion',
    'listBackends',
    'listBackendNames',
  ] as const),
  ...([
    'getBackend',
    'countAccounts',
    'listIssuers',
    'findSession',
    'listSessions',
    'filterLiveSessions',
  ] as const),
  ...(['countSessions', 'findCode', 'findDevice', 'findDeviceByUserCode', 'searchUsers'] as const),
  ...([
    'findUserListItem',
    'getUsernames',
    'countAdministrators',
    'countSignIns',
    'listEventsByReference',
    'listEvents',
  ] as const),
  ...([
    'findSessionUser',
    'filterValidSessions',
    'getLimitCount',
    'findPartial',
    'getPassword',
    'findUserForLogin',
  ] as const),
  ...(['listSubjectsBySid', 'listEncryptedWithOtherKeys', 'getTokens', 'listTokens'] as const),
] satisfies readonly (keyof Queries)[]

export type ReadMethod = (typeof READ_METHODS)[number]
export type WriteMethod = Exclude<keyof Queries, ReadMethod>

const READ_METHOD_NAMES: ReadonlySet<keyof Queries> = new Set(READ_METHODS)

/** Whether this verb only reads. */
export function isReadMethod<Name extends keyof Queries>(name: Name): name is Name & ReadMethod {
  return READ_METHOD_NAMES.has(name)
}

/** The verbs on a database, all of them made at once. */
export function createQueries(client: Executor): Queries {
  return Object.assign({}, ...QUERY_GROUPS.map((group) => group(client))) as Queries
}

/**
 * The verbs on transactions of this database. A transaction uses three of a hundred, and to make them all would cost more
 * than some of its statements do: here a group is made when the first of its verbs is used.
 */
export function createTxQueries(client: Executor): (transaction: Executor) => Queries {
  const groups = new Map<string | symbol, QueryGroup>(
    QUERY_GROUPS.flatMap((group) => Object.keys(group(client)).map((name) => [name, group] as const)),
  )
  const names = createQueries(client)
  return (transaction) => {
    const created = new Map<QueryGroup, object>()
    return new Proxy(names, {
      get(_names, name): unknown {
        const group = groups.get(name)
        if (group === undefined) return undefined
        const queries = created.get(group) ?? group(transaction)
        created.set(group, queries)
        return Reflect.get(queries, name)
      },
    })
  }
}
