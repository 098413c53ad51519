import { setTimeout } from 'node:timers/promises'
import type { PortcullisServer, ServerOptions } from './embedding.js'
import { toEventListener } from './events/events.js'
import { issueSetupLink } from './flows/setup.js'
import { closeServer, createHttpServer, listen } from './http-server.js'
import { type OpenedSite, openSite, type OpenSiteOptions } from './open-site.js'
import type { Store } from './store/store.js'

/** A running server with its database, which programs that embed the server do not see. */
export interface RunningServer extends PortcullisServer {
  readonly store: Store
  /** The link that sets up a site without providers and users; null for any other. Secret. */
  readonly setupUrl: string | null
  /** Whether Demo ID is one of its providers. */
  readonly hasDemo: boolean
}

export interface StartOptions extends OpenSiteOptions, ServerOptions {
  /** The file descriptor of a listening socket, which is used instead of host and port. */
  readonly inheritedSocket?: number | null
}

/**
 * Starts the server on an up-to-date database.
 * @throws SettingsError with all errors of the backends; MigrationError when the database does not match this release
 */
export function startServer(options: StartOptions): Promise<RunningServer> {
  return serveSite(options)
}

/** A running server, and the site behind it. */
export interface ServedSite extends RunningServer {
  readonly site: OpenedSite
}

/** Does the same for a program that also works with the site. */
export async function serveSite({
  drainDelayMs = 0,
  inheritedSocket = null,
  ...options
}: StartOptions): Promise<ServedSite> {
  const site = await openSite(options)
  const { koa, upgrades, providerTokens } = site.app
  // Koa handles every error itself, so its promise has no result.
  const handler = koa.callback()
  const server = createHttpServer(handler, site.stopping)
  upgrades.attach(server, handler)
  try {
    const setupUrl = await createSetupLink(site)
    // Nothing is awaited after this: a server that can answer must also have the handlers for signals that its program sets.
    await listen(server, { ...site.settings, inherited: inheritedSocket }, 'PORT or HOST')
    return {
      url: site.settings.baseUrl,
      setupUrl,
      hasDemo: site.hasDemo,
      store: site.store,
      site,
      providerTokens,
      on: (type, listener) => site.events.on(type, toEventListener(type, listener)),
      reload: ({ rawBackends }) => site.reload(rawBackends),
      close: () =>
        site.close(
          () => drain(drainDelayMs),
          () => closeServer(server),
        ),
    }
  } catch (error) {
    const atOnce = () => Promise.resolve()
    await site.close(atOnce, atOnce)
    throw error
  }
}

async function drain(delayMs: number): Promise<void> {
  if (delayMs > 0) await setTimeout(delayMs)
}

/**
 * On a fresh site no person can sign in to add the first provider, so the program prints a link. A server that starts later
 * prints a new one, and the earlier one ends.
 */
async function createSetupLink({ settings, store, clock, hasProviders }: OpenedSite): Promise<string | null> {
  if (settings.without.has('admin') || hasProviders() || (await store.hasAccounts())) return null
  const link = await issueSetupLink(store, settings.baseUrl, clock())
  return link?.url ?? null
}
