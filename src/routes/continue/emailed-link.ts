import type { Context } from 'koa'
import type Router from 'koa-router'
import { formatEmailCode } from '../../crypto/tokens.js'
import { PortcullisError } from '../../errors.js'
import type { PausedSignIn } from '../../flows/partials.js'
import { message } from '../../locales/messages.js'
import { readForm, singleParam } from '../../middleware/body.js'
import { browserName } from '../../middleware/client-info.js'
import { translatorOf } from '../../middleware/language.js'
import { allowFormRedirects } from '../../middleware/security-headers.js'
import { currentUserSummary } from '../current-user.js'
import { sendPage, type Services } from '../services.js'
import { redeemPartialCode } from './pause.js'
import {
  identityLabel,
  recordPartial,
  requirePartialCsrf,
  resolvePausedBackend,
  sendDiscardedPage,
} from './paused.js'
import { withQuestionErrors } from './question-page.js'
import { resumeSignIn } from './resume.js'
import type { Page } from '../../pages/render.js'

/**
 * The link in an email. Opening it shows a page and does nothing else, because programs open links, too. In the browser
 * that waits, the button of the page proves the address, and the sign-in continues at a new URL.
 *
 * In another browser the page shows the code, to be entered where the sign-in was started, and a button that cancels the
 * sign-in. A person who opens the email has proven the address, but not that the waiting identity is theirs: with a button
 * here, a user who was sent an unexpected link would let a stranger's identity into an account with their own address,
 * and a stranger whose address was mistyped would get into the account of the waiting user.
 */
export function emailedLinkRoutes(router: Router, services: Services): void {
  router.get('/continue/mail/:handle/:code', async (ctx) => {
    const { paused, ...link } = await loadByLink(services, ctx, ctx.params)
    sendPage(services, ctx, await linkPage(services, ctx, paused, link))
  })

  router.post('/continue/mail/:handle/:code', async (ctx) => {
    const { paused, flowToken, code } = await loadByLink(services, ctx, ctx.params)
    const form = readForm(ctx)
    requirePartialCsrf(services, ctx, form, paused)
    const answer = singleParam(form, 'answer', 40)
    if (answer === 'drop') {
      await services.flows.partials.discard(paused)
      await sendDiscardedPage(services, ctx, paused)
      return
    }
    const isHere = services.flows.partials.belongsTo(paused, services.http.browserCookie.id(ctx))
    if (!isHere)
      throw new PortcullisError('partial_wrong_browser', { detail: message('detail.link.otherBrowser') })
    if (answer !== 'confirm')
      throw new PortcullisError('bad_request', { detail: message('detail.link.noButton') })
    const verifiedEmail = await redeemPartialCode(services, new URLSearchParams({ code }), paused, flowToken)
    await continueHere(services, ctx, paused, verifiedEmail)
  })
}

// The sign-in gets a new URL, because the tab that waits must not continue it as well.
async function continueHere(
  services: Services,
  ctx: Context,
  paused: PausedSignIn,
  verifiedEmail: string,
): Promise<void> {
  const answers = { ...paused.state.answers, verifiedEmail }
  const browserId = services.http.browserCookie.ensureCookie(ctx)
  const token = await services.flows.partials.transferToBrowser(paused, { answers }, browserId)
  const transferred = await services.flows.partials.find(token, browserId)
  await withQuestionErrors(services, ctx, { token, paused: transferred }, () =>
    resumeSignIn(services, ctx, token, transferred),
  )
}

async function loadByLink(
  services: Services,
  ctx: Context,
  link: Readonly<Record<string, string | undefined>>,
): Promise<{ paused: PausedSignIn; email: string; flowToken: string; code: string }> {
  const flowToken = /^[\w-]{43}$/.exec(link['handle'] ?? '')?.[0]
  const code = /^[A-Z0-9-]{8,11}$/.exec(link['code'] ?? '')?.[0]
  if (flowToken === undefined || code === undefined)
    throw new PortcullisError('code_rejected', { detail: message('detail.link.incomplete') })
  const { data: id, email } = await services.flows.emailCodes.peek({ purpose: 'continue', flowToken })
  const paused = await services.flows.partials.findById(id)
  const { question } = paused.state
  if (question.type !== 'email-code' || question.email !== email)
    throw new PortcullisError('code_rejected', { detail: message('detail.link.otherAddress') })
  if (services.flows.partials.belongsTo(paused, services.http.browserCookie.id(ctx)))
    recordPartial(ctx, paused)
  await resolvePausedBackend(services, translatorOf(ctx), paused)
  allowFormRedirects(ctx)
  return { paused, email, flowToken, code }
}

async function linkPage(
  services: Services,
  ctx: Context,
  paused: PausedSignIn,
  { email, flowToken, code }: { readonly email: string; readonly flowToken: string; readonly code: string },
): Promise<Page> {
  const { identity, origin } = paused.state
  const translator = translatorOf(ctx)
  const { summary: backend, policy } = await resolvePausedBackend(services, translatorOf(ctx), paused)
  const browserId = services.http.browserCookie.ensureCookie(ctx)
  const isHere = services.flows.partials.belongsTo(paused, browserId)
  return {
    name: 'continue-email-link',
    user: currentUserSummary(services, ctx),
    backend,
    label: identityLabel(identity, policy, translator),
    address: email,
    proof: services.http.browserCookie.csrfToken(browserId, paused.id),
    otherBrowser: isHere
      ? null
      : {
          program: browserName(origin.userAgent, translator),
          address: origin.address,
          startedAgo: translator.ago(services.clock().getTime() - paused.createdAt.getTime()),
        },
    flowToken,
    code: formatEmailCode(code),
  }
}
