import { isRetryable, type OnStatement, openClient } from './database.js'
import { type StoreVerbs, verbsOn, verbsWithin } from './store-verbs.js'

export type { StoreVerbs }

/** The verbs of this application on its database. */
export interface Store extends StoreVerbs {
  /**
   * Runs `work` in one transaction: all of its writes or none. It runs again, a bounded number of times, when somebody
   * else was faster (a uniqueness conflict, a deadlock), so it must not call a provider or anything else it cannot
   * take back. `round` counts from 0.
   */
  atomically<T>(work: (store: StoreVerbs, round: number) => Promise<T>): Promise<T>
  /** Rows of a statement without parameters; for readiness and migration checks. */
  queryRows(sql: string): Promise<unknown[]>
  close(): Promise<void>
}

const ROUNDS = 8

/** Opens the store of `url`; `onStatement` hears every statement. */
export function openStore(url: string, onStatement?: OnStatement): Store {
  const client = openClient(url, onStatement)
  const within = verbsWithin(client)
  const atomically: Store['atomically'] = async (work) => {
    for (let round = 0; ; round += 1) {
      try {
        return await client.$transaction((transaction) => work(within(transaction), round))
      } catch (error) {
        if (round + 1 >= ROUNDS || !isRetryable(error)) throw error
      }
    }
  }
  return {
    ...verbsOn(client),
    atomically,
    queryRows: (sql) => client.$queryRawUnsafe<unknown[]>(sql),
    close: () => client.$disconnect(),
  }
}
