import type { SqlDriverAdapterFactory, SqlQueryable } from '@prisma/driver-adapter-utils'
import type { Database, Executor, MeasureStatement } from './executor.js'

/**
 * The same database; each statement is measured, from the moment when it is ready to be sent, so the wait for a free
 * connection counts. Of a transaction its start counts, too.
 */
export function measureDatabase(database: Database, measure: MeasureStatement): Database {
  const measured = (executor: Executor): Executor => ({
    rows: (statement) => measure(() => executor.rows(statement)),
    run: (statement) => measure(() => executor.run(statement)),
  })
  return {
    ...measured(database),
    async transaction(work) {
      const start = new Start()
      void measure(() => start.done).catch(() => undefined)
      try {
        return await database.transaction((tx) => {
          start.succeed()
          return work(measured(tx))
        })
      } catch (error) {
        start.fail(error)
        throw error
      }
    },
    close: () => database.close(),
  }
}

/** The start of a transaction, which ends once. */
class Start {
  succeed: () => void = () => undefined
  fail: (error: unknown) => void = () => undefined
  readonly done = new Promise<void>((resolve, reject) => {
    this.succeed = resolve
    this.fail = reject
  })
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
