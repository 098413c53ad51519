import type { Context } from 'koa'
import type Router from 'koa-router'
import type { AdminUsersPage, UserView } from '../../pages/render.js'
import { PAGE_SEARCH } from '../../store/slices.js'
import { USER_GROUPS, type UserListItem, type UserSearch } from '../../store/user-lists.js'
import { queryParam, sendPage, type Services } from '../services.js'
import { adminLayout, requireAdmin } from './access.js'
import { withoutEmpty } from './event-pages.js'
import { type ExportedLine, listUserBatches, sendLines } from './export.js'

const PAGE_SIZE = 50
const MAX_SEARCH_LENGTH = 100
const COLUMNS = ['id', 'username', 'name', 'email', 'emailVerified', 'active', 'administrator', 'created']

/** The list of users, with a search and a filter, and the same as a file. */
export function userListRoutes(router: Router, services: Services): void {
  router.get('/admin/users', async (ctx) => {
    const current = requireAdmin(services, ctx)
    const filter = readFilter(ctx)
    const start = queryParam(ctx, 'after')
    const search = toSearch(filter)
    const { users: matches, stoppedAt } = await services.store.searchUsers(
      search,
      start,
      PAGE_SIZE + 1,
      PAGE_SEARCH,
    )
    const users = matches.slice(0, PAGE_SIZE)
    const after = matches.length > PAGE_SIZE ? (users.at(-1)?.username ?? null) : stoppedAt
    const query = withoutEmpty({ q: filter.text, group: filter.group })
    sendPage(services, ctx, {
      name: 'admin/users',
      ...adminLayout(ctx, current, 'users'),
      users: users.map(toUserView),
      filter,
      groups: USER_GROUPS,
      filterQuery: new URLSearchParams(query).toString(),
      isFirstPage: start === null,
      nextPageQuery: after === null ? null : new URLSearchParams({ ...query, after }).toString(),
      isIncomplete: stoppedAt !== null,
    })
  })

  for (const format of ['csv', 'json'] as const) {
    router.get(`/admin/users.${format}`, (ctx) => {
      requireAdmin(services, ctx)
      const batches = listUserBatches(services, toSearch(readFilter(ctx)))
      sendLines(services, ctx, { format, name: 'users', columns: COLUMNS }, toLines(batches))
    })
  }
}

function readFilter(ctx: Context): AdminUsersPage['filter'] {
  const group = queryParam(ctx, 'group')
  return {
    text: queryParam(ctx, 'q')?.slice(0, MAX_SEARCH_LENGTH).trim() ?? '',
    group: USER_GROUPS.find((each) => each === group) ?? '',
  }
}

function toSearch({ text, group }: AdminUsersPage['filter']): UserSearch {
  return { text, group: group === '' ? null : group }
}

async function* toLines(
  batches: AsyncIterable<readonly UserListItem[]>,
): AsyncGenerator<readonly ExportedLine[]> {
  for await (const users of batches)
    yield users.map(({ id, username, name, email, emailVerified, active, admin, createdAt }) => ({
      id,
      username,
      name,
      email,
      emailVerified: String(emailVerified),
      active: String(active),
      administrator: String(admin),
      created: createdAt.toISOString(),
    }))
}

/** A user as lists show them. */
export function toUserView({
  id,
  username,
  name,
  email,
  emailVerified,
  active,
  admin,
  createdAt,
}: UserListItem): UserView {
  return { id, username, name, email, emailVerified, active, admin, createdAt }
}
