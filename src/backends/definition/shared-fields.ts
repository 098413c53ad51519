import { domainToASCII } from 'node:url'
import { z } from 'zod'

/** A definition as somebody has written it, before any check. */
export type RawDefinition = Readonly<Record<string, unknown>>

/** Reports what is wrong with a field, such as `claims.email`, and the fix; null stands for the backend as a whole. */
export type AddIssue = (field: string | null, problem: string) => void

/** What a schema cannot say of a field: registered last, on the whole schema of the field. */
export const fieldTraits = z.registry<{
  /** The value is encrypted in the database, and never shown. */
  readonly isSecret?: true
  /** The value is the address of an endpoint; whether it may be http depends on the surroundings. */
  readonly isEndpoint?: true
}>()

/** Which standard claim (Core §5.1) each field of an identity is read from. */
export const STANDARD_CLAIMS = {
  username: 'preferred_username',
  email: 'email',
  name: 'name',
  givenName: 'given_name',
  familyName: 'family_name',
  picture: 'picture',
} as const

const RESERVED_PARAMS = [
  'state',
  'nonce',
  'redirect_uri',
  'response_type',
  'client_id',
  'code_challenge',
  'code_challenge_method',
]
const PARAMS_SET_ELSEWHERE = new Map([
  ['scope', 'use "scopes" instead'],
  ['response_mode', 'use "responseMode" instead'],
  ['max_age', 'use "maxAge" instead'],
  ['client_secret', 'use "clientSecret" instead; it must never reach the browser'],
  ...RESERVED_PARAMS.map((name) => [name, 'it is made anew for each sign-in; remove it'] as const),
  ...['request', 'request_uri', 'code', 'id_token_hint'].map(
    (name) => [name, 'it is not supported; remove it'] as const,
  ),
])

export const textSchema = (what: string, maxLength = 500): z.ZodString =>
  z
    .string({
      error: ({ input }) => (input === undefined ? `is missing; write ${what}` : `must be ${what} in quotes`),
    })
    .min(1, `is empty; write ${what}`)
    .max(maxLength, `is longer than ${maxLength} characters; shorten it`)
    .refine((value) => !/\p{Cc}/u.test(value), 'contains control characters; remove them')

/** The address of an endpoint. */
export const endpointSchema = (what: string): z.ZodString =>
  textSchema(what, 2000).register(fieldTraits, { isEndpoint: true })

/** The same, where there need not be one. */
export const optionalEndpointSchema = (what: string) =>
  textSchema(what, 2000).nullable().default(null).register(fieldTraits, { isEndpoint: true })

/** Which kind of backend it is. */
export const kindSchema = <const Kind extends string>(kind: Kind): z.ZodLiteral<Kind> =>
  z.literal(kind, {
    error: ({ input }) =>
      input === undefined
        ? 'is missing; write "kind": "oidc" or "kind": "oauth2"'
        : 'must be "oidc" or "oauth2"',
  })

const stringList = (what: string): z.ZodArray<z.ZodString> =>
  z.array(textSchema(what), { error: `must be a list of ${what}s` })

const flagSchema = z.boolean({ error: 'must be true or false, without quotes' })

export const optionalFlag = flagSchema.default(false)
export const flagDefaultTrue = flagSchema.default(true)

const domainSchema = textSchema('a domain')
  .refine((value) => !value.includes('@'), 'must be a domain without "@", such as example.com')
  .transform((value) => domainToASCII(value.toLowerCase()))
  .refine(
    (value) => /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(value),
    'is not a domain; write one such as example.com',
  )

export const paramsSchema = z
  .record(z.string(), textSchema('a value'), { error: 'must be an object of texts' })
  .superRefine((values, context) => {
    for (const name of Object.keys(values)) {
      const fix = PARAMS_SET_ELSEWHERE.get(name)
      if (fix !== undefined)
        context.addIssue({ code: 'custom', path: [name], message: `may not be set here; ${fix}` })
    }
  })

const scopeSchema = textSchema('a scope').regex(
  /^[\x21\x23-\x5b\x5d-\x7e]+$/,
  'is not one scope; write each as an entry of its own',
)

