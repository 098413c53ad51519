import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Logger } from 'pino'
import { createApp } from './app.js'
import type { Definition } from './backends/definition.js'
import { oidcBackend } from './backends/oidc/backend.js'
import { parseDefinitions } from './backends/parse-definitions.js'
import { Registry } from './backends/registry.js'
import { type Demo, startDemo } from './demo/demo.js'
import { createOutbound, type OutboundFetch } from './outbound/outbound.js'
import { SettingsError } from './settings/settings-error.js'
import type { Settings } from './settings/settings.js'
import { isSqlite, type OnStatement } from './store/database.js'
import { migrationState } from './store/migrations.js'
import { purgeRegularly } from './store/purge.js'
import { openStore, type Store } from './store/store.js'
import { createViews, type Views } from './views/index.js'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const CLOSE_PATIENCE_MS = 10_000

/** A server that listens. */
export interface Running {
  readonly url: string
  readonly store: Store
  /** Finishes what is under way (for at most ten seconds), then lets go of everything. */
  close(): Promise<void>
}

export interface ServerOptions {
  readonly settings: Settings
  readonly log: Logger
  /** Hears every database statement. */
  readonly onStatement?: OnStatement
  readonly now?: () => Date
}

/**
 * Starts the server on an up-to-date database.
 * @throws SettingsError with all faults of the backends; MigrationError when the database does not fit this release
 */
export async function startServer({
  settings,
  log,
  onStatement,
  now = () => new Date(),
}: ServerOptions): Promise<Running> {
  const views = createViews({
    folder: ROOT,
    basePath: settings.basePath,
    production: settings.production,
  })
  const fetches = {
    providers: createOutbound({ allowPrivate: settings.allowInsecureIssuers }),
    ourselves: createOutbound({ allowPrivate: true }),
  }
  const hangUp = () => {
    fetches.providers.destroy()
    fetches.ourselves.destroy()
  }
  const store = openStore(settings.databaseUrl, onStatement)
  try {
    await requireMigrated(store, settings.databaseUrl)
    const demo = await demoFor(settings, views)
    const registry = registryFor(settings, demo, fetches, now)
    const app = createApp({ settings, store, registry, views, log, now, demo: demo?.middleware ?? null })
    // Koa answers every failure itself, so its promise has nothing to tell.
    const answer = app.callback()
    const server = createServer((request, response) => void answer(request, response))
    await listen(server, settings)
    const stopPurging = purgeRegularly(store, now, (error) => {
      log.error({ err: error }, 'expired rows could not be purged')
    })
    const close = async () => {
      stopPurging()
      await closeServer(server)
      hangUp()
      await store.close()
    }
    return { url: settings.baseUrl, store, close }
  } catch (error) {
    hangUp()
    await store.close()
    throw error
  }
}

/** The database does not fit this release. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError'
}

/** Where the migrations of this database live. */
export function migrationsFolder(databaseUrl: string): string {
  return join(ROOT, 'prisma', isSqlite(databaseUrl) ? 'sqlite' : 'postgres', 'migrations')
}

async function requireMigrated(store: Store, databaseUrl: string): Promise<void> {
  const { pending, unknown, failed } = await migrationState(store, migrationsFolder(databaseUrl))
  if (unknown.length > 0) {
    throw new MigrationError(
      `The database is newer than this release (it has ${unknown.join(', ')}). Start the release that migrated it.`,
    )
  }
  if (failed.length > 0) {
    throw new MigrationError(
      `The migration ${failed.join(', ')} did not finish. Mend the cause, run "npx prisma migrate resolve", then "npm run migrate".`,
    )
  }
  if (pending.length > 0) {
    throw new MigrationError(`The database lacks ${pending.join(', ')}. Run "npm run migrate" first.`)
  }
}

function redirectUri(settings: Settings, name: string): string {
  return `${settings.baseUrl}/complete/${name}`
}

async function demoFor(settings: Settings, views: Views): Promise<Demo | null> {
  if (!settings.demo || Object.hasOwn(settings.rawBackends, 'demo')) return null
  const { baseUrl, basePath } = settings
  return startDemo({ baseUrl, basePath, redirectUri: redirectUri(settings, 'demo'), views })
}

// Demo ID lives on this very server, so it may be reached over http and on a private address whatever the settings say.
function registryFor(settings: Settings, demo: Demo | null, fetches: Fetches, now: () => Date): Registry {
  const { allowInsecureIssuers } = settings
  const { definitions, faults } = parseDefinitions(settings.rawBackends, { allowInsecureIssuers })
  if (faults.length > 0) throw new SettingsError(faults)
  const builtIn = demo
    ? parseDefinitions({ demo: demo.definition }, { allowInsecureIssuers: true }).definitions
    : []
  const make = (fetch: OutboundFetch, allowInsecure: boolean) => (definition: Definition) =>
    oidcBackend(definition, {
      redirectUri: redirectUri(settings, definition.name),
      fetch,
      allowInsecure,
      now,
    })
  return new Registry([
    ...definitions.map(make(fetches.providers, allowInsecureIssuers)),
    ...builtIn.map(make(fetches.ourselves, true)),
  ])
}

/** The ways out of this process: to providers, and to the demo provider on this server. */
interface Fetches {
  readonly providers: OutboundFetch
  readonly ourselves: OutboundFetch
}

async function listen(server: Server, { host, port }: Settings): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

async function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => {
      resolve()
    })
  })
  server.closeIdleConnections()
  const timer = setTimeout(() => {
    server.closeAllConnections()
  }, CLOSE_PATIENCE_MS)
  await closed
  clearTimeout(timer)
}
