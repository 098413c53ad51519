// The database: SQLite or Postgres. `openStore` returns a `Store`, which has one typed method for each
// query and `atomically` for transactions. Only this folder knows Prisma and SQL.
//
// Each file holds the queries of one table, or of two that belong together: users, accounts, passwords, sessions,
// attempts, partials, email-codes, devices, tickets, backends, events, limits, nonces. Beside them: models (what the rest of
// the program gets), columns (column lists for SQL texts), database (opens it, classifies errors), executor with
// sqlite-database and postgres-database, -client, -statements and -query (execute statements), sql (builds them), prisma with
// sqlite-adapter (Prisma's models on the same connections), migrate and migration-state, purge, encrypted-columns and key-rotation. The
// tables are described in prisma/models.prisma.
//
// Rules: exactly one of several simultaneous requests may use up a row, so each `consume…` is one conditional
// statement. The caller passes the time; the database's clock is not used. Secrets arrive here hashed or encrypted.
//
// Neighbours: imports crypto (for key-rotation only); everything above imports this folder.

import type { EventType } from '../event-map.js'
import { isRetryable, openDatabase } from './database.js'
import { EventRecorder, type EventSink } from './event-recording.js'
import type { DatabaseOptions, Executor } from './executor.js'
import { RECORDED_METHODS, type RecordedMethod } from './recorded-queries.js'
import { type EndRecordedSessions, endRecordedSessions } from './sessions.js'
import { raw } from './sql.js'
import {
  createListQueries,
  createQueries,
  createTxQueries,
  type ListQueries,
  type PlainQueries,
  type Queries,
} from './queries.js'

export {
  createQueries,
  createTxQueries,
  isReadMethod,
  type ListQueries,
  type Queries,
  READ_METHODS,
  type ReadMethod,
  type WriteMethod,
} from './queries.js'

/** All queries, each in a statement or transaction of its own, and transactions over several of them. */
export interface Store extends Queries, ListQueries {
  /**
   * Runs `work` in one transaction: all of its writes or none. On a conflict with another transaction (a unique value
   * taken, a deadlock) it runs `work` again, at most 8 times in all. So `work` must not call a provider, nor do
   * anything else that a rollback does not undo.
   * @param work gets the queries of the transaction, and the number of this retry: 0 the first time
   */
  atomically<T>(work: (tx: Queries, retry: number) => Promise<T>): Promise<T>
  /** Runs `work`. If something listens to an event of this type, it runs in a transaction, together with the event. */
  atomicallyIfRecorded<T>(type: EventType, work: (tx: Queries) => Promise<T>): Promise<T>
  /** The rows of a statement without parameters; for readiness and migration checks. */
  queryRows(sql: string): Promise<readonly unknown[]>
  close(): Promise<void>
}

/** How often one transaction is tried. */
export const MAX_TRIES = 8

export interface StoreOptions extends DatabaseOptions {
  /** Receives events. Without it, none is recorded. */
  readonly events?: EventSink
}

/**
 * Opens the database at `url`: `file:` and a path, or a `postgres:` URL. Nothing connects before the first statement.
 */
export async function openStore(url: string, options: StoreOptions = {}): Promise<Store> {
  const { database, loadModels, close } = await openDatabase(url, options)
  const { events: sink = null } = options
  const toTx = createTxQueries(database)
  const transact = async <T>(
    work: (tx: Queries, db: Executor, recorder: EventRecorder | null) => Promise<T>,
  ) => {
    if (!sink?.isActive)
      return database.transaction((transaction) => work(toTx(transaction, null), transaction, null))
    const recorder = new EventRecorder(sink)
    const result = await database.transaction(async (transaction) => {
      const done = await work(toTx(transaction, recorder), transaction, recorder)
      await recorder.flush(transaction)
      return done
    })
    sink.notifyCommitted(recorder.events)
    return result
  }
  const atomically: Store['atomically'] = async (work) => {
    for (let retry = 0; ; retry += 1) {
      try {
        return await transact((tx) => work(tx, retry))
      } catch (error) {
        if (retry + 1 >= MAX_TRIES || !isRetryable(error)) throw error
      }
    }
  }
  const queries = createQueries(database)
  const store: Store = {
    ...queries,
    ...createListQueries(database, loadModels),
    atomically,
    atomicallyIfRecorded: (type, work) => (sink?.isRecorded(type) ? atomically(work) : work(store)),
    queryRows: (text) => database.rows(raw(text)),
    close,
  }
  if (sink === null) return store
  const endSessions: EndRecordedSessions = (statement, reason) =>
    transact((_tx, db, recorder) => endRecordedSessions(db, statement, reason, recorder))
  return Object.assign(store, withOwnTransactions(queries, atomically, sink), {
    isRecorded: (type) => sink.isRecorded(type),
    recordEvent: async (event) => {
      if (sink.isRecorded(event.type)) await atomically((tx) => tx.recordEvent(event))
    },
    purgeExpired: (before, limits, signal) => queries.purgeExpired(before, limits, signal, endSessions),
    endSessionsOfAllUsers: (now) => queries.endSessionsOfAllUsers(now, endSessions),
  } satisfies Partial<Store>)
}

/** The methods that record an event, for use outside of transactions: each makes one of its own if something listens. */
function withOwnTransactions(
  queries: PlainQueries,
  atomically: Store['atomically'],
  sink: EventSink,
): Pick<Queries, RecordedMethod> {
  const entries = Object.keys(RECORDED_METHODS).map((name) => {
    const call = (tx: object, args: readonly unknown[]): unknown =>
      Reflect.apply(Reflect.get(tx, name) as (...values: unknown[]) => unknown, undefined, args)
    const method = (...args: unknown[]) =>
      sink.isActive ? atomically((tx) => Promise.resolve(call(tx, args))) : call(queries, args)
    return [name, method] as const
  })
  return Object.fromEntries(entries) as Pick<Queries, RecordedMethod>
}
