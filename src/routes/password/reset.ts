import type { Context } from 'koa'
import type Router from 'koa-router'
import { NO_VERSION } from '../../attempt.js'
import { localIdentity } from '../../backends/password/backend.js'
import { setPassword } from '../../backends/password/policy.js'
import { hashToken } from '../../crypto/tokens.js'
import { PortcullisError } from '../../errors.js'
import { PASSWORD_BACKEND, PASSWORD_POLICY } from '../../identity.js'
import { message } from '../../locales/messages.js'
import { type EmailAddress, parseEmailAddress } from '../../mail/email-address.js'
import { readForm } from '../../middleware/body.js'
import { requestContext } from '../../middleware/request-context.js'
import type { FormError, Page } from '../../pages/render.js'
import { requireRecentAuthentication } from '../../recent-authentication.js'
import { mailLimits, openCodeForm, readEmailField, requireEmailField, requireMail } from '../email-codes.js'
import type { User } from '../../store/models.js'
import { finishSignIn } from '../finish-sign-in.js'
import { withFlash } from '../flash.js'
import { sendPage, type Services } from '../services.js'
import { readNewPassword } from './change.js'
import { renderErrorsOnForm } from '../form-errors.js'

/**
 * A new password for users who have forgotten theirs, or never had one: they prove that they read their proven
 * address.
 */
export function resetRoutes(router: Router, services: Services): void {
  if (services.backends.password === null) return

  router.get('/forgot', (ctx) => {
    requireMail(services)
    sendPage(services, ctx, forgotPage('', null))
  })

  router.post('/forgot', async (ctx) => {
    const { mailQueue, emailTemplates } = requireMail(services)
    const form = readForm(ctx)
    requestContext(ctx).retryPath = '/forgot'
    renderErrorsOnForm(ctx, (error) => forgotPage(readEmailField(form), error))
    const emailAddress = requireEmailField(form)
    await services.rateLimiter.run(mailLimits(services, ctx, emailAddress), async () => {
      // Whether or not a user is found, the work is the same: one read, one row, one page.
      const lookup = { provenEmail: emailAddress }
      const credential = await services.store.findUserForLogin(lookup, PASSWORD_BACKEND)
      const user = credential?.user.active ? credential.user : null
      const { flowToken, code } = await services.flows.emailCodes.issue({
        purpose: 'reset',
        email: emailAddress,
        userId: user?.id ?? null,
        data: passwordFingerprint(credential?.hash ?? null),
      })
      if (user) mailQueue.enqueue({ to: emailAddress, ...emailTemplates(ctx, user).resetCode(code) })
      sendPage(services, ctx, resetPage({ address: emailAddress, flowToken, code: null, error: null }))
    })
  })

  router.get('/reset', (ctx) => {
    requestContext(ctx).retryPath = '/forgot'
    throw new PortcullisError('code_rejected', { detail: message('detail.code.notRequested') })
  })

  // The link that an administrator has sent. Opening it shows the form with the code in it, and does nothing else.
  router.get('/reset/:handle/:code', async (ctx) => {
    const { handle: flowToken = '', code = '' } = ctx.params
    ctx.set('Referrer-Policy', 'no-referrer')
    requestContext(ctx).retryPath = '/forgot'
    const { email: address } = await services.flows.emailCodes.peek({ purpose: 'reset', flowToken })
    sendPage(services, ctx, resetPage({ address, flowToken, code, error: null }))
  })

  router.post('/reset', async (ctx) => {
    requireMail(services)
    const context = requestContext(ctx)
    context.retryPath = '/forgot'
    context.recorder.recordSignIn(PASSWORD_BACKEND, 'browser')
    const { form, flowToken, address, redeem } = await openCodeForm(services, ctx, { purpose: 'reset' })
    renderErrorsOnForm(ctx, (error) => {
      const code = form.has('linked') ? form.get('code') : null
      return resetPage({ address, flowToken, code, error })
    })
    // Before the code is consumed, so that an unsuitable password does not cost the code.
    const password = readNewPassword(form, [address])
    const { userId, email, data } = await redeem()
    if (userId === null) throw new PortcullisError('code_rejected', { detail: message('detail.code.noUser') })
    const user = await savePassword(services, {
      userId,
      email,
      fingerprint: data,
      hash: await services.backends.passwordHasher.hash(password),
    })
    await services.sessions.endAll(userId)
    sendNotice(services, ctx, { to: parseEmailAddress(email), user })
    await signInAfterReset(
      services,
      ctx,
      email,
      withFlash(`${services.site.basePath}/account`, 'password-saved'),
    )
  })
}

