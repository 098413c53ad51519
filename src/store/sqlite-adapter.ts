import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3'
import type {
  SqlDriverAdapter,
  SqlDriverAdapterFactory,
  SqlQuery,
  SqlResultSet,
  Transaction,
} from '@prisma/driver-adapter-utils'

/**
 * A SQLite adapter that does not lose acknowledged writes.
 *
 * Prisma's adapter has one connection, and runs a single statement inside whatever transaction another request has
 * open. When that transaction rolls back, the write is lost although it was acknowledged. Here each statement waits for
 * its turn. Transactions take the write lock when they begin, so that two processes on one file wait instead of failing
 * half-way. A commit that fails is rolled back before another request gets the connection.
 */
export class SqliteAdapterFactory implements SqlDriverAdapterFactory {
  readonly provider = 'sqlite'
  readonly adapterName = 'portcullis-better-sqlite3'
  readonly #inner: PrismaBetterSqlite3

  /**
   * @param url `file:` and a path
   * @param busyTimeoutMs how long to wait for another process's write, in milliseconds
   */
  constructor(url: string, busyTimeoutMs: number) {
    this.#inner = new PrismaBetterSqlite3({ url, timeout: busyTimeoutMs })
  }

  async connect(): Promise<SqlDriverAdapter> {
    const inner = await this.#inner.connect()
    // Readers of other processes must not block writers, and a commit must survive a crash of this process.
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

  // SQLite has one isolation level, serializable, so the argument for it is ignored.
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
  // Prisma then leaves BEGIN, COMMIT and ROLLBACK to this class, which can handle a failed COMMIT.
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

  // After some errors, such as a full disk, SQLite has already rolled back; then this ROLLBACK fails, which is fine.
  async #undo(): Promise<void> {
    await this.#inner.executeRaw(statement('ROLLBACK')).catch(() => undefined)
  }
}

function statement(sql: string): SqlQuery {
  return { sql, args: [], argTypes: [] }
}

/** A lock with one holder at a time, in the order of requests. */
export class Lock {
  #last: Promise<void> = Promise.resolve()

  /** Waits for the lock. The caller must call the returned function once, to release it. */
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
