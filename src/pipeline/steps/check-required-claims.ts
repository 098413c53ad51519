import { joinTexts, message } from '../../locales/messages.js'
import { hasClaimValue, readClaimPath } from '../../claim-paths.js'
import { PortcullisError } from '../../errors.js'
import { providerCause } from '../../provider-causes.js'
import type { ClaimsChecked, Start } from '../facts.js'
import { proceed, type StepResult } from '../pipeline.js'

/**
 * Refuses an identity that lacks a required claim, or whose claim has none of the required values. An empty text or
 * list counts as missing.
 */
export async function checkRequiredClaims({
  identity,
  policy,
}: Pick<Start, 'identity' | 'policy'>): Promise<StepResult<ClaimsChecked>> {
  const missing = policy.requiredClaims.filter((claim) => isEmpty(readClaimPath(identity.claims, claim)))
  if (missing.length > 0) {
    throw new PortcullisError('claim_missing', {
      detail: message('because.claims.missing', { claims: missing.join(', ') }),
    })
  }
  const values = Object.entries(policy.requiredValues)
  const mismatch = values.find(
    ([claim, expected]) => !hasClaimValue(readClaimPath(identity.claims, claim), expected),
  )
  if (mismatch !== undefined)
    throw claimMismatchError(...mismatch, readClaimPath(identity.claims, mismatch[0]))
  const count = policy.requiredClaims.length + values.length
  return Promise.resolve(proceed(message('because.claims.present', { count }), { complete: true }))
}

/** The value may be personal data, so the detail contains only what was required. */
function claimMismatchError(claim: string, expected: readonly string[], value: unknown): PortcullisError {
  const values = joinTexts(
    'because.either',
    expected.map((each) => JSON.stringify(each)),
  )
  return new PortcullisError('not_allowed', {
    detail: isEmpty(value)
      ? message('because.claims.required', { claim, values })
      : message('because.claims.different', { claim, values }),
    providerCause: providerCause('required_value'),
  })
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null) return true
  if (typeof value === 'string') return value.trim() === ''
  return Array.isArray(value) && value.length === 0
}
