import { PortcullisError } from '../../errors.js'
import { claim } from '../protocol/claims.js'
import type { Claims } from '../protocol/claims.js'
import { faultInSubject } from '../protocol/subject.js'

const BETWEEN = '/'

/**
 * The subject an account is kept under: the claim `sub`, or several claims one after another where `sub` alone is not
 * unique. No part but the last may hold what stands between them, so two people never come to the same.
 * @param what begins the detail of a refusal, such as "the ID Token"
 * @throws PortcullisError identity_rejected
 */
export function subjectOf(claims: Claims, subjectClaims: readonly string[], what: string): string {
  const parts = subjectClaims.map((name, index) => {
    const value = claim(claims, name)
    const isLast = index === subjectClaims.length - 1
    if (typeof value === 'string' && faultInPart(name, value, isLast) === null) return value
    throw new PortcullisError('identity_rejected', { detail: `${what}: ${faultInPart(name, value, isLast)}` })
  })
  return parts.join(BETWEEN)
}

function faultInPart(name: string, value: unknown, isLast: boolean): string | null {
  if (value === undefined) return `${name} is missing, which "subjectClaims" needs`
  const fault = faultInSubject(value)?.replace(/^sub\b/, name) ?? null
  if (fault !== null) return fault
  const runsOn = !isLast && typeof value === 'string' && value.includes(BETWEEN)
  return runsOn ? `${name} contains a slash` : null
}
