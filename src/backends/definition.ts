import { domainToASCII } from 'node:url'
import { z } from 'zod'

/** Asymmetric algorithms only (RFC 7518 §3.1, RFC 8037): nobody who verifies a token can also make one. */
export const ASYMMETRIC_ALGORITHMS = [
  ...(['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'] as const),
  ...(['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'] as const),
] as const

/** Which claim each field of an identity is read from. */
const CLAIM_NAMES = {
  username: 'preferred_username',
  email: 'email',
  name: 'name',
  givenName: 'given_name',
  familyName: 'family_name',
  picture: 'picture',
} as const

const OURS = [
  'state',
  'nonce',
  'redirect_uri',
  'response_type',
  'client_id',
  'code_challenge',
  'code_challenge_method',
]
const SET_ELSEWHERE = new Map([
  ['scope', 'use "scopes" instead'],
  ['response_mode', 'use "responseMode" instead'],
  ['max_age', 'use "maxAge" instead'],
  ['client_secret', 'use "clientSecret" instead; it must never reach the browser'],
  ...OURS.map((name) => [name, 'it is made anew for each sign-in; remove it'] as const),
  ...['request', 'request_uri', 'code', 'id_token_hint'].map(
    (name) => [name, 'it is not supported; remove it'] as const,
  ),
])

const text = (what: string, most = 500): z.ZodString =>
  z
    .string({ error: `must be ${what} in quotes` })
    .min(1, `is empty; write ${what}`)
    .max(most, `is longer than ${most} characters; shorten it`)
    .refine((value) => !/\p{Cc}/u.test(value), 'contains control characters; remove them')

const texts = (what: string): z.ZodArray<z.ZodString> =>
  z.array(text(what), { error: `must be a list of ${what}s` })

const yesOrNo = z.boolean({ error: 'must be true or false, without quotes' }).default(false)

const domain = text('a domain')
  .refine((value) => !value.includes('@'), 'must be a domain without "@", such as example.com')
  .transform((value) => domainToASCII(value.toLowerCase()))
  .refine(
    (value) => /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(value),
    'is not a domain; write one such as example.com',
  )

const parameters = z
  .record(z.string(), text('a value'), { error: 'must be an object of texts' })
  .superRefine((given, context) => {
    for (const name of Object.keys(given)) {
      const fix = SET_ELSEWHERE.get(name)
      if (fix !== undefined)
        context.addIssue({ code: 'custom', path: [name], message: `may not be set here; ${fix}` })
    }
  })

const scope = text('a scope').regex(
  /^[\x21\x23-\x5b\x5d-\x7e]+$/,
  'is not one scope; write each as an entry of its own',
)

const scopes = z.array(scope, { error: 'must be a list of scopes' })

/** One text, or several; always a list in the end. */
const oneOrMore = (each: z.ZodString, what: string) =>
  z.preprocess(
    (given) => (typeof given === 'string' ? [given] : given),
    z
      .array(each, { error: 'must be a text, or a list of texts' })
      .min(1, `is empty; write ${what}, or remove it`),
  )

const claimNames = z.strictObject(
  {
    username: text('the name of a claim').default(CLAIM_NAMES.username),
    email: text('the name of a claim').default(CLAIM_NAMES.email),
    name: text('the name of a claim').default(CLAIM_NAMES.name),
    givenName: text('the name of a claim').default(CLAIM_NAMES.givenName),
    familyName: text('the name of a claim').default(CLAIM_NAMES.familyName),
    picture: text('the name of a claim').default(CLAIM_NAMES.picture),
  },
  { error: (issue) => (issue.code === 'unrecognized_keys' ? undefined : 'must be an object') },
)

/** A backend as it is written down; what concerns several fields at once is judged in parse-definitions.ts. */
export const definitionSchema = z.strictObject({
  /** The one kind there is: OpenID Connect, code flow. */
  kind: z.literal('oidc', { error: 'must be "oidc"' }),
  label: text('the name people know', 60).nullable().default(null),
  icon: text('the slug of a brand mark', 60)
    .regex(/^[a-z0-9]+$/, 'must be a slug of simple-icons: lower-case letters and digits')
    .nullable()
    .default(null),
  issuer: text('the issuer'),
  clientId: text('the client id the provider gave out'),
  clientSecret: text('the client secret the provider gave out').nullable().default(null),
  /** Null: as the metadata of the provider wants it. */
  clientAuthentication: z
    .enum(['client_secret_basic', 'client_secret_post', 'none'], {
      error: 'must be "client_secret_basic", "client_secret_post" or "none"',
    })
    .nullable()
    .default(null),
  scopes: scopes
    .refine((list) => list.includes('openid'), 'must contain "openid"; add it')
    .default(['openid', 'email', 'profile']),
  /** Added to every authorization request. */
  authorizationParams: parameters.default({}),
  responseMode: z.enum(['query', 'form_post'], { error: 'must be "query" or "form_post"' }).default('query'),
  claims: claimNames.default(CLAIM_NAMES),
  requiredClaims: texts('claim').default([]),
  trustEmail: yesOrNo,
  allowedDomains: z.array(domain, { error: 'must be a list of domains' }).default([]),
  linkByVerifiedEmail: yesOrNo,
  requireEmail: yesOrNo,
  validateEmail: yesOrNo,
  extraClaims: texts('claim').default([]),
  /** Null: RS256 when the metadata lists it, else the asymmetric ones it lists. */
  idTokenAlgorithm: z
    .enum(ASYMMETRIC_ALGORITHMS, { error: `must be one of ${ASYMMETRIC_ALGORITHMS.join(', ')}` })
    .nullable()
    .default(null),
  /** In seconds; how long ago people may have signed in at the provider (Core §3.1.2.1). */
  maxAge: z
    .int({ error: 'must be a whole number of seconds' })
    .min(0, 'must not be negative')
    .max(31_536_000, 'is more than a year; choose less')
    .nullable()
    .default(null),
  /** What an access token must be made for before it is traded for a session; one of these is enough. */
  audience: oneOrMore(text('an audience'), 'what "aud" of your access tokens contains')
    .nullable()
    .default(null),
  /** Scopes without which no access token is traded. */
  requiredScope: z
    .preprocess((given) => (typeof given === 'string' ? given.split(' ').filter(Boolean) : given), scopes)
    .default([]),
  /** Whether the provider is asked about every access token that is to be traded (RFC 7662). */
  introspection: yesOrNo,
})

/** A checked backend: what its name is, and all that its author left out. */
export interface Definition extends Readonly<Omit<z.output<typeof definitionSchema>, 'label'>> {
  readonly name: string
  readonly label: string
}
