import type { Middleware } from 'koa'
import type { Logger } from 'pino'
import {
  describeChangedSubjects,
  describeForeignAccounts,
  findChangedSubjects,
  findForeignAccounts,
} from './backends/account-issuers.js'
import { createEmailLogin, type EmailLogin } from './backends/email/backend.js'
import { createBackend } from './backends/create-backend.js'
import { redirectUriFor } from './backends/redirect-uri.js'
import type { Definition } from './backends/definition/definition.js'
import { parseDefinitions } from './backends/definition/parse.js'
import { ProviderDiscovery } from './backends/discovery.js'
import { type ClosableBackend, DynamicBackends } from './backends/dynamic-backends.js'
import type { Marks } from './backends/marks/marks.js'
import type { Registry } from './backends/registry.js'
import { RemovedBackends } from './backends/removed-backends.js'
import { parseStaticDefinitions, StaticBackends } from './backends/static-backends.js'
import type { Encrypter } from './crypto/encryption.js'
import { type Demo, moveDemoAccounts, startDemo } from './demo/demo.js'
import type { Extensions } from './extensions.js'
import type { createHttpClient } from './http-client/http-client.js'
import { describeProxies } from './http-client/proxy.js'
import { type RecordedCall, recordCalls, traceCalls } from './http-client/recorded-calls.js'
import { ENGLISH } from './locales/locales.js'
import type { Metrics } from './metrics.js'
import type { Views } from './pages/render.js'
import { SettingsError } from './settings/settings-error.js'
import type { Settings } from './settings/settings.js'
import type { Store } from './store/store.js'

/** The backends of the settings and of administrators, and Demo ID where there is one. */
export interface OpenedBackends {
  readonly registry: Registry
  readonly dynamic: DynamicBackends
  /** Queries the metadata of providers before they are added. */
  readonly discovery: ProviderDiscovery
  /** Null when EMAIL_LOGIN is off. */
  readonly emailLogin: EmailLogin | null
  /** The pictures of the backends. */
  readonly marks: Marks
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
  readonly marks: Marks
  readonly log: Logger
  readonly metrics: Metrics
  readonly clock: () => Date
  /** Creates the HTTP clients that call providers. */
  readonly httpClientFactory: typeof createHttpClient
}

/**
 * Opens the backends of the settings and of administrators. No provider is called yet.
 * @throws SettingsError with all errors of all backends of the settings
 */
export async function openBackends(deps: BackendDeps): Promise<OpenedBackends> {
  const { settings, store, encrypter, marks, log, clock, httpClientFactory } = deps
  // Before Demo ID starts, so that errors of the settings are the first thing that a new administrator reads.
  const { definitions, marks: markFiles } = requireStaticDefinitions(settings)
  const proxyNotice = describeProxies(settings.network)
  if (proxyNotice !== null) log.info(ENGLISH.format(proxyNotice))
  await requireOwnAccounts(deps, definitions)
  const demo = await startDemoIfEnabled(deps)
  if (demo !== null) await moveDemoAccounts(store, demo)
  const create = (definition: Definition) =>
    createClosableBackend(definition, deps, settings.allowInsecureIssuers)
  const emailLogin = settings.emailLogin ? createEmailLogin({ baseUrl: settings.baseUrl, encrypter }) : null
  const builtIn = [
    ...(emailLogin === null ? [] : [{ backend: emailLogin.backend, close: () => undefined }]),
    ...createDemoBackends(deps, demo),
  ]
  const configured = new StaticBackends({ create, clock }, definitions, builtIn)
  const { registry } = configured
  const rules = { allowInsecureIssuers: settings.allowInsecureIssuers }
  marks.setStatic(markFiles)
  const dynamic = new DynamicBackends({
    store,
    encrypter,
    registry,
    marks,
    log,
    clock,
    rules: { ...rules, isFromForm: true },
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
  const reload: OpenedBackends['reload'] = async (rawBackends) => {
    const { definitions: reloaded, marks: reloadedMarks } = requireStaticDefinitions({
      ...settings,
      rawBackends,
    })
    await requireOwnAccounts(deps, reloaded)
    const changed = configured.reload(reloaded)
    marks.setStatic(reloadedMarks)
    await removed.update(reloaded, rawBackends)
    return changed
  }
  return { registry, dynamic, discovery, emailLogin, marks, demo: demo?.middleware ?? null, reload, close }
}

/** @throws SettingsError with all errors of all backends */
function requireStaticDefinitions(
  settings: Settings,
): Omit<ReturnType<typeof parseStaticDefinitions>, 'errors'> {
  const { errors, ...parsed } = parseStaticDefinitions(settings)
  if (errors.length > 0) throw new SettingsError(errors)
  return parsed
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
    throw new SettingsError(
      problems.map(({ problem, advice }) => `${ENGLISH.format(problem)} ${ENGLISH.format(advice)}`),
    )
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
function createDemoBackends(deps: BackendDeps, demo: Demo | null): readonly ClosableBackend[] {
  const { definitions } = parseDefinitions(demo === null ? {} : { demo: demo.definition }, {
    allowInsecureIssuers: true,
  })
  return definitions.map((definition) => markBuiltIn(createClosableBackend(definition, deps, true)))
}

function markBuiltIn(closable: ClosableBackend): ClosableBackend {
  return { ...closable, backend: { ...closable.backend, builtIn: true } }
}

// Each backend has its own HTTP client: when several providers share a host name, one that hangs must not use up the
// connections of the others.
function createClosableBackend(
  definition: Definition,
  { settings, metrics, clock, httpClientFactory }: BackendDeps,
  allowInsecure: boolean,
): ClosableBackend {
  const client = httpClientFactory({
    allowPrivate: allowInsecure,
    callTimeoutMs: definition.timeout,
    ...settings.network,
  })
  const recordCall = ({ status, ms }: RecordedCall) => {
    metrics.providerCall(definition.name, status, ms / 1000)
  }
  const fetch = recordCalls(traceCalls(client, definition.name), { recordCall })
  const backend = createBackend(definition, {
    redirectUri: redirectUriFor(settings.baseUrl, definition),
    fetch,
    allowInsecure,
    clock,
  })
  return {
    backend,
    close: () => {
      fetch.destroy()
    },
  }
}
