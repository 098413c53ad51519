import type { Context } from 'koa'
import type Router from 'koa-router'
import { PASSWORD_BACKEND } from '../../identity.js'
import { browserName } from '../../middleware/client-info.js'
import { translatorOf } from '../../middleware/language.js'
import type { AdminSessionsPage } from '../../pages/admin-pages.js'
import { sessionBackend } from '../../sessions/derive-session.js'
import type { Session } from '../../store/models.js'
import type { SessionPosition } from '../../store/session-lists.js'
import { PAGE_SEARCH, type SlicedMatches } from '../../store/slices.js'
import { sessionBackendLabel } from '../account-page.js'
import { methodLabel } from '../login-methods.js'
import { queryParam, sendPage, type Services } from '../services.js'
import { adminLayout, requireAdmin } from './access.js'
import { formatPosition, readPosition, withoutEmpty } from './event-pages.js'

const PAGE_SIZE = 50
const MAX_USERNAME_LENGTH = 100
const KINDS: readonly Session['kind'][] = ['browser', 'bearer', 'device']

/** The list of the sessions of all users. */
export function sessionListRoutes(router: Router, services: Services): void {
  router.get('/admin/sessions', async (ctx) => {
    const current = requireAdmin(services, ctx)
    const filter = readFilter(ctx)
    const start = readPosition(ctx, 'before')
    const before = start && { createdAt: start.at, id: start.id }
    const { rows: matches, stoppedAt } = await findSessions(services, filter, before)
    const shown = matches.slice(0, PAGE_SIZE)
    const last = matches.length > PAGE_SIZE ? shown.at(-1) : stoppedAt
    const query = withoutEmpty({ ...filter })
    const names = await services.store.getUsernames(shown.map(({ userId }) => userId))
    const translator = translatorOf(ctx)
    const label = (backend: string) => methodLabel(services, backend, translator)
    sendPage(services, ctx, {
      name: 'admin/sessions',
      ...adminLayout(ctx, current, 'sessions'),
      filter,
      kinds: KINDS,
      storage: storageOf(services),
      backends: listBackendNames(services).map((name) => ({ name, label: label(name) })),
      sessions: shown.map((each) => ({
        id: each.id,
        kind: each.kind,
        label: each.label,
        address: each.address,
        current: each.id === current.session.id,
        isOwn: each.userId === current.user.id,
        user: { id: each.userId, username: names.get(each.userId) ?? each.userId },
        browser: browserName(each.userAgent, translator),
        createdAt: each.createdAt,
        lastSeenAt: each.lastSeenAt,
        backend: sessionBackendLabel(services, each, translator),
      })),
      firstPageQuery: before === null ? null : new URLSearchParams(query).toString(),
      nextPageQuery: last
        ? new URLSearchParams({
            ...query,
            before: formatPosition({ at: last.createdAt, id: last.id }),
          }).toString()
        : null,
      isIncomplete: stoppedAt !== null,
    })
  })
}

/** What the session store can list: all sessions, those of one user, or none. */
function storageOf({ sessions }: Pick<Services, 'sessions'>): AdminSessionsPage['storage'] {
  return !sessions.canList ? 'none' : sessions.usesTombstones ? 'by-user' : 'all'
}

/**
 * A page of sessions and one more. Those of one user come from the session store, wherever it is; those of all users
 * from the database.
 */
async function findSessions(
  services: Services,
  { user, backend, kind }: AdminSessionsPage['filter'],
  before: SessionPosition | null,
): Promise<SlicedMatches<Session, SessionPosition>> {
  const { store, sessions, clock } = services
  const none = { rows: [], stoppedAt: null }
  if (user === '')
    return storageOf(services) === 'all'
      ? store.searchSessions(
          { backend: backend === '' ? null : backend, kind: kind === '' ? null : kind },
          before,
          PAGE_SIZE + 1,
          clock(),
          PAGE_SEARCH,
        )
      : none
  const found = await store.findUserByName(user)
  if (found === null) return none
  const matches = (await sessions.list(found.id))
    .filter((each) => backend === '' || sessionBackend(each) === backend)
    .filter((each) => kind === '' || each.kind === kind)
    .sort(newestFirst)
    .filter((each) => before === null || newestFirst(before, each) < 0)
  return { rows: matches.slice(0, PAGE_SIZE + 1), stoppedAt: null }
}

function newestFirst(one: SessionPosition, other: SessionPosition): number {
  return +other.createdAt - +one.createdAt || (one.id < other.id ? 1 : one.id > other.id ? -1 : 0)
}

function readFilter(ctx: Context): AdminSessionsPage['filter'] {
  const kind = queryParam(ctx, 'kind')
  return {
    user: (queryParam(ctx, 'user', MAX_USERNAME_LENGTH) ?? '').trim().toLowerCase(),
    backend: queryParam(ctx, 'backend', 64) ?? '',
    kind: KINDS.find((each) => each === kind) ?? '',
  }
}

function listBackendNames({ backends }: Pick<Services, 'backends'>): readonly string[] {
  const names = backends.registry.list().map(({ name }) => name)
  return backends.password === null ? names : [...names, PASSWORD_BACKEND]
}
