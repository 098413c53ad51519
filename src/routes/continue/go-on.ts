import type { Context } from 'koa'
import { type AfterSignIn, completeSignIn } from '../../entry/enter.js'
import { PortcullisError } from '../../errors.js'
import type { PausedSignIn } from '../../partials/partials.js'
import { Halt } from '../../pipeline/pipeline.js'
import type { CurrentSession } from '../../session/current.js'
import { timed, recordSignIn, requestContext } from '../../web/context.js'
import { type Services, redirect, clientInfo } from '../parts.js'
import { storePassword } from '../password-sign-in.js'
import { sendCodeIfNeeded } from './code.js'
import { resolvePausedBackend } from './party.js'
import { continueUrl, recordHalt } from './pause.js'

/**
 * Runs the whole pipeline again, with the identity that was kept and all answers so far: to a session, or to the next
 * question. The partial is used up in the transaction that opens the session, so that one that fails can be tried again.
 * @throws PortcullisError as the pipeline does, user_changed, unknown_backend, partial_used
 */
export async function resumeSignIn(
  services: Services,
  ctx: Context,
  token: string,
  paused: PausedSignIn,
): Promise<void> {
  const { identity, intent, answers, epoch, passwordHash, returnTo } = paused.state
  const { policy } = await resolvePausedBackend(services, paused)
  const currentSession = requireSameUser(services, ctx, paused)
  const eventKind = intent === 'connect' ? 'connected' : 'signed-in'
  const signIn = recordSignIn(ctx, paused.backend, 'browser', { eventKind, intent })
  const sessionOptions = {
    kind: 'browser',
    clientInfo: clientInfo(services, ctx),
    replacesToken: services.httpSessions.token(ctx),
  } as const
  const current = intent === 'connect' ? currentSession : null
  const signInRequest = {
    identity,
    policy,
    intent,
    answers,
    current,
    ...(epoch === undefined ? {} : { epoch }),
  }
  const afterSignIn: AfterSignIn = async (tx, signedIn) => {
    await services.partials.consume(paused, tx)
    if (passwordHash !== null) await storePassword(passwordHash, services.clock())(tx, signedIn)
  }
  const outcome = await timed(ctx, 'pipeline', () =>
    completeSignIn(services, { ...signInRequest, ...sessionOptions }, requestContext(ctx).trace, afterSignIn),
  )
  if (outcome instanceof Halt) {
    recordHalt(ctx, outcome)
    await sendCodeIfNeeded(
      services,
      ctx,
      await services.partials.update(paused, { question: outcome.question }),
    )
    redirect(ctx, continueUrl(services, token))
    return
  }
  signIn.userId = outcome.user.id
  await services.httpSessions.attach(ctx, outcome)
  redirect(ctx, returnTo)
}

/**
 * Who is signed in here, who must be the one that was when the sign-in was paused. Nobody is fine for a sign-in: a
 * session may have ended meanwhile.
 * @throws PortcullisError user_changed
 */
export function requireSameUser(
  services: Services,
  ctx: Context,
  { state }: PausedSignIn,
): CurrentSession | null {
  const current = services.httpSessions.current(ctx)
  const isSame = current === null ? state.intent === 'sign-in' : current.user.id === state.signedInUserId
  if (isSame) return current
  throw new PortcullisError('user_changed', {
    detail: 'another user, or nobody, is signed in than when the sign-in was paused',
  })
}
