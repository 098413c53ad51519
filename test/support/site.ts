import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import type { Extensions } from '../../src/extensions.js'
import { createLogger } from '../../src/logging.js'
import { type RunningServer, type StartOptions, startServer } from '../../src/server.js'
import type { SettingValues } from '../../src/settings/configured.js'
import { readSettings } from '../../src/settings/read-settings.js'
import { openClient } from './open-client.js'
import { type DatabaseKind, freshDatabase } from './database.js'
import { freePort } from './free-port.js'
import type { Op } from './provider/index.js'
import { Visitor } from './visitor.js'

/** What a site is to be; what is not set is as in a fresh installation for development. */
export interface SiteOptions {
  readonly database: DatabaseKind
  /** Backends by name; what is not said comes from the scripted provider's alias. */
  readonly backends?: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  readonly env?: SettingValues
  /** Shares the database of another site, as a second process would. */
  readonly databaseUrl?: string
  /** What the configuration of the site adds in code; nothing without this. */
  readonly extensions?: Extensions
  readonly now?: () => Date
  /** How long it goes on answering when it is closed; 0 without this. */
  readonly drainDelayMs?: number
  /** Whether it runs as in production, with the settings of development; not unless asked for. */
  readonly production?: boolean
  /** Whether the built-in demo provider is there; not unless asked for. */
  readonly demo?: boolean
  /** Makes the HTTP clients for providers. */
  readonly httpClientFactory?: NonNullable<StartOptions['httpClientFactory']>
}

/** A running site on a database of its own, with what a test may look at. */
export interface Site extends RunningServer {
  readonly databaseUrl: string
  /** Every statement of a request since the last `statements.length = 0`, but for those that write the trace behind the answers. */
  readonly statements: string[]
  /** Those. */
  readonly traced: string[]
  /** All log lines at debug level. */
  readonly logged: string[]
  /** A new browser. */
  visitor(): Visitor
  /** Rows of the tables, for counting. */
  counts(): Promise<{ users: number; accounts: number; attempts: number; sessions: number }>
  readonly rows: ReturnType<typeof openClient>
}

const KEY = 'a test key of more than thirty-two bytes '
/** What all sites of tests sign and seal with. */
export const KEYS = { SESSION_KEYS: `${KEY}1`, ENCRYPTION_KEYS: `${KEY}2` } as const

/** Starts the whole application as `npm start` does, from settings, on a free port. */
export async function startSite(options: SiteOptions): Promise<Site> {
  const port = await freePort()
  const databaseUrl = options.databaseUrl ?? (await freshDatabase(options.database))
  const env = {
    PORT: String(port),
    BASE_URL: `http://localhost:${port}`,
    HOST: '127.0.0.1',
    DATABASE_URL: databaseUrl,
    ...KEYS,
    LOG_LEVEL: 'debug',
    ...options.env,
  }
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-site-'))
  const settings = {
    ...readSettings(env, folder),
    rawBackends: options.backends ?? {},
    demo: options.demo ?? false,
    ...(options.production === undefined ? {} : { production: options.production }),
  }
  const logged: string[] = []
  const statements: string[] = []
  const traced: string[] = []
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      logged.push(chunk.toString())
      done()
    },
  })
  const log = createLogger({ production: true, level: 'debug' }, sink)
  const running = await startServer({
    settings,
    log,
    onStatement: (sql) => {
      if (!isOfTheClock(sql)) (/INSERT INTO "Event"/.test(sql) ? traced : statements).push(sql)
    },
    ...(options.extensions ? { extensions: options.extensions } : {}),
    ...(options.now ? { clock: options.now } : {}),
    ...(options.drainDelayMs === undefined ? {} : { drainDelayMs: options.drainDelayMs }),
    ...(options.httpClientFactory ? { httpClientFactory: options.httpClientFactory } : {}),
  })
  const rows = openClient(databaseUrl)
  return {
    ...running,
    databaseUrl,
    statements,
    traced,
    logged,
    rows,
    visitor: () => new Visitor(settings.baseUrl),
    counts: async () => ({
      users: await rows.user.count(),
      accounts: await rows.account.count(),
      attempts: await rows.attempt.count(),
      sessions: await rows.session.count(),
    }),
    close: async () => {
      await running.close()
      await rows.$disconnect()
    },
  }
}

// Every process asks every two seconds which providers are in use, and which events wait; one purges, and /readyz writes a row at most once a
// second, whatever the requests are.
function isOfTheClock(sql: string): boolean {
  return sql.includes('JOIN "BackendVersion" v') || /\/\* (?:purge|readiness|events) \*\//.test(sql)
}

/** The definition of a backend at this alias of the scripted provider. */
export function backendAt(op: Op, more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    kind: 'oidc',
    label: 'Acme',
    issuer: op.issuer,
    clientId: op.clientId,
    clientSecret: op.clientSecret,
    ...more,
  }
}
