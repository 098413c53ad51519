import type { Context } from 'koa'
import { PortcullisError } from '../../errors.js'
import type { PartialState } from '../../flows/partial-state.js'
import type { PausedSignIn } from '../../flows/partials.js'
import { message } from '../../locales/messages.js'
import { translatorOf } from '../../middleware/language.js'
import { requestContext } from '../../middleware/request-context.js'
import { Halt } from '../../pipeline/pipeline.js'
import type { SignInPurpose } from '../../pipeline/run.js'
import type { CurrentSession } from '../../sessions/session-store.js'
import { isRecentlyAuthenticated, requireRecentSince } from '../current-user.js'
import { completeInBrowser } from '../finish-sign-in.js'
import { redirect, requireCsrf, type Services } from '../services.js'
import { continueUrl, sendCodeIfNeeded } from './pause.js'
import { resolvePausedBackend } from './paused.js'

/**
 * Runs the whole pipeline again, with the stored identity and all answers so far: to a session, or to the next
 * question. The partial is consumed in the transaction that opens the session, so that a run which fails can be tried
 * again.
 * @throws PortcullisError as the pipeline does, session_user_changed, unknown_backend, partial_used
 */
export async function resumeSignIn(
  services: Services,
  ctx: Context,
  token: string,
  paused: PausedSignIn,
): Promise<void> {
  const { identity, intent, answers, epoch, passwordHash, returnTo } = paused.state
  const { policy } = await resolvePausedBackend(services, translatorOf(ctx), paused)
  const currentSession = requireSameUser(services, ctx, paused)
  const eventKind = intent === 'connect' ? 'connected' : 'signed-in'
  requestContext(ctx).recorder.recordSignIn(paused.backend, 'browser', { eventKind, intent })
  const signIn = {
    identity,
    policy,
    answers,
    epoch,
    passwordHash,
    ...toPurpose(services, ctx, paused, currentSession),
  }
  const outcome = await completeInBrowser(services, ctx, signIn, (tx) =>
    services.flows.partials.consume(paused, tx),
  )
  if (outcome instanceof Halt) {
    const updated = await services.flows.partials.update(paused, { question: outcome.question })
    await sendCodeIfNeeded(services, ctx, updated)
    redirect(ctx, continueUrl(services, token))
  } else redirect(ctx, returnTo)
}

/** @throws PortcullisError reauthentication_required */
function toPurpose(
  services: Services,
  ctx: Context,
  { state, createdAt }: PausedSignIn,
  current: CurrentSession | null,
): SignInPurpose {
  if (state.intent !== 'connect' || current === null) return { intent: 'sign-in' }
  return {
    intent: 'connect',
    connecting: { current, proof: requireRecentSince(services, ctx, current, createdAt) },
  }
}

/**
 * The current session, whose user must be the one who was signed in when the sign-in was paused. For a sign-in there
 * may be no session, because it may have ended meanwhile.
 * @throws PortcullisError session_user_changed
 */
export function requireSameUser(
  { http }: Pick<Services, 'http'>,
  ctx: Context,
  { state }: PausedSignIn,
): CurrentSession | null {
  const current = http.sessions.current(ctx)
  const isSame = current === null ? state.intent === 'sign-in' : current.user.id === state.signedInUserId
  if (isSame) return current
  throw new PortcullisError('session_user_changed', {
    detail: message('detail.partial.userGone'),
  })
}

/**
 * Whether the user has signed in here since they were asked to, and has authenticated recently. A session from before
 * that proves nothing.
 */
export function hasAuthenticatedSince(
  { clock }: Pick<Services, 'clock'>,
  current: Pick<CurrentSession, 'session'>,
  { createdAt }: Pick<PausedSignIn, 'createdAt'>,
): boolean {
  return current.session.createdAt >= createdAt && isRecentlyAuthenticated(current, clock())
}

/**
 * Connects the waiting identity to the user who has signed in meanwhile and agrees. They may be another person than
 * the owner of the address, as the page has told them: their own account gets another login method.
 */
export async function connectAfterProof(
  services: Services,
  ctx: Context,
  token: string,
  paused: PausedSignIn,
): Promise<void> {
  // The form belongs to the session whose account was shown; for another session it proves nothing.
  const current = requireCsrf(services, ctx)
  if (!hasAuthenticatedSince(services, current, paused)) {
    redirect(ctx, continueUrl(services, token))
    return
  }
  const changes: Partial<PartialState> = { intent: 'connect', signedInUserId: current.user.id }
  await resumeSignIn(services, ctx, token, await services.flows.partials.update(paused, changes))
}
