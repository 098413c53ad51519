import { domainToASCII } from 'node:url'
import { z } from 'zod'

/** A definition as it was written, before any check. */
export type RawDefinition = Readonly<Record<string, unknown>>

/** Reports a problem of a field, such as `claims.email`, with the fix; null stands for the whole backend. */
export type AddIssue = (field: string | null, problem: string) => void

/**
 * Properties of a field that its schema cannot express. They are registered last, on the outermost schema of the field.
 */
export const fieldTraits = z.registry<{
  /** The value is encrypted in the database and never displayed. */
  readonly isSecret?: true
  /** The value is the URL of an endpoint; whether it may be http depends on the site. */
  readonly isEndpoint?: true
}>()

/** The standard claim (Core §5.1) that each field of an identity is read from. */
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
/** Parameters of an authorization request that definitions cannot set, and what to do instead. */
export const PARAMS_SET_ELSEWHERE: ReadonlyMap<string, string> = new Map([
  ['scope', 'use "scopes" instead'],
  ['response_mode', 'use "responseMode" instead'],
  ['max_age', 'use "maxAge" instead'],
  ['client_secret', 'use "clientSecret" instead; it must never reach the browser'],
  ...RESERVED_PARAMS.map((name) => [name, 'every sign-in has its own; remove it'] as const),
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

/** The URL of a required endpoint. */
export const endpointSchema = (what: string): z.ZodString =>
  textSchema(what, 2000).register(fieldTraits, { isEndpoint: true })

/** The URL of an optional endpoint. */
export const optionalEndpointSchema = (what: string) =>
  textSchema(what, 2000).nullable().default(null).register(fieldTraits, { isEndpoint: true })

/** The kind of a backend. */
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
  .record(z.string(), textSchema('a value'), { error: 'must be an object with texts as values' })
  .superRefine((values, context) => {
    for (const name of Object.keys(values)) {
      const fix = PARAMS_SET_ELSEWHERE.get(name)
      if (fix !== undefined)
        context.addIssue({ code: 'custom', path: [name], message: `must not be set here; ${fix}` })
    }
  })

const scopeSchema = textSchema('a scope').regex(
  /^[\x21\x23-\x5b\x5d-\x7e]+$/,
  'is not a single scope; write each scope as an entry of its own',
)

export const scopesSchema = z.array(scopeSchema, { error: 'must be a list of scopes' })

/** A text or a list of texts; the output is a list. */
export const listSchema = (each: z.ZodString, error: string) =>
  z.preprocess((value) => (typeof value === 'string' ? [value] : value), z.array(each, { error }))

/** The same, but not empty. */
export const stringOrList = (each: z.ZodString, what: string) =>
  listSchema(each, 'must be a text, or a list of texts').refine(
    (list) => list.length > 0,
    `is empty; write ${what}, or remove it`,
  )

const requiredValuesSchema = z
  .record(
    textSchema('the name of a claim'),
    stringOrList(textSchema('a value'), 'what the claim must contain'),
    {
      error: 'must be an object: the name of a claim, and what it must contain',
    },
  )
  .refine((values) => Object.keys(values).length <= 20, 'names more than 20 claims; name fewer')

/** Where each field of an identity is read from; `what` is "the name of a claim" or the like. */
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

/** The name of a claim for each field of an identity. */
export type ClaimNames = Readonly<z.output<ReturnType<typeof claimNamesSchema>>>

/** The token that is sent to a provider that revokes tokens by RFC 7009. */
export const STANDARD_REVOCATIONS = ['refresh_token', 'access_token'] as const

/** Where a backend stands among the others, if its definition does not say: there is room before and behind it. */
export const DEFAULT_ORDER = 100

/** The fields of every kind of backend: what users see of it, and the rules that the pipeline applies. */
export const policyFields = {
  label: textSchema('the name that users know', 60).nullable().default(null),
  icon: textSchema('the slug of a brand icon', 60)
    .regex(/^[a-z0-9]+$/, 'must be a slug of simple-icons: lowercase letters and digits')
    .nullable()
    .default(null),
  /** The path of an SVG or PNG file. Administrators upload theirs instead: no form may name a file of the server. */
  mark: textSchema('the path of an SVG or PNG file', 1000).nullable().default(null),
  /** The place among the sign-in methods: a lower number comes first. */
  order: z
    .int({ error: 'must be a whole number, without quotes' })
    .min(0, 'must not be negative')
    .max(9999, 'is more than 9999; choose less')
    .default(DEFAULT_ORDER),
  /** Whether pages and the API do not offer the backend. A link to /login/NAME still starts a sign-in. */
  hidden: optionalFlag,
  /** Whether the redirect URI ends with a slash, as python-social-auth registers it at providers. */
  redirectUriTrailingSlash: optionalFlag,
  requiredClaims: stringList('claim').default([]),
  /** Claims that must contain the given value, or one of several. */
  requiredValues: requiredValuesSchema.default({}),
  trustEmail: optionalFlag,
  allowedDomains: z.array(domainSchema, { error: 'must be a list of domains' }).default([]),
  linkByVerifiedEmail: optionalFlag,
  requireEmail: optionalFlag,
  requireVerifiedEmail: optionalFlag,
  extraClaims: stringList('claim').default([]),
  /** The path of the claim with the groups of the user; they are stored as the claim `groups`. */
  groupsClaim: textSchema('the path of a claim').nullable().default(null),
}

const { label, icon, mark, order, hidden, redirectUriTrailingSlash, ...rules } = policyFields

/** The fields of every backend whose provider speaks OAuth 2, with or without OpenID Connect. */
export const sharedFields = {
  ...{ label, icon, mark, order, hidden },
  clientId: textSchema('the client ID from the provider'),
  clientSecret: textSchema('the client secret from the provider')
    .nullable()
    .default(null)
    .register(fieldTraits, { isSecret: true }),
  redirectUriTrailingSlash,
  /** Parameters that are added to every authorization request. */
  authorizationParams: paramsSchema.default({}),
  ...rules,
  /** Where tokens are revoked when an account is disconnected; null: the endpoint of the metadata, if there is one. */
  revocationEndpoint: optionalEndpointSchema('the URL that revokes tokens'),
}

/** The fields about the end of a session. */
export const logoutFields = {
  /** Whether signing out here also signs out at the provider, where it supports that (RP-Initiated Logout 1.0). */
  rpInitiatedLogout: z
    .enum(['provider', 'local'], { error: 'must be "provider" or "local"' })
    .default('provider'),
  /** The provider's parameter for the URL to return to after that. A few providers do not use the standard name. */
  postLogoutRedirectParam: z
    .string({ error: 'must be the name of a parameter in quotes' })
    .regex(/^[a-z][a-z_]{0,59}$/i, 'is not a parameter name; write one such as logout_uri')
    .default('post_logout_redirect_uri'),
  /** Whether a page of the provider may end sessions here from a frame (Front-Channel Logout 1.0). */
  frontChannelLogout: optionalFlag,
}
