import type Router from 'koa-router'
import { KIND_TITLES } from '../../journal/describe-trace.js'
import type { AdminOverviewPage } from '../../views/index.js'
import { page, type Parts } from '../parts.js'
import { requireAdmin } from './administrator.js'
import { adminFrame } from './frame.js'
import { missableTrips } from './missable-trips.js'
import { redirectUriOf } from './redirect-uri-of.js'
import { signInLines } from './sign-in-lines.js'

const DAY_MS = 24 * 3600_000
const NEWEST = 10
const MOST_OUTCOMES = 30
/** Of so many people who were sent to a provider, somebody should have come back. */
const SUSPICIOUS = 3

/** Where administrators arrive. */
export function overviewRoutes(router: Router, parts: Parts): void {
  router.get('/admin', async (ctx) => {
    const current = requireAdmin(parts, ctx)
    const { store, registry, now } = parts
    const [users, administrators, sessions, newest, outcomes, warnings] = await Promise.all([
      store.countUsers(),
      store.countAdministrators(),
      store.countSessions(now()),
      store.events({ area: 'sign-in', failed: true }, NEWEST),
      outcomesOfADay(parts),
      neverBack(parts),
    ])
    const html = parts.views.render({
      name: 'admin/overview',
      ...adminFrame(ctx, current, 'overview'),
      ...{ providers: registry.list().length, users, administrators, sessions, outcomes },
      failures: await signInLines(parts, newest),
      warnings: [...(administrators === 1 ? [ALONE] : []), ...warnings],
    })
    page(ctx, html)
  })
}

const ALONE =
  'You are the only administrator. Make somebody else one, too; "portcullis admin grant EMAIL" on the server helps if you ever lose your way in.'

const TITLES = new Map<string, string>(Object.entries(KIND_TITLES))

async function outcomesOfADay({ store, now }: Parts): Promise<AdminOverviewPage['outcomes']> {
  const counts = await store.countSignIns(new Date(now().getTime() - DAY_MS))
  return counts.slice(0, MOST_OUTCOMES).map(({ backend, kind, code, count }) => ({
    ...{ backend: backend ?? 'none', title: TITLES.get(kind) ?? kind, code, count },
  }))
}

/** Providers that nobody comes back from: nothing else tells of a callback address that is not registered there. */
async function neverBack(parts: Parts): Promise<readonly string[]> {
  const trips = await missableTrips(parts)
  const backends = [...new Set(trips.map(({ backend }) => backend))]
  return backends.flatMap((backend) => {
    const own = trips.filter((trip) => trip.backend === backend)
    if (own.length < SUSPICIOUS || own.some(({ consumedAt }) => consumedAt !== null)) return []
    const callback = redirectUriOf(parts, backend)
    return [
      `Of the last ${own.length} people who were sent to ${backend}, none came back. Is ${callback} registered there, exactly so?`,
    ]
  })
}
