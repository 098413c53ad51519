import type { Context } from 'koa'
import type Router from 'koa-router'
import { isOwnMistake, OWN_MISTAKES } from '../../audit/sign-in-event.js'
import { translatorOf } from '../../middleware/language.js'
import type { AdminOverviewPage, OutcomeView } from '../../pages/render.js'
import type { EventCount } from '../../store/events.js'
import { PAGE_SEARCH } from '../../store/slices.js'
import { backendSummary } from '../login-methods.js'
import { sendPage, type Services } from '../services.js'
import { adminLayout, requireAdmin } from './access.js'
import { listAttention } from './attention.js'
import { listSetupSteps } from './setup-steps.js'
import { toSignInViews } from './sign-in-rows.js'
import { toProviderBars, toTiles } from './trends.js'

/**
 * How long the page waits for counts, after which it says that they are being counted. A small site is counted in
 * milliseconds, but not in the first moments of a process.
 */
const MAX_WAIT_MS = 20
const SMALL_SITE_MAX_WAIT_MS = 500
const MAX_USERS_OF_SMALL_SITE = 10_000
const MAX_FAILURES = 10
/** The page looks for failures among the newest 10,000 sign-ins, which takes some milliseconds; the list has a search. */
const MAX_SEARCHED_SIGN_INS = 10_000
const MAX_OUTCOMES = 30

/** The first page for administrators. */
export function overviewRoutes(router: Router, services: Services): void {
  router.get('/admin', async (ctx) => {
    const current = requireAdmin(services, ctx)
    const { store, counts } = services
    const translator = translatorOf(ctx)
    const [users, administrators, newest, setupSteps] = await Promise.all([
      store.countUsers(),
      store.countAdministrators(),
      store.searchEvents({ area: 'sign-in', failed: true, withoutCodes: OWN_MISTAKES }, MAX_FAILURES, {
        ...PAGE_SEARCH,
        maxRows: MAX_SEARCHED_SIGN_INS,
      }),
      listSetupSteps(services, current),
    ])
    const maxWaitMs = users > MAX_USERS_OF_SMALL_SITE ? MAX_WAIT_MS : SMALL_SITE_MAX_WAIT_MS
    // They are counted in this order, the shortest count first.
    const [lastDay, days, sessions] = await Promise.all([
      counts.lastDaySignIns(maxWaitMs),
      counts.days(maxWaitMs),
      counts.sessions(maxWaitMs),
    ])
    const isOnlyAdmin = administrators === 1 && setupSteps.length === 0
    sendPage(services, ctx, {
      name: 'admin/overview',
      ...adminLayout(ctx, current, 'overview'),
      tiles: toTiles(services, translator, { users, sessions, days }),
      providers: days && toProviderBars(services, translator, days),
      ...toOutcomes(services, ctx, lastDay),
      failures: await toSignInViews(services, newest.rows, translator),
      areOlderUnread: newest.stoppedAt !== null,
      attention: await listAttention(services, translator, { lastDay: lastDay ?? [], isOnlyAdmin }),
      setupSteps,
    })
  })
}

function toOutcomes(
  services: Pick<Services, 'site' | 'backends'>,
  ctx: Context,
  lastDay: readonly EventCount[] | null,
): Pick<AdminOverviewPage, 'outcomes' | 'ownMistakes'> {
  const translator = translatorOf(ctx)
  const views = (isOwn: boolean): readonly OutcomeView[] =>
    (lastDay ?? [])
      .filter(({ code }) => isOwnMistake(code) === isOwn)
      .slice(0, MAX_OUTCOMES)
      .map(({ backend, kind, code, count }) => {
        const query = { ...(backend === null ? {} : { backend }), ...(code === null ? {} : { code }) }
        const kindTitle = translator.template(`signInKind.${kind}`) ?? kind
        return {
          count,
          backend: backend === null ? null : backendSummary(services, backend, translator).label,
          title: code === null ? kindTitle : (translator.template(`errors.${code}.title`) ?? code),
          href: `${services.site.basePath}/admin/sign-ins?${new URLSearchParams(query).toString()}`,
        }
      })
  return { outcomes: lastDay && views(false), ownMistakes: views(true) }
}
