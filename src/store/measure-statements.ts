import type { SqlDriverAdapterFactory, SqlQueryable } from '@prisma/driver-adapter-utils'

/** Does the work of one statement, and measures it. */
export type MeasureStatement = <T>(work: () => Promise<T>) => Promise<T>

/**
 * Has each statement of this adapter measured, from the moment when it is ready to be sent, so the wait for a free
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
