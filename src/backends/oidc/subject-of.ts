import { PortcullisError } from '../../errors.js'
import { readClaim } from '../protocol/claims.js'
import type { Claims } from '../protocol/claims.js'
import { subjectProblem } from '../protocol/subject.js'

const SEPARATOR = '/'

/**
 * The subject an account is kept under: the claim `sub`, or several claims one after another where `sub` alone is not
 * unique. No part but the last may hold what stands between them, so two people never come to the same.
 * @param label begins the detail of a refusal, such as "the ID Token"
 * @throws PortcullisError identity_rejected
 */
export function readAccountSubject(claims: Claims, subjectClaims: readonly string[], label: string): string {
  const parts = subjectClaims.map((name, index) => {
    const value = readClaim(claims, name)
    const isLast = index === subjectClaims.length - 1
    if (typeof value === 'string' && partProblem(name, value, isLast) === null) return value
    throw new PortcullisError('identity_rejected', {
      detail: `${label}: ${partProblem(name, value, isLast)}`,
    })
  })
  return parts.join(SEPARATOR)
}

function partProblem(name: string, value: unknown, isLast: boolean): string | null {
  if (value === undefined) return `${name} is missing, which "subjectClaims" needs`
  const problem = subjectProblem(value)?.replace(/^sub\b/, name) ?? null
  if (problem !== null) return problem
  const hasSeparator = !isLast && typeof value === 'string' && value.includes(SEPARATOR)
  return hasSeparator ? `${name} contains a slash` : null
}
