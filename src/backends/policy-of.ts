import type { BackendPolicy } from './backend.js'
import type { Definition } from './definition.js'

/** The part of a definition that the pipeline applies. */
export function toPolicy(definition: Definition): BackendPolicy {
  const { requiredClaims, allowedDomains, trustEmail, linkByVerifiedEmail, extraClaims } = definition
  const { requiredValues, requireEmail, validateEmail } = definition
  return {
    ...{ requiredClaims, allowedDomains, trustEmail, linkByVerifiedEmail, extraClaims },
    ...{ requiredValues, requireEmail, validateEmail },
  }
}
