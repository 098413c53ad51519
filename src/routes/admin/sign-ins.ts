import type { Context } from 'koa'
import type Router from 'koa-router'
import { describeTrace, loadTrace } from '../../audit/trace.js'
import { parseReference } from '../../crypto/tokens.js'
import { PASSWORD_BACKEND } from '../../identity.js'
import type { AdminSignInsPage, AttemptView, Page } from '../../pages/render.js'
import type { CurrentSession } from '../../sessions/session-store.js'
import type { EventMatches, EventSearch } from '../../store/events.js'
import { queryParam, redirect, sendPage, type Services } from '../services.js'
import { adminLayout, nextCursor, readCursor, requireAdmin } from './access.js'
import { listOverdueAttempts } from './attention.js'
import { findRedirectUri } from './redirect-uri.js'
import { toSignInViews } from './sign-in-rows.js'

const PAGE_SIZE = 50
const MAX_PENDING_ATTEMPTS = 10
const MAX_CODE_LENGTH = 60

/** The list of sign-ins, and the trace of one. */
export function signInAuditRoutes(router: Router, services: Services): void {
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
  const { failed, backend, user, code } = filter
  const { rows, stoppedAt } = await findRows(services, ctx, filter)
  const isUnfiltered = backend === '' && user === '' && code === '' && readCursor(ctx) === null
  return {
    name: 'admin/sign-ins',
    ...adminLayout(ctx, current, 'sign-ins'),
    signIns: await toSignInViews(services, rows.slice(0, PAGE_SIZE)),
    attempts: isUnfiltered ? await listPendingAttempts(services) : [],
    ...{ filter, searchTerm, isReference: searchTerm !== null && parseReference(searchTerm) !== null },
    backends: listBackendChoices(services, backend),
    isIncomplete: stoppedAt !== null,
    nextPageQuery: nextCursor(rows, PAGE_SIZE, stoppedAt, {
      ...(failed ? { failed: '1' } : {}),
      ...{ backend, user, code },
    }),
  }
}

function readFilter(ctx: Context): AdminSignInsPage['filter'] {
  const failed = queryParam(ctx, 'failed') === '1'
  return {
    failed,
    backend: queryParam(ctx, 'backend') ?? '',
    user: queryParam(ctx, 'user') ?? '',
    code: queryParam(ctx, 'code', MAX_CODE_LENGTH) ?? '',
  }
}

/** The rows of a page, and one more if there are older ones. */
async function findRows(
  { store }: Services,
  ctx: Context,
  { failed, backend, user, code }: AdminSignInsPage['filter'],
): Promise<EventMatches> {
  const owner = user === '' ? null : await store.findUserByName(user.trim().toLowerCase())
  if (user !== '' && owner === null) return { rows: [], stoppedAt: null }
  const before = readCursor(ctx)
  const search: EventSearch = {
    area: 'sign-in',
    ...(failed ? { failed } : {}),
    ...(code === '' ? {} : { code }),
    ...(backend === '' ? {} : { backend }),
    ...(owner === null ? {} : { userId: owner.id }),
    ...(before === null ? {} : { before }),
  }
  return store.searchEvents(search, PAGE_SIZE + 1)
}

/** The newest attempts that have not returned from the provider. */
async function listPendingAttempts(services: Services): Promise<readonly AttemptView[]> {
  const now = services.clock()
  return (await listOverdueAttempts(services))
    .filter(({ consumedAt }) => consumedAt === null)
    .slice(0, MAX_PENDING_ATTEMPTS)
    .map(({ reference, backend, createdAt: at, expiresAt }) => ({
      ...{ reference, backend, at, isOverdue: expiresAt <= now },
    }))
}

/** All backends, and the selected one: there may be sign-ins of a provider that was deleted. */
function listBackendChoices(
  { backends }: Pick<Services, 'backends'>,
  selected: string,
): AdminSignInsPage['backends'] {
  const passwordChoice = backends.password === null ? [] : [{ name: PASSWORD_BACKEND, label: 'Password' }]
  const all = [...backends.registry.list().map(({ name, label }) => ({ name, label })), ...passwordChoice]
  const isListed = selected === '' || all.some(({ name }) => name === selected)
  return isListed ? all : [...all, { name: selected, label: selected }]
}
