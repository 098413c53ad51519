import type Router from 'koa-router'
import type { Context } from 'koa'
import { hashToken } from '../crypto/token.js'
import { PortcullisError } from '../errors.js'
import { mailboxOf } from '../mail/mailbox.js'
import { givePassword } from '../passwords/give-password.js'
import { localIdentity } from '../passwords/local-identity.js'
import { PASSWORD_BACKEND } from '../policy.js'
import type { FormFault } from '../views/index.js'
import { noteSignIn, notesOf } from '../web/context.js'
import { formOf } from '../web/forms.js'
import { handleIn, mailboxIn, mailingOf, proveMailbox, spendOnMail, typedAddress } from './code-mail.js'
import { newPasswordIn } from './new-password.js'
import { withNotice } from './notices.js'
import { page, type Parts } from './parts.js'
import { faultOf } from './password-fault.js'
import { signInLocally } from './password-sign-in.js'

/** A new password for who has forgotten theirs, or never had one: by proof that they read their proven mailbox. */
export function resetRoutes(router: Router, parts: Parts): void {
  if (parts.passwordBackend === null) return

  router.get('/forgot', (ctx) => {
    mailingOf(parts)
    page(ctx, forgotPage(parts, '', null))
  })

  router.post('/forgot', async (ctx) => {
    const { outbox, letters } = mailingOf(parts)
    const form = formOf(ctx)
    const notes = notesOf(ctx)
    notes.again = '/forgot'
    notes.failurePage = (error, reference) => {
      const fault = faultOf(error, reference)
      return fault && forgotPage(parts, typedAddress(form), fault)
    }
    const mailbox = mailboxIn(form)
    await spendOnMail(parts, ctx, mailbox)
    // Whether or not anybody is found, the same is done: one read, one row, one page.
    const holder = await parts.store.findUserForLogin({ provenEmail: mailbox }, PASSWORD_BACKEND)
    const user = holder?.user.active ? holder.user : null
    const { handle, code } = await parts.codes.issue({
      purpose: 'reset',
      email: mailbox,
      userId: user?.id ?? null,
      data: markOf(holder?.hash ?? null),
    })
    if (user) outbox.post({ to: mailbox, ...letters.resetCode(code) })
    page(ctx, resetPage(parts, { address: mailbox, handle, fault: null }))
  })

  router.get('/reset', (ctx) => {
    notesOf(ctx).again = '/forgot'
    throw new PortcullisError('code_refused', { detail: 'opened without having asked for a code' })
  })

  router.post('/reset', async (ctx) => {
    mailingOf(parts)
    const form = formOf(ctx)
    const handle = handleIn(form)
    const proof = { purpose: 'reset', handle } as const
    const notes = notesOf(ctx)
    notes.again = '/forgot'
    noteSignIn(ctx, PASSWORD_BACKEND, 'browser')
    const { email: address } = await parts.codes.waiting(proof)
    notes.failurePage = (error, reference) => {
      const fault = faultOf(error, reference)
      return fault && resetPage(parts, { address, handle: handle ?? '', fault })
    }
    // Before the code is spent: an unfit password costs nobody their code.
    const password = newPasswordIn(form, [address])
    const { userId, email, data } = await proveMailbox(parts, form, proof)
    notes.failurePage = null
    if (userId === null) throw new PortcullisError('code_refused', { detail: 'nobody had this address' })
    await keep(parts, { userId, email, mark: data, hash: await parts.hasher.hash(password) })
    await parts.sessions.endAll(userId)
    tell(parts, email)
    await signIn(parts, ctx, email, withNotice(`${parts.site.basePath}/account`, 'password-saved'))
  })
}

/** Stands for a password, or for none: a code for a new one is worth nothing once this one was changed. */
function markOf(hash: string | null): string {
  return hashToken(hash ?? '')
}

interface Reset {
  readonly userId: string
  readonly email: string
  readonly mark: string
  readonly hash: string
}

/** All of the user's sessions die with the old password, in one transaction. @throws PortcullisError code_refused */
async function keep(parts: Parts, { userId, email, mark, hash }: Reset): Promise<void> {
  const now = parts.now()
  await parts.store.atomically(async (store) => {
    await store.lockUser(userId, now)
    const user = await store.findUser(userId)
    const unchanged = markOf(await store.passwordOf(userId)) === mark
    if (!user?.active || user.provenEmail !== email || !unchanged) {
      throw new PortcullisError('code_refused', {
        detail: 'address or password was changed, or the user disabled, since the code was sent',
      })
    }
    await givePassword(store, { user, hash, now })
    await store.nextSessionEpoch(userId, now)
  })
}

function tell(parts: Parts, email: string): void {
  const to = mailboxOf(email)
  const { outbox, letters } = mailingOf(parts)
  if (to) outbox.post({ to, ...letters.passwordWasReset() })
}

async function signIn(parts: Parts, ctx: Context, provenEmail: string, next: string): Promise<void> {
  const holder = await parts.store.findUserForLogin({ provenEmail }, PASSWORD_BACKEND)
  if (!holder || holder.subject === null) {
    throw new PortcullisError('login_required', { detail: 'address or account went away meanwhile' })
  }
  const { username, sessionEpoch: epoch } = holder.user
  await signInLocally(parts, ctx, { identity: localIdentity(holder.subject, username), epoch }, next)
}

function forgotPage(parts: Parts, email: string, fault: FormFault | null): string {
  return parts.views.render({ name: 'forgot', user: null, email, fault })
}

function resetPage(
  parts: Parts,
  form: { readonly address: string; readonly handle: string; readonly fault: FormFault | null },
): string {
  return parts.views.render({ name: 'reset', user: null, ...form })
}
