import type Router from 'koa-router'
import type { Backend } from '../../../backends/backend.js'
import { ERROR_KINDS } from '../../../errors.js'
import type { ProviderView } from '../../../pages/render.js'
import { queryParam, sendPage, type Services } from '../../services.js'
import { adminLayout, requireAdmin } from '../access.js'
import { hasFailedTest, type ProviderStatus, toProviderStatus } from './status.js'

const PAGE_SIZE = 100

/** All providers, from the settings and from administrators. */
export function listProvidersRoutes(router: Router, services: Services): void {
  router.get('/admin/providers', async (ctx) => {
    const current = requireAdmin(services, ctx)
    const after = queryParam(ctx, 'after')
    const rows = await services.store.listBackends(after, PAGE_SIZE + 1)
    const stored = rows.slice(0, PAGE_SIZE).flatMap((row) => toProviderStatus(services, row) ?? [])
    const last = rows.length > PAGE_SIZE ? rows[PAGE_SIZE - 1]?.name : undefined
    const nextPageQuery = last === undefined ? null : new URLSearchParams({ after: last }).toString()
    // The first page starts with those of the settings.
    const configured =
      after === null ? services.backends.registry.listStatic().map(toConfiguredProviderView) : []
    const providers = [...configured, ...stored.map(toProviderView)]
    sendPage(services, ctx, {
      name: 'admin/providers',
      ...adminLayout(ctx, current, 'providers'),
      ...{ providers, nextPageQuery },
    })
  })
}

function toConfiguredProviderView({ name, label, icon, builtIn }: Backend): ProviderView {
  return { name, label, icon, state: builtIn === true ? 'built-in' : 'settings', note: null }
}

function toProviderView(provider: ProviderStatus): ProviderView {
  const { row, label, icon, state } = provider
  return { name: row.name, label, icon, state, note: formatRemark(provider) }
}

function formatRemark({ state, problems, pending, lacksMail }: ProviderStatus): string | null {
  if (state === 'hidden') return 'The settings define a provider with this name, which takes precedence.'
  if (state === 'broken') return problems.join(' ')
  if (lacksMail) return ERROR_KINDS.backend_needs_mail.message
  if (pending === null) return null
  if (hasFailedTest(pending)) return `The test sign-in of version ${pending.version} failed.`
  return `Version ${pending.version} is ${pending.testedAt === null ? 'not tested yet' : 'tested, but not enabled yet'}.`
}
