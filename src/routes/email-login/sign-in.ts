import type { Context } from 'koa'
import type Router from 'koa-router'
import { PortcullisError } from '../../errors.js'
import { EMAIL_BACKEND } from '../../identity.js'
import { message } from '../../locales/messages.js'
import { parseEmailAddress, type EmailAddress } from '../../mail/email-address.js'
import { readForm, singleParam } from '../../middleware/body.js'
import { requestContext } from '../../middleware/request-context.js'
import { allowFormRedirects } from '../../middleware/security-headers.js'
import type { FormError, Page } from '../../pages/render.js'
import {
  readEmailField,
  readFlowToken,
  redeemEmailCode,
  requireEmailField,
  requireMail,
  signInMailLimits,
} from '../email-codes.js'
import { renderErrorsOnForm } from '../form-errors.js'
import { queryParam, redirect, sendPage, type Services } from '../services.js'
import {
  codeLookup,
  complete,
  issueCode,
  peekRequest,
  requireAttempt,
  type WaitingAttempt,
} from './request.js'

const MAX_STATE_LENGTH = 200

/**
 * The pages that prove an address, in place of those of a provider: the address, then the code. What they do and show is
 * the same for known and unknown addresses, and takes the same time. The paths do not exist when EMAIL_LOGIN is off.
 */
export function emailLoginRoutes(router: Router, services: Services): void {
  const { emailLogin } = services.backends
  if (emailLogin === null) return
  const loginPath = `${services.site.basePath}/login/${EMAIL_BACKEND}`

  // `EMAIL_LOGIN_PATH`
  router.get('/login/email/address', (ctx) => {
    const state = queryParam(ctx, 'state', MAX_STATE_LENGTH)
    if (state === null) redirect(ctx, loginPath)
    else
      sendPage(services, ctx, addressPage({ state, email: queryParam(ctx, 'login_hint') ?? '', error: null }))
  })

  router.post('/login/email/address', async (ctx) => {
    const form = readForm(ctx)
    const state = singleParam(form, 'state', MAX_STATE_LENGTH)
    requestContext(ctx).retryPath = `/login/${EMAIL_BACKEND}`
    if (state === null) throw new PortcullisError('bad_request', { detail: 'no state' })
    const waiting = await requireAttempt(services, ctx, state)
    renderErrorsOnForm(ctx, (error) => addressPage({ state, email: readEmailField(form), error }))
    await sendCode(services, ctx, waiting, { email: requireEmailField(form), replaces: null })
  })

  router.post('/login/email/again', async (ctx) => {
    requestContext(ctx).retryPath = `/login/${EMAIL_BACKEND}`
    const flowToken = readFlowToken(readForm(ctx))
    const { email: address, request } = await peekRequest(services, flowToken)
    const waiting = await requireAttempt(services, ctx, request.state)
    const email = parseEmailAddress(address)
    if (email === null)
      throw new PortcullisError('email_invalid', { detail: message('detail.address.notOne') })
    await sendCode(services, ctx, waiting, { email, replaces: flowToken })
  })

  router.get('/login/email/code', (ctx) => {
    redirect(ctx, loginPath)
  })

  router.post('/login/email/code', async (ctx) => {
    const form = readForm(ctx)
    const flowToken = readFlowToken(form)
    const context = requestContext(ctx)
    context.retryPath = `/login/${EMAIL_BACKEND}`
    context.recorder.recordSignIn(EMAIL_BACKEND, 'browser')
    const { email: address, request } = await peekRequest(services, flowToken)
    // Before the code is tried: another browser must not use up its tries.
    const { attempt } = await requireAttempt(services, ctx, request.state)
    context.recorder.recordSignIn(EMAIL_BACKEND, 'browser', { intent: attempt.intent })
    renderErrorsOnForm(ctx, (error) => codePage(ctx, { address, flowToken: flowToken ?? '', error }))
    const { email } = await redeemEmailCode(services, form, codeLookup(flowToken))
    context.renderError = null
    complete(services, ctx, emailLogin, { state: request.state, email })
  })
}

async function sendCode(
  services: Services,
  ctx: Context,
  waiting: WaitingAttempt,
  { email, replaces }: { readonly email: EmailAddress; readonly replaces: string | null },
): Promise<void> {
  const { mailQueue, emailTemplates } = requireMail(services)
  const owner = await services.store.findUserByTrustedEmail(email)
  await services.rateLimiter.run(signInMailLimits(services, ctx, email, owner), async () => {
    const { flowToken, code } = await issueCode(services, ctx, waiting, { email, replaces })
    const path = `/login/email/link/${flowToken}/${code.replaceAll('-', '')}`
    mailQueue.enqueue({ to: email, ...emailTemplates(ctx, owner).signInCode({ code, path }) })
    sendPage(services, ctx, codePage(ctx, { address: email, flowToken, error: null }))
  })
}

function addressPage(form: {
  readonly state: string
  readonly email: string
  readonly error: FormError | null
}): Page {
  return { name: 'email-login', user: null, ...form }
}

function codePage(
  ctx: Context,
  form: { readonly address: string; readonly flowToken: string; readonly error: FormError | null },
): Page {
  // The form leads to the page that the user wanted, which may be on an allowed origin.
  allowFormRedirects(ctx)
  return { name: 'email-login-code', user: null, ...form }
}
