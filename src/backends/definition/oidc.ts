import { z } from 'zod'
import type { EnrichFunction } from '../code/functions.js'
import { clientKeySchema } from './client-key.js'
import { schemaProblem } from './problem.js'
import { quirkFields } from './quirk-fields.js'
import { decryptionKeySchema, requestFields } from './request-fields.js'
import {
  claimNamesSchema,
  fieldTraits,
  kindSchema,
  logoutFields,
  optionalEndpointSchema,
  optionalFlag,
  paramsSchema,
  scopesSchema,
  sharedFields,
  STANDARD_CLAIMS,
  STANDARD_REVOCATIONS,
  stringOrList,
  textSchema,
} from './shared-fields.js'

/** Asymmetric algorithms only (RFC 7518 §3.1, RFC 8037), so that a party that can verify a token cannot create one. */
export const ASYMMETRIC_ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
] as const

/** Algorithms with the client secret as the key. They are used by choice only, never because metadata list them. */
export const SYMMETRIC_ALGORITHMS = ['HS256', 'HS384', 'HS512'] as const

const ID_TOKEN_ALGORITHMS = [...ASYMMETRIC_ALGORITHMS, ...SYMMETRIC_ALGORITHMS] as const

/** A backend of OpenID Connect, authorization code flow. The provider's metadata name its endpoints. */
export const oidcSchema = z.strictObject({
  kind: kindSchema('oidc'),
  ...sharedFields,
  ...requestFields,
  issuer: textSchema('issuerUrl'),
  /** Where the metadata are; null: below the issuer. */
  metadataUrl: optionalEndpointSchema('metadataUrl'),
  /** Endpoints that replace those of the metadata. */
  authorizationEndpoint: optionalEndpointSchema('authorizationUrl'),
  tokenEndpoint: optionalEndpointSchema('tokenUrl'),
  userInfoEndpoint: optionalEndpointSchema('userInfoUrl'),
  jwksUri: optionalEndpointSchema('jwksUrl'),
  endSessionEndpoint: optionalEndpointSchema('endSessionUrl'),
  /** Query parameters for every endpoint of the provider, including its metadata, such as a realm. */
  endpointParams: paramsSchema.default({}),
  /** A private key instead of a client secret. */
  clientKey: clientKeySchema.nullable().default(null).register(fieldTraits, { isSecret: true }),
  /** Null: `private_key_jwt` with a key, else what the provider's metadata list. */
  clientAuthentication: z
    .enum(['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'none'])
    .nullable()
    .default(null),
  scopes: scopesSchema
    .refine((list) => list.includes('openid'), schemaProblem('fieldProblem.openid'))
    .default(['openid', 'email', 'profile']),
  /** Scopes in addition to `scopes`, so that the scopes of a preset need not be repeated. */
  extraScopes: scopesSchema.default([]),
  responseMode: z.enum(['query', 'form_post']).default('query'),
  /** Whether the provider sends the user's name beside the code, in the form field `user`, as Apple does. */
  userInFormPost: optionalFlag,
  claims: claimNamesSchema('claimName').default(STANDARD_CLAIMS),
  /** Null: the asymmetric algorithms that the metadata list; RS256 if they list nothing. */
  idTokenAlgorithm: z
    .enum(ID_TOKEN_ALGORITHMS, {
      error: schemaProblem('fieldProblem.oneOf', { values: ID_TOKEN_ALGORITHMS.join(', ') }),
    })
    .nullable()
    .default(null),
  /** The private key for encrypted ID Tokens and UserInfo. */
  decryptionKey: decryptionKeySchema,
  /** When UserInfo is requested: always, only if the ID Token lacks a claim that this definition uses, or never. */
  userInfo: z.enum(['required', 'when-needed', 'never']).default('required'),
  userInfoMethod: z.enum(['GET', 'POST']).default('GET'),
  /** The claim that says that the address is verified; true: every address is; null: `email_verified` says so. */
  emailVerified: z
    .union([textSchema('claimName'), z.literal(true)], {
      error: schemaProblem('fieldProblem.claimOrTrue'),
    })
    .nullable()
    .default(null),
  /** Whether the authorization request is sent to the provider beforehand (RFC 9126), also if it does not require it. */
  pushedAuthorization: optionalFlag,
  /** Whether a page may ask the provider in a hidden frame, without showing the user anything (`prompt=none`). */
  silentSignIn: optionalFlag,
  /**
   * How the provider asks users to authenticate again, and whether it says when they did. "auth_time": with `prompt=login`
   * and `max_age`, and the ID Token must have `auth_time`. "login" and "select_account": with that `prompt` only, for a
   * provider whose ID Tokens have no `auth_time`; then the clock of this site counts.
   */
  reauthentication: z.enum(['auth_time', 'login', 'select_account']).default('auth_time'),
  /** In seconds: how long ago users may have signed in at the provider (Core §3.1.2.1). */
  maxAge: z
    .int({ error: schemaProblem('fieldProblem.seconds') })
    .min(0, schemaProblem('fieldProblem.negative'))
    .max(31_536_000, schemaProblem('fieldProblem.overOneYear'))
    .nullable()
    .default(null),
  /** The audiences of access tokens that can be exchanged for a session; a token needs one of them. */
  audience: stringOrList(textSchema('anAudience'), 'audiences').nullable().default(null),
  /** The clients whose access tokens can be exchanged; empty for every client that may request our audience. */
  tokenClients: stringOrList(textSchema('aClientId'), 'tokenClients').nullable().default(null),
  /** The scopes that an access token needs to be exchanged; all of them. */
  requiredScope: z
    .preprocess(
      (value) => (typeof value === 'string' ? value.split(' ').filter(Boolean) : value),
      scopesSchema,
    )
    .default([]),
  /** Whether every access token is introspected (RFC 7662) before it is exchanged. */
  introspection: optionalFlag,
  /** Which token is sent to be revoked. Without a refresh token, the access token is sent. */
  revocation: z.enum(STANDARD_REVOCATIONS).default('refresh_token'),
  ...quirkFields,
  ...logoutFields,
})

/** A checked OpenID Connect definition, with its name and its defaults. */
export interface OidcDefinition extends Readonly<Omit<z.output<typeof oidcSchema>, 'label'>> {
  readonly name: string
  readonly label: string
  readonly enrich: EnrichFunction | null
}
