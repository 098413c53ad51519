import { setTimeout as sleep } from 'node:timers/promises'
import { DatabaseError, unavailableError } from './database-error.js'
import {
  type Database,
  type DatabaseOptions,
  type Executor,
  type Row,
  TRANSACTION_TIMEOUT_MS,
  WAIT_TIMEOUT_MS,
  writeAtOnce,
  type WriteChecks,
} from './executor.js'
import { Lock } from './lock.js'
import { raw, type Sql } from './sql.js'
import { isBusy, SqliteConnection, toDatabaseError } from './sqlite-connection.js'

const RETRY_INTERVAL_MS = 10

const BEGIN = raw('BEGIN IMMEDIATE')
const COMMIT = raw('COMMIT')
const ROLLBACK = raw('ROLLBACK')

/**
 * A SQLite file with one connection, used by one statement or transaction at a time: everything else waits for its
 * turn. Otherwise a statement would run inside the transaction of another request and disappear with its rollback,
 * although it was acknowledged. Nothing is opened before the first statement.
 */
export class SqliteDatabase implements Database {
  readonly #connection: SqliteConnection
  readonly #lock = new Lock()

  /** @param path the path of the file; it is created if it does not exist */
  constructor(path: string, { onStatement }: DatabaseOptions = {}) {
    this.#connection = new SqliteConnection(path, onStatement)
  }

  rows(statement: Sql): Promise<readonly Row[]> {
    return this.exclusively((connection) => connection.rows(statement))
  }

  run(statement: Sql): Promise<number> {
    return this.exclusively((connection) => connection.run(statement))
  }

  write(statement: Sql, checks?: WriteChecks): Promise<void> {
    return writeAtOnce(() => this.run(statement), checks)
  }

  /** Nothing waits: there is no round trip to save. */
  sendWrites(): Promise<void> {
    return Promise.resolve()
  }

  async transaction<T>(work: (tx: Executor) => Promise<T>): Promise<T> {
    const transaction = await this.begin()
    try {
      const result = await work(transaction)
      transaction.commit()
      return result
    } finally {
      transaction.rollback()
    }
  }

  /** Begins a transaction with the write lock, so that two processes wait instead of failing halfway. */
  begin(): Promise<SqliteTransaction> {
    return this.#withLock((release) => {
      this.#connection.run(BEGIN)
      return new SqliteTransaction(this.#connection, release)
    })
  }

  /** Runs `work` while no other statement or transaction uses the connection. */
  exclusively<T>(work: (connection: SqliteConnection) => T): Promise<T> {
    return this.#withLock((release) => {
      const result = work(this.#connection)
      release()
      return result
    })
  }

  async close(): Promise<void> {
    await this.#lock.acquire()
    this.#connection.close()
    this.#lock.release()
  }

  // Waits for the lock and, while another process writes, for that process. In between it releases the lock, because
  // statements that only read need not wait for other processes.
  async #withLock<T>(work: (release: () => void) => T): Promise<T> {
    let deadline: number | null = null
    for (;;) {
      if (!this.#lock.tryAcquire()) await this.#waitForLock()
      try {
        return work(() => {
          this.#lock.release()
        })
      } catch (error) {
        this.#lock.release()
        deadline ??= performance.now() + WAIT_TIMEOUT_MS
        if (!isBusy(error) || performance.now() > deadline) throw toDatabaseError(error)
      }
      await sleep(RETRY_INTERVAL_MS * (0.5 + Math.random()))
    }
  }

  async #waitForLock(): Promise<void> {
    try {
      await this.#lock.acquire(WAIT_TIMEOUT_MS)
    } catch (error) {
      throw new DatabaseError('unavailable', null, error)
    }
  }
}

/** An open transaction, which holds the lock of its database until it is committed or rolled back. */
export class SqliteTransaction implements Executor {
  readonly #connection: SqliteConnection
  readonly #release: () => void
  readonly #timer: NodeJS.Timeout
  #isOpen = true
  #failure: Error | null = null

  constructor(connection: SqliteConnection, release: () => void) {
    this.#connection = connection
    this.#release = release
    // Other requests must not wait without end for one that hangs.
    this.#timer = setTimeout(() => {
      this.#failure = unavailableError('the transaction took too long')
      this.rollback()
    }, TRANSACTION_TIMEOUT_MS)
  }

  rows(statement: Sql): Promise<readonly Row[]> {
    return settle(() => this.use((connection) => connection.rows(statement)))
  }

  run(statement: Sql): Promise<number> {
    return settle(() => this.use((connection) => connection.run(statement)))
  }

  async write(statement: Sql, checks?: WriteChecks): Promise<void> {
    try {
      await writeAtOnce(() => this.run(statement), checks)
    } catch (error) {
      this.#failure = error instanceof Error ? error : toDatabaseError(error)
      throw this.#failure
    }
  }

  sendWrites(): Promise<void> {
    return Promise.resolve()
  }

  /**
   * Runs `work` on the connection.
   * @throws DatabaseError when the transaction has ended, or the error of the first statement of it that has failed
   */
  use<T>(work: (connection: SqliteConnection) => T): T {
    if (this.#failure !== null) throw this.#failure
    if (!this.#isOpen) throw unavailableError('the transaction has ended')
    try {
      return work(this.#connection)
    } catch (error) {
      this.#failure = toDatabaseError(error)
      throw this.#failure
    }
  }

  /** @throws DatabaseError when it cannot be committed; it is rolled back then */
  commit(): void {
    try {
      this.use((connection) => connection.run(COMMIT))
      this.#finish()
    } finally {
      this.rollback()
    }
  }

  /** Rolls back, unless the transaction has ended. */
  rollback(): void {
    if (!this.#isOpen) return
    try {
      this.#connection.run(ROLLBACK)
    } catch {
      // After some errors, such as a full disk, SQLite has already rolled back.
    }
    this.#finish()
  }

  #finish(): void {
    this.#isOpen = false
    clearTimeout(this.#timer)
    this.#release()
  }
}

/** The result of `work`, or its error, as a promise. */
function settle<T>(work: () => T): Promise<T> {
  return new Promise((resolve) => {
    resolve(work())
  })
}
