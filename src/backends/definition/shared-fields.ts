import { domainToASCII } from 'node:url'
import { z } from 'zod'
import { schemaProblem, type Wanted, wanted } from './problem.js'

/** A definition as it was written, before any check. */
export type RawDefinition = Readonly<Record<string, unknown>>

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
  ['scope', schemaProblem('fieldProblem.setElsewhere', { field: 'scopes' })],
  ['response_mode', schemaProblem('fieldProblem.setElsewhere', { field: 'responseMode' })],
  ['max_age', schemaProblem('fieldProblem.setElsewhere', { field: 'maxAge' })],
  ['client_secret', schemaProblem('fieldProblem.secretElsewhere')],
  ...RESERVED_PARAMS.map((name) => [name, schemaProblem('fieldProblem.setBySignIn')] as const),
  ...['request', 'request_uri', 'code', 'id_token_hint'].map(
    (name) => [name, schemaProblem('fieldProblem.unsupportedParameter')] as const,
  ),
])

/** A text of one line. */
export const textSchema = (name: Wanted, maxLength = 500): z.ZodString => {
  const what = wanted(name)
  return z
    .string({
      error: ({ input }) =>
        schemaProblem(input === undefined ? 'fieldProblem.missing' : 'fieldProblem.quoted', { what }),
    })
    .min(1, schemaProblem('fieldProblem.empty', { what }))
    .max(maxLength, schemaProblem('fieldProblem.tooLong', { max: String(maxLength) }))
    .refine((value) => !/\p{Cc}/u.test(value), schemaProblem('fieldProblem.controlCharacters'))
}

/** The URL of a required endpoint. */
export const endpointSchema = (what: Wanted): z.ZodString =>
  textSchema(what, 2000).register(fieldTraits, { isEndpoint: true })

/** The URL of an optional endpoint. */
export const optionalEndpointSchema = (what: Wanted) =>
  textSchema(what, 2000).nullable().default(null).register(fieldTraits, { isEndpoint: true })

/** The kind of a backend. */
export const kindSchema = <const Kind extends string>(kind: Kind): z.ZodLiteral<Kind> =>
  z.literal(kind, {
    error: ({ input }) =>
      input === undefined ? schemaProblem('fieldProblem.kindMissing') : schemaProblem('fieldProblem.kind'),
  })

export const listOfClaims: z.ZodArray<z.ZodString> = z.array(textSchema('aClaim'), {
  error: schemaProblem('fieldProblem.listOfClaims'),
})

export const optionalFlag = z.boolean().default(false)
export const flagDefaultTrue = z.boolean().default(true)

const domainSchema = textSchema('aDomain')
  .refine((value) => !value.includes('@'), schemaProblem('fieldProblem.domain'))
  .transform((value) => domainToASCII(value.toLowerCase()))
  .refine((value) => /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(value), schemaProblem('fieldProblem.notADomain'))

export const paramsSchema = z
  .record(z.string(), textSchema('aValue'), { error: schemaProblem('fieldProblem.objectOfTexts') })
  .superRefine((values, context) => {
    for (const name of Object.keys(values)) {
      const elsewhere = PARAMS_SET_ELSEWHERE.get(name)
      if (elsewhere !== undefined) context.addIssue({ code: 'custom', path: [name], message: elsewhere })
    }
  })

const scopeSchema = textSchema('aScope').regex(
  /^[\x21\x23-\x5b\x5d-\x7e]+$/,
  schemaProblem('fieldProblem.notOneScope'),
)

export const scopesSchema = z.array(scopeSchema, { error: schemaProblem('fieldProblem.listOfScopes') })

/** A text or a list of texts; the output is a list. */
export const listSchema = (each: z.ZodString, error: string) =>
  z.preprocess((value) => (typeof value === 'string' ? [value] : value), z.array(each, { error }))

/** The same, but not empty. */
export const stringOrList = (each: z.ZodString, what: Wanted) =>
  listSchema(each, schemaProblem('fieldProblem.textOrList')).refine(
    (list) => list.length > 0,
    schemaProblem('fieldProblem.emptyOptional', { what: wanted(what) }),
  )

const requiredValuesSchema = z
  .record(textSchema('claimName'), stringOrList(textSchema('aValue'), 'claimValues'), {
    error: schemaProblem('fieldProblem.objectOfClaims'),
  })
  .refine(
    (values) => Object.keys(values).length <= 20,
    schemaProblem('fieldProblem.tooManyClaims', { max: 20 }),
  )

