import { ENGLISH } from '../../locales/locales.js'
import { translatorOf } from '../../middleware/language.js'
import type { Context } from 'koa'
import type Router from 'koa-router'
import { describeTrace, loadTrace } from '../../audit/trace.js'
import { parseSignInEvents } from '../../audit/sign-in-event.js'
import { parseReference } from '../../crypto/tokens.js'
import { PortcullisError } from '../../errors.js'
import { PASSWORD_BACKEND } from '../../identity.js'
import { BROWSER_NAMES } from '../../middleware/client-info.js'
import type { AdminSignInsPage, AttemptView, Page } from '../../pages/render.js'
import type { CurrentSession } from '../../sessions/session-store.js'
import type { EventSearch } from '../../store/events.js'
import { queryParam, redirect, sendPage, type Services } from '../services.js'
import { adminLayout, requireAdmin } from './access.js'
import { listOverdueAttempts } from './attention.js'
import { type EventPage, findEventPage, readDays, toRange } from './event-pages.js'
import { sendExport } from './export.js'
import { findRedirectUri } from './redirect-uri.js'
import { toSignInViews } from './sign-in-rows.js'

const MAX_PENDING_ATTEMPTS = 10
const MAX_CODE_LENGTH = 60

/** The list of sign-ins, and the trace of one. */
export function signInAuditRoutes(router: Router, services: Services): void {
  exportRoutes(router, services)

  router.get('/admin/sign-ins', async (ctx) => {
    const current = requireAdmin(services, ctx)
    const searchTerm = queryParam(ctx, 'reference')
    const reference = searchTerm === null ? null : parseReference(searchTerm)
    if (reference !== null) redirect(ctx, `${services.site.basePath}/admin/sign-ins/${reference}`)
    else sendPage(services, ctx, await renderList(services, ctx, current, searchTerm))
  })

  router.get('/admin/sign-ins/:reference', async (ctx) => {
    const current = requireAdmin(services, ctx)
    const searchTerm = ctx.params['reference'] ?? ''
    const reference = parseReference(searchTerm)
    const match = reference === null ? null : await loadTrace(services.store, reference)
    if (match === null) {
      ctx.status = 404
      sendPage(services, ctx, await renderList(services, ctx, current, reference ?? searchTerm))
      return
    }
    const redirectUri = (backend: string) => findRedirectUri(services, backend)
    const trace = describeTrace(match, {
      redirectUri,
      now: services.clock(),
      translator: translatorOf(ctx),
    })
    const names = await services.store.getUsernames(match.events.flatMap(({ userId }) => userId ?? []))
    const frame = adminLayout(ctx, current, 'sign-ins')
    sendPage(services, ctx, { name: 'admin/trace', ...frame, trace, usernames: Object.fromEntries(names) })
  })
}

/** The list, with a reference that was not found. */
async function renderList(
  services: Services,
  ctx: Context,
  current: CurrentSession,
  searchTerm: string | null,
): Promise<Page> {
  const filter = readFilter(ctx)
  const query = toQuery(filter)
  const search = await toSearch(services, filter)
  const { rows, ...pages } = search === null ? NO_EVENTS : await findEventPage(services, ctx, search, query)
  const isUnfiltered = Object.keys(query).length === 0 && pages.newerQuery === null
  return {
    name: 'admin/sign-ins',
    ...adminLayout(ctx, current, 'sign-ins'),
    signIns: await toSignInViews(services, rows, translatorOf(ctx)),
    attempts: isUnfiltered ? await listPendingAttempts(services) : [],
    filter,
    searchTerm,
    isReference: searchTerm !== null && parseReference(searchTerm) !== null,
    backends: listBackendChoices(services, ctx, filter.backend),
    browsers: BROWSER_NAMES,
    ...pages,
    exportQuery: new URLSearchParams(query).toString(),
  }
}

const NO_EVENTS: EventPage = { rows: [], newerQuery: null, olderQuery: null, isIncomplete: false }

