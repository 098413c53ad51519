import type Router from 'koa-router'
import type { Context } from 'koa'
import { PortcullisError } from '../../errors.js'
import type { Paused } from '../../partials/partials.js'
import { agoOf } from '../../views/wording.js'
import { browserName } from '../../web/browser-name.js'
import { formOf, single } from '../../web/forms.js'
import { allowProviders } from '../../web/headers.js'
import { visitorFace } from '../face.js'
import { page, type Parts } from '../parts.js'
import { provenBy } from './code.js'
import { asking } from './asking.js'
import { goOn } from './go-on.js'
import { labelOf, partyOf } from './party.js'
import { droppedPage, noteWaiting, requirePage } from './waiting-page.js'

/**
 * The link in a mail. Opening it shows a page and does nothing, since programs open links, too. Its button proves the
 * address: in the browser that waits, or in another one after the person has read whose sign-in that is; then it goes
 * on in that one, and in the first nothing can be done with it any more.
 */
export function mailLinkRoutes(router: Router, parts: Parts): void {
  router.get('/continue/mail/:handle/:code', async (ctx) => {
    const { paused, ...link } = await mailedFor(parts, ctx, ctx.params)
    page(ctx, await linkPage(parts, ctx, paused, link))
  })

  router.post('/continue/mail/:handle/:code', async (ctx) => {
    const { paused, email, handle, code } = await mailedFor(parts, ctx, ctx.params)
    const form = formOf(ctx)
    requirePage(parts, ctx, form, paused)
    const answer = single(form, 'answer', 40)
    if (answer === 'drop') {
      await parts.partials.drop(paused)
      await droppedPage(parts, ctx, paused)
      return
    }
    const isHere = parts.partials.isOf(paused, parts.browser.id(ctx))
    if (answer !== (isHere ? 'confirm' : 'take-over'))
      throw new PortcullisError('bad_request', { detail: 'the page was about another browser' })
    // The page has said so, and somebody may have become known since.
    if (!isHere && (await isKnown(parts, paused, email))) {
      throw new PortcullisError('partial_foreign', {
        detail: 'identity or address is known here, so it goes on only where it was begun',
      })
    }
    const provenEmail = await provenBy(parts, new URLSearchParams({ code }), paused, handle)
    await takeOver(parts, ctx, paused, { provenEmail, isHere })
  })
}

// Also in the browser that waits it gets another address: the tab there has nothing more to do with it.
async function takeOver(
  parts: Parts,
  ctx: Context,
  paused: Paused,
  { provenEmail, isHere }: { readonly provenEmail: string; readonly isHere: boolean },
): Promise<void> {
  const { answers, intent, visitorId } = paused.waiting
  const here = parts.carrier.current(ctx)?.user.id ?? null
  const changes = {
    answers: { ...answers, provenEmail },
    // Elsewhere the page has said whose place a sign-in takes; a connection stays with the user who wanted it.
    visitorId: isHere || intent === 'connect' ? visitorId : here,
  }
  const browserId = parts.browser.welcome(ctx)
  const token = await parts.partials.move(paused, changes, browserId)
  const moved = await parts.partials.find(token, browserId)
  await asking(parts, ctx, { token, paused: moved }, () => goOn(parts, ctx, token, moved))
}

async function mailedFor(
  parts: Parts,
  ctx: Context,
  link: Readonly<Record<string, string | undefined>>,
): Promise<{ paused: Paused; email: string; handle: string; code: string }> {
  const handle = /^[\w-]{43}$/.exec(link['handle'] ?? '')?.[0]
  const code = /^[A-Z0-9-]{8,9}$/.exec(link['code'] ?? '')?.[0]
  if (handle === undefined || code === undefined)
    throw new PortcullisError('code_refused', { detail: 'the link is incomplete' })
  const { data: id, email } = await parts.codes.waiting({ purpose: 'continue', handle })
  const paused = await parts.partials.findMailed(id)
  const { question } = paused.waiting
  if (question.asks !== 'email-code' || question.email !== email)
    throw new PortcullisError('code_refused', { detail: 'another address is asked for by now' })
  if (parts.partials.isOf(paused, parts.browser.id(ctx))) noteWaiting(ctx, paused)
  await partyOf(parts, paused)
  allowProviders(ctx)
  return { paused, email, handle, code }
}

/**
 * Whoever opens a mail elsewhere has proven the address, and not that the identity which waits is theirs. So neither may
 * be known here: a stranger whose address somebody mistyped would get into that person's account, and somebody who was
 * sent a link by surprise would let a stranger into their own, or make one an administrator. Where the sign-in waits, the
 * code from the same mail goes on.
 */
async function isKnown({ store, house }: Parts, { waiting }: Paused, email: string): Promise<boolean> {
  const { backend, subject } = waiting.identity
  return (
    house.adminEmails.includes(email) ||
    (await store.findUserByProvenEmail(email)) !== null ||
    (await store.findAccount(backend, subject)) !== null
  )
}

async function linkPage(
  parts: Parts,
  ctx: Context,
  paused: Paused,
  { email, ...link }: { readonly email: string; readonly handle: string; readonly code: string },
): Promise<string> {
  const { identity, begun } = paused.waiting
  const browserId = parts.browser.welcome(ctx)
  const isHere = parts.partials.isOf(paused, browserId)
  return parts.views.render({
    name: 'continue-mail',
    user: visitorFace(parts, ctx),
    backend: (await partyOf(parts, paused)).face,
    label: labelOf(identity),
    address: email,
    proof: parts.browser.formProof(browserId, paused.id),
    elsewhere: isHere
      ? null
      : {
          program: browserName(begun.userAgent),
          address: begun.address,
          begun: agoOf(parts.now().getTime() - paused.createdAt.getTime()),
          movesHere: !(await isKnown(parts, paused, email)),
        },
    ...link,
  })
}
