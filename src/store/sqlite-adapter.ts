import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3'
import type {
  SqlDriverAdapter,
  SqlDriverAdapterFactory,
  SqlQuery,
  SqlResultSet,
  Transaction,
} from '@prisma/driver-adapter-utils'

/**
 * A SQLite adapter on which an acknowledged write stays written.
 *
 * The stock adapter has one connection and lets a lone statement run inside a transaction that another request has
 * open; when that one rolls back, the write is gone though it was answered. Here every statement waits for its turn,
 * transactions take the write lock at their beginning (so that two processes on one file wait instead of failing
 * half-way), and a commit that fails is rolled back before anybody else gets the connection.
 */
export class SqliteAdapterFactory implements SqlDriverAdapterFactory {
  readonly provider = 'sqlite'
  readonly adapterName = 'portcullis-better-sqlite3'
  readonly #inner: PrismaBetterSqlite3

  /** `url`: `file:` and a path. `busyMs`: how long to wait for another process's write, in milliseconds. */
  constructor(url: string, busyTimeoutMs: number) {
    this.#inner = new PrismaBetterSqlite3({ url, timeout: busyTimeoutMs })
  }

  async connect(): Promise<SqlDriverAdapter> {
    const inner = await this.#inner.connect()
    // Readers of other processes must not block writers, and a commit must survive a power cut of the process.
    await inner.executeScript(
      'PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;',
    )
    return new SqliteAdapter(inner)
  }
}

class SqliteAdapter implements SqlDriverAdapter {
  readonly provider = 'sqlite'
  readonly adapterName = 'portcullis-better-sqlite3'
  readonly #inner: SqlDriverAdapter
  readonly #lock = new Lock()

  constructor(inner: SqlDriverAdapter) {
    this.#inner = inner
  }

  queryRaw(query: SqlQuery): Promise<SqlResultSet> {
    return this.#lock.run(() => this.#inner.queryRaw(query))
  }

  executeRaw(query: SqlQuery): Promise<number> {
    return this.#lock.run(() => this.#inner.executeRaw(query))
  }

  executeScript(script: string): Promise<void> {
    return this.#lock.run(() => this.#inner.executeScript(script))
  }

  // SQLite knows one isolation level, serializable, so there is nothing to choose.
  async startTransaction(): Promise<Transaction> {
    const release = await this.#lock.acquire()
    try {
      await this.#inner.executeRaw(statement('BEGIN IMMEDIATE'))
    } catch (error) {
      release()
      throw error
    }
    return new SqliteTransaction(this.#inner, release)
  }

  getConnectionInfo(): { supportsRelationJoins: boolean } {
    return { supportsRelationJoins: false }
  }

  dispose(): Promise<void> {
    return this.#lock.run(() => this.#inner.dispose())
  }
}

class SqliteTransaction implements Transaction {
  readonly provider = 'sqlite'
  readonly adapterName = 'portcullis-better-sqlite3'
  // Prisma then leaves BEGIN, COMMIT and ROLLBACK to us, so that a failing COMMIT can be answered here.
  readonly options = { usePhantomQuery: true }
  readonly #inner: SqlDriverAdapter
  readonly #release: () => void

  constructor(inner: SqlDriverAdapter, release: () => void) {
    this.#inner = inner
    this.#release = release
  }

  queryRaw(query: SqlQuery): Promise<SqlResultSet> {
    return this.#inner.queryRaw(query)
  }

  executeRaw(query: SqlQuery): Promise<number> {
    return this.#inner.executeRaw(query)
  }

  async commit(): Promise<void> {
    try {
      await this.#inner.executeRaw(statement('COMMIT'))
    } catch (error) {
      await this.#undo()
      throw error
    } finally {
      this.#release()
    }
  }

  async rollback(): Promise<void> {
    try {
      await this.#undo()
    } finally {
      this.#release()
    }
  }

  async createSavepoint(name: string): Promise<void> {
    await this.#inner.executeRaw(statement(`SAVEPOINT ${name}`))
  }

  async rollbackToSavepoint(name: string): Promise<void> {
    await this.#inner.executeRaw(statement(`ROLLBACK TO ${name}`))
  }

  async releaseSavepoint(name: string): Promise<void> {
    await this.#inner.executeRaw(statement(`RELEASE SAVEPOINT ${name}`))
  }

  // Some errors (disk full among them) make SQLite roll back by itself; then there is nothing left to undo.
  async #undo(): Promise<void> {
    await this.#inner.executeRaw(statement('ROLLBACK')).catch(() => undefined)
  }
}

function statement(sql: string): SqlQuery {
  return { sql, args: [], argTypes: [] }
}

/** First come, first served: one holder at a time. */
export class Lock {
  #last: Promise<void> = Promise.resolve()

  /** Waits for the lock; the caller must call what it gets back, once. */
  async acquire(): Promise<() => void> {
    const before = this.#last
    let release: () => void = () => undefined
    this.#last = new Promise((resolve) => {
      release = resolve
    })
    await before
    return release
  }

  /** Runs `work` while holding the lock. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    const release = await this.acquire()
    try {
      return await work()
    } finally {
      release()
    }
  }
}
