// The database: SQLite or Postgres. `openStore` returns a `Store`, which has one typed method for each
// query and `atomically` for transactions. Only this folder knows Prisma and SQL.
//
// Each file holds the queries of one table, or of two that belong together: users, accounts, passwords, sessions,
// attempts, partials, email-codes, devices, tickets, backends, events, limits. Beside them: models (what the rest of
// the program gets), columns (column lists for SQL texts), database (opens it, classifies errors), executor with
// sqlite-database and postgres-database (execute statements), sql (builds them), prisma with sqlite-adapter (Prisma's
// models on the same connections), migrations, purge, encrypted-columns and key-rotation. The tables are described in
// prisma/models.prisma.
//
// Rules: exactly one of several simultaneous requests may use up a row, so each `consume…` is one conditional
// statement. The caller passes the time; the database's clock is not used. Secrets arrive here hashed or encrypted.
//
// Neighbours: imports crypto (for key-rotation only); everything above imports this folder.

import { accountQueries, providerTokenQueries } from './accounts.js'
import { attemptListQueries, attemptQueries } from './attempts.js'
import { backendListQueries } from './backend-lists.js'
import { backendQueries } from './backends.js'
import { isRetryable, openDatabase } from './database.js'
import { deviceQueries } from './devices.js'
import { emailCodeQueries } from './email-codes.js'
import { encryptedColumnQueries } from './encrypted-columns.js'
import { endSessionsQueries } from './end-sessions.js'
import { eventListQueries, eventQueries } from './events.js'
import type { DatabaseOptions, Executor } from './executor.js'
import { externalSessionQueries } from './external-sessions.js'
import { knownBackendQueries } from './known-backends.js'
import { limitQueries, nonceQueries } from './limits.js'
import { ownStatementQueries } from './own-statements.js'
import { partialQueries } from './partials.js'
import { passwordQueries } from './passwords.js'
import { purgeQueries } from './purge.js'
import type { LoadModels } from './prisma.js'
import { providerLogoutQueries, sessionQueries } from './sessions.js'
import { raw } from './sql.js'
import { ticketQueries } from './tickets.js'
import { userDataQueries } from './user-data.js'
import { userListQueries } from './user-lists.js'
import { userAdminQueries, userQueries } from './users.js'

/** All queries, each in a statement or transaction of its own, and transactions over several of them. */
export interface Store extends Queries, ListQueries {
  /**
   * Runs `work` in one transaction: all of its writes or none. On a conflict with another transaction (a unique value
   * taken, a deadlock) it runs `work` again, at most 8 times in all. So `work` must not call a provider, nor do
   * anything else that a rollback does not undo.
   * @param work gets the queries of the transaction, and the number of this retry: 0 the first time
   */
  atomically<T>(work: (tx: Queries, retry: number) => Promise<T>): Promise<T>
  /** The rows of a statement without parameters; for readiness and migration checks. */
  queryRows(sql: string): Promise<readonly unknown[]>
  close(): Promise<void>
}

/** How often one transaction is tried. */
export const MAX_TRIES = 8

/**
 * Opens the database at `url`: `file:` and a path, or a `postgres:` URL. Nothing connects before the first statement.
 */
export function openStore(url: string, options?: DatabaseOptions): Store {
  const { database, loadModels, close } = openDatabase(url, options)
  const toTx = createTxQueries(database)
  const atomically: Store['atomically'] = async (work) => {
    for (let retry = 0; ; retry += 1) {
      try {
        return await database.transaction((transaction) => work(toTx(transaction), retry))
      } catch (error) {
        if (retry + 1 >= MAX_TRIES || !isRetryable(error)) throw error
      }
    }
  }
  return {
    ...createQueries(database),
    ...createListQueries(loadModels, database),
    atomically,
    queryRows: (text) => database.rows(raw(text)),
    close,
  }
}

