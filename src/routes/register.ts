import type Router from 'koa-router'
import type { Context } from 'koa'
import { z } from 'zod'
import { newId } from '../crypto/token.js'
import { PortcullisError } from '../errors.js'
import type { Mailbox } from '../mail/mailbox.js'
import { safeNext } from '../next.js'
import { localIdentity } from '../passwords/local-identity.js'
import { PASSWORD_BACKEND } from '../policy.js'
import type { FormFault } from '../views/index.js'
import { noteSignIn, notesOf } from '../web/context.js'
import { formOf, single } from '../web/forms.js'
import { allowProviders } from '../web/headers.js'
import { handleIn, mailboxIn, mailingOf, proveMailbox, spendOnMail, typedAddress } from './code-mail.js'
import { newPasswordIn } from './new-password.js'
import { page, type Parts, queryParameter, seeOther } from './parts.js'
import { faultOf } from './password-fault.js'
import { signInLocally } from './password-sign-in.js'

const LONGEST_NAME = 100

/** What waits until its mailbox is proven; nothing of it is in the tables of users before that. */
const Registration = z.object({ name: z.string().nullable(), hash: z.string(), next: z.string() })

/** Making an account with a password. Not there when passwords are switched off. */
export function registerRoutes(router: Router, parts: Parts): void {
  if (parts.passwordBackend === null) return

  router.get('/register', (ctx) => {
    requireOffered(parts)
    const next = safeNext(queryParameter(ctx, 'next'), parts.site)
    if (parts.carrier.current(ctx)) seeOther(ctx, next)
    else page(ctx, registerPage(parts, { email: '', personName: '', next, fault: null }))
  })

  router.post('/register', async (ctx) => {
    requireOffered(parts)
    const form = formOf(ctx)
    const next = safeNext(single(form, 'next'), parts.site)
    const typed = { email: typedAddress(form), personName: single(form, 'name', LONGEST_NAME) ?? '', next }
    const notes = notesOf(ctx)
    notes.again = `/register?${new URLSearchParams({ next }).toString()}`
    notes.failurePage = (error, reference) => {
      const fault = faultOf(error, reference)
      return fault && registerPage(parts, { ...typed, fault })
    }
    const mailbox = mailboxIn(form)
    const password = newPasswordIn(form, [mailbox, typed.personName])
    await spendOnMail(parts, ctx, mailbox)
    const name = typed.personName.trim() || null
    const data = JSON.stringify({ name, hash: await parts.hasher.hash(password), next })
    await sendCode(parts, ctx, mailbox, data)
  })

  router.post('/register/again', async (ctx) => {
    requireOffered(parts)
    notesOf(ctx).again = '/register'
    const handle = handleIn(formOf(ctx))
    const { email, data } = await parts.codes.waiting({ purpose: 'register', handle })
    await spendOnMail(parts, ctx, email)
    await sendCode(parts, ctx, mailboxIn(new URLSearchParams({ email })), data)
  })

  router.get('/register/confirm', (ctx) => {
    seeOther(ctx, `${parts.site.basePath}/register`)
  })

  router.post('/register/confirm', async (ctx) => {
    requireOffered(parts)
    const form = formOf(ctx)
    const handle = handleIn(form)
    const proof = { purpose: 'register', handle } as const
    const notes = notesOf(ctx)
    notes.again = '/register'
    noteSignIn(ctx, PASSWORD_BACKEND, 'browser')
    const { email: address } = await parts.codes.waiting(proof)
    notes.failurePage = (error, reference) => {
      const fault = faultOf(error, reference)
      return fault && confirmPage(parts, ctx, { address, handle: handle ?? '', fault })
    }
    const { email, data } = await proveMailbox(parts, form, proof)
    notes.failurePage = null
    await join(parts, ctx, email, Registration.parse(JSON.parse(data)))
  })
}

/** @throws PortcullisError registration_closed, mail_unavailable */
function requireOffered(parts: Parts): void {
  if (parts.house.registration === 'closed') {
    throw new PortcullisError('registration_closed', { detail: 'REGISTRATION is closed' })
  }
  mailingOf(parts)
}

// Whoever has proven this address already gets another mail, and the page the same answer at the same time, so that
// nobody learns who has an account.
async function sendCode(parts: Parts, ctx: Context, mailbox: Mailbox, data: string): Promise<void> {
  const { outbox, letters } = mailingOf(parts)
  const owner = await parts.store.findUserByProvenEmail(mailbox)
  const { handle, code } = await parts.codes.issue({
    purpose: 'register',
    email: mailbox,
    userId: null,
    data,
  })
  outbox.post({
    to: mailbox,
    ...(owner === null ? letters.registrationCode(code) : letters.alreadyRegistered()),
  })
  page(ctx, confirmPage(parts, ctx, { address: mailbox, handle, fault: null }))
}

async function join(
  parts: Parts,
  ctx: Context,
  email: string,
  { name, hash, next }: z.infer<typeof Registration>,
): Promise<void> {
  const identity = { ...localIdentity(newId(), null), email, emailVerified: true, name }
  await signInLocally(parts, ctx, { identity, passwordHash: hash }, next)
}

function registerPage(
  parts: Parts,
  form: {
    readonly email: string
    readonly personName: string
    readonly next: string
    readonly fault: FormFault | null
  },
): string {
  return parts.views.render({ name: 'register', user: null, ...form })
}

function confirmPage(
  parts: Parts,
  ctx: Context,
  form: { readonly address: string; readonly handle: string; readonly fault: FormFault | null },
): string {
  // The form leads to where the visitor wanted to go, which may be on an allowed origin.
  allowProviders(ctx)
  return parts.views.render({ name: 'register-confirm', user: null, ...form })
}
