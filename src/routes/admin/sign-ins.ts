import type Router from 'koa-router'
import { normalReference } from '../../crypto/token.js'
import { PortcullisError } from '../../errors.js'
import { describeTrace } from '../../journal/describe-trace.js'
import { traceOf } from '../../journal/trace.js'
import { PASSWORD_BACKEND } from '../../policy.js'
import type { TripLine } from '../../views/index.js'
import { page, type Parts, queryParameter, seeOther } from '../parts.js'
import { requireAdmin } from './administrator.js'
import { adminFrame } from './frame.js'
import { cursorIn, cursorOf } from './paging.js'
import { redirectUriOf } from './redirect-uri-of.js'
import { signInLines } from './sign-in-lines.js'

const PAGE = 50
const MOST_TRIPS = 10
const LATEST_TRIPS = 200
/** So long nobody is missed: people type passwords there. */
const UNDER_WAY_MS = 2 * 60_000

/** How sign-ins went, and the trace of one. */
export function signInRoutes(router: Router, parts: Parts): void {
  router.get('/admin/sign-ins', async (ctx) => {
    const current = requireAdmin(parts, ctx)
    const typed = queryParameter(ctx, 'reference')
    const reference = typed === null ? null : normalReference(typed)
    if (reference !== null) {
      seeOther(ctx, `${parts.site.basePath}/admin/sign-ins/${reference}`)
      return
    }
    const failed = queryParameter(ctx, 'failed') === '1'
    const backend = queryParameter(ctx, 'backend') ?? ''
    const username = queryParameter(ctx, 'user') ?? ''
    const owner = username === '' ? null : await parts.store.findUserByName(username.toLowerCase())
    const before = cursorIn(ctx)
    const rows =
      username !== '' && owner === null
        ? []
        : await parts.store.events(
            {
              area: 'sign-in',
              ...(failed ? { failed } : {}),
              ...(backend === '' ? {} : { backend }),
              ...(owner === null ? {} : { userId: owner.id }),
              ...(before === null ? {} : { before }),
            },
            PAGE + 1,
          )
    const filter = { failed, backend, user: username }
    const query = { ...(failed ? { failed: '1' } : {}), backend, user: username }
    const plain = backend === '' && username === '' && before === null
    page(
      ctx,
      parts.views.render({
        name: 'admin/sign-ins',
        ...adminFrame(ctx, current, 'sign-ins'),
        lines: await signInLines(parts, rows.slice(0, PAGE)),
        trips: plain ? await openTrips(parts) : [],
        ...{ filter, sought: typed, backends: backendChoices(parts), older: cursorOf(rows, PAGE, query) },
      }),
    )
  })

  router.get('/admin/sign-ins/:reference', async (ctx) => {
    const current = requireAdmin(parts, ctx)
    const reference = normalReference(ctx.params['reference'] ?? '')
    const found = reference === null ? null : await traceOf(parts.store, reference)
    if (found === null) throw new PortcullisError('not_found', { detail: 'nothing under this reference' })
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

/** The newest trips to a provider that nobody has come back from. */
async function openTrips({ store, now }: Parts): Promise<readonly TripLine[]> {
  const missed = new Date(now().getTime() - UNDER_WAY_MS)
  const latest = await store.latestAttempts(LATEST_TRIPS)
  return latest
    .filter(({ consumedAt, createdAt }) => consumedAt === null && createdAt < missed)
    .slice(0, MOST_TRIPS)
    .map(({ reference, backend, createdAt: at, expiresAt }) => ({
      ...{ reference, backend, at, late: expiresAt <= now() },
    }))
}

function backendChoices(parts: Parts): readonly { readonly name: string; readonly label: string }[] {
  const own = parts.passwordBackend === null ? [] : [{ name: PASSWORD_BACKEND, label: 'Password' }]
  return [...parts.registry.list().map(({ name, label }) => ({ name, label })), ...own]
}
