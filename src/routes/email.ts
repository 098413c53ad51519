import type { Context } from 'koa'
import type Router from 'koa-router'
import { PortcullisError } from '../errors.js'
import { message } from '../locales/messages.js'
import { parseEmailAddress } from '../mail/email-address.js'
import { readForm, singleParam } from '../middleware/body.js'
import { requestContext } from '../middleware/request-context.js'
import type { FormError, Page } from '../pages/render.js'
import type { RateLimitRule } from '../rate-limit/rate-limiter.js'
import { type RecentlyAuthenticated, requireRecentAuthentication } from '../recent-authentication.js'
import type { CurrentSession } from '../sessions/session-store.js'
import type { User } from '../store/models.js'
import {
  isRecentlyAuthenticated,
  requireRecentLogin,
  sessionOrLogin,
  signInAgainPath,
  toUserSummary,
} from './current-user.js'
import { mailLimits, openCodeForm, readEmailField, requireEmailField, requireMail } from './email-codes.js'
import { withFlash } from './flash.js'
import { renderErrorsOnForm } from './form-errors.js'
import { redirect, requireCsrf, sendPage, type Services } from './services.js'

/** Each change is also announced to the old address. */
const USER_LIMIT: RateLimitRule = { name: 'address changes of one user', max: 5, windowMs: 3600_000 }

/** The page where users change their email address. The new address counts once it is proven. */
export function emailRoutes(router: Router, services: Services): void {
  router.get('/account/email', (ctx) => {
    requireMail(services)
    const current = sessionOrLogin(services, ctx)
    if (current !== null)
      sendPage(services, ctx, emailPage(services, current, unverifiedEmail(current.user), null))
  })

  router.post('/account/email', async (ctx) => {
    const current = requireCsrf(services, ctx)
    const form = readForm(ctx)
    requestContext(ctx).retryPath = signInAgainPath(ctx.path)
    renderErrorsOnForm(ctx, (error) => emailPage(services, current, readEmailField(form), error))
    const proof = requireRecentLogin(services, ctx, current, ctx.path)
    await sendChangeCode(services, ctx, { current, form, proof })
  })

  router.get('/account/email/confirm', (ctx) => {
    redirect(ctx, `${services.site.basePath}/account/email`)
  })

  router.post('/account/email/confirm', async (ctx) => {
    const current = requireCsrf(services, ctx)
    const { user } = current
    requestContext(ctx).retryPath = '/account/email'
    const { flowToken, address, redeem } = await openCodeForm(services, ctx, {
      purpose: 'email',
      userId: user.id,
    })
    renderErrorsOnForm(ctx, (error) => confirmPage(current, { address, flowToken, error }))
    const { email } = await redeem()
    // The code was sent after a recent sign-in of this user, who has just redeemed it.
    const proof = requireRecentAuthentication({ emailedCode: { userId: user.id } }, services.clock())
    await confirmChange(services, ctx, proof, email)
    const renewed = await services.sessions.renew(current)
    if (!renewed) throw new PortcullisError('login_required', { detail: message('detail.session.ended') })
    await services.http.sessions.attach(ctx, renewed)
    redirect(ctx, withFlash(`${services.site.basePath}/account`, 'email-changed'))
  })
}

/** The switch of the account page for emails about sign-ins with browsers that are not known. */
export function signInMailRoutes(router: Router, services: Services): void {
  if (services.mail === null || !services.site.signInMails) return
  const accountPath = `${services.site.basePath}/account`

  router.post('/account/sign-in-mails', async (ctx) => {
    const current = requireCsrf(services, ctx)
    // A passer-by must not switch off what would tell the user of them.
    requireRecentLogin(services, ctx, current, accountPath)
    const isWanted = singleParam(readForm(ctx), 'wanted') === '1'
    await services.store.setSignInMails(current.user.id, isWanted, services.clock())
    redirect(ctx, withFlash(accountPath, isWanted ? 'sign-in-mails-on' : 'sign-in-mails-off'))
  })
}

/** The address that the user has still to prove, so that they need not type it; empty when it is proven. */
function unverifiedEmail({ email, provenEmail }: User): string {
  return provenEmail === null ? (email ?? '') : ''
}

// Whether another user has proven the address is not checked here: only someone who reads its email may learn that.
async function sendChangeCode(
  services: Services,
  ctx: Context,
  {
    current,
    form,
    proof,
  }: {
    readonly current: CurrentSession
    readonly form: URLSearchParams
    readonly proof: RecentlyAuthenticated
  },
): Promise<void> {
  const { mailQueue, emailTemplates } = requireMail(services)
  const { user } = current
  const to = requireEmailField(form)
  const limits = [{ rule: USER_LIMIT, subject: user.id }, ...mailLimits(services, ctx, to)]
  const { flowToken, code } = await services.rateLimiter.run(limits, () =>
    services.flows.emailCodes.issue({ purpose: 'email', email: to, userId: proof.userId, data: '' }),
  )
  mailQueue.enqueue({ to, ...emailTemplates(ctx, user).emailCode(code) })
  const oldAddress = parseEmailAddress(user.provenEmail)
  if (oldAddress && oldAddress !== to)
    mailQueue.enqueue({ to: oldAddress, ...emailTemplates(ctx, user).emailChangeRequested() })
  sendPage(services, ctx, confirmPage(current, { address: to, flowToken, error: null }))
}

/**
 * Makes a proven address the user's, and notifies the old one, which counted for everything until now. The database
 * ensures that no two users have proven one address.
 */
async function confirmChange(
  services: Services,
  ctx: Context,
  { userId }: RecentlyAuthenticated,
  email: string,
): Promise<void> {
  const { mailQueue, emailTemplates } = requireMail(services)
  const previousUser = await services.store.atomically(async (store): Promise<User> => {
    const now = services.clock()
    await store.lockUser(userId, now)
    const [user, owner] = [await store.findUser(userId), await store.findUserByTrustedEmail(email)]
    if (!user) throw new PortcullisError('login_required', { detail: message('detail.session.userDeleted') })
    if (owner && owner.id !== userId) {
      throw new PortcullisError('email_already_verified', {
        detail: `user ${owner.id} has verified this address`,
      })
    }
    await store.updateUser(userId, { email, emailVerified: true, provenEmail: email }, now)
    return user
  })
  const oldAddress = parseEmailAddress(previousUser.provenEmail)
  if (oldAddress && oldAddress !== email)
    mailQueue.enqueue({ to: oldAddress, ...emailTemplates(ctx, previousUser).emailChanged() })
}

function emailPage(
  { clock }: Pick<Services, 'clock'>,
  current: CurrentSession,
  email: string,
  error: FormError | null,
): Page {
  const { user, csrf } = current
  return {
    name: 'email',
    user: toUserSummary(user),
    csrf,
    email,
    error,
    currentEmail: user.email,
    canChange: isRecentlyAuthenticated(current, clock()),
  }
}

function confirmPage(
  { user, csrf }: CurrentSession,
  form: { readonly address: string; readonly flowToken: string; readonly error: FormError | null },
): Page {
  return { name: 'email-confirm', user: toUserSummary(user), csrf, ...form }
}
