import type Router from 'koa-router'
import { KIND_TITLES } from '../../audit/trace.js'
import type { Page, AdminOverviewPage } from '../../pages/render.js'
import type { AttemptSummary } from '../../store/attempts.js'
import { sendPage, type Services } from '../services.js'
import { adminLayout, requireAdmin } from './access.js'
import { findRedirectUri } from './redirect-uri.js'
import { listSetupSteps } from './setup-steps.js'
import { toSignInViews } from './sign-in-rows.js'

/** How long the page waits for the first count of a large table. */
const MAX_WAIT_MS = 3000
const MAX_FAILURES = 10
const MAX_OUTCOMES = 30
/**
 * If none of the latest sign-ins sent to a provider returned, its redirect URI is probably misconfigured. With fewer
 * attempts than this, users may just have given up.
 */
const MIN_LOST_ATTEMPTS = 3

/** The first page for administrators. */
export function overviewRoutes(router: Router, services: Services): void {
  router.get('/admin', async (ctx) => {
    const current = requireAdmin(services, ctx)
    const { store, backends, counts } = services
    const [users, administrators, sessions, newest, outcomes, warnings, setupSteps] = await Promise.all([
      store.countUsers(),
      store.countAdministrators(),
      counts.sessions(MAX_WAIT_MS),
      store.searchEvents({ area: 'sign-in', failed: true }, MAX_FAILURES),
      loadLastDayOutcomes(services),
      listNoReturnWarnings(services),
      listSetupSteps(services, current),
    ])
    const page: Page = {
      name: 'admin/overview',
      ...adminLayout(ctx, current, 'overview'),
      ...{ providers: backends.registry.list().length, users, administrators, sessions, outcomes },
      failures: await toSignInViews(services, newest.rows),
      setupSteps,
      warnings: [
        ...(administrators === 1 && setupSteps.length === 0 ? [SINGLE_ADMIN_WARNING] : []),
        ...warnings,
      ],
    }
    sendPage(services, ctx, page)
  })
}

const SINGLE_ADMIN_WARNING =
  'You are the only administrator. Make someone else an administrator too. If you ever lose access, run "portcullis admin grant EMAIL" on the server, or "portcullis admin grant --user NAME".'

const TITLES_BY_KIND = new Map<string, string>(Object.entries(KIND_TITLES))

async function loadLastDayOutcomes({
  counts,
}: Pick<Services, 'counts'>): Promise<AdminOverviewPage['outcomes']> {
  const signIns = await counts.lastDaySignIns(MAX_WAIT_MS)
  return signIns === null
    ? null
    : signIns.slice(0, MAX_OUTCOMES).map(({ backend, kind, code, count }) => ({
        ...{ backend: backend ?? 'none', title: TITLES_BY_KIND.get(kind) ?? kind, code, count },
      }))
}

/** Providers from which no user returns. Nothing else shows that a redirect URI is not registered there. */
async function listNoReturnWarnings(services: Services): Promise<readonly string[]> {
  const attempts = await listOverdueAttempts(services)
  const backends = [...new Set(attempts.map(({ backend }) => backend))]
  return backends.flatMap((backend) => {
    const backendAttempts = attempts.filter((attempt) => attempt.backend === backend)
    if (
      backendAttempts.length < MIN_LOST_ATTEMPTS ||
      backendAttempts.some(({ consumedAt }) => consumedAt !== null)
    )
      return []
    const callback = findRedirectUri(services, backend)
    return [
      `None of the last ${backendAttempts.length} sign-ins sent to ${backend} returned. Check that exactly this redirect URI is registered there: ${callback}`,
    ]
  })
}

const MAX_ATTEMPTS = 200
/** Attempts younger than this are still in progress: the user may be typing a password at the provider. */
const ATTEMPT_GRACE_MS = 2 * 60_000

/** The newest attempts that could have returned by now, whether or not they have. */
export async function listOverdueAttempts({
  store,
  clock,
}: Pick<Services, 'store' | 'clock'>): Promise<readonly AttemptSummary[]> {
  const cutoff = new Date(clock().getTime() - ATTEMPT_GRACE_MS)
  return (await store.listLatestAttempts(MAX_ATTEMPTS)).filter(({ createdAt }) => createdAt < cutoff)
}
