import type { Context } from 'koa'
import { type Also, enter } from '../../entry/enter.js'
import { PortcullisError } from '../../errors.js'
import type { Paused } from '../../partials/partials.js'
import { Halt } from '../../pipeline/pipeline.js'
import type { Current } from '../../session/current.js'
import { inPhase, noteSignIn, notesOf } from '../../web/context.js'
import { type Parts, seeOther, visitOf } from '../parts.js'
import { keepPassword } from '../password-sign-in.js'
import { sendCodeIfWanted } from './code.js'
import { partyOf } from './party.js'
import { addressOf, noteHalt } from './pause.js'

/**
 * Runs the whole pipeline again, with the identity that was kept and all answers so far: to a session, or to the next
 * question. The partial is used up in the transaction that opens the session, so that one that fails can be tried again.
 * @throws PortcullisError as the pipeline does, user_changed, unknown_backend, partial_used
 */
export async function goOn(parts: Parts, ctx: Context, token: string, paused: Paused): Promise<void> {
  const { identity, intent, answers, epoch, passwordHash, next } = paused.waiting
  const { policy } = await partyOf(parts, paused)
  const visitor = requireSameVisitor(parts, ctx, paused)
  const kind = intent === 'connect' ? 'connected' : 'signed-in'
  const note = noteSignIn(ctx, paused.backend, 'browser', { kind, intent })
  const opening = { kind: 'browser', visit: visitOf(parts, ctx), replaces: parts.carrier.token(ctx) } as const
  const current = intent === 'connect' ? visitor : null
  const entrant = { identity, policy, intent, answers, current, ...(epoch === undefined ? {} : { epoch }) }
  const also: Also = async (within, signedIn) => {
    await parts.partials.use(paused, within)
    if (passwordHash !== null) await keepPassword(passwordHash, parts.now())(within, signedIn)
  }
  const outcome = await inPhase(ctx, 'pipeline', () =>
    enter(parts, { ...entrant, ...opening }, notesOf(ctx).trace, also),
  )
  if (outcome instanceof Halt) {
    noteHalt(ctx, outcome)
    await sendCodeIfWanted(parts, ctx, await parts.partials.change(paused, { question: outcome.question }))
    seeOther(ctx, addressOf(parts, token))
    return
  }
  note.userId = outcome.user.id
  await parts.carrier.carry(ctx, outcome)
  seeOther(ctx, next)
}

/**
 * Who is signed in here, who must be the one that was when the sign-in was paused. Nobody is fine for a sign-in: a
 * session may have ended meanwhile.
 * @throws PortcullisError user_changed
 */
export function requireSameVisitor(parts: Parts, ctx: Context, { waiting }: Paused): Current | null {
  const current = parts.carrier.current(ctx)
  const isSame = current === null ? waiting.intent === 'sign-in' : current.user.id === waiting.visitorId
  if (isSame) return current
  throw new PortcullisError('user_changed', {
    detail: 'another user, or nobody, is signed in than when the sign-in was paused',
  })
}
