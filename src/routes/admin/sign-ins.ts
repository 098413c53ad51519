import type Router from 'koa-router'
import type { Context } from 'koa'
import { normalReference } from '../../crypto/token.js'
import { describeTrace } from '../../journal/describe-trace.js'
import { traceOf } from '../../journal/trace.js'
import { PASSWORD_BACKEND } from '../../policy.js'
import type { Current } from '../../session/current.js'
import type { EventFilter, EventRow } from '../../store/events.js'
import type { AdminSignInsPage, TripLine } from '../../views/index.js'
import { page, type Parts, queryParameter, seeOther } from '../parts.js'
import { requireAdmin } from './administrator.js'
import { adminFrame } from './frame.js'
import { missableTrips } from './missable-trips.js'
import { cursorIn, cursorOf } from './paging.js'
import { redirectUriOf } from './redirect-uri-of.js'
import { signInLines } from './sign-in-lines.js'

const PAGE = 50
const MOST_TRIPS = 10

/** How sign-ins went, and the trace of one. */
export function signInRoutes(router: Router, parts: Parts): void {
  router.get('/admin/sign-ins', async (ctx) => {
    const current = requireAdmin(parts, ctx)
    const typed = queryParameter(ctx, 'reference')
    const reference = typed === null ? null : normalReference(typed)
    if (reference !== null) seeOther(ctx, `${parts.site.basePath}/admin/sign-ins/${reference}`)
    else page(ctx, await listPage(parts, ctx, current, typed))
  })

  router.get('/admin/sign-ins/:reference', async (ctx) => {
    const current = requireAdmin(parts, ctx)
    const typed = ctx.params['reference'] ?? ''
    const reference = normalReference(typed)
    const found = reference === null ? null : await traceOf(parts.store, reference)
    if (found === null) {
      ctx.status = 404
      page(ctx, await listPage(parts, ctx, current, reference ?? typed))
      return
    }
    const callback = (backend: string) => redirectUriOf(parts, backend)
    const trace = describeTrace(found, { explain: parts.views.explain, callback, now: parts.now() })
    const names = await parts.store.usernamesOf(found.events.flatMap(({ userId }) => userId ?? []))
    const frame = adminFrame(ctx, current, 'sign-ins')
    page(
      ctx,
      parts.views.render({ name: 'admin/trace', ...frame, trace, usernames: Object.fromEntries(names) }),
    )
  })
}

/** The list, with what was looked for in vain. */
async function listPage(
  parts: Parts,
  ctx: Context,
  current: Current,
  sought: string | null,
): Promise<string> {
  const filter = filterIn(ctx)
  const { failed, backend, user } = filter
  const rows = await rowsFor(parts, ctx, filter)
  const isPlain = backend === '' && user === '' && cursorIn(ctx) === null
  return parts.views.render({
    name: 'admin/sign-ins',
    ...adminFrame(ctx, current, 'sign-ins'),
    lines: await signInLines(parts, rows.slice(0, PAGE)),
    trips: isPlain ? await openTrips(parts) : [],
    ...{ filter, sought, isReference: sought !== null && normalReference(sought) !== null },
    backends: backendChoices(parts, backend),
    older: cursorOf(rows, PAGE, { ...(failed ? { failed: '1' } : {}), backend, user }),
  })
}

function filterIn(ctx: Context): AdminSignInsPage['filter'] {
  const failed = queryParameter(ctx, 'failed') === '1'
  return { failed, backend: queryParameter(ctx, 'backend') ?? '', user: queryParameter(ctx, 'user') ?? '' }
}

/** The rows of a page, and one more where there are older ones. */
async function rowsFor(
  { store }: Parts,
  ctx: Context,
  { failed, backend, user }: AdminSignInsPage['filter'],
): Promise<readonly EventRow[]> {
  const owner = user === '' ? null : await store.findUserByName(user.trim().toLowerCase())
  if (user !== '' && owner === null) return []
  const before = cursorIn(ctx)
  const filter: EventFilter = {
    area: 'sign-in',
    ...(failed ? { failed } : {}),
    ...(backend === '' ? {} : { backend }),
    ...(owner === null ? {} : { userId: owner.id }),
    ...(before === null ? {} : { before }),
  }
  return store.events(filter, PAGE + 1)
}

/** The newest trips to a provider that nobody has come back from. */
async function openTrips(parts: Parts): Promise<readonly TripLine[]> {
  const now = parts.now()
  return (await missableTrips(parts))
    .filter(({ consumedAt }) => consumedAt === null)
    .slice(0, MOST_TRIPS)
    .map(({ reference, backend, createdAt: at, expiresAt }) => ({
      ...{ reference, backend, at, late: expiresAt <= now },
    }))
}

/** Those that there are, and the one that was chosen: of a provider that is gone there may be sign-ins. */
function backendChoices(parts: Parts, chosen: string): AdminSignInsPage['backends'] {
  const own = parts.passwordBackend === null ? [] : [{ name: PASSWORD_BACKEND, label: 'Password' }]
  const all = [...parts.registry.list().map(({ name, label }) => ({ name, label })), ...own]
  const isListed = chosen === '' || all.some(({ name }) => name === chosen)
  return isListed ? all : [...all, { name: chosen, label: chosen }]
}
