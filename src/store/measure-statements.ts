import type { SqlDriverAdapterFactory, SqlQueryable } from '@prisma/driver-adapter-utils'
import type { Database, Executor, MeasureStatement } from './executor.js'

/**
 * Returns the same database with each statement measured, from the moment when it is ready to be sent, so the wait for a
 * free connection counts. Of a transaction, its start is measured, too, and its end if that sends writes.
 */
export function measureStatements(database: Database, measure: MeasureStatement): Database {
  const measured = (executor: Executor): Executor => ({
    rows: (statement) => measure(() => executor.rows(statement)),
    run: (statement) => measure(() => executor.run(statement)),
    write: (statement, checks) => measure(() => executor.write(statement, checks)),
    sendWrites: () => executor.sendWrites(),
  })
  return {
    ...measured(database),
    async transaction(work) {
      const [start, end] = [new TransactionPhase(), new TransactionPhase()]
      start.measure(measure)
      try {
        const result = await database.transaction(async (tx) => {
          start.succeed()
          const writes = { wait: false }
          const done = await work({
            ...measured(tx),
            // Most of them wait for the end of the transaction.
            write: (statement, checks) => {
              writes.wait = true
              return tx.write(statement, checks)
            },
          })
          if (writes.wait) end.measure(measure)
          return done
        })
        end.succeed()
        return result
      } catch (error) {
        for (const phase of [start, end]) phase.fail(error)
        throw error
      }
    },
    close: () => database.close(),
  }
}

/** The start or the end of a transaction: it succeeds or fails once, and only then does its measurement end. */
class TransactionPhase {
  succeed: () => void = () => undefined
  fail: (error: unknown) => void = () => undefined
  readonly #done = new Promise<void>((resolve, reject) => {
    this.succeed = resolve
    this.fail = reject
  })

  constructor() {
    this.#done.catch(() => undefined)
  }

  measure(measure: MeasureStatement): void {
    measure(() => this.#done).catch(() => undefined)
  }
}

/**
 * Measures each statement of this adapter of Prisma in the same way, and the start of each transaction.
 */
export function measureAdapterStatements<Factory extends SqlDriverAdapterFactory>(
  factory: Factory,
  measure: MeasureStatement,
): Factory {
  const connect = factory.connect.bind(factory)
  factory.connect = async () => {
    const adapter = await connect()
    measureQueries(adapter, measure)
    const startTransaction = adapter.startTransaction.bind(adapter)
    adapter.startTransaction = async (isolationLevel) => {
      const transaction = await measure(() => startTransaction(isolationLevel))
      measureQueries(transaction, measure)
      return transaction
    }
    return adapter
  }
  return factory
}

function measureQueries(queryable: SqlQueryable, measure: MeasureStatement): void {
  const queryRaw = queryable.queryRaw.bind(queryable)
  const executeRaw = queryable.executeRaw.bind(queryable)
  queryable.queryRaw = (query) => measure(() => queryRaw(query))
  queryable.executeRaw = (query) => measure(() => executeRaw(query))
}
