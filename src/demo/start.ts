import type { Logger } from 'pino'
import { redirectUriFor } from '../backends/redirect-uri.js'
import type { Views } from '../pages/render.js'
import type { Settings } from '../settings/settings.js'
import type { Store } from '../store/store.js'
import { type Demo, DEMO_PATH, startDemo } from './demo.js'

/** Demo ID is the same provider at whatever address this server runs, so its accounts follow a changed BASE_URL. */
export async function moveDemoAccounts(store: Store, { issuer }: Demo): Promise<void> {
  const issuers = await store.listIssuers('demo')
  const others = issuers.filter((each) => each.endsWith(DEMO_PATH) && each !== issuer)
  for (const other of others) await store.changeIssuer('demo', other, issuer)
}

/** Starts Demo ID, if the settings ask for it and it is installed; otherwise null. */
export async function startDemoIfEnabled({
  settings,
  views,
  log,
}: {
  readonly settings: Settings
  readonly views: Views
  readonly log: Logger
}): Promise<Demo | null> {
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
