/*
 * The test kit: the site of a configuration with everything around it, for the tests of the program that has the
 * configuration. The site has no test mode: the kit passes it a clock, an HTTP client and a mailer, as a program could.
 *
 *   kit.ts                           puts the parts together
 *   kit-types.ts                     the types that tests see
 *   kit-database.ts                  a fresh database
 *   kit-sign-in.ts, kit-answers.ts   `kit.signIn`
 *   kit-mails.ts                     emails, in memory
 *   kit-providers.ts, fake-provider.ts, fake-identity.ts   `kit.provider`
 *   provider/                        the provider that plays all of them; this project's own tests use it directly
 *   backend-contract.ts              what every backend must pass, independent of the kit
 */
import Koa from 'koa'
import { randomBytes } from 'node:crypto'
import { createServer, type RequestListener, type Server } from 'node:http'
import { once } from 'node:events'
import { parseDefinitions } from '../backends/definition/parse.js'
import { readConfig } from '../config/read-config.js'
import { EVENT_TYPES } from '../event-map.js'
import type { AnyEvent } from '../events/build-event.js'
import { createKoaGate } from '../gate/koa-gate.js'
import type { KoaGate } from '../gate/public-koa-gate.js'
import { createLogger } from '../logging.js'
import { openSite } from '../open-site.js'
import { readSettings } from '../settings/read-settings.js'
import { parseDuration } from '../settings/schemas.js'
import { createKitDatabase } from './kit-database.js'
import { MemoryMailer } from './kit-mails.js'
import { startProviders } from './kit-providers.js'
import { requireKnownOptions, signInWithKit, unknownBackendError } from './kit-sign-in.js'
import type { Kit, KitOptions } from './kit-types.js'

/** What is ended when the kit is closed, the last first. */
type Cleanups = (() => Promise<unknown>)[]

/**
 * Opens a site of this configuration for tests: on a fresh database, at a free port, with a fake provider for each backend.
 * @throws SettingsError with all errors of the configuration
 */
export async function createKit(config: unknown, options: KitOptions): Promise<Kit> {
  const cleanups: Cleanups = []
  try {
    return await openKit(config, options, cleanups)
  } catch (error) {
    await runAll(cleanups)
    throw error
  }
}

async function openKit(config: unknown, options: KitOptions, cleanups: Cleanups): Promise<Kit> {
  requireKnownOptions('testKit', options, ['database', 'env', 'folder', 'prepare', 'log'])
  const { folder = process.cwd(), prepare, log } = options
  const env = toKitEnvironment(options.env ?? {})
  const clock = new KitClock()
  const server = createServer()
  const url = await listenAtFreePort(server, cleanups)
  const database = await createKitDatabase(options.database ?? null)
  cleanups.push(() => database.remove())
  await prepare?.(database.url)

  const { values, extensions } = readConfig(
    toKitConfig(config, { origin: url, database: database.url }),
    env,
    {
      isEmbedded: true,
    },
  )
  const configured = readSettings(values, folder)
  const rules = { allowInsecureIssuers: configured.allowInsecureIssuers }
  const { definitions } = parseDefinitions(configured.rawBackends, rules)
  const fakes = await startProviders(definitions, configured.rawBackends, () => clock.now().getTime())
  cleanups.push(() => fakes.close())

  const mailer = new MemoryMailer()
  const site = await openSite({
    extensions,
    mailer,
    clock: () => clock.now(),
    httpClientFactory: fakes.httpClientFactory,
    settings: { ...configured, rawBackends: fakes.rawBackends },
    log: log ?? createLogger({ production: true, level: 'silent' }),
  })
  const gate = createKoaGate(site)
  cleanups.push(() => gate.close())
  gate.attach(server)
  const events: AnyEvent[] = []
  for (const type of EVENT_TYPES) site.events.on(type, (event) => events.push(event))
  let serve = listenerOf(gate)
  server.on('request', (request, response) => {
    serve(request, response)
  })
  await database.save()

  const byName = new Map(definitions.map((definition) => [definition.name, definition]))
  let closing: Promise<void> | null = null
  const requireOpen = (member: string): void => {
    if (closing !== null)
      throw new Error(`kit.${member}: the kit is closed. Close it after the last test, such as in afterAll.`)
  }
  return {
    gate,
    url,
    events,
    mails: mailer,
    serve: (listener) => {
      requireOpen('serve')
      const value: unknown = listener
      if (typeof value !== 'function')
        throw new Error(
          'kit.serve: write a function of request and response, such as app.callback() of a Koa application.',
        )
      serve = listener
    },
    signIn: async (person, signInOptions = {}) => {
      requireOpen('signIn')
      requireKnownOptions('kit.signIn', signInOptions, ['backend', 'answers'])
      return signInWithKit(site, byName, person, signInOptions)
    },
    provider: (name) => {
      requireOpen('provider')
      const provider = fakes.providers.get(name)
      if (provider !== undefined) return provider
      if (!byName.has(name)) throw unknownBackendError('kit.provider', name, byName.keys())
      throw new Error(
        `kit.provider: the backend ${JSON.stringify(name)} has functions in place of a provider. Sign in with kit.signIn, or start a server of your own on localhost.`,
      )
    },
    settled: () => site.events.waitForListeners(),
    advance: (duration) => {
      requireOpen('advance')
      clock.advance(duration)
    },
    reset: async () => {
      requireOpen('reset')
      await site.events.waitForListeners()
      clock.reset()
      for (const provider of fakes.providers.values()) provider.reset()
      await database.restore()
      await site.app.services.backends.dynamic.refresh()
      events.length = 0
      mailer.all.length = 0
    },
    close: () => (closing ??= runAll(cleanups)),
  }
}