/** Where each field of an identity is read from, such as the name of a claim. */
export const claimNamesSchema = (what: Wanted) =>
  z.strictObject({
    username: textSchema(what).default(STANDARD_CLAIMS.username),
    email: textSchema(what).default(STANDARD_CLAIMS.email),
    name: textSchema(what).default(STANDARD_CLAIMS.name),
    givenName: textSchema(what).default(STANDARD_CLAIMS.givenName),
    familyName: textSchema(what).default(STANDARD_CLAIMS.familyName),
    picture: textSchema(what).default(STANDARD_CLAIMS.picture),
  })

/** The name of a claim for each field of an identity. */
export type ClaimNames = Readonly<z.output<ReturnType<typeof claimNamesSchema>>>

/** The token that is sent to a provider that revokes tokens by RFC 7009. */
export const STANDARD_REVOCATIONS = ['refresh_token', 'access_token'] as const

/** Where a backend stands among the others, if its definition does not say: there is room before and behind it. */
const DEFAULT_ORDER = 100

/** The fields of every kind of backend: what users see of it, and the rules that the pipeline applies. */
export const policyFields = {
  label: textSchema('label', 60).nullable().default(null),
  icon: textSchema('icon', 60)
    .regex(/^[a-z0-9]+$/, schemaProblem('fieldProblem.icon'))
    .nullable()
    .default(null),
  /** The path of an SVG or PNG file. Administrators upload theirs instead: no form may name a file of the server. */
  mark: textSchema('markPath', 1000).nullable().default(null),
  /** The place among the sign-in methods: a lower number comes first. */
  order: z.int().min(0).max(9999).default(DEFAULT_ORDER),
  /** Whether pages and the API do not offer the backend. A link to /login/NAME still starts a sign-in. */
  hidden: optionalFlag,
  /** Whether the redirect URI ends with a slash, as python-social-auth registers it at providers. */
  redirectUriTrailingSlash: optionalFlag,
  requiredClaims: listOfClaims.default([]),
  /** Claims that must contain the given value, or one of several. */
  requiredValues: requiredValuesSchema.default({}),
  trustEmail: optionalFlag,
  allowedDomains: z.array(domainSchema, { error: schemaProblem('fieldProblem.listOfDomains') }).default([]),
  linkByVerifiedEmail: optionalFlag,
  requireEmail: optionalFlag,
  requireVerifiedEmail: optionalFlag,
  extraClaims: listOfClaims.default([]),
  /** The path of the claim with the groups of the user; they are stored as the claim `groups`. */
  groupsClaim: textSchema('claimPath').nullable().default(null),
}

const { label, icon, mark, order, hidden, redirectUriTrailingSlash, ...rules } = policyFields

/** The fields of every backend whose provider speaks OAuth 2, with or without OpenID Connect. */
export const sharedFields = {
  label,
  icon,
  mark,
  order,
  hidden,
  clientId: textSchema('clientId'),
  clientSecret: textSchema('clientSecret').nullable().default(null).register(fieldTraits, { isSecret: true }),
  redirectUriTrailingSlash,
  /** Parameters that are added to every authorization request. */
  authorizationParams: paramsSchema.default({}),
  ...rules,
  /** Where tokens are revoked when an account is disconnected; null: the endpoint of the metadata, if there is one. */
  revocationEndpoint: optionalEndpointSchema('revocationUrl'),
}

/** The fields about the end of a session. */
export const logoutFields = {
  /** Whether signing out here also signs out at the provider, where it supports that (RP-Initiated Logout 1.0). */
  rpInitiatedLogout: z.enum(['provider', 'local']).default('provider'),
  /** The provider's parameter for the URL to return to after that. A few providers do not use the standard name. */
  postLogoutRedirectParam: z
    .string({ error: schemaProblem('fieldProblem.quoted', { what: wanted('parameterName') }) })
    .regex(/^[a-z][a-z_]{0,59}$/i, schemaProblem('fieldProblem.notALogoutParameter'))
    .default('post_logout_redirect_uri'),
  /** Whether a page of the provider may end sessions here from a frame (Front-Channel Logout 1.0). */
  frontChannelLogout: optionalFlag,
}
