import type { SetupStep } from '../../pages/render.js'
import type { CurrentSession } from '../../sessions/session-store.js'
import type { Services } from '../services.js'
import { toProviderStatus } from './providers/status.js'

const MAX_PROVIDERS = 20

/**
 * What is left to do until people and the administrator can sign in: add a provider, test it, enable it, and connect it if the
 * administrator has no account. Empty when a provider is in use and the administrator has an account.
 */
export async function listSetupSteps(
  services: Services,
  { user }: Pick<CurrentSession, 'user'>,
): Promise<readonly SetupStep[]> {
  const { backends, site, store } = services
  const isEnabled = backends.registry.list().length > 0
  const isConnected = (await store.listAccounts(user.id)).length > 0
  if (isEnabled && isConnected) return []
  const rows = isEnabled ? [] : await store.listBackends(null, MAX_PROVIDERS)
  const providers = rows.flatMap((row) => toProviderStatus(services, row) ?? [])
  const tested = providers.find(({ newest }) => newest.testedAt !== null)
  const admin = `${site.basePath}/admin`
  const providerHref = ({ row }: (typeof providers)[number]) =>
    `${admin}/providers/${encodeURIComponent(row.name)}`
  const [added] = providers
  const steps: readonly SetupStep[] = [
    { name: 'add', isDone: isEnabled || added !== undefined, href: `${admin}/providers/new` },
    { name: 'test', isDone: isEnabled || tested !== undefined, href: added ? providerHref(added) : null },
    { name: 'enable', isDone: isEnabled, href: tested ? providerHref(tested) : null },
    // An administrator with a password can come back without it.
    ...(isConnected
      ? []
      : [{ name: 'connect', isDone: false, href: `${site.basePath}/account#connect` } as const]),
  ]
  const next = steps.findIndex(({ isDone }) => !isDone)
  return steps.map((step, index) => ({ ...step, href: index === next ? step.href : null }))
}
