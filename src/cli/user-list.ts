import { stripControls } from '../pages/format.js'
import type { User } from '../store/models.js'
import type { Store } from '../store/store.js'
import type { UserSearch } from '../store/user-lists.js'
import { NO_USER_EXTENSION, readFields, readRoles, type UserExtension } from '../user-extension.js'
import { type RunCommand, CommandError, UsageError } from './command.js'
import { formatTable } from './terminal.js'
import { requireUser, withStore } from './with-store.js'

const PAGE_SIZE = 200
/** The help in commands.ts has this number, too. */
const DEFAULT_LIMIT = 50
const MAX_LIMIT = 100_000

/** Lists users by user name. */
export const userList: RunCommand = (args, terminal) => {
  const extension = terminal.userExtension ?? NO_USER_EXTENSION
  const limit = readLimit(args.option('limit'))
  const role = readRole(args.option('role'), extension)
  return withStore(terminal, async (store) => {
    const query = { text: args.option('text') ?? '', after: args.option('after'), role, limit }
    const { users, next } = await findUsers(store, query)
    const rows = [HEADINGS, ...users.map((user) => toRow(user, extension))]
    const more = next === null ? '' : `\nMore: --after ${next}`
    return {
      text: users.length === 0 ? `No user found.${more}` : `${formatTable(rows)}${more}`,
      json: { users: users.map((user) => toJson(user, extension)), next },
    }
  })
}

interface Query extends UserSearch {
  readonly after: string | null
  readonly limit: number
}

async function findUsers(
  store: Pick<Store, 'searchUsers'>,
  { after, limit, ...search }: Query,
): Promise<{ readonly users: readonly User[]; readonly next: string | null }> {
  const users: User[] = []
  let position = after
  for (;;) {
    const { users: page, stoppedAt } = await store.searchUsers(search, position, PAGE_SIZE)
    for (const user of page) {
      // One more than asked for says that there are more.
      if (users.length === limit) return { users, next: users.at(-1)?.username ?? null }
      users.push(user)
    }
    position = stoppedAt ?? page.at(-1)?.username ?? null
    if (stoppedAt === null && page.length < PAGE_SIZE) return { users, next: null }
  }
}

const HEADINGS = ['USER NAME', 'ID', 'EMAIL', 'CREATED', 'ROLES']

function toRow(user: User, extension: UserExtension): readonly string[] {
  const { username, id, email, provenEmail, createdAt, active, admin } = user
  const roles = [
    ...(admin ? ['(administrator)'] : []),
    ...(active ? [] : ['(disabled)']),
    ...readRoles(user, extension),
  ]
  const address = provenEmail ?? (email === null ? '-' : `${stripControls(email)} (not verified)`)
  return [username, id, address, createdAt.toISOString().slice(0, 10), roles.join(' ') || '-']
}

/** A user as the API and `user export` name the values. */
function toJson(user: User, extension: UserExtension) {
  const { id, username, name, givenName, familyName, picture, email, provenEmail } = user
  const { language, active, admin, createdAt } = user
  return {
    id,
    username,
    name,
    givenName,
    familyName,
    picture,
    email,
    provenEmail,
    language,
    active,
    admin,
    createdAt,
    roles: readRoles(user, extension),
    fields: readFields(user, extension),
  }
}

/** Shows one user. */
export const userShow: RunCommand = (args, terminal) =>
  withStore(terminal, async (store, sessionStore) => {
    const user = await requireUser(store, args.positional(0))
    const accounts = await store.listAccounts(user.id)
    const hasPassword = (await store.getPassword(user.id)) !== null
    const sessions =
      sessionStore === 'database' ? (await store.listSessions(user.id, terminal.clock())).length : null
    const json = {
      ...toJson(user, terminal.userExtension ?? NO_USER_EXTENSION),
      hasPassword,
      sessions,
      accounts: accounts.map(({ id, backend, issuer, subject, label, lastLoginAt }) => ({
        id,
        backend,
        issuer,
        subject,
        label,
        lastLoginAt,
      })),
    }
    return { text: formatUser(json), json }
  })

type ShownUser = ReturnType<typeof toJson> & {
  readonly hasPassword: boolean
  readonly sessions: number | null
  readonly accounts: readonly {
    readonly backend: string
    readonly subject: string
    readonly lastLoginAt: Date
  }[]
}

function formatUser(user: ShownUser): string {
  const { provenEmail, email, roles, fields, accounts, sessions } = user
  const state = [user.active ? 'can sign in' : 'disabled', ...(user.admin ? ['administrator'] : [])]
  const address = email === null ? '-' : `${email} (not verified)`
  const rows: (readonly [string, string])[] = [
    ['User name', user.username],
    ['ID', user.id],
    ['Name', user.name ?? '-'],
    ['Email', provenEmail ?? address],
    ['Language', user.language ?? '-'],
    ['State', state.join(', ')],
    ['Roles', roles.join(', ') || '-'],
    ...Object.entries(fields).map(([name, value]) => [`Field ${name}`, JSON.stringify(value)] as const),
    ['Created', user.createdAt.toISOString()],
    ['Password', user.hasPassword ? 'yes' : 'no'],
    ['Sessions', sessions === null ? 'not listed by this session store' : String(sessions)],
    ...accounts.map(
      ({ backend, subject, lastLoginAt }) =>
        ['Account', `${backend} ${subject}, last used ${lastLoginAt.toISOString()}`] as const,
    ),
  ]
  return formatTable(rows.map((row) => row.map(stripControls)))
}

function readLimit(text: string | null): number {
  if (text === null) return DEFAULT_LIMIT
  const limit = Number(text)
  if (/^\d{1,6}$/.test(text) && limit >= 1 && limit <= MAX_LIMIT) return limit
  throw new UsageError(`--limit must be a number from 1 to ${MAX_LIMIT}.`)
}

function readRole(role: string | null, { roles }: UserExtension): string | null {
  if (role === null || roles.includes(role)) return role
  const known = roles.length === 0 ? 'It has none.' : `It has ${roles.join(', ')}.`
  throw new CommandError(`The configuration has no role ${JSON.stringify(role)}. ${known}`)
}
