// The one configuration, for the server, programs that embed it, the command line and tests.
//
//   config.ts         its type, `Config`, and `defineConfig`; theme-config.ts has the members `theme` and `locales`
//   load-config.ts    finds portcullis.config in a folder, and imports it
//   read-config.ts    checks it, and turns it into values below the environment and into extensions (../extensions.ts);
//                     read-theme.ts, read-user.ts and code-backends.ts read single members
//
// Neighbours: ../settings reads the values together with the environment; used by main.ts, the gate and the test kit.
// This file is part of the package's declarations, so it imports nothing that leads to the database.

import type { BackendInput } from '../backends/code/inputs.js'
import type { Handlers, Webhook } from '../event-map.js'
import type {
  DefaultDisconnection,
  DefaultPipeline,
  DisconnectionPipeline,
  SignInPipeline,
} from '../pipeline/built-in-steps.js'
import type { Fields, NO_FIELDS, User } from '../public-types.js'
import type { OptionalPart } from '../settings/configured.js'
import type { LocalesConfig, ThemeConfig } from './theme-config.js'

/** The configuration of a site. An environment variable with the same meaning takes precedence over a member. */
export interface Config<F extends Fields = Fields, R extends string = string, L extends string = string> {
  /** The public URL, such as `https://shop.example/auth`. Every page of Portcullis is below its path. */
  readonly baseUrl: string
  /**
   * `file:` and the path of a SQLite file, or the URL of a Postgres database. With `schema`, the tables are in that schema
   * of the database, beside those of the program.
   */
  readonly database: string | { readonly url: string; readonly schema?: string }
  /** Newest first, each of at least 32 random bytes. Outside production, missing keys are generated and kept in a file. */
  readonly keys?: { readonly session: readonly string[]; readonly encryption: readonly string[] }
  /** What the site adds to a user. */
  readonly user?: { readonly fields?: F; readonly roles?: readonly R[] }
  /** Backends in code, by name: what the functions of `portcullis/backends` return. */
  readonly backends?: Readonly<Record<string, BackendInput>>
  /** The steps of a sign-in: changes the list of Portcullis, or returns another. */
  readonly pipeline?: (steps: DefaultPipeline<F, R>) => SignInPipeline<F, R>
  /** The steps of disconnecting an account. */
  readonly disconnection?: (steps: DefaultDisconnection) => DisconnectionPipeline
  /** The functions that handle events: after the commit, in one process, and again later if they fail. */
  readonly on?: Handlers<User<F, R>>
  /** The receivers of events over HTTP. */
  readonly webhooks?: readonly Webhook[]
  /** The path or URL where users go after a sign-in if they did not ask for a page. The default is the account page. */
  readonly home?: string
  /** Paths or URLs of the program's own pages. They replace those of Portcullis, whose links then lead to them. */
  readonly pages?: { readonly login?: string; readonly account?: string; readonly error?: string }
  /** How the site looks. */
  readonly theme?: ThemeConfig
  /** The languages of the site. */
  readonly locales?: LocalesConfig<L>
  /** Parts to leave out, with their pages and routes. */
  readonly without?: readonly OptionalPart[]
}

/** Returns the configuration as it is, with the types of fields and roles that it names. */
export function defineConfig<
  F extends Fields = typeof NO_FIELDS,
  const R extends string = never,
  const L extends string = 'en' | 'fr' | 'de',
>(config: Config<F, R, L>): Config<F, R, L> {
  return config
}
