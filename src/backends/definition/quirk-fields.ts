import { z } from 'zod'
import { schemaProblem } from './problem.js'
import { flagDefaultTrue, listOfClaims, listSchema, textSchema } from './shared-fields.js'

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

const subjectClaimSchema = textSchema('claimName').refine(
  (name) => !MUTABLE_CLAIMS.has(name),
  schemaProblem('fieldProblem.mutableClaim'),
)

const issuerTemplateSchema = textSchema('issuerTemplate').refine(
  (value) => value.split(/\{\w+\}/).length === 2 && !/[{}]/.test(value.replace(/\{\w+\}/, '')),
  schemaProblem('fieldProblem.onePlaceholder', { example: '{tenantid}' }),
)

/** How an OpenID Provider may differ from the standard. The defaults are the standard. */
export const quirkFields = {
  /** Other spellings of the issuer that are accepted in metadata, tokens and callbacks. */
  issuerAliases: z
    .array(textSchema('anIssuer'), { error: schemaProblem('fieldProblem.listOfIssuers') })
    .default([]),
  /** The issuer of the metadata if it has a placeholder for the tenant; a token has its own `tid` in its place. */
  issuerTemplate: issuerTemplateSchema.nullable().default(null),
  /** The tenants whose users may sign in, or "any". */
  allowedTenants: listSchema(
    textSchema('tenantId', 100),
    schemaProblem('fieldProblem.listOfTenants'),
  ).default([]),
  /** The claims of the ID Token, joined by slashes, that accounts are stored under. */
  subjectClaims: listSchema(subjectClaimSchema, schemaProblem('fieldProblem.claimOrList'))
    .refine((names) => names.length > 0 && names.length <= 3, schemaProblem('fieldProblem.oneToThreeClaims'))
    .default(['sub']),
  /** Claims that are requested by name (Core §5.5), for providers that do not send them for a scope. */
  requestedClaims: listOfClaims.default([]),
  /** Whether a nonce is sent, which the ID Token must repeat. */
  nonce: flagDefaultTrue,
  /** Whether PKCE is used. */
  pkce: flagDefaultTrue,
}
