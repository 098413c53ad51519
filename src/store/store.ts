import { type Accounts, accounts } from './accounts.js'
import { type Attempts, attempts } from './attempts.js'
import { type Backends, backends } from './backends.js'
import { type Codes, codes } from './codes.js'
import { type Executor, isRetryable, type OnStatement, openClient } from './database.js'
import { type Devices, devices } from './devices.js'
import { type Directory, directory } from './directory.js'
import { type Events, events } from './events.js'
import { type Limits, limits } from './limits.js'
import { type Nonces, nonces } from './nonces.js'
import { type Partials, partials } from './partials.js'
import { type Passwords, passwords } from './passwords.js'
import { type ProviderEnds, providerEnds } from './provider-ends.js'
import { type Purging, purging } from './purging.js'
import { type Sealed, sealed } from './sealed.js'
import { type Sessions, sessions } from './sessions.js'
import { type Standing, standing } from './standing.js'
import { type Tickets, tickets } from './tickets.js'
import { type TokenLeases, tokenLeases } from './token-leases.js'
import { type Users, users } from './users.js'

/** The verbs that also work inside a transaction. */
export interface StoreVerbs
  extends
    Users,
    Accounts,
    Attempts,
    Backends,
    Sessions,
    Standing,
    Codes,
    Devices,
    Directory,
    Events,
    Limits,
    Nonces,
    Partials,
    Passwords,
    ProviderEnds,
    Sealed,
    Tickets,
    TokenLeases,
    Purging {}

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
  const atomically: Store['atomically'] = async (work) => {
    for (let round = 0; ; round += 1) {
      try {
        return await client.$transaction((db) => work(verbs(db), round))
      } catch (error) {
        if (round + 1 >= ROUNDS || !isRetryable(error)) throw error
      }
    }
  }
  return {
    ...verbs(client),
    atomically,
    queryRows: (sql) => client.$queryRawUnsafe<unknown[]>(sql),
    close: () => client.$disconnect(),
  }
}

function verbs(db: Executor): StoreVerbs {
  return {
    ...users(db),
    ...accounts(db),
    ...attempts(db),
    ...backends(db),
    ...sessions(db),
    ...codes(db),
    ...devices(db),
    ...directory(db),
    ...events(db),
    ...standing(db),
    ...limits(db),
    ...nonces(db),
    ...partials(db),
    ...passwords(db),
    ...providerEnds(db),
    ...sealed(db),
    ...tickets(db),
    ...tokenLeases(db),
    ...purging(db),
  }
}
