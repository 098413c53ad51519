import { PortcullisError } from '../../errors.js'
import type { ClaimsChecked, Start } from '../facts.js'
import { proceed, type StepResult } from '../pipeline.js'

/** Of a list; nobody has more groups than that. */
const MAX_VALUES = 1000

/**
 * Refuses an identity that lacks a claim its backend requires, or whose claims do not say what they must. An empty text
 * or list is as good as none.
 */
export async function checkRequiredClaims({
  identity,
  policy,
}: Pick<Start, 'identity' | 'policy'>): Promise<StepResult<ClaimsChecked>> {
  const missing = policy.requiredClaims.filter((claim) => isEmpty(readClaim(identity.claims, claim)))
  if (missing.length > 0) {
    throw new PortcullisError('claim_missing', { detail: `the provider sent no ${missing.join(', ')}` })
  }
  const values = Object.entries(policy.requiredValues)
  const mismatch = values.find(
    ([claim, expected]) => !matchesClaim(readClaim(identity.claims, claim), expected),
  )
  if (mismatch !== undefined) throw claimMismatchError(...mismatch, readClaim(identity.claims, mismatch[0]))
  const count = policy.requiredClaims.length + values.length
  return Promise.resolve(proceed(`${count} required claims are present`, { complete: true }))
}

/** Whether a claim is one of the texts, or a list with one of them; `true` and numbers count as they are written. */
function matchesClaim(value: unknown, expected: readonly string[]): boolean {
  const values = Array.isArray(value) ? value.slice(0, MAX_VALUES) : [value]
  return values.some(
    (each) => ['string', 'boolean', 'number'].includes(typeof each) && expected.includes(String(each)),
  )
}

/** What was said is of the provider and may be about the person, so the detail tells only what was wanted. */
function claimMismatchError(claim: string, expected: readonly string[], value: unknown): PortcullisError {
  const must = expected.map((each) => JSON.stringify(each)).join(' or ')
  const problem = isEmpty(value) ? 'is missing' : 'says something else'
  return new PortcullisError('not_allowed', { detail: `the claim ${claim} must say ${must}, and ${problem}` })
}

function readClaim(claims: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(claims, name) ? claims[name] : undefined
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null) return true
  if (typeof value === 'string') return value.trim() === ''
  return Array.isArray(value) && value.length === 0
}
