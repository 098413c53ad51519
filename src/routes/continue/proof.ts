import type { Context } from 'koa'
import type { PausedSignIn } from '../../partials/partials.js'
import type { CurrentSession } from '../../session/current.js'
import { type Services, requireCsrf, redirect } from '../parts.js'
import { isRecentlyAuthenticated } from '../recent-login.js'
import { resumeSignIn } from './go-on.js'
import { continueUrl } from './pause.js'

/** Whether this person has signed in since they were asked to, and not long ago: a session of before proves nothing. */
export function hasAuthenticatedSince(
  { clock }: Pick<Services, 'clock'>,
  current: Pick<CurrentSession, 'session'>,
  { createdAt }: Pick<PausedSignIn, 'createdAt'>,
): boolean {
  return current.session.authenticatedAt >= createdAt && isRecentlyAuthenticated(current, clock())
}

/**
 * Connects the identity that waits to the person who has signed in meanwhile and agrees. They may be somebody else than
 * the owner of the address, which the page has told them: it is their own account that gets another way in.
 */
export async function connectAfterProof(
  services: Services,
  ctx: Context,
  token: string,
  paused: PausedSignIn,
): Promise<void> {
  // The form is that of the session whose account was shown: with another one it proves nothing.
  const current = requireCsrf(services, ctx)
  if (!hasAuthenticatedSince(services, current, paused)) {
    redirect(ctx, continueUrl(services, token))
    return
  }
  const changes = { intent: 'connect', visitorId: current.user.id } as const
  await resumeSignIn(services, ctx, token, await services.partials.update(paused, changes))
}
