import type Router from 'koa-router'
import type { Context } from 'koa'
import { PortcullisError } from '../errors.js'
import type { LimitRule } from '../limits/limiter.js'
import { mailboxOf } from '../mail/mailbox.js'
import type { Current } from '../session/current.js'
import type { User } from '../store/records.js'
import type { FormFault } from '../views/index.js'
import { notesOf } from '../web/context.js'
import { formOf } from '../web/forms.js'
import { handleIn, mailboxIn, mailingOf, proveMailbox, spendOnMail, typedAddress } from './code-mail.js'
import { faceOf } from './face.js'
import { withNotice } from './notices.js'
import { page, type Parts, requireForm, seeOther } from './parts.js'
import { faultOf } from './password-fault.js'
import { isRecent, requireRecentLogin } from './recent-login.js'

/** Each of these is told to the old address as well. */
const BY_USER: LimitRule = { name: 'address changes of one user', most: 5, windowMs: 3600_000 }

/** The page where a signed-in person changes their e-mail address: the new one counts once it is proven. */
export function emailRoutes(router: Router, parts: Parts): void {
  router.get('/account/email', (ctx) => {
    mailingOf(parts)
    const current = parts.carrier.current(ctx)
    if (current) page(ctx, emailPage(parts, current, unproven(current.user), null))
    else seeOther(ctx, parts.site.basePath + loginPath(ctx))
  })

  router.post('/account/email', async (ctx) => {
    const current = requireForm(parts, ctx)
    const form = formOf(ctx)
    const notes = notesOf(ctx)
    notes.again = loginPath(ctx)
    notes.failurePage = (error, reference) => {
      const fault = faultOf(error, reference)
      return fault && emailPage(parts, current, typedAddress(form), fault)
    }
    requireRecentLogin(current, parts.now())
    await ask(parts, ctx, current, form)
  })

  router.get('/account/email/confirm', (ctx) => {
    seeOther(ctx, `${parts.site.basePath}/account/email`)
  })

  router.post('/account/email/confirm', async (ctx) => {
    const current = requireForm(parts, ctx)
    const { user } = current
    const form = formOf(ctx)
    const handle = handleIn(form)
    const proof = { purpose: 'email', handle, userId: user.id } as const
    const notes = notesOf(ctx)
    notes.again = '/account/email'
    const { email: address } = await parts.codes.waiting(proof)
    notes.failurePage = (error, reference) => {
      const fault = faultOf(error, reference)
      return fault && confirmPage(parts, current, { address, handle: handle ?? '', fault })
    }
    const { email } = await proveMailbox(parts, form, proof)
    notes.failurePage = null
    await change(parts, user.id, email)
    const renewed = await parts.sessions.renew(current)
    if (!renewed) throw new PortcullisError('login_required', { detail: 'the session ended meanwhile' })
    await parts.carrier.carry(ctx, renewed)
    seeOther(ctx, withNotice(`${parts.site.basePath}/account`, 'email-changed'))
  })
}

/** The address that the person has still to prove, so that they need not type it; nothing when they have. */
function unproven({ email, provenEmail }: User): string {
  return provenEmail === null ? (email ?? '') : ''
}

/** Where signing in again leads back to this page; below the base path. */
function loginPath(ctx: Context): string {
  return `/login?${new URLSearchParams({ next: ctx.path }).toString()}`
}

// Whether somebody else has proven the address is not looked at here: only whoever reads its mail may learn that.
async function ask(parts: Parts, ctx: Context, current: Current, form: URLSearchParams): Promise<void> {
  const { outbox, letters } = mailingOf(parts)
  const { user } = current
  const to = mailboxIn(form)
  await parts.limiter.spend(BY_USER, user.id)
  await spendOnMail(parts, ctx, to)
  const { handle, code } = await parts.codes.issue({ purpose: 'email', email: to, userId: user.id, data: '' })
  outbox.post({ to, ...letters.emailCode(code) })
  const old = mailboxOf(user.provenEmail)
  if (old && old !== to) outbox.post({ to: old, ...letters.emailChangeAsked() })
  page(ctx, confirmPage(parts, current, { address: to, handle, fault: null }))
}

/**
 * Makes a proven address the user's, and tells the old one. Until here the old one has counted for everything. That two
 * users never have proven one address is up to the database.
 */
async function change(parts: Parts, userId: string, email: string): Promise<void> {
  const { outbox, letters } = mailingOf(parts)
  const before = await parts.store.atomically(async (store): Promise<User> => {
    const now = parts.now()
    await store.lockUser(userId, now)
    const [user, owner] = [await store.findUser(userId), await store.findUserByProvenEmail(email)]
    if (!user) throw new PortcullisError('login_required', { detail: 'the user went away meanwhile' })
    if (owner && owner.id !== userId) {
      throw new PortcullisError('email_taken', { detail: `user ${owner.id} has proven this address` })
    }
    await store.refreshUser(userId, { email, emailVerified: true, provenEmail: email }, now)
    return user
  })
  const old = mailboxOf(before.provenEmail)
  if (old && old !== email) outbox.post({ to: old, ...letters.emailWasChanged() })
}

function emailPage(parts: Parts, current: Current, email: string, fault: FormFault | null): string {
  const { user, csrf } = current
  return parts.views.render({
    name: 'email',
    ...{ user: faceOf(user), csrf, email, fault },
    known: user.email,
    mayChange: isRecent(current, parts.now()),
  })
}

function confirmPage(
  parts: Parts,
  { user, csrf }: Current,
  form: { readonly address: string; readonly handle: string; readonly fault: FormFault | null },
): string {
  return parts.views.render({ name: 'email-confirm', user: faceOf(user), csrf, ...form })
}
