import { accountQueries, providerTokenQueries } from './accounts.js'
import { attemptQueries } from './attempts.js'
import { backendQueries } from './backends.js'
import { type Executor, isRetryable, type OnStatement, openClient } from './database.js'
import { deviceQueries } from './devices.js'
import { emailCodeQueries } from './email-codes.js'
import { encryptedColumnQueries } from './encrypted-columns.js'
import { eventQueries } from './events.js'
import { externalSessionQueries } from './external-sessions.js'
import { limitQueries, nonceQueries } from './limits.js'
import { partialQueries } from './partials.js'
import { passwordQueries } from './passwords.js'
import { purgeQueries } from './purge.js'
import { providerLogoutQueries, sessionQueries } from './sessions.js'
import { ticketQueries } from './tickets.js'
import { userAdminQueries, userQueries } from './users.js'

/** The verbs of this application on its database. */
export interface Store extends Queries {
  /**
   * Runs `work` in one transaction: all of its writes or none. It runs again, a bounded number of times, when somebody
   * else was faster (a uniqueness conflict, a deadlock), so it must not call a provider or anything else it cannot
   * take back. `round` counts from 0.
   */
  atomically<T>(work: (tx: Queries, retry: number) => Promise<T>): Promise<T>
  /** Rows of a statement without parameters; for readiness and migration checks. */
  queryRows(sql: string): Promise<unknown[]>
  close(): Promise<void>
}

const MAX_TRIES = 8

/** Opens the store of `url`; `onStatement` hears every statement. */
export function openStore(url: string, onStatement?: OnStatement): Store {
  const client = openClient(url, onStatement)
  const toTx = createTxQueries(client)
  const atomically: Store['atomically'] = async (work) => {
    for (let retry = 0; ; retry += 1) {
      try {
        return await client.$transaction((transaction) => work(toTx(transaction), retry))
      } catch (error) {
        if (retry + 1 >= MAX_TRIES || !isRetryable(error)) throw error
      }
    }
  }
  return {
    ...createQueries(client),
    atomically,
    queryRows: (sql) => client.$queryRawUnsafe<unknown[]>(sql),
    close: () => client.$disconnect(),
  }
}

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
