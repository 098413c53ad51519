import type { Context } from 'koa'
import type Router from 'koa-router'
import { NO_VERSION } from '../../attempt.js'
import { PortcullisError } from '../../errors.js'
import { EMAIL_BACKEND, EMAIL_ISSUER } from '../../identity.js'
import { message } from '../../locales/messages.js'
import { readForm, singleParam } from '../../middleware/body.js'
import { browserName } from '../../middleware/client-info.js'
import { translatorOf } from '../../middleware/language.js'
import { requestContext } from '../../middleware/request-context.js'
import { allowFormRedirects } from '../../middleware/security-headers.js'
import type { EmailLoginLinkPage, FormError } from '../../pages/render.js'
import { redeemEmailCode } from '../email-codes.js'
import { withFlash } from '../flash.js'
import { renderErrorsOnForm } from '../form-errors.js'
import { redirect, sendPage, type Services } from '../services.js'
import {
  codeLookup,
  complete,
  type EmailLoginRequest,
  isOwnAttempt,
  peekRequest,
  startAttempt,
} from './request.js'

interface OpenedLink {
  readonly flowToken: string
  readonly code: string
  readonly email: string
  readonly request: EmailLoginRequest
  /** Whether this browser requested the email. */
  readonly isHere: boolean
}

/**
 * The link in the email of a sign-in. Opening it shows a page and changes nothing, because programs that scan emails open
 * links, too. In the browser that requested the email, a button signs in.
 *
 * Another browser is signed in only by a person who has read what the page says and has entered the code: a stranger could
 * have sent them the link of an email of their own, so that they use the stranger's account without knowing. The browser
 * that requested the email is never signed in by what another browser does: its user may be a stranger who has entered
 * this address.
 */
export function emailLinkRoutes(router: Router, services: Services): void {
  const { emailLogin } = services.backends
  if (emailLogin === null) return

  router.get('/login/email/link/:handle/:code', async (ctx) => {
    const link = await openLink(services, ctx, ctx.params)
    sendPage(services, ctx, linkPage(services, ctx, link, null))
  })

  router.post('/login/email/link/:handle/:code', async (ctx) => {
    const link = await openLink(services, ctx, ctx.params)
    const { flowToken, request, isHere } = link
    const form = readForm(ctx)
    const proof = singleParam(form, '_proof')
    if (proof === null || !services.http.browserCookie.verifyCsrf(ctx, flowToken, proof))
      throw new PortcullisError('csrf_failed', {
        detail: message('detail.link.noProof'),
      })
    if (singleParam(form, 'answer', 40) === 'drop') {
      await services.flows.emailCodes.discard(codeLookup(flowToken))
      redirect(ctx, withFlash(`${services.site.basePath}/login`, 'email-login-cancelled'))
      return
    }
    const context = requestContext(ctx)
    context.recorder.recordSignIn(EMAIL_BACKEND, 'browser')
    if (!isHere && !request.isSignIn)
      throw new PortcullisError('attempt_wrong_browser', { detail: message('detail.link.otherBrowser') })
    renderErrorsOnForm(ctx, (error) => linkPage(services, ctx, link, error))
    const entered = isHere ? new URLSearchParams({ code: link.code }) : form
    const { email } = await redeemEmailCode(services, entered, codeLookup(flowToken))
    context.renderError = null
    const state = isHere ? request.state : (await startHere(services, ctx, request)).state
    complete(services, ctx, emailLogin, { state, email })
  })
}

/** The sign-in continues in this browser, with an attempt of its own. */
function startHere(services: Services, ctx: Context, { returnTo }: EmailLoginRequest) {
  return startAttempt(services, ctx, {
    ...NO_VERSION,
    backend: EMAIL_BACKEND,
    issuer: EMAIL_ISSUER,
    intent: 'sign-in',
    userId: null,
    returnTo,
  })
}

/** @throws PortcullisError code_rejected; attempt_* if the sign-in was completed or has expired */
async function openLink(
  services: Services,
  ctx: Context,
  params: Readonly<Record<string, string | undefined>>,
): Promise<OpenedLink> {
  requestContext(ctx).retryPath = `/login/${EMAIL_BACKEND}`
  const flowToken = /^[\w-]{43}$/.exec(params['handle'] ?? '')?.[0]
  const code = /^[A-Z0-9-]{8,11}$/.exec(params['code'] ?? '')?.[0]
  if (flowToken === undefined || code === undefined)
    throw new PortcullisError('code_rejected', { detail: message('detail.link.incomplete') })
  const { email, request } = await peekRequest(services, flowToken)
  const isHere = await isOwnAttempt(services, ctx, request.state)
  return { flowToken, code, email, request, isHere }
}

function linkPage(
  services: Services,
  ctx: Context,
  { flowToken, code, email, request, isHere }: OpenedLink,
  error: FormError | null,
): EmailLoginLinkPage {
  allowFormRedirects(ctx)
  const translator = translatorOf(ctx)
  const browserId = services.http.browserCookie.ensureCookie(ctx)
  return {
    name: 'email-login-link',
    user: null,
    address: email,
    flowToken,
    code,
    error,
    proof: services.http.browserCookie.csrfToken(browserId, flowToken),
    otherBrowser: isHere
      ? null
      : {
          program: browserName(request.userAgent, translator),
          address: request.address,
          startedAgo: translator.ago(services.clock().getTime() - request.requestedAt.getTime()),
          canSignInHere: request.isSignIn,
        },
  }
}
