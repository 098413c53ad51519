import type { Context } from 'koa'
import type Router from 'koa-router'
import type { Backend } from '../../../backends/backend.js'
import { receivesLogout } from '../../../backends/capabilities.js'
import { allowFormRedirects } from '../../../middleware/security-headers.js'
import { translatorOf } from '../../../middleware/language.js'
import type { ReportView } from '../../../pages/render.js'
import type { CurrentSession } from '../../../sessions/session-store.js'
import { sendPage, type Services } from '../../services.js'
import { adminLayout, requireAdmin } from '../access.js'
import { findLostTest, providerUrls } from './show.js'

/** The pages of the providers of the settings, which can be tested here, but not changed. */
export function configuredProviderRoutes(router: Router, services: Services): void {
  router.get('/admin/providers/:provider', async (ctx, next) => {
    const current = requireAdmin(services, ctx)
    const backend = await findConfiguredBackend(services, ctx.params['provider'])
    if (backend === null) await next()
    else await sendConfiguredPage(services, ctx, current, { backend, report: null })
  })
}

/** A backend of the settings; null for others, and where administrators have added one of this name. */
async function findConfiguredBackend(
  services: Pick<Services, 'backends' | 'store'>,
  name = '',
): Promise<Backend | null> {
  const backend = services.backends.registry.listStatic().find((each) => each.name === name)
  return backend === undefined || (await services.store.getBackend(name)) !== null ? null : backend
}

/** Sends the page of a backend of the settings, with the report of a test that has just ended, if there was one. */
export async function sendConfiguredPage(
  services: Services,
  ctx: Context,
  current: CurrentSession,
  { backend, report }: { readonly backend: Backend; readonly report: ReportView | null },
): Promise<void> {
  const { name, label, icon, builtIn, redirectUri } = backend
  const urls = providerUrls(services, translatorOf(ctx), name, {
    kind: receivesLogout(backend) ? 'oidc' : backend.readsRequest === true ? 'request' : 'oauth2',
    redirectUriTrailingSlash: redirectUri.endsWith('/'),
  })
  // The form of the test sign-in leads to the provider.
  allowFormRedirects(ctx)
  sendPage(services, ctx, {
    name: 'admin/provider-configured',
    ...adminLayout(ctx, current, 'providers'),
    provider: { name, label, icon },
    state: builtIn === true ? 'built-in' : 'settings',
    urls,
    report,
    lostTest: report === null ? await findLostTest(services, name, { urls, report }) : null,
    accounts: await services.store.countAccounts(name),
    loginUrl: `${services.site.origin}${services.site.basePath}/login/${name}`,
  })
}
