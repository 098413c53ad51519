import type { Definition } from './definition.js'
import { matchesIssuer } from './oidc/issuers.js'

/** Whether accounts of this issuer are of the people of this backend; of one with tenants each tenant is an issuer. */
export function ownsIssuer(definition: Definition, issuer: string): boolean {
  return definition.kind === 'oidc' ? matchesIssuer(issuer, definition) : issuer === definition.issuer
}
