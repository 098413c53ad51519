import type Router from 'koa-router'
import type { Context } from 'koa'
import type { BackendFace } from '../backends/backend.js'
import { PortcullisError } from '../errors.js'
import { PASSWORD_BACKEND } from '../policy.js'
import { type Deleted, disconnect } from '../pipeline/disconnect.js'
import { Halt } from '../pipeline/pipeline.js'
import type { Revocation } from '../provider-tokens/account-tokens.js'
import type { Current } from '../session/current.js'
import { browserName } from '../web/browser-name.js'
import { noteSignIn, notesOf } from '../web/context.js'
import { allowProviders } from '../web/headers.js'
import { backendNamed, beginAttempt } from './begin.js'
import { displayName } from './face.js'
import { noticeOf, withNotice } from './notices.js'
import { page, type Parts, requireForm, seeOther } from './parts.js'

/** The signed-in page, and linking and unlinking of accounts. */
export function accountRoutes(router: Router, parts: Parts): void {
  router.get('/account', async (ctx) => {
    const current = parts.carrier.current(ctx)
    if (!current) {
      seeOther(ctx, `${parts.site.basePath}/login?${new URLSearchParams({ next: ctx.path }).toString()}`)
      return
    }
    allowProviders(ctx)
    page(ctx, await accountPage(parts, current, noticeOf(ctx)))
  })

  router.post('/connect/:backend', async (ctx) => {
    const backend = backendNamed(parts, ctx.params['backend'])
    noteSignIn(ctx, backend.name, 'browser', { kind: null, begins: true, intent: 'connect' })
    const { user } = requireForm(parts, ctx)
    const next = `${parts.site.basePath}/account`
    seeOther(ctx, await beginAttempt(parts, ctx, { backend, intent: 'connect', userId: user.id, next }))
  })

  router.post('/disconnect/:backend/:account', async (ctx) => {
    const current = requireForm(parts, ctx)
    const { user, session } = current
    const { backend, account } = ctx.params
    if (!backend || !account) throw new PortcullisError('unknown_account')
    const notes = notesOf(ctx)
    notes.again = '/account'
    const outcome = await parts.store.atomically((store) =>
      disconnect.run(
        {
          userId: user.id,
          sessionId: session.id,
          backend,
          accountId: account,
          usableBackends: usableBackends(parts),
          store,
          now: parts.now(),
        },
        (note) => notes.trace.push(note),
      ),
    )
    let revocation: Revocation = 'nothing_to_revoke'
    if (!(outcome instanceof Halt)) {
      // Only the session that this account had opened is of no account, and no provider, any more.
      const freed = session.accountId === account ? { accountId: null, sid: null } : {}
      const renewed = await parts.sessions.renew(current, freed)
      if (!renewed) throw new PortcullisError('login_required', { detail: 'the session ended meanwhile' })
      await parts.carrier.carry(ctx, renewed)
      revocation = await revoke(parts, ctx, outcome)
    }
    const notice = revocation === 'failed' ? 'not-revoked' : 'disconnected'
    seeOther(ctx, withNotice(`${parts.site.basePath}/account`, notice))
  })
}

/** Behind the transaction: a provider may take its time, and what it answers changes nothing here. */
async function revoke(parts: Parts, ctx: Context, { entry, tokens }: Deleted): Promise<Revocation> {
  const began = performance.now()
  const revocation = await parts.providerTokens.revoke(entry, tokens)
  const because = revocation.replaceAll('_', ' ')
  notesOf(ctx).trace.push({ step: 'revokeTokens', because, ms: Math.round(performance.now() - began) })
  return revocation
}

async function accountPage(parts: Parts, current: Current, notice: string | null): Promise<string> {
  const { user, session, csrf } = current
  const [accounts, sessions, refused] = await Promise.all([
    parts.store.accountsOf(user.id),
    parts.sessions.list(user.id, current),
    parts.providerTokens.refusedOf(user.id),
  ])
  const usable = accounts.filter((account) => usableBackends(parts).includes(account.backend))
  const hasPassword = accounts.some((account) => account.backend === PASSWORD_BACKEND)
  return parts.views.render({
    name: 'account',
    user: {
      name: displayName(user),
      picture: user.picture,
      username: user.username,
      email: user.email,
      emailVerified: user.emailVerified,
      admin: user.admin,
    },
    accounts: accounts.map((account) => ({
      id: account.id,
      backend: backendFaceOf(parts, account.backend),
      label: account.label,
      lastLoginAt: account.lastLoginAt,
      // A backend that is no longer set up cannot bring new tokens.
      mustReconnect: refused.has(account.id) && parts.registry.get(account.backend) !== null,
      canDisconnect: usable.some((other) => other.id !== account.id),
    })),
    connectable: parts.registry.list(),
    canChangeEmail: parts.mailing !== null,
    hasPassword: parts.passwordBackend === null ? null : hasPassword,
    listsSessions: parts.listsSessions,
    sessions: sessions.map((each) => ({
      id: each.id,
      current: each.id === session.id,
      kind: each.kind,
      label: each.label,
      browser: browserName(each.userAgent),
      address: each.address,
      createdAt: each.createdAt,
      lastSeenAt: each.lastSeenAt,
      backend: backendFaceOf(parts, each.backend).label,
    })),
    csrf,
    notice,
  })
}

/** The backends by which somebody can sign in now. */
export function usableBackends(parts: Parts): readonly string[] {
  const names = parts.registry.list().map(({ name }) => name)
  return parts.passwordBackend === null ? names : [...names, PASSWORD_BACKEND]
}

const PASSWORD_FACE: BackendFace = { name: PASSWORD_BACKEND, label: 'Password', icon: 'key' }

// An account can outlive its backend's configuration; it is then shown by name.
export function backendFaceOf(parts: Parts, backend: string): BackendFace {
  if (backend === PASSWORD_BACKEND) return PASSWORD_FACE
  return parts.registry.get(backend) ?? { name: backend, label: backend, icon: null }
}
