import { isRetryable, type OnStatement, openClient } from './database.js'
import { type Queries, createQueries, createTxQueries } from './store-verbs.js'

export type { Queries }

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
