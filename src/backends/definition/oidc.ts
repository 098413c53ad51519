import { z } from 'zod'
import { clientKeySchema } from './client-key.js'
import {
  claimNamesSchema,
  fieldTraits,
  kindSchema,
  logoutFields,
  optionalFlag,
  paramsSchema,
  quirkFields,
  scopesSchema,
  sharedFields,
  STANDARD_CLAIMS,
  STANDARD_REVOCATIONS,
  stringOrList,
  textSchema,
} from './shared-fields.js'

/** Asymmetric algorithms only (RFC 7518 §3.1, RFC 8037): nobody who verifies a token can also make one. */
export const ASYMMETRIC_ALGORITHMS = [
  ...(['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'] as const),
  ...(['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'] as const),
] as const

/** A backend of OpenID Connect, code flow. Its endpoints stand in the metadata of the provider. */
export const oidcSchema = z.strictObject({
  kind: kindSchema('oidc'),
  ...sharedFields,
  issuer: textSchema('the https address the provider calls its issuer'),
  /** Added to the query of every endpoint of the provider, its metadata included, such as a realm. */
  endpointParams: paramsSchema.default({}),
  /** A key instead of a secret. */
  clientKey: clientKeySchema.nullable().default(null).register(fieldTraits, { isSecret: true }),
  /** Null: as the metadata of the provider wants it, and `private_key_jwt` with a key. */
  clientAuthentication: z
    .enum(['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'none'], {
      error: 'must be "client_secret_basic", "client_secret_post", "private_key_jwt" or "none"',
    })
    .nullable()
    .default(null),
  scopes: scopesSchema
    .refine((list) => list.includes('openid'), 'must contain "openid"; add it')
    .default(['openid', 'email', 'profile']),
  /** Asked for besides `scopes`, so that those of a preset need not be repeated. */
  extraScopes: scopesSchema.default([]),
  responseMode: z.enum(['query', 'form_post'], { error: 'must be "query" or "form_post"' }).default('query'),
  /** Whether the name of the person comes beside the code, in the form field `user`, as Apple has it. */
  userInFormPost: optionalFlag,
  claims: claimNamesSchema('the name of a claim').default(STANDARD_CLAIMS),
  /** Null: RS256 when the metadata lists it, else the asymmetric ones it lists. */
  idTokenAlgorithm: z
    .enum(ASYMMETRIC_ALGORITHMS, { error: `must be one of ${ASYMMETRIC_ALGORITHMS.join(', ')}` })
    .nullable()
    .default(null),
  /** Whether the provider may be asked without showing the person anything (`prompt=none`), in a hidden frame. */
  silentSignIn: optionalFlag,
  /** In seconds; how long ago people may have signed in at the provider (Core §3.1.2.1). */
  maxAge: z
    .int({ error: 'must be a whole number of seconds' })
    .min(0, 'must not be negative')
    .max(31_536_000, 'is more than a year; choose less')
    .nullable()
    .default(null),
  /** What an access token must be made for before it is traded for a session; one of these is enough. */
  audience: stringOrList(textSchema('an audience'), 'what "aud" of your access tokens contains')
    .nullable()
    .default(null),
  /** Scopes without which no access token is traded. */
  requiredScope: z
    .preprocess(
      (value) => (typeof value === 'string' ? value.split(' ').filter(Boolean) : value),
      scopesSchema,
    )
    .default([]),
  /** Whether the provider is asked about every access token that is to be traded (RFC 7662). */
  introspection: optionalFlag,
  /** Which token is shown to be revoked; the access token stands in where there is no refresh token. */
  revocation: z
    .enum(STANDARD_REVOCATIONS, { error: 'must be "refresh_token" or "access_token"' })
    .default('refresh_token'),
  ...quirkFields,
  ...logoutFields,
})

/** A checked backend of OpenID Connect: what its name is, and all that its author left out. */
export interface OidcDefinition extends Readonly<Omit<z.output<typeof oidcSchema>, 'label'>> {
  readonly name: string
  readonly label: string
}
