import type { Context } from 'koa'
import type Router from 'koa-router'
import { passwordProblem, setPassword } from '../../backends/password/policy.js'
import { PortcullisError } from '../../errors.js'
import { message } from '../../locales/messages.js'
import { readForm, singleParam } from '../../middleware/body.js'
import { requestContext } from '../../middleware/request-context.js'
import type { FormError, Page } from '../../pages/render.js'
import { type RecentlyAuthenticated, requireRecentAuthentication } from '../../recent-authentication.js'
import type { CurrentSession } from '../../sessions/session-store.js'
import { notifyAccessChange } from '../account-notices.js'
import {
  isRecentlyAuthenticated,
  requireRecentLogin,
  sessionOrLogin,
  signInAgainPath,
  toUserSummary,
} from '../current-user.js'
import { withFlash } from '../flash.js'
import { clientInfo, redirect, requireCsrf, sendPage, type Services } from '../services.js'
import { renderErrorsOnForm } from '../form-errors.js'

/** The page where users set a first password, or change their password. */
export function passwordRoutes(router: Router, services: Services): void {
  if (services.backends.password === null) return

  router.get('/account/password', async (ctx) => {
    const current = sessionOrLogin(services, ctx)
    if (current === null) return
    const currentHash = await services.store.getPassword(current.user.id)
    sendPage(services, ctx, passwordPage(services, current, { currentHash, error: null }))
  })

  router.post('/account/password', async (ctx) => {
    const current = requireCsrf(services, ctx)
    const currentHash = await services.store.getPassword(current.user.id)
    const context = requestContext(ctx)
    context.retryPath = signInAgainPath(ctx.path)
    renderErrorsOnForm(
      ctx,
      (error) => passwordPage(services, current, { currentHash, error }),
      'form.wrongCurrentPassword',
    )
    const newPassword = readNewPassword(readForm(ctx), [current.user.username, current.user.email])
    const proof =
      currentHash === null
        ? requireRecentLogin(services, ctx, current, ctx.path)
        : await verifyCurrentPassword(services, ctx, current)
    await savePassword(services, current, { currentHash, newPassword, proof })
    const kind = currentHash === null ? 'password-set' : 'password-changed'
    notifyAccessChange(services, ctx, current.user, { kind })
    const renewed = await services.sessions.endOthers(current)
    if (!renewed) throw new PortcullisError('login_required', { detail: message('detail.session.ended') })
    services.http.knownBrowsers.renew(ctx, current.user, renewed.session.epoch)
    await services.http.sessions.attach(ctx, renewed)
    redirect(ctx, withFlash(`${services.site.basePath}/account`, 'password-saved'))
  })
}

/**
 * An open session is not enough to change the password: the current one must be entered. Guesses count as at a
 * sign-in.
 * @throws PortcullisError bad_request, wrong_credentials, too_many_requests
 */
async function verifyCurrentPassword(
  services: Services,
  ctx: Context,
  { user }: CurrentSession,
): Promise<RecentlyAuthenticated> {
  const password = singleParam(readForm(ctx), 'current')
  if (password === null)
    throw new PortcullisError('bad_request', { detail: message('detail.password.noCurrent') })
  const { address } = clientInfo(services, ctx)
  const login = await services.backends.password?.verify({
    name: user.username,
    password,
    address,
    findKnownBrowser: (owner) => services.http.knownBrowsers.find(ctx, owner),
  })
  if (login?.userId !== user.id)
    throw new PortcullisError('wrong_credentials', { detail: message('detail.password.otherUser') })
  return requireRecentAuthentication({ password: login }, services.clock())
}

async function savePassword(
  services: Services,
  { user }: CurrentSession,
  {
    currentHash,
    newPassword,
    proof,
  }: {
    readonly currentHash: string | null
    readonly newPassword: string
    readonly proof: RecentlyAuthenticated
  },
): Promise<void> {
  const hash = await services.backends.passwordHasher.hash(newPassword)
  const now = services.clock()
  await services.store.atomically(async (store) => {
    await store.lockUser(user.id, now)
    // The proof above was about the password of that moment. No two hashes are ever the same.
    if ((await store.getPassword(user.id)) !== currentHash) {
      throw new PortcullisError('wrong_credentials', { detail: message('detail.password.changed') })
    }
    await setPassword(store, { user, hash, now, proof })
  })
}

function passwordPage(
  { clock }: Pick<Services, 'clock'>,
  current: CurrentSession,
  { currentHash, error }: { readonly currentHash: string | null; readonly error: FormError | null },
): Page {
  const { user, csrf } = current
  return {
    name: 'password',
    user: toUserSummary(user),
    username: user.username,
    hasPassword: currentHash !== null,
    canChange: currentHash !== null || isRecentlyAuthenticated(current, clock()),
    csrf,
    error,
  }
}

/**
 * The new password, which must be typed twice.
 * @param names of its owner, which anyone can guess
 * @throws PortcullisError bad_request, password_rejected
 */
export function readNewPassword(form: URLSearchParams, names: readonly (string | null)[]): string {
  const password = singleParam(form, 'password')
  const repeated = singleParam(form, 'repeated')
  if (password === null || repeated === null) {
    throw new PortcullisError('bad_request', { detail: 'the new password is missing' })
  }
  const mismatch = password === repeated ? null : message('form.passwordsDiffer')
  const problem = mismatch ?? passwordProblem(password, names)
  if (problem !== null) throw new PortcullisError('password_rejected', { text: problem })
  return password
}