export const scopesSchema = z.array(scopeSchema, { error: 'must be a list of scopes' })

/** One text, or several; always a list in the end. */
export const listSchema = (each: z.ZodString, error: string) =>
  z.preprocess((value) => (typeof value === 'string' ? [value] : value), z.array(each, { error }))

/** The same, where none at all means nothing. */
export const stringOrList = (each: z.ZodString, what: string) =>
  listSchema(each, 'must be a text, or a list of texts').refine(
    (list) => list.length > 0,
    `is empty; write ${what}, or remove it`,
  )

const requiredValuesSchema = z
  .record(textSchema('the name of a claim'), stringOrList(textSchema('a value'), 'what the claim must say'), {
    error: 'must be an object: the name of a claim, and what it must say',
  })
  .refine((values) => Object.keys(values).length <= 20, 'names more than 20 claims; name fewer')

/** Which claim, or whatever `what` calls it, each field of an identity is read from. */
export const claimNamesSchema = (what: string) =>
  z.strictObject(
    {
      username: textSchema(what).default(STANDARD_CLAIMS.username),
      email: textSchema(what).default(STANDARD_CLAIMS.email),
      name: textSchema(what).default(STANDARD_CLAIMS.name),
      givenName: textSchema(what).default(STANDARD_CLAIMS.givenName),
      familyName: textSchema(what).default(STANDARD_CLAIMS.familyName),
      picture: textSchema(what).default(STANDARD_CLAIMS.picture),
    },
    { error: (issue) => (issue.code === 'unrecognized_keys' ? undefined : 'must be an object') },
  )

/** The names of claims, by field of an identity. */
export type ClaimNames = Readonly<z.output<ReturnType<typeof claimNamesSchema>>>

/** How a provider that keeps to RFC 7009 is told to forget tokens: which of them it is shown. */
export const STANDARD_REVOCATIONS = ['refresh_token', 'access_token'] as const

/** What every kind of backend has. */
export const sharedFields = {
  label: textSchema('the name people know', 60).nullable().default(null),
  icon: textSchema('the slug of a brand mark', 60)
    .regex(/^[a-z0-9]+$/, 'must be a slug of simple-icons: lower-case letters and digits')
    .nullable()
    .default(null),
  clientId: textSchema('the client id the provider gave out'),
  clientSecret: textSchema('the client secret the provider gave out')
    .nullable()
    .default(null)
    .register(fieldTraits, { isSecret: true }),
  /** Whether the callback address ends in a slash, as python-social-auth has it registered at providers. */
  redirectUriTrailingSlash: optionalFlag,
  /** Added to every authorization request. */
  authorizationParams: paramsSchema.default({}),
  requiredClaims: stringList('claim').default([]),
  /** Claims that must say this, or one of these. */
  requiredValues: requiredValuesSchema.default({}),
  trustEmail: optionalFlag,
  allowedDomains: z.array(domainSchema, { error: 'must be a list of domains' }).default([]),
  linkByVerifiedEmail: optionalFlag,
  requireEmail: optionalFlag,
  requireVerifiedEmail: optionalFlag,
  extraClaims: stringList('claim').default([]),
  /** Where tokens are revoked when an account is disconnected; null: where the metadata say, if there are any. */
  revocationEndpoint: optionalEndpointSchema('the address where tokens are revoked'),
}

/** The fields of a definition that are about the end of a session. */
export const logoutFields = {
  /** Whether signing out here goes on to sign out at the provider, where it offers that (RP-Initiated Logout). */
  rpInitiatedLogout: z
    .enum(['provider', 'local'], { error: 'must be "provider" or "local"' })
    .default('provider'),
  /** What the provider calls the address to come back to after that; the standard has a name, a few have their own. */
  postLogoutRedirectParam: z
    .string({ error: 'must be the name of a parameter in quotes' })
    .regex(/^[a-z][a-z_]{0,59}$/i, 'is not the name of a parameter; write one such as logout_uri')
    .default('post_logout_redirect_uri'),
  /** Whether the provider's page may end sessions here from a frame (Front-Channel Logout). */
  frontChannelLogout: optionalFlag,
}

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
