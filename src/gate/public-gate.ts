// A gate as a program sees it. These types are part of the package's declarations, so they import only types that are part
// of them, too. F and R are the site's own fields and roles.

import type { Logger } from 'pino'
import type { output } from 'zod'
import type { EventOf, EventType } from '../event-map.js'
import type { AccessTokenOptions, AccessTokenResult } from '../provider-tokens/access-token-result.js'
import type { Account, Fields, Imported, ImportResult, Session, User } from '../public-types.js'

/** The users of the site. A function that takes an ID throws an error with the code `unknown_user` for an unknown one. */
export interface Users<F extends Fields, R extends string> {
  get(id: string): Promise<User<F, R> | null>
  /** Finds a user by user name, by proven address, or by an account at a provider. */
  find(
    by:
      | { readonly username: string }
      | { readonly email: string }
      | { readonly backend: string; readonly subject: string },
  ): Promise<User<F, R> | null>
  /**
   * Lists users by user name, 50 at a time unless `limit` says otherwise (at most 500).
   * @param query.text part of a name, a user name or an address
   * @param query.after the `next` of the page before
   */
  list(query?: {
    readonly text?: string
    readonly role?: R
    readonly after?: string
    readonly limit?: number
  }): Promise<{ readonly users: readonly User<F, R>[]; readonly next: string | null }>
  /** Changes only the given members. `active: false` also ends all sessions of the user. */
  update(
    id: string,
    change: {
      readonly fields?: Partial<output<F>>
      readonly roles?: readonly R[]
      readonly name?: string
      readonly active?: boolean
    },
  ): Promise<User<F, R>>
  accounts(id: string): Promise<readonly Account[]>
  /** The live sessions; empty if SESSION_STORE is `cookie`, which cannot list them. */
  sessions(id: string): Promise<readonly Session[]>
  /** Ends all sessions in every store and on every process. Returns how many were found. */
  endSessions(id: string): Promise<number>
  /**
   * Deletes a user for good, with accounts, sessions and tokens; tokens are revoked at the providers, and events keep no
   * name.
   * @throws an error with the code `last_administrator`
   */
  delete(id: string, options?: { readonly reason?: string }): Promise<void>
  /** Everything that is stored about a user, as JSON (GDPR, articles 15 and 20). */
  export(id: string): Promise<Record<string, unknown>>
  /**
   * Creates users from people of another system, who keep their IDs. Importing the same person again changes nothing. A person
   * who has a value of another user, or an invalid value, is rejected with a reason; no person is linked to an existing
   * user. People are imported in batches of 500, each in one transaction.
   * @param options.dryRun whether only to find out what would happen
   */
  import(
    people: AsyncIterable<Imported<F, R>> | Iterable<Imported<F, R>>,
    options?: { readonly dryRun?: boolean },
  ): Promise<ImportResult>
}

/** Valid access tokens of providers, for calls to their APIs on behalf of a user. */
export interface Tokens {
  /** A valid token of this account, refreshed first if necessary, which takes at most half a minute; or why there is none. */
  accessToken(accountId: string, options?: AccessTokenOptions): Promise<AccessTokenResult>
}

/** A site that a program runs. */
export interface Gate<F extends Fields = Fields, R extends string = string> {
  /** The public URL, without a slash at the end. */
  readonly baseUrl: string
  /**
   * The URL that starts a sign-in: at a backend, or on the login page where users choose.
   * @param next where users come back to: a path of this site, or the URL of an allowed origin
   */
  loginUrl(backend?: string | null, next?: string): string
  readonly backends: {
    /** The backends that users can sign in with now. */
    list(): readonly { readonly name: string; readonly label: string; readonly icon: string | null }[]
  }
  readonly users: Users<F, R>
  readonly tokens: Tokens
  /**
   * Calls `listener` with each event of this type that this process causes, right after the commit. Returns a function that
   * removes the listener. For events of all processes, use `on` of the configuration.
   */
  on<T extends EventType>(type: T, listener: (event: EventOf<User<F, R>, T>) => void): () => void
  /** Applies the migrations that the database lacks, and returns their names. */
  migrate(): Promise<readonly string[]>
  /** Ends sockets and requests in progress, for at most ten seconds, and closes everything. The server keeps running. */
  close(): Promise<void>
}

/** How a program opens a gate, in addition to the configuration. */
export interface GateOptions {
  /** The environment variables, which take precedence over the configuration; by default, those of the process. */
  readonly env?: Readonly<Record<string, string | undefined>>
  /** The folder that relative paths start from; by default, the working directory of the process. */
  readonly folder?: string
  /** By default, the log is JSON on standard output. */
  readonly log?: Logger
  readonly clock?: () => Date
  /** Whether missing migrations are applied first; by default, only outside production. */
  readonly migrate?: boolean
}