/** Nothing but the gate. */
function listenerOf(gate: KoaGate): RequestListener {
  const callback = new Koa().use(gate.middleware()).callback()
  return (request, response) => void callback(request, response)
}

/** A clock that tests can move. */
class KitClock {
  #aheadMs = 0

  now(): Date {
    return new Date(Date.now() + this.#aheadMs)
  }

  advance(duration: string): void {
    const ms = parseDuration(duration)
    if (ms === null)
      throw new Error(
        `kit.advance: ${JSON.stringify(duration)} is not a duration. Write one such as 30m, 12h or 15d, up to 400d.`,
      )
    this.#aheadMs += ms
  }

  reset(): void {
    this.#aheadMs = 0
  }
}

/** The configuration with the address, database and keys of the kit. What is not an object stays, for its own error. */
function toKitConfig(config: unknown, { origin, database }: { origin: string; database: string }): unknown {
  if (typeof config !== 'object' || config === null) return config
  const { baseUrl, without = [] } = { baseUrl: undefined, without: undefined, ...config }
  const path = typeof baseUrl === 'string' && URL.canParse(baseUrl) ? new URL(baseUrl).pathname : null
  const key = () => [randomBytes(32).toString('base64')]
  return {
    ...config,
    ...(path === null ? {} : { baseUrl: `${origin}${path.replace(/\/$/, '')}` }),
    database,
    keys: { session: key(), encryption: key() },
    // It is a provider, too, but one for people.
    without: Array.isArray(without) ? [...without, 'demo'] : without,
  }
}

/** Variables that would lead the kit to another address or another database. */
const OWN_VARIABLES = new Set([
  'BASE_URL',
  'DATABASE_URL',
  'DATABASE_SCHEMA',
  'SESSION_KEYS',
  'ENCRYPTION_KEYS',
  'NODE_ENV',
  'HOST',
  'PORT',
  'ALLOW_INSECURE_ISSUERS',
])

/** The environment of the site: that of the test, except what belongs to the kit. */
function toKitEnvironment(env: NonNullable<KitOptions['env']>): Readonly<Record<string, string | undefined>> {
  const others = Object.entries(env).filter(([name]) => !OWN_VARIABLES.has(name.replace(/_FILE$/, '')))
  return {
    // Backends that read the headers of a proxy: the tests are the proxy.
    TRUST_PROXY: '127.0.0.1',
    ...Object.fromEntries(others),
    ALLOW_INSECURE_ISSUERS: 'true',
  }
}

async function listenAtFreePort(server: Server, cleanups: Cleanups): Promise<string> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  // A test that forgets to close the kit can still end.
  server.unref()
  cleanups.push(async () => {
    const closed = once(server, 'close')
    server.close()
    server.closeAllConnections()
    await closed
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('testKit: the server has no port')
  return `http://localhost:${address.port}`
}

/** Runs all of them, the last first, even if one fails. @throws the first error */
async function runAll(cleanups: Cleanups): Promise<void> {
  const errors: unknown[] = []
  for (const cleanup of cleanups.splice(0).reverse())
    await cleanup().catch((error: unknown) => errors.push(error))
  if (errors.length > 0) throw errors[0]
}