function readFilter(ctx: Context): AdminSignInsPage['filter'] {
  const result = queryParam(ctx, 'result')
  const browser = queryParam(ctx, 'browser') ?? ''
  return {
    ...readDays(ctx),
    backend: queryParam(ctx, 'backend') ?? '',
    user: queryParam(ctx, 'user') ?? '',
    // Links of earlier releases have `failed=1`.
    result: result === 'failed' || queryParam(ctx, 'failed') === '1' ? 'failed' : result === 'ok' ? 'ok' : '',
    code: queryParam(ctx, 'code', MAX_CODE_LENGTH) ?? '',
    browser: BROWSER_NAMES.includes(browser) ? browser : '',
  }
}

/** The filter as a query, without what is empty. */
function toQuery(filter: AdminSignInsPage['filter']): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== ''))
}

/** What to search for; null when no user has this name. */
async function toSearch(
  { store }: Pick<Services, 'store'>,
  { from, to, backend, user, result, code, browser }: AdminSignInsPage['filter'],
): Promise<EventSearch | null> {
  const owner = user === '' ? null : await store.findUserByName(user.trim().toLowerCase())
  if (user !== '' && owner === null) return null
  return {
    area: 'sign-in',
    ...toRange({ from, to }),
    ...(result === 'failed' ? { failed: true } : result === 'ok' ? { succeeded: true } : {}),
    ...(code === '' ? {} : { code }),
    ...(browser === '' ? {} : { browser }),
    ...(backend === '' ? {} : { backend }),
    ...(owner === null ? {} : { userId: owner.id }),
  }
}

const COLUMNS = ['time', 'reference', 'result', 'code', 'error', 'provider', 'userId', 'user', 'browser']

/** The list as a file, for programs: kinds and codes in place of sentences. */
function exportRoutes(router: Router, services: Services): void {
  for (const format of ['csv', 'json'] as const) {
    router.get(`/admin/sign-ins.${format}`, async (ctx) => {
      requireAdmin(services, ctx)
      const search = await toSearch(services, readFilter(ctx))
      if (search === null) throw new PortcullisError('unknown_user', { detail: 'no user has this user name' })
      sendExport(services, ctx, {
        search,
        format,
        name: 'sign-ins',
        columns: COLUMNS,
        toLines: async (rows) => {
          const events = parseSignInEvents(rows)
          const names = await services.store.getUsernames(events.flatMap(({ userId }) => userId ?? []))
          return events.map(({ at, reference, kind, code, error, backend, userId, browser }) => ({
            time: at.toISOString(),
            reference,
            result: kind,
            code,
            error: error && ENGLISH.format(error),
            provider: backend,
            userId,
            user: userId === null ? null : (names.get(userId) ?? null),
            browser,
          }))
        },
      })
    })
  }
}

/** The newest attempts that have not returned from the provider. */
async function listPendingAttempts(services: Services): Promise<readonly AttemptView[]> {
  const now = services.clock()
  return (await listOverdueAttempts(services))
    .filter(({ consumedAt }) => consumedAt === null)
    .slice(0, MAX_PENDING_ATTEMPTS)
    .map(({ reference, backend, createdAt: at, expiresAt }) => ({
      reference,
      backend,
      at,
      isOverdue: expiresAt <= now,
    }))
}

/** All backends, and the selected one: there may be sign-ins of a provider that was deleted. */
function listBackendChoices(
  { backends }: Pick<Services, 'backends'>,
  ctx: Context,
  selected: string,
): AdminSignInsPage['backends'] {
  const passwordChoice =
    backends.password === null
      ? []
      : [{ name: PASSWORD_BACKEND, label: translatorOf(ctx).t('common.password') }]
  const all = [...backends.registry.list().map(({ name, label }) => ({ name, label })), ...passwordChoice]
  const isListed = selected === '' || all.some(({ name }) => name === selected)
  return isListed ? all : [...all, { name: selected, label: selected }]
}
