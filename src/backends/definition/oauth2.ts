import { z } from 'zod'
import type { EnrichFunction, ProfileFunction } from '../code/functions.js'
import { schemaProblem } from './problem.js'
import { requestFields } from './request-fields.js'
import {
  claimNamesSchema,
  endpointSchema,
  flagDefaultTrue,
  kindSchema,
  optionalEndpointSchema,
  optionalFlag,
  scopesSchema,
  sharedFields,
  STANDARD_CLAIMS,
  STANDARD_REVOCATIONS,
  textSchema,
} from './shared-fields.js'

const RESERVED_HEADERS = new Set([
  'authorization',
  'connection',
  'content-length',
  'cookie',
  'host',
  'te',
  'upgrade',
])

const headersSchema = z
  .record(
    z.string().regex(/^[A-Za-z0-9-]{1,60}$/, schemaProblem('fieldProblem.notAHeader')),
    textSchema('aValue').regex(/^[\x20-\x7e]+$/, schemaProblem('fieldProblem.ascii')),
    { error: schemaProblem('fieldProblem.objectOfTexts') },
  )
  .superRefine((values, context) => {
    for (const name of Object.keys(values))
      if (RESERVED_HEADERS.has(name.toLowerCase()))
        context.addIssue({
          code: 'custom',
          path: [name],
          message: schemaProblem('fieldProblem.headerNotHere'),
        })
  })

const parameterNameSchema = textSchema('parameterName', 60).regex(
  /^[a-z][a-z0-9_-]*$/i,
  schemaProblem('fieldProblem.notAParameter'),
)

/**
 * A backend of OAuth 2 (RFC 6749, authorization code) without OpenID Connect. There are no metadata and no ID Token, so
 * the definition names the endpoints, and says how to read a user from the profile. A path points into the profile:
 * `id`, `user.id`.
 */
export const oauth2Schema = z.strictObject({
  kind: kindSchema('oauth2'),
  ...sharedFields,
  ...requestFields,
  authorizationEndpoint: endpointSchema('authorizationHttpsUrl'),
  tokenEndpoint: endpointSchema('tokenHttpsUrl'),
  /** Returns the profile of the user, as JSON, for an access token. */
  userInfoEndpoint: endpointSchema('profileUrl'),
  userMethod: z.enum(['GET', 'POST']).default('GET'),
  /** The word before the access token in the header Authorization. */
  tokenAuthorization: textSchema('tokenWord', 40)
    .regex(/^[A-Za-z][A-Za-z0-9-]*$/, schemaProblem('fieldProblem.oneWord'))
    .default('Bearer'),
  /** The parameter of the query that has the access token, instead of the header; true: `access_token`. */
  tokenInQuery: z
    .union([parameterNameSchema, z.literal(true)], {
      error: schemaProblem('fieldProblem.parameterOrTrue'),
    })
    .nullable()
    .default(null),
  /** The provider's name for the parameter `client_id`. */
  clientIdParameter: parameterNameSchema.default('client_id'),
  /** Headers for `userInfoEndpoint` and `emailsEndpoint`. */
  userInfoHeaders: headersSchema.default({}),
  /**
   * The query parameter for a proof that this client owns the token: its HMAC-SHA-256 with the client secret, in hex.
   */
  appSecretProof: textSchema('parameterName', 60).nullable().default(null),
  /** The path of an identifier that never changes and is never reassigned; accounts are stored under it. */
  subject: textSchema('subjectPath'),
  /** A path each; or a URL with paths in braces, such as `https://cdn.example/{id}/{avatar}.png`. */
  claims: claimNamesSchema('profilePath').default(STANDARD_CLAIMS),
  /** The path of the flag that the email address is verified; true: every address is; null: none is. */
  emailVerified: z
    .union([textSchema('profilePath'), z.literal(true)], {
      error: schemaProblem('fieldProblem.pathOrTrue'),
    })
    .nullable()
    .default(null),
  /** Returns a list of addresses. With it, the address is read from this list only. */
  emailsEndpoint: optionalEndpointSchema('emailsUrl'),
  /** Where that response has its list (null: it is the list), and the paths within each entry. */
  emailList: z
    .strictObject({
      list: textSchema('responsePath').nullable().default(null),
      email: textSchema('entryPath').default('email'),
      primary: textSchema('entryPath').default('primary'),
      verified: textSchema('entryPath').default('verified'),
    })
    .default({ list: null, email: 'email', primary: 'primary', verified: 'verified' }),
  scopes: scopesSchema.default([]),
  scopeSeparator: z.enum([' ', ',']).default(' '),
  clientAuthentication: z
    .enum(['client_secret_basic', 'client_secret_post', 'none'])
    .default('client_secret_basic'),
  pkce: flagDefaultTrue,
  /** Whether a token response without `token_type`, which RFC 6749 §5.1 requires, counts as one for a bearer token. */
  allowMissingTokenType: optionalFlag,
  /**
   * Stored with every account, and compared with `iss` of the callback. Null: the origin of the authorization endpoint
   * is stored, and `iss` is not compared.
   */
  issuer: textSchema('issuer').nullable().default(null),
  /**
   * How tokens are revoked: by sending one of them (RFC 7009), or by deleting the grant (DELETE), either as the client,
   * with its secret and the access token in the body, or as the user, with the access token.
   */
  revocation: z
    .enum([...STANDARD_REVOCATIONS, 'delete_as_client', 'delete_as_person'])
    .default('refresh_token'),
})

/** A definition whose profile is read by a function in code. */
export const oauth2CodeSchema = oauth2Schema.omit({ userInfoEndpoint: true, subject: true })

type OAuth2Data = Omit<z.output<typeof oauth2CodeSchema>, 'label' | 'issuer'>

interface OAuth2Fields extends Readonly<OAuth2Data> {
  readonly name: string
  readonly label: string
  readonly issuer: string
  /** Whether the definition names the issuer; else `issuer` is derived from the authorization endpoint. */
  readonly hasExplicitIssuer: boolean
  readonly enrich: EnrichFunction | null
}

/** A checked OAuth 2 definition whose fields say where the profile is, and what is in it. */
export interface OAuth2DataDefinition extends OAuth2Fields {
  readonly userInfoEndpoint: string
  readonly subject: string
  readonly profile: null
}

/** A checked OAuth 2 definition whose profile a function reads. */
export interface OAuth2CodeDefinition extends OAuth2Fields {
  readonly userInfoEndpoint: null
  readonly subject: null
  readonly profile: ProfileFunction
}

/** A checked OAuth 2 definition, with its name and its defaults. */
export type OAuth2Definition = OAuth2DataDefinition | OAuth2CodeDefinition
