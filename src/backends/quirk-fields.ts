import { z } from 'zod'
import { listSchema, textSchema, flagDefaultTrue } from './definition-fields.js'

/** Claims that change, or pass to somebody else: whoever comes by one would come by the account too (nOAuth). */
const MUTABLE_CLAIMS = new Set(
  (
    'email preferred_username upn unique_name username nickname name given_name family_name phone_number ' +
    'verified_primary_email verified_secondary_email login_hint picture profile website'
  ).split(' '),
)

const subjectClaimSchema = textSchema('the name of a claim').refine(
  (name) => !MUTABLE_CLAIMS.has(name),
  'can change or pass to somebody else; use an identifier such as "sub"',
)

const issuerTemplateSchema = textSchema('the issuer with a place for the tenant').refine(
  (value) => value.split(/\{\w+\}/).length === 2 && !/[{}]/.test(value.replace(/\{\w+\}/, '')),
  'must have one place in braces for the tenant, such as {tenantid}',
)

/** In what an OpenID Provider may differ from the standard; the defaults are those of the standard. */
export const quirkFields = {
  /** Other spellings of the issuer, in metadata, tokens and callbacks. */
  issuerAliases: z.array(textSchema('an issuer'), { error: 'must be a list of issuers' }).default([]),
  /** The issuer of the metadata where that has a place for the tenant; a token has its own `tid` there. */
  issuerTemplate: issuerTemplateSchema.nullable().default(null),
  /** Tenants that may sign in, or "any". */
  allowedTenants: listSchema(
    textSchema('the id of a tenant', 100),
    'must be "any", or a list of tenants',
  ).default([]),
  /** What an account is kept under: claims of the ID Token, joined by slashes. */
  subjectClaims: listSchema(subjectClaimSchema, 'must be the name of a claim, or a list of such')
    .refine((names) => names.length > 0 && names.length <= 3, 'must name one to three claims')
    .default(['sub']),
  /** Claims that are asked for by name (Core §5.5), where scopes do not open them. */
  requestedClaims: z.array(textSchema('a claim'), { error: 'must be a list of claims' }).default([]),
  /** Whether a nonce is sent, and must come back in the ID Token. */
  nonce: flagDefaultTrue,
  /** Whether PKCE is used. */
  pkce: flagDefaultTrue,
}
