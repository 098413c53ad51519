import type { Middleware } from 'koa'
import type { Server } from 'node:http'
import type { Logger } from 'pino'
import {
  describeChangedSubjects,
  describeForeignAccounts,
  findChangedSubjects,
  findForeignAccounts,
} from './backends/account-issuers.js'
import { createEmailLogin, type EmailLogin, emailLoginProblems } from './backends/email/backend.js'
import { createBackend } from './backends/create-backend.js'
import { redirectUriFor } from './backends/redirect-uri.js'
import { type Definition, mailProblems, proxyProblems } from './backends/definition/definition.js'
import { parseDefinitions } from './backends/definition/parse.js'
import { ProviderDiscovery } from './backends/discovery.js'
import { type BackendHandle, DynamicBackends } from './backends/dynamic-backends.js'
import type { Registry } from './backends/registry.js'
import { RemovedBackends } from './backends/removed-backends.js'
import { StaticBackends } from './backends/static-backends.js'
import type { Encrypter } from './crypto/encryption.js'
import { type Demo, moveDemoAccounts, startDemo } from './demo/demo.js'
import type { Events } from './events/events.js'
import type { Extensions } from './extensions.js'
import type { createHttpClient } from './http-client/http-client.js'
import { describeProxies } from './http-client/proxy.js'
import { type RecordedCall, recordCalls, traceCalls } from './http-client/recorded-calls.js'
import { listen } from './http-server.js'
import type { LiveSockets } from './live/socket-server.js'
import { canSendMail, type MailQueue } from './mail/queue.js'
import type { Metrics } from './metrics.js'
import { createMetricsServer } from './metrics-server.js'
import type { Views } from './pages/render.js'
import { SettingsError } from './settings/settings-error.js'
import type { Settings } from './settings/settings.js'
import type { CachedCounts } from './store/cached-counts.js'
import type { Store } from './store/store.js'
import { readVersion } from './version.js'

/** The backends of the settings and of administrators, and Demo ID where there is one. */
export interface StartedBackends {
  readonly registry: Registry
  readonly dynamic: DynamicBackends
  /** Queries the metadata of providers before they are added. */
  readonly discovery: ProviderDiscovery
  /** Null when EMAIL_LOGIN is off. */
  readonly emailLogin: EmailLogin | null
  readonly demo: Middleware | null
  /**
   * Replaces the backends of the settings; attempts under way end with those that they started with. Returns the names
   * of those that are new, changed or gone.
   * @throws SettingsError with all errors; then nothing changes
   */
  reload(rawBackends: Settings['rawBackends']): Promise<readonly string[]>
  /** Closes the connections to all providers. */
  close(): void
}

/** What is needed to create backends. */
export interface BackendDeps {
  readonly settings: Settings
  readonly extensions: Extensions
  readonly store: Store
  readonly encrypter: Encrypter
  readonly views: Views
  readonly log: Logger
  readonly metrics: Metrics
  readonly clock: () => Date
  /** Creates the HTTP clients that call providers. */
  readonly httpClientFactory: typeof createHttpClient
}

/**
 * Creates the backends of the settings and of administrators. No provider is called yet.
 * @throws SettingsError with all errors of all backends of the settings
 */
export async function createBackends(deps: BackendDeps): Promise<StartedBackends> {
  const { settings, store, encrypter, log, clock, httpClientFactory } = deps
  // Before Demo ID starts, so that errors of the settings are the first thing that a new administrator reads.
  const definitions = parseStaticDefinitions(settings)
  const proxyNotice = describeProxies(settings.network)
  if (proxyNotice !== null) log.info(proxyNotice)
  await requireOwnAccounts(deps, definitions)
  const demo = await startDemoIfEnabled(deps)
  if (demo !== null) await moveDemoAccounts(store, demo)
  const create = (definition: Definition) =>
    createBackendHandle(definition, deps, settings.allowInsecureIssuers)
  const emailLogin = settings.emailLogin ? createEmailLogin({ baseUrl: settings.baseUrl, encrypter }) : null
  const builtIn = [
    ...(emailLogin === null ? [] : [{ backend: emailLogin.backend, close: () => undefined }]),
    ...createDemoBackends(deps, demo),
  ]
  const configured = new StaticBackends({ create, clock }, definitions, builtIn)
  const { registry } = configured
  const rules = { allowInsecureIssuers: settings.allowInsecureIssuers }
  const dynamic = new DynamicBackends({
    ...{ store, encrypter, registry, rules, log, clock },
    create,
  })
  const allowInsecure = settings.allowInsecureIssuers
  const createFetch = (callTimeoutMs: number) =>
    httpClientFactory({ allowPrivate: allowInsecure, callTimeoutMs, ...settings.network })
  const discovery = new ProviderDiscovery({
    allowInsecure,
    clock,
    createFetch,
  })
  const removed = new RemovedBackends({ store, registry, create, rules, log, clock })
  const close = () => {
    removed.close()
    dynamic.close()
    configured.close()
  }
  try {
    await dynamic.start()
    await removed.update(definitions, settings.rawBackends)
  } catch (error) {
    close()
    throw error
  }
  const reload: StartedBackends['reload'] = async (rawBackends) => {
    const reloaded = parseStaticDefinitions({ ...settings, rawBackends })
    await requireOwnAccounts(deps, reloaded)
    const changed = configured.reload(reloaded)
    await removed.update(reloaded, rawBackends)
    return changed
  }
  return { registry, dynamic, discovery, emailLogin, demo: demo?.middleware ?? null, reload, close }
}

