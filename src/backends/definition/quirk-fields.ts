import { z } from 'zod'
import { flagDefaultTrue, listSchema, textSchema } from './shared-fields.js'

/**
 * Claims that can change or be reassigned. A user who obtains another user's value would obtain the account as well
 * (nOAuth).
 */
const MUTABLE_CLAIMS = new Set(
  (
    'email preferred_username upn unique_name username nickname name given_name family_name phone_number ' +
    'verified_primary_email verified_secondary_email login_hint picture profile website'
  ).split(' '),
)

const subjectClaimSchema = textSchema('the name of a claim').refine(
  (name) => !MUTABLE_CLAIMS.has(name),
  'can change or be reassigned to another user; use an identifier such as "sub"',
)

const issuerTemplateSchema = textSchema('the issuer with a placeholder for the tenant').refine(
  (value) => value.split(/\{\w+\}/).length === 2 && !/[{}]/.test(value.replace(/\{\w+\}/, '')),
  'must have one placeholder in braces for the tenant, such as {tenantid}',
)

/** How an OpenID Provider may differ from the standard. The defaults are the standard. */
export const quirkFields = {
  /** Other spellings of the issuer that are accepted in metadata, tokens and callbacks. */
  issuerAliases: z.array(textSchema('an issuer'), { error: 'must be a list of issuers' }).default([]),
  /** The issuer of the metadata if it has a placeholder for the tenant; a token has its own `tid` in its place. */
  issuerTemplate: issuerTemplateSchema.nullable().default(null),
  /** The tenants whose users may sign in, or "any". */
  allowedTenants: listSchema(
    textSchema('the ID of a tenant', 100),
    'must be "any", or a list of tenants',
  ).default([]),
  /** The claims of the ID Token, joined by slashes, that accounts are stored under. */
  subjectClaims: listSchema(subjectClaimSchema, 'must be the name of a claim, or a list of names')
    .refine((names) => names.length > 0 && names.length <= 3, 'must name one to three claims')
    .default(['sub']),
  /** Claims that are requested by name (Core §5.5), for providers that do not send them for a scope. */
  requestedClaims: z.array(textSchema('a claim'), { error: 'must be a list of claims' }).default([]),
  /** Whether a nonce is sent, which the ID Token must repeat. */
  nonce: flagDefaultTrue,
  /** Whether PKCE is used. */
  pkce: flagDefaultTrue,
}