/** All groups of queries. Each function creates its group for one executor: the database or a transaction. */
const QUERY_GROUPS = [
  userQueries,
  userAdminQueries,
  userDataQueries,
  accountQueries,
  providerTokenQueries,
  passwordQueries,
  sessionQueries,
  externalSessionQueries,
  providerLogoutQueries,
  endSessionsQueries,
  attemptQueries,
  partialQueries,
  emailCodeQueries,
  deviceQueries,
  ticketQueries,
  backendQueries,
  knownBackendQueries,
  eventQueries,
  limitQueries,
  nonceQueries,
  encryptedColumnQueries,
  purgeQueries,
  ownStatementQueries,
] as const

/** The groups of queries that use Prisma's models, and so are not available in a transaction. */
const LIST_QUERY_GROUPS = [userListQueries, attemptListQueries, backendListQueries, eventListQueries] as const

type QueryGroup = (typeof QUERY_GROUPS)[number]

type IntersectionFrom<Union> = (Union extends unknown ? (each: Union) => void : never) extends (
  all: infer All,
) => void
  ? All
  : never

/** The queries, which work alone and inside a transaction. */
export type Queries = IntersectionFrom<ReturnType<QueryGroup>>

/** Lists and counts for administrators, each in a statement of its own. */
export type ListQueries = IntersectionFrom<ReturnType<(typeof LIST_QUERY_GROUPS)[number]>>

type Method = keyof Queries | keyof ListQueries

/**
 * The methods that only read. All others write; a dry run of a sign-in reports those. `test/store/read-methods.test.ts`
 * checks the list against a database that refuses writes.
 */
export const READ_METHODS = [
  'findUser',
  'findUserByTrustedEmail',
  'findUserByName',
  'listTakenUsernames',
  'countUsers',
  'searchUsers',
  'findUserListItem',
  'getUsernames',
  'countAdministrators',
  'listAccountTokens',
  'listUserDevices',
  'listUserEvents',
  'findAccount',
  'listAccounts',
  'getExtraData',
  'getTokens',
  'listTokens',
  'getPassword',
  'findUserForLogin',
  'findSession',
  'listSessions',
  'filterLiveSessions',
  'countSessions',
  'listOwnersBySid',
  'findSessionUser',
  'filterValidSessions',
  'findAttempt',
  'getAttemptByReference',
  'listLatestAttempts',
  'findPartial',
  'findCode',
  'findDevice',
  'findDeviceByUserCode',
  'listCurrentVersions',
  'listVersions',
  'getBackendVersion',
  'listBackends',
  'listBackendNames',
  'getBackend',
  'countAccounts',
  'countEncrypted',
  'listKnownBackends',
  'listIssuers',
  'listEvents',
  'searchEvents',
  'listEventsByReference',
  'countSignIns',
  'getLimitCount',
  'listEncryptedWithOtherKeys',
] as const satisfies readonly Method[]

export type ReadMethod = (typeof READ_METHODS)[number]
export type WriteMethod = Exclude<Method, ReadMethod>

const READ_METHOD_NAMES: ReadonlySet<Method> = new Set(READ_METHODS)

/** Whether this method only reads. */
export function isReadMethod<Name extends Method>(name: Name): name is Name & ReadMethod {
  return READ_METHOD_NAMES.has(name)
}

/** Creates the queries of a database, all at once. */
export function createQueries(db: Executor): Queries {
  return Object.assign({}, ...QUERY_GROUPS.map((group) => group(db))) as Queries
}

function createListQueries(loadModels: LoadModels, db: Executor): ListQueries {
  return Object.assign({}, ...LIST_QUERY_GROUPS.map((group) => group(loadModels, db))) as ListQueries
}

/**
 * Creates the queries of a transaction lazily: a group when the first of its methods is used. A transaction uses about
 * 3 of 100 methods, and creating all of them would cost more than some statements do.
 */
export function createTxQueries(db: Executor): (transaction: Executor) => Queries {
  const groups = new Map<string | symbol, QueryGroup>(
    QUERY_GROUPS.flatMap((group) => Object.keys(group(db)).map((name) => [name, group] as const)),
  )
  const names = createQueries(db)
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
