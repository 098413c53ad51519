import { setTimeout } from 'node:timers/promises'
import type { PortcullisServer, ServerOptions } from './embedding.js'
import { toEventListener } from './events/events.js'
import { closeServer, createHttpServer, listen } from './http-server.js'
import { openSite, type OpenSiteOptions } from './open-site.js'
import type { Store } from './store/store.js'

/** A running server with its database, which programs that embed the server do not see. */
export interface RunningServer extends PortcullisServer {
  readonly store: Store
}

export interface StartOptions extends OpenSiteOptions, ServerOptions {
  /** The file descriptor of a listening socket, which is used instead of host and port. */
  readonly inheritedSocket?: number | null
}

/**
 * Starts the server on an up-to-date database.
 * @throws SettingsError with all errors of the backends; MigrationError when the database does not match this release
 */
export async function startServer({
  drainDelayMs = 0,
  inheritedSocket = null,
  ...options
}: StartOptions): Promise<RunningServer> {
  const site = await openSite(options)
  const { koa, upgrades, providerTokens } = site.app
  // Koa handles every error itself, so its promise has no result.
  const handler = koa.callback()
  const server = createHttpServer(handler, site.stopping)
  upgrades.attach(server, handler)
  try {
    await listen(server, { ...site.settings, inherited: inheritedSocket }, 'PORT or HOST')
  } catch (error) {
    const atOnce = () => Promise.resolve()
    await site.close(atOnce, atOnce)
    throw error
  }
  return {
    ...{ url: site.settings.baseUrl, store: site.store, providerTokens },
    on: (type, listener) => site.events.on(type, toEventListener(type, listener)),
    reload: ({ rawBackends }) => site.reload(rawBackends),
    close: () =>
      site.close(
        () => drain(drainDelayMs),
        () => closeServer(server),
      ),
  }
}

async function drain(delayMs: number): Promise<void> {
  if (delayMs > 0) await setTimeout(delayMs)
}
