import type { SqlDriverAdapterFactory, SqlQueryable } from '@prisma/driver-adapter-utils'
import type { Database, Executor, MeasureStatement } from './executor.js'

/**
 * The same database; each statement is measured, from the moment when it is ready to be sent, so the wait for a free
 * connection counts. Of a transaction its start counts, too, and its end where that sends writes.
 */
export function measureDatabase(database: Database, measure: MeasureStatement): Database {
  const measured = (executor: Executor): Executor => ({
    rows: (statement) => measure(() => executor.rows(statement)),
    run: (statement) => measure(() => executor.run(statement)),
    write: (statement, checks) => measure(() => executor.write(statement, checks)),
    sendWrites: () => executor.sendWrites(),
  })
  return {
    ...measured(database),
    async transaction(work) {
      const [start, end] = [new Part(), new Part()]
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
        for (const part of [start, end]) part.fail(error)
        throw error
      }
    },
    close: () => database.close(),
  }
}

/** The start or the end of a transaction, which ends once. */
class Part {
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
 * Has each statement of this adapter of Prisma measured, from the moment when it is ready to be sent, so the wait for a free
 * connection counts. Of a transaction its start counts, too.
 */
export function measureStatements<Factory extends SqlDriverAdapterFactory>(
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
