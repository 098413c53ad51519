import type Router from 'koa-router'
import type { Context } from 'koa'
import { PortcullisError } from '../../errors.js'
import type { ListedUser } from '../../store/directory.js'
import type { UserLine } from '../../views/index.js'
import { browserName } from '../../web/browser-name.js'
import { backendFaceOf } from '../account.js'
import { withNotice } from '../notices.js'
import { page, type Parts, queryParameter, seeOther } from '../parts.js'
import { requireAdmin, requireRecentAdminForm } from './administrator.js'
import { adminFrame } from './frame.js'
import { signInLines } from './sign-in-lines.js'
import { type Act, disconnectAccount, endOneSession, USER_ACTS } from './user-acts.js'

const PAGE = 50
const LONGEST_SEARCH = 100
const RECENT_SIGN_INS = 10

/** Finding users, looking at one, and what can be done to them. */
export function userRoutes(router: Router, parts: Parts): void {
  router.get('/admin/users', async (ctx) => {
    const current = requireAdmin(parts, ctx)
    const sought = queryParameter(ctx, 'q')?.slice(0, LONGEST_SEARCH).trim() ?? ''
    const found = await parts.store.searchUsers(sought, queryParameter(ctx, 'after'), PAGE + 1)
    const users = found.slice(0, PAGE)
    const after = found.length > PAGE ? users.at(-1)?.username : undefined
    const more = after === undefined ? null : new URLSearchParams({ q: sought, after }).toString()
    const frame = adminFrame(ctx, current, 'users')
    page(ctx, parts.views.render({ name: 'admin/users', ...frame, users: users.map(lineOf), sought, more }))
  })

  router.get('/admin/users/:id', async (ctx) => {
    const current = requireAdmin(parts, ctx)
    const user = await userAt(parts, ctx)
    const [accounts, sessions, events] = await Promise.all([
      parts.store.accountsOf(user.id),
      parts.sessions.list(user.id, current.user.id === user.id ? current : null),
      parts.store.events({ area: 'sign-in', userId: user.id }, RECENT_SIGN_INS),
    ])
    const html = parts.views.render({
      name: 'admin/user',
      ...adminFrame(ctx, current, 'users'),
      person: { ...lineOf(user), createdAt: user.createdAt },
      isSelf: current.user.id === user.id,
      accounts: accounts.map(({ id, backend, label, lastLoginAt }) => ({
        ...{
          id,
          label,
          lastLoginAt,
          backend: backendFaceOf(parts, backend),
          canDisconnect: true,
          mustReconnect: false,
        },
      })),
      sessions: sessions.map((each) => ({
        ...{ id: each.id, kind: each.kind, label: each.label, address: each.address },
        current: each.id === current.session.id,
        browser: browserName(each.userAgent),
        ...{ createdAt: each.createdAt, lastSeenAt: each.lastSeenAt },
        backend: backendFaceOf(parts, each.backend).label,
      })),
      listsSessions: parts.listsSessions,
      signIns: await signInLines(parts, events),
    })
    page(ctx, html)
  })

  router.post('/admin/users/:id/sessions/:session/end', (ctx) =>
    act(parts, ctx, (each) => endOneSession(each, idIn(ctx, 'session', 'bad_request'))),
  )
  router.post('/admin/users/:id/accounts/:account/disconnect', (ctx) =>
    act(parts, ctx, (each) => disconnectAccount(each, idIn(ctx, 'account', 'unknown_account'))),
  )
  for (const [word, doing] of Object.entries(USER_ACTS)) {
    router.post(`/admin/users/:id/${word}`, (ctx) => act(parts, ctx, doing))
  }
}

// Whose page it is says the address; nothing else that a form holds is looked at.
async function act(
  parts: Parts,
  ctx: Context,
  doing: (each: Act) => ReturnType<(typeof USER_ACTS)[string]>,
): Promise<void> {
  const back = `/admin/users/${idIn(ctx, 'id', 'unknown_user')}`
  const current = requireRecentAdminForm(parts, ctx, back)
  const user = await userAt(parts, ctx)
  // Nobody takes from themself what they would need to take it back; for the rest there is the account page.
  if (current.user.id === user.id)
    throw new PortcullisError('own_account', { detail: 'an administrator, to their own account' })
  const notice = await doing({ parts, ctx, current, user })
  seeOther(ctx, withNotice(parts.site.basePath + back, notice))
}

async function userAt(parts: Parts, ctx: Context): Promise<ListedUser> {
  const user = await parts.store.findListedUser(idIn(ctx, 'id', 'unknown_user'))
  if (user === null) throw new PortcullisError('unknown_user', { detail: 'nobody has this id' })
  return user
}

function idIn(ctx: Context, name: string, code: 'unknown_user' | 'unknown_account' | 'bad_request'): string {
  const params: unknown = ctx['params']
  const value: unknown = typeof params === 'object' && params !== null ? Reflect.get(params, name) : undefined
  if (typeof value === 'string' && /^[\w-]{1,64}$/.test(value)) return value
  throw new PortcullisError(code, { detail: 'that is no identifier' })
}

function lineOf({ id, username, name, email, emailVerified, active, admin }: ListedUser): UserLine {
  return { id, username, name, email, emailVerified, active, admin }
}
