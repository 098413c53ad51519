import { type Attempt, isReauthentication } from '../../attempt.js'
import { PortcullisError } from '../../errors.js'
import type { Identity } from '../../identity.js'
import { message } from '../../locales/messages.js'

/** In seconds: how long ago a user may have authenticated if the attempt asked for a new authentication. */
export const MAX_REAUTHENTICATION_AGE_S = 600

/**
 * Demands, for an attempt that asked for a new authentication, that the user has just authenticated at the provider.
 * Other attempts demand nothing.
 * @throws PortcullisError reauthentication_unproven
 */
export function requireReauthentication(attempt: Attempt, authenticatedAt: Date, now: Date): void {
  if (!isReauthentication(attempt)) return
  const ageS = (now.getTime() - authenticatedAt.getTime()) / 1000
  if (ageS <= MAX_REAUTHENTICATION_AGE_S) return
  throw new PortcullisError('reauthentication_unproven', {
    detail: message('detail.reauthentication.old', { seconds: String(Math.round(ageS)) }),
  })
}

/**
 * The identity with the time at which its user authenticated, for a backend without ID Tokens: the time that a function of
 * the definition returned, but no later than `now`; without one, `now`. OAuth 2 cannot ask for a new authentication, so
 * each visit to the provider counts as one. A silent sign-in has no such time, because the user saw no page.
 * @throws PortcullisError reauthentication_unproven
 */
export function withAuthentication(identity: Identity, attempt: Attempt, now: Date): Identity {
  const { authenticatedAt: stated, ...rest } = identity
  if (attempt.intent === 'silent') return rest
  const authenticatedAt = stated === undefined || stated > now ? now : stated
  requireReauthentication(attempt, authenticatedAt, now)
  return { ...rest, authenticatedAt }
}
