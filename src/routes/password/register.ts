import type { Context } from 'koa'
import type Router from 'koa-router'
import { NO_VERSION } from '../../attempt.js'
import { z } from 'zod'
import { localIdentity } from '../../backends/password/backend.js'
import { newId } from '../../crypto/tokens.js'
import { PortcullisError } from '../../errors.js'
import { PASSWORD_BACKEND, PASSWORD_POLICY } from '../../identity.js'
import type { EmailAddress } from '../../mail/email-address.js'
import { readForm, singleParam } from '../../middleware/body.js'
import { requestContext } from '../../middleware/request-context.js'
import { allowFormRedirects } from '../../middleware/security-headers.js'
import type { FormError, Page } from '../../pages/render.js'
import { MAX_RETURN_TO_LENGTH, sanitizeReturnTo } from '../../return-to.js'
import {
  mailLimits,
  openCodeForm,
  readEmailField,
  readFlowToken,
  requireEmailField,
  requireMail,
} from '../email-codes.js'
import { finishSignIn } from '../finish-sign-in.js'
import { queryParam, redirect, sendPage, type Services } from '../services.js'
import { readNewPassword } from './change.js'
import { renderErrorsOnForm } from '../form-errors.js'

const MAX_NAME_LENGTH = 100

/** What waits until the address is proven. Nothing of it is in the tables of users before that. */
const RegistrationSchema = z.object({ name: z.string().nullable(), hash: z.string(), next: z.string() })

/** Registration with a password. The paths do not exist when passwords are disabled. */
export function registerRoutes(router: Router, services: Services): void {
  if (services.backends.password === null) return

  router.get('/register', (ctx) => {
    requireRegistrationOpen(services)
    const next = sanitizeReturnTo(queryParam(ctx, 'next', MAX_RETURN_TO_LENGTH), services.site)
    if (services.http.sessions.current(ctx)) redirect(ctx, next)
    else sendPage(services, ctx, registerPage({ email: '', personName: '', next, error: null }))
  })

  router.post('/register', async (ctx) => {
    requireRegistrationOpen(services)
    const form = readForm(ctx)
    const next = sanitizeReturnTo(singleParam(form, 'next', MAX_RETURN_TO_LENGTH), services.site)
    const formValues = {
      email: readEmailField(form),
      personName: singleParam(form, 'name', MAX_NAME_LENGTH) ?? '',
      next,
    }
    requestContext(ctx).retryPath = `/register?${new URLSearchParams({ next }).toString()}`
    renderErrorsOnForm(ctx, (error) => registerPage({ ...formValues, error }))
    const emailAddress = requireEmailField(form)
    const password = readNewPassword(form, [emailAddress, formValues.personName])
    const name = formValues.personName.trim() || null
    await services.rateLimiter.run(mailLimits(services, ctx, emailAddress), async () => {
      const data = JSON.stringify({ name, hash: await services.backends.passwordHasher.hash(password), next })
      await sendCode(services, ctx, emailAddress, { data, replaces: null })
    })
  })

  router.post('/register/again', async (ctx) => {
    requireRegistrationOpen(services)
    requestContext(ctx).retryPath = '/register'
    const flowToken = readFlowToken(readForm(ctx))
    const { email, data } = await services.flows.emailCodes.peek({ purpose: 'register', flowToken })
    await services.rateLimiter.run(mailLimits(services, ctx, email), () =>
      sendCode(services, ctx, requireEmailField(new URLSearchParams({ email })), {
        data,
        replaces: flowToken,
      }),
    )
  })

  router.get('/register/confirm', (ctx) => {
    redirect(ctx, `${services.site.basePath}/register`)
  })

  router.post('/register/confirm', async (ctx) => {
    requireRegistrationOpen(services)
    const context = requestContext(ctx)
    context.retryPath = '/register'
    context.recorder.recordSignIn(PASSWORD_BACKEND, 'browser')
    const { flowToken, address, redeem } = await openCodeForm(services, ctx, { purpose: 'register' })
    renderErrorsOnForm(ctx, (error) => confirmPage(ctx, { address, flowToken, error }))
    const { email, data } = await redeem()
    await register(services, ctx, email, RegistrationSchema.parse(JSON.parse(data)))
  })
}

/** @throws PortcullisError registration_closed, mail_unavailable */
function requireRegistrationOpen(services: Services): void {
  if (services.site.registration === 'closed') {
    throw new PortcullisError('registration_closed', { detail: 'REGISTRATION is closed' })
  }
  requireMail(services)
}

// The owner of a proven address gets another email, and the page the same response after the same time, so that a
// stranger cannot learn who has an account.
async function sendCode(
  services: Services,
  ctx: Context,
  emailAddress: EmailAddress,
  request: { readonly data: string; readonly replaces: string | null },
): Promise<void> {
  const { mailQueue, emailTemplates } = requireMail(services)
  const owner = await services.store.findUserByTrustedEmail(emailAddress)
  const { flowToken, code } = await services.flows.emailCodes.issue({
    purpose: 'register',
    email: emailAddress,
    userId: null,
    ...request,
  })
  mailQueue.enqueue({
    to: emailAddress,
    ...(owner === null
      ? emailTemplates(ctx, null).registrationCode(code)
      : emailTemplates(ctx, owner).alreadyRegistered()),
  })
  sendPage(services, ctx, confirmPage(ctx, { address: emailAddress, flowToken, error: null }))
}

async function register(
  services: Services,
  ctx: Context,
  email: string,
  { name, hash, next }: z.infer<typeof RegistrationSchema>,
): Promise<void> {
  const identity = { ...localIdentity(newId(), null, services.clock()), email, emailVerified: true, name }
  await finishSignIn(services, ctx, {
    ...NO_VERSION,
    identity,
    policy: PASSWORD_POLICY,
    intent: 'sign-in',
    passwordHash: hash,
    returnTo: next,
  })
}

function registerPage(form: {
  readonly email: string
  readonly personName: string
  readonly next: string
  readonly error: FormError | null
}): Page {
  return { name: 'register', user: null, ...form }
}

function confirmPage(
  ctx: Context,
  form: { readonly address: string; readonly flowToken: string; readonly error: FormError | null },
): Page {
  // The form leads to the page that the user wanted, which may be on an allowed origin.
  allowFormRedirects(ctx)
  return { name: 'register-confirm', user: null, ...form }
}
