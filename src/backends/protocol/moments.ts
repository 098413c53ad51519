import { type MessageValue } from '../../locales/messages.js'
import { providerCause, toProblem } from '../../provider-causes.js'
import { type Claims, readClaim } from './claims.js'
import { providerError } from './provider-errors.js'

/** In seconds: the end of the year 9999, the last moment that both databases can store. */
const MAX_SECONDS = 253_402_300_799

/**
 * What is wrong with a time that a provider states (NumericDate, RFC 7519 §2); null when nothing is, or when it is
 * missing. Values before 1970 and after 9999 are refused: as a `Date` they would be invalid, or no database stores them.
 * @param name the claim, such as `exp`
 */
export function momentProblem(claims: Claims, name: string): string | null {
  const value = readClaim(claims, name)
  if (value === undefined || value === null) return null
  const isMoment = typeof value === 'number' && value >= 0 && value <= MAX_SECONDS
  return isMoment ? null : `${name} is not a time in seconds`
}

/**
 * What is wrong with a time that must be over, such as `auth_time` or `iat`: `momentProblem`, or that it is in the
 * future by more than the tolerance (in seconds). Null when nothing is, or when it is missing.
 */
export function pastMomentProblem(
  claims: Claims,
  name: string,
  now: Date,
  toleranceS: number,
): string | null {
  const problem = momentProblem(claims, name)
  if (problem !== null) return problem
  const value = readClaim(claims, name)
  const isFuture = typeof value === 'number' && value > now.getTime() / 1000 + toleranceS
  return isFuture ? `${name} is in the future` : null
}

/**
 * When the user signed in at the provider (`auth_time`, Core §2), in milliseconds; null when the provider does not say.
 * Never later than `now`, so that a clock that is ahead makes no sign-in younger than it is.
 * @param label begins the detail of an error, such as "the ID Token"
 * @throws PortcullisError identity_rejected for a value that is not a time, or in the future by more than the tolerance
 */
export function readAuthTime(
  claims: Claims,
  label: MessageValue,
  now: Date,
  toleranceS: number,
): Date | null {
  const problem = pastMomentProblem(claims, 'auth_time', now, toleranceS)
  if (problem !== null)
    throw providerError('identity_rejected', label, toProblem(problem, providerCause('auth_time')))
  const value = readClaim(claims, 'auth_time')
  return typeof value === 'number' ? new Date(Math.min(value * 1000, now.getTime())) : null
}
