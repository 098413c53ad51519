import type { BackendPolicy } from '../backend.js'
import { matchesIssuer } from '../oidc/issuers.js'
import type { OAuth2Definition } from './oauth2.js'
import type { OidcDefinition } from './oidc.js'

export type { ClaimNames } from './shared-fields.js'
export type { OAuth2Definition } from './oauth2.js'
export type { OidcDefinition } from './oidc.js'

/** A checked backend of any kind, told apart by `kind`. */
export type Definition = OidcDefinition | OAuth2Definition

/** The part of a definition that the pipeline applies. */
export function toPolicy(definition: Definition): BackendPolicy {
  const { requiredClaims, allowedDomains, trustEmail, linkByVerifiedEmail, extraClaims } = definition
  const { requiredValues, requireEmail, requireVerifiedEmail } = definition
  return {
    ...{ requiredClaims, allowedDomains, trustEmail, linkByVerifiedEmail, extraClaims },
    ...{ requiredValues, requireEmail, requireVerifiedEmail },
  }
}

/** Whether mails can be sent from this site. */
interface MailAvailability {
  readonly canSendMail: boolean
}

/** Whether a backend has people prove their address, which takes a mail, where none can be sent. */
export function isMailMissing(
  { requireVerifiedEmail }: Pick<Definition, 'requireVerifiedEmail'>,
  { canSendMail }: MailAvailability,
): boolean {
  return requireVerifiedEmail && !canSendMail
}

/** The same of backends of the settings: a sentence for each fault, with the fix. */
export function mailProblems(definitions: readonly Definition[], site: MailAvailability): readonly string[] {
  return definitions
    .filter((definition) => isMailMissing(definition, site))
    .map(
      ({ name }) =>
        `Backend ${JSON.stringify(name)}, field "requireVerifiedEmail": needs mail; set SMTP_URL and MAIL_FROM, or remove it.`,
    )
}

/** Whether accounts of this issuer are of the people of this backend; of one with tenants each tenant is an issuer. */
export function ownsIssuer(definition: Definition, issuer: string): boolean {
  return definition.kind === 'oidc' ? matchesIssuer(issuer, definition) : issuer === definition.issuer
}
