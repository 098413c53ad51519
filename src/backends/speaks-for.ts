import type { Definition } from './definition.js'
import { mayBeIssuer } from './oidc/issuers.js'

/** Whether accounts of this issuer are of the people of this backend; of one with tenants each tenant is an issuer. */
export function speaksFor(definition: Definition, issuer: string): boolean {
  return definition.kind === 'oidc' ? mayBeIssuer(issuer, definition) : issuer === definition.issuer
}