/** How long the link that an administrator sends can be used. */
export const RESET_LINK_TTL_HOURS = 24

/**
 * Issues a link for a new password to the proven address of a user, for an administrator. It is worth what a code that the
 * user asks for is worth, and must reach no other address.
 * @param current the hash of the current password; null without one
 * @returns the path of the link below the base path, which is secret, and for how long it can be used
 */
export async function issueResetLink(
  { flows }: Pick<Services, 'flows'>,
  { userId, email }: { readonly userId: string; readonly email: string },
  current: string | null,
): Promise<{ readonly path: string; readonly hours: number }> {
  const { flowToken, code } = await flows.emailCodes.issue({
    purpose: 'reset',
    email,
    userId,
    data: passwordFingerprint(current),
    ttlMs: RESET_LINK_TTL_HOURS * 3600_000,
  })
  return { path: `/reset/${flowToken}/${code}`, hours: RESET_LINK_TTL_HOURS }
}

/** Identifies the current password, or that there is none. A code stops working when the password is changed. */
function passwordFingerprint(hash: string | null): string {
  return hashToken(hash ?? '')
}

interface PasswordReset {
  readonly userId: string
  readonly email: string
  readonly fingerprint: string
  readonly hash: string
}

/**
 * Stores the password and ends all sessions of the user, in one transaction. @throws PortcullisError code_rejected
 */
async function savePassword(
  services: Services,
  { userId, email, fingerprint, hash }: PasswordReset,
): Promise<User> {
  const now = services.clock()
  return services.store.atomically(async (store) => {
    await store.lockUser(userId, now)
    const user = await store.findUser(userId)
    const isUnchanged = passwordFingerprint(await store.getPassword(userId)) === fingerprint
    if (!user?.active || user.provenEmail !== email || !isUnchanged) {
      throw new PortcullisError('code_rejected', {
        detail: 'the address or the password was changed, or the user was disabled, after the code was sent',
      })
    }
    const proof = requireRecentAuthentication({ emailedCode: { userId: user.id } }, now)
    await setPassword(store, { user, hash, now, proof })
    await store.incrementSessionEpoch(userId, now)
    return user
  })
}

function sendNotice(
  services: Services,
  ctx: Context,
  { to, user }: { readonly to: EmailAddress | null; readonly user: User },
): void {
  const { mailQueue, emailTemplates } = requireMail(services)
  if (to) mailQueue.enqueue({ to, ...emailTemplates(ctx, user).passwordReset() })
}

async function signInAfterReset(
  services: Services,
  ctx: Context,
  provenEmail: string,
  returnTo: string,
): Promise<void> {
  const credential = await services.store.findUserForLogin({ provenEmail }, PASSWORD_BACKEND)
  if (!credential || credential.subject === null) {
    throw new PortcullisError('login_required', {
      detail: 'the address or the account was removed in the meantime',
    })
  }
  const { username, sessionEpoch: epoch } = credential.user
  const identity = localIdentity(credential.subject, username, services.clock())
  await finishSignIn(services, ctx, {
    ...NO_VERSION,
    identity,
    policy: PASSWORD_POLICY,
    intent: 'sign-in',
    epoch,
    hasProvenEmail: true,
    returnTo,
  })
}

function forgotPage(email: string, error: FormError | null): Page {
  return { name: 'forgot', user: null, email, error }
}

function resetPage(form: {
  readonly address: string
  readonly flowToken: string
  readonly code: string | null
  readonly error: FormError | null
}): Page {
  return { name: 'reset', user: null, ...form }
}
