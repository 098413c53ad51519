/*
 * A definition is the configuration of a backend: data, from the settings or from an administrator, checked and complete.
 * This file has its type and what follows from it. Nothing in this folder calls a provider or the database.
 *
 *   oidc.ts, oauth2.ts      the schema of each kind; shared-fields.ts and client-key.ts have parts of them
 *   fields.ts               the list of all fields, from which environment variables, forms and secrets follow
 *   code.ts                 the kinds and the fields that exist in code only: functions
 *   renamed-fields.ts       earlier names of fields, which are still read
 *   apply-preset.ts         adds what is known about a provider (../presets)
 *   validators.ts           checks of single values: name, issuer, endpoint
 *   cross-field-rules.ts    rules that concern several fields
 *   parse.ts                all of this in order: raw fields in, definitions and problems out
 *   stored.ts               the definitions of administrators, whose secrets are encrypted in the database
 *
 * Definitions are parsed before any sign-in: by ../../open-backends.ts those of the settings, by ../dynamic-backends.ts those of
 * administrators.
 */
import { isSameIssuer } from '../../identity.js'
import type { BackendPolicy } from '../backend.js'
import { isAccountIssuer } from '../oidc/issuers.js'
import { FUNCTION_FIELDS, type RedirectDefinition, type RequestDefinition } from './code.js'
import type { OAuth2Definition } from './oauth2.js'
import type { OidcDefinition } from './oidc.js'

export type { ClaimNames } from './shared-fields.js'
export type { RedirectDefinition, RequestDefinition } from './code.js'
export type { OAuth2DataDefinition, OAuth2Definition } from './oauth2.js'
export type { OidcDefinition } from './oidc.js'

/** A checked definition of any kind; `kind` says which one. */
export type Definition = OidcDefinition | OAuth2Definition | RedirectDefinition | RequestDefinition

/** Whether a backend is nothing but functions. No command calls them, because only they know what a call does. */
export function isOnlyFunctions(
  definition: Definition,
): definition is RedirectDefinition | RequestDefinition {
  return definition.kind === 'redirect' || definition.kind === 'request'
}

/** The part of a definition that the pipeline applies. */
export function toPolicy(definition: Definition): BackendPolicy {
  const { requiredClaims, allowedDomains, trustEmail, linkByVerifiedEmail, groupsClaim } = definition
  // ../protocol/identity.ts puts the groups under this name, whatever the provider calls them.
  const groups = groupsClaim === null ? [] : ['groups']
  const extraClaims = [...new Set([...definition.extraClaims, ...groups])]
  const { requiredValues, requireEmail, requireVerifiedEmail } = definition
  return {
    requiredClaims,
    allowedDomains,
    trustEmail,
    linkByVerifiedEmail,
    extraClaims,
    requiredValues,
    requireEmail,
    requireVerifiedEmail,
  }
}

/** Whether two definitions have the same data and the same functions. */
export function isSameDefinition(one: Definition, other: Definition): boolean {
  const [before, after] = [one, other].map((each) => new Map<string, unknown>(Object.entries(each)))
  return (
    JSON.stringify(one) === JSON.stringify(other) &&
    FUNCTION_FIELDS.every((name) => before?.get(name) === after?.get(name))
  )
}

/** Whether this site can send email. */
interface MailAvailability {
  readonly canSendMail: boolean
}

/** Whether a backend asks users to verify their address by email, but this site cannot send email. */
export function isMailMissing(
  { requireVerifiedEmail }: Pick<Definition, 'requireVerifiedEmail'>,
  { canSendMail }: MailAvailability,
): boolean {
  return requireVerifiedEmail && !canSendMail
}

/** The same for backends of the settings: a sentence for each problem, with the fix. */
export function mailProblems(definitions: readonly Definition[], site: MailAvailability): readonly string[] {
  return definitions
    .filter((definition) => isMailMissing(definition, site))
    .map(
      ({ name }) =>
        `Backend ${JSON.stringify(name)}, field "requireVerifiedEmail": needs email; set SMTP_URL and MAIL_FROM, or remove it.`,
    )
}

/** A sentence, with the fix, for each backend that reads requests of a proxy while no proxy is trusted. */
export function proxyProblems(
  definitions: readonly Definition[],
  { trustProxy }: { readonly trustProxy: readonly string[] },
): readonly string[] {
  return definitions
    .filter(({ kind }) => kind === 'request' && trustProxy.length === 0)
    .map(
      ({ name }) =>
        `Backend ${JSON.stringify(name)}: reads headers of a proxy, but no proxy is trusted; set TRUST_PROXY to the address of the proxy that sets them.`,
    )
}

/** Whether each tenant of the provider is an issuer of its own. */
export function hasTenants(definition: Definition): boolean {
  return definition.kind === 'oidc' && definition.issuerTemplate !== null
}

/**
 * Whether accounts of this issuer are accounts of this backend. For a multi-tenant backend, every tenant counts as an
 * issuer; an alias does not, because it may be the issuer of another provider.
 */
export function ownsIssuer(definition: Definition, issuer: string): boolean {
  return definition.kind === 'oidc'
    ? isAccountIssuer(issuer, definition)
    : isSameIssuer(issuer, definition.issuer)
}