/** @throws SettingsError with all errors of all backends */
function parseStaticDefinitions(settings: Settings): readonly Definition[] {
  const { rawBackends, allowInsecureIssuers } = settings
  const { definitions, errors } = parseDefinitions(rawBackends, { allowInsecureIssuers })
  errors.push(...mailProblems(definitions, { canSendMail: canSendMail(settings) }))
  errors.push(...proxyProblems(definitions, settings))
  if (settings.emailLogin)
    errors.push(...emailLoginProblems(rawBackends, { canSendMail: canSendMail(settings) }))
  if (errors.length > 0) throw new SettingsError(errors)
  return definitions
}

/** @throws SettingsError with each backend whose accounts could be opened by other people than those who have them */
async function requireOwnAccounts(
  { store, settings }: Pick<BackendDeps, 'store' | 'settings'>,
  definitions: readonly Definition[],
): Promise<void> {
  const problems = [
    ...(await findForeignAccounts(store, definitions)).map(describeForeignAccounts),
    ...(await findChangedSubjects(store, definitions, settings)).map(describeChangedSubjects),
  ]
  if (problems.length > 0)
    throw new SettingsError(problems.map(({ message, advice }) => `${message} ${advice}`))
}

async function startDemoIfEnabled({ settings, views, log }: BackendDeps): Promise<Demo | null> {
  if (!settings.demo || Object.hasOwn(settings.rawBackends, 'demo')) return null
  const { baseUrl, basePath } = settings
  const redirectUri = redirectUriFor(baseUrl, { name: 'demo' })
  const demo = await startDemo({ baseUrl, basePath, redirectUri, views })
  log.info(
    demo === null
      ? 'Install oidc-provider to sign in with Demo ID, the built-in provider for development.'
      : 'Demo ID, the built-in provider for development, has started',
  )
  return demo
}

// Demo ID runs on this server, so it may be called over http and at a private address, whatever the settings say.
function createDemoBackends(deps: BackendDeps, demo: Demo | null): readonly BackendHandle[] {
  const { definitions } = parseDefinitions(demo === null ? {} : { demo: demo.definition }, {
    allowInsecureIssuers: true,
  })
  return definitions.map((definition) => markBuiltIn(createBackendHandle(definition, deps, true)))
}

function markBuiltIn(handle: BackendHandle): BackendHandle {
  return { ...handle, backend: { ...handle.backend, builtIn: true } }
}

// Each backend has its own HTTP client: when several providers share a host name, one that hangs must not use up the
// connections of the others.
function createBackendHandle(
  definition: Definition,
  { settings, metrics, clock, httpClientFactory }: BackendDeps,
  allowInsecure: boolean,
): BackendHandle {
  const client = httpClientFactory({
    ...{ allowPrivate: allowInsecure, callTimeoutMs: definition.timeout },
    ...settings.network,
  })
  const recordCall = ({ status, ms }: RecordedCall) => {
    metrics.providerCall(definition.name, status, ms / 1000)
  }
  const fetch = recordCalls(traceCalls(client, definition.name), { recordCall })
  const backend = createBackend(definition, {
    redirectUri: redirectUriFor(settings.baseUrl, definition),
    ...{ fetch, allowInsecure, clock },
  })
  return {
    backend,
    close: () => {
      fetch.destroy()
    },
  }
}

/** How long a scrape waits for the first count of a large table. */
const MAX_COUNT_WAIT_MS = 2000

/** Serves metrics if the settings ask for it; otherwise null. */
export async function startMetricsServer(deps: {
  readonly metrics: Metrics
  readonly sockets: Pick<LiveSockets, 'size'>
  readonly mailQueue: Pick<MailQueue, 'size'> | null
  readonly settings: Settings
  readonly counts: Pick<CachedCounts, 'sessions'>
  readonly events: Pick<Events, 'countPending'>
  readonly droppedLogLines: () => number
}): Promise<Server | null> {
  const { metrics, settings } = deps
  if (settings.metrics === null) return null
  metrics.collectProcessMetrics()
  metrics.buildInfo(readVersion(), process.versions.node)
  metrics.gauge('emails_queued', 'Emails that wait or are being sent', () => deps.mailQueue?.size ?? 0)
  metrics.gauge('events_queued', 'Deliveries of events that wait', () => deps.events.countPending())
  metrics.counter('log_lines_dropped_total', 'Lines that the log could not write', deps.droppedLogLines)
  metrics.gauge('sockets', 'Open live sockets', () => deps.sockets.size)
  // Other stores would have to read every session to count them.
  if (settings.session.store.kind === 'database') {
    metrics.gauge(
      'sessions',
      'Live sessions',
      async () => (await deps.counts.sessions(MAX_COUNT_WAIT_MS)) ?? Number.NaN,
    )
  }
  const server = createMetricsServer(metrics)
  await listen(server, settings.metrics, 'METRICS_PORT or METRICS_HOST')
  return server
}
