import { type Attempt, isReauthentication } from '../../attempt.js'
import { PortcullisError } from '../../errors.js'
import type { Identity } from '../../identity.js'
import { MAX_REAUTHENTICATION_AGE_S } from '../oidc/authorization-url.js'

/**
 * The identity with the time when its user authenticated: what a function says, but never a time to come. OAuth 2 neither
 * says it nor can be asked to have the user authenticate again, so without that word every visit to the provider counts,
 * and another one would prove no more. A silent sign-in is no visit.
 * @throws PortcullisError reauthentication_unproven
 */
export function withAuthentication(identity: Identity, attempt: Attempt, now: Date): Identity {
  const { authenticatedAt: stated, ...rest } = identity
  if (attempt.intent === 'silent') return rest
  const authenticatedAt = stated === undefined || stated > now ? now : stated
  const ageS = (now.getTime() - authenticatedAt.getTime()) / 1000
  if (isReauthentication(attempt) && ageS > MAX_REAUTHENTICATION_AGE_S)
    throw new PortcullisError('reauthentication_unproven', {
      detail: `the user authenticated ${Math.round(ageS)} seconds ago`,
    })
  return { ...rest, authenticatedAt }
}
