import type { Context } from 'koa'
import type Router from 'koa-router'
import { PortcullisError } from '../../errors.js'
import type { PartialState } from '../../flows/partial-state.js'
import type { PausedSignIn } from '../../flows/partials.js'
import { readForm, singleParam } from '../../middleware/body.js'
import { browserName } from '../../middleware/client-info.js'
import { allowFormRedirects } from '../../middleware/security-headers.js'
import { formatAgo } from '../../pages/format.js'
import { currentUserSummary } from '../current-user.js'
import { sendPage, type Services } from '../services.js'
import { redeemCode } from './pause.js'
import {
  identityLabel,
  recordPartial,
  requirePartialCsrf,
  resolvePausedBackend,
  sendDiscardedPage,
} from './paused.js'
import { withQuestionErrors } from './question-page.js'
import { resumeSignIn } from './resume.js'

/**
 * The link in an email. Opening it shows a page and does nothing else, because programs open links, too. The button
 * of the page proves the address, in the browser that waits, or in another one after the page has shown whose sign-in
 * it is. Then the sign-in continues in that browser, and the first one cannot continue it any more.
 */
export function emailedLinkRoutes(router: Router, services: Services): void {
  router.get('/continue/mail/:handle/:code', async (ctx) => {
    const { paused, ...link } = await loadByLink(services, ctx, ctx.params)
    sendPage(ctx, await linkPage(services, ctx, paused, link))
  })

  router.post('/continue/mail/:handle/:code', async (ctx) => {
    const { paused, email, flowToken, code } = await loadByLink(services, ctx, ctx.params)
    const form = readForm(ctx)
    requirePartialCsrf(services, ctx, form, paused)
    const answer = singleParam(form, 'answer', 40)
    if (answer === 'drop') {
      await services.flows.partials.discard(paused)
      await sendDiscardedPage(services, ctx, paused)
      return
    }
    const isHere = services.flows.partials.belongsTo(paused, services.http.browserCookie.id(ctx))
    if (answer !== (isHere ? 'confirm' : 'take-over'))
      throw new PortcullisError('bad_request', { detail: 'the answer does not match this browser' })
    // The page has said so before, but the identity or the address may have become known since.
    if (!isHere && (await isExistingUser(services, paused, email))) {
      throw new PortcullisError('partial_wrong_browser', {
        detail:
          'the identity or the address is known here, so the sign-in can only continue where it started',
      })
    }
    const verifiedEmail = await redeemCode(services, new URLSearchParams({ code }), paused, flowToken)
    await transferToThisBrowser(services, ctx, paused, { verifiedEmail, isHere })
  })
}

// The sign-in gets a new URL also in the browser that waits, because the tab there must not continue it.
async function transferToThisBrowser(
  services: Services,
  ctx: Context,
  paused: PausedSignIn,
  { verifiedEmail, isHere }: { readonly verifiedEmail: string; readonly isHere: boolean },
): Promise<void> {
  const { answers, intent, signedInUserId } = paused.state
  const currentUserId = services.http.sessions.current(ctx)?.user.id ?? null
  const changes: Partial<PartialState> = {
    answers: { ...answers, verifiedEmail },
    // In another browser, the page has said which session the sign-in replaces. A connection stays with the user who
    // asked for it.
    signedInUserId: isHere || intent === 'connect' ? signedInUserId : currentUserId,
  }
  const browserId = services.http.browserCookie.ensureCookie(ctx)
  const token = await services.flows.partials.transferToBrowser(paused, changes, browserId)
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
  const code = /^[A-Z0-9-]{8,9}$/.exec(link['code'] ?? '')?.[0]
  if (flowToken === undefined || code === undefined)
    throw new PortcullisError('code_rejected', { detail: 'the link is incomplete' })
  const { data: id, email } = await services.flows.emailCodes.peek({ purpose: 'continue', flowToken })
  const paused = await services.flows.partials.findById(id)
  const { question } = paused.state
  if (question.type !== 'email-code' || question.email !== email)
    throw new PortcullisError('code_rejected', { detail: 'the sign-in asks for another address now' })
  if (services.flows.partials.belongsTo(paused, services.http.browserCookie.id(ctx)))
    recordPartial(ctx, paused)
  await resolvePausedBackend(services, paused)
  allowFormRedirects(ctx)
  return { paused, email, flowToken, code }
}

/**
 * A person who opens the email in another browser has proven the address, but not that the waiting identity is
 * theirs. So neither may be known here: a stranger whose address was mistyped would get into the existing account,
 * and a user who was sent an unexpected link would let a stranger into their own account, or make one an
 * administrator. In the browser that waits, the code from the same email continues the sign-in.
 */
async function isExistingUser(
  { store, site }: Services,
  { state }: PausedSignIn,
  email: string,
): Promise<boolean> {
  return (
    site.adminEmails.includes(email) ||
    (await store.findUserByTrustedEmail(email)) !== null ||
    (await store.findAccount(state.identity)) !== null
  )
}

async function linkPage(
  services: Services,
  ctx: Context,
  paused: PausedSignIn,
  { email, ...link }: { readonly email: string; readonly flowToken: string; readonly code: string },
): Promise<string> {
  const { identity, origin } = paused.state
  const browserId = services.http.browserCookie.ensureCookie(ctx)
  const isHere = services.flows.partials.belongsTo(paused, browserId)
  return services.views.render({
    name: 'continue-email-link',
    user: currentUserSummary(services, ctx),
    backend: (await resolvePausedBackend(services, paused)).summary,
    label: identityLabel(identity),
    address: email,
    proof: services.http.browserCookie.csrfToken(browserId, paused.id),
    otherBrowser: isHere
      ? null
      : {
          program: browserName(origin.userAgent),
          address: origin.address,
          startedAgo: formatAgo(services.clock().getTime() - paused.createdAt.getTime()),
          canMoveHere: !(await isExistingUser(services, paused, email)),
        },
    ...link,
  })
}
