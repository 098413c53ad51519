import type { Context } from 'koa'
import type Router from 'koa-router'
import type { Backend, BackendSummary } from '../../../backends/backend.js'
import { errorTexts } from '../../../errors.js'
import type { Translator } from '../../../locales/translator.js'
import { translatorOf } from '../../../middleware/language.js'
import { type AdminProvidersPage, PROVIDER_STATES, type ProviderView } from '../../../pages/render.js'
import { backendSummary } from '../../login-methods.js'
import { queryParam, sendPage, type Services } from '../../services.js'
import { adminLayout, requireAdmin } from '../access.js'
import { withoutEmpty } from '../event-pages.js'
import { hasFailedTest, type ProviderStatus, toProviderStatus } from './status.js'

const PAGE_SIZE = 100
/** How many providers a filter reads before the page offers to continue. */
const MAX_READ = 1000
const MAX_SEARCH_LENGTH = 100

/** All providers, from the settings and from administrators, with a search and a filter. */
export function listProvidersRoutes(router: Router, services: Services): void {
  router.get('/admin/providers', async (ctx) => {
    const current = requireAdmin(services, ctx)
    const translator = translatorOf(ctx)
    const filter = readFilter(ctx)
    const start = queryParam(ctx, 'after')
    const { found, stoppedAt } = await findStored(services, translator, { filter, after: start })
    // The first page starts with those of the settings.
    const configured =
      start === null
        ? services.backends.registry
            .listStatic()
            .map((each) => toConfiguredProviderView(each, backendSummary(services, each.name, translator)))
        : []
    const query = withoutEmpty({ q: filter.text, state: filter.state })
    sendPage(services, ctx, {
      name: 'admin/providers',
      ...adminLayout(ctx, current, 'providers'),
      hasConfigured: configured.some(({ state }) => state === 'settings'),
      providers: [...configured.filter((each) => isMatch(each, filter)), ...found],
      filter,
      states: PROVIDER_STATES,
      isFirstPage: start === null,
      filterQuery: new URLSearchParams(query).toString(),
      nextPageQuery:
        stoppedAt === null ? null : new URLSearchParams({ ...query, after: stoppedAt }).toString(),
    })
  })
}

type Filter = AdminProvidersPage['filter']

function readFilter(ctx: Context): Filter {
  const state = queryParam(ctx, 'state')
  return {
    text: queryParam(ctx, 'q')?.slice(0, MAX_SEARCH_LENGTH).trim() ?? '',
    state: PROVIDER_STATES.find((each) => each === state) ?? '',
  }
}

function isMatch({ name, label, state }: ProviderView, filter: Filter): boolean {
  const text = filter.text.toLowerCase()
  const hasText = name.toLowerCase().includes(text) || label.toLowerCase().includes(text)
  return hasText && (filter.state === '' || filter.state === state)
}

/** One page of the stored providers that match, by name; and the name after which the next page starts. */
async function findStored(
  services: Services,
  translator: Translator,
  { filter, after }: { readonly filter: Filter; readonly after: string | null },
): Promise<{ readonly found: readonly ProviderView[]; readonly stoppedAt: string | null }> {
  const found: ProviderView[] = []
  let position = after
  for (let read = 0; read < MAX_READ; read += PAGE_SIZE) {
    const rows = await services.store.listBackends(position, PAGE_SIZE + 1)
    for (const row of rows.slice(0, PAGE_SIZE)) {
      if (found.length === PAGE_SIZE) return { found, stoppedAt: position }
      const status = toProviderStatus(services, row)
      const view = status && toProviderView(status, translator)
      if (view !== null && isMatch(view, filter)) found.push(view)
      position = row.name
    }
    if (rows.length <= PAGE_SIZE) return { found, stoppedAt: null }
  }
  return { found, stoppedAt: position }
}

function toConfiguredProviderView(
  { name, icon, builtIn }: Backend,
  { label }: Pick<BackendSummary, 'label'>,
): ProviderView {
  const state = builtIn === true ? 'built-in' : 'settings'
  return { name, label, icon, state, note: null, version: null, changedAt: null }
}

function toProviderView(provider: ProviderStatus, translator: Translator): ProviderView {
  const { row, label, icon, state, current, newest } = provider
  return {
    name: row.name,
    label,
    icon,
    state,
    note: formatRemark(provider, translator),
    version: (current ?? newest).version,
    changedAt: row.changedAt,
  }
}

function formatRemark(
  { state, problems, pending, lacksMail }: ProviderStatus,
  translator: Translator,
): string | null {
  if (state === 'hidden') return translator.t('adminProviders.hiddenNote')
  if (state === 'broken') return problems.map((each) => translator.format(each)).join(' ')
  if (lacksMail) return errorTexts('backend_needs_mail', null, translator).message
  if (pending === null) return null
  const { version } = pending
  if (hasFailedTest(pending)) return translator.t('adminProviders.pendingFailed', { version })
  const isTested = pending.testedAt !== null
  return translator.t(isTested ? 'adminProviders.pendingTested' : 'adminProviders.pendingUntested', {
    version,
  })
}
