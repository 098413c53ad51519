import type Router from 'koa-router'
import type { Context } from 'koa'
import { PortcullisError } from '../../errors.js'
import type { Paused } from '../../partials/partials.js'
import { noteSignIn } from '../../web/context.js'
import { formOf, single } from '../../web/forms.js'
import { allowProviders } from '../../web/headers.js'
import { typedAddress } from '../code-mail.js'
import { page, type Parts } from '../parts.js'
import { ANSWERING } from './answering.js'
import { asking } from './asking.js'
import { requireSameVisitor } from './go-on.js'
import { mailLinkRoutes } from './mail-link.js'
import { partyOf } from './party.js'
import { questionPage } from './question-page.js'
import { droppedPage, noteWaiting, requirePage } from './waiting-page.js'

/** A sign-in that waits for an answer of the person, in the browser that waits with it. */
export function continueRoutes(router: Router, parts: Parts): void {
  router.get('/continue/:partial', async (ctx) => {
    const { token, paused } = await waitingAt(parts, ctx, ctx.params['partial'])
    page(ctx, await questionPage(parts, ctx, paused, { token, fault: null }))
  })

  router.post('/continue/:partial', async (ctx) => {
    const { token, paused } = await waitingAt(parts, ctx, ctx.params['partial'])
    const form = formOf(ctx)
    requirePage(parts, ctx, form, paused)
    const answer = single(form, 'answer', 40)
    if (answer === 'drop') {
      await parts.partials.drop(paused)
      await droppedPage(parts, ctx, paused)
      return
    }
    const answers = ANSWERING[paused.waiting.question.asks]
    const act = answer !== null && Object.hasOwn(answers, answer) ? answers[answer] : undefined
    if (act === undefined) {
      // A form of an earlier question, from a tab that was left open: what is asked now is what counts.
      page(ctx, await questionPage(parts, ctx, paused, { token, fault: null }))
      return
    }
    const asked = { token, paused, typed: typedAddress(form) }
    await asking(parts, ctx, asked, () => act(parts, ctx, { token, paused, form }))
  })

  mailLinkRoutes(router, parts)
}

async function waitingAt(
  parts: Parts,
  ctx: Context,
  address: string | undefined,
): Promise<{ token: string; paused: Paused }> {
  const token = /^[\w-]{43}$/.exec(address ?? '')?.[0]
  if (token === undefined) throw new PortcullisError('partial_unknown', { detail: 'that is no token' })
  const paused = await parts.partials.find(token, parts.browser.id(ctx))
  noteWaiting(ctx, paused)
  noteSignIn(ctx, paused.backend, 'browser', { kind: null, intent: paused.waiting.intent })
  await partyOf(parts, paused)
  // Whoever is to prove something signs in meanwhile; in every other case that takes the place of this sign-in.
  if (paused.waiting.question.asks !== 'proof') requireSameVisitor(parts, ctx, paused)
  // The forms lead to where the visitor wanted to go, which may be on an allowed origin.
  allowProviders(ctx)
  return { token, paused }
}
