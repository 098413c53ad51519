import { z } from 'zod'
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
    z.string().regex(/^[A-Za-z0-9-]{1,60}$/, 'is not the name of a header'),
    textSchema('a value').regex(/^[\x20-\x7e]+$/, 'must be plain ASCII'),
    { error: 'must be an object of texts' },
  )
  .superRefine((values, context) => {
    for (const name of Object.keys(values))
      if (RESERVED_HEADERS.has(name.toLowerCase()))
        context.addIssue({ code: 'custom', path: [name], message: 'may not be set here; remove it' })
  })

/**
 * A backend of OAuth 2 (RFC 6749, code flow) without OpenID Connect: there are no metadata and no ID Token, so it says
 * where the endpoints are, and how to read a person from the answer of one. Paths lead into that answer: `id`, `user.id`.
 */
export const oauth2Schema = z.strictObject({
  kind: kindSchema('oauth2'),
  ...sharedFields,
  authorizationEndpoint: endpointSchema('the https address people are sent to'),
  tokenEndpoint: endpointSchema('the https address where a code becomes a token'),
  /** Answers an access token with the profile of its person, as JSON. */
  userInfoEndpoint: endpointSchema('the https address that answers with the profile'),
  /** Sent to the endpoints of the profile and of the addresses. */
  userInfoHeaders: headersSchema.default({}),
  /** The parameter of those calls that proves the token to be ours: its HMAC-SHA-256 under the client secret, in hex. */
  appSecretProof: textSchema('the name of a parameter', 60).nullable().default(null),
  /** Path of what never changes and never is given to somebody else; the key of every account. */
  subject: textSchema('the path of the identifier that never changes, such as "id"'),
  /** A path for each; or an address with paths in braces, such as `https://cdn.example/{id}/{avatar}.png`. */
  claims: claimNamesSchema('a path into the profile').default(STANDARD_CLAIMS),
  /** Path of the word that the address is verified; true: all are; null: none is. */
  emailVerified: z
    .union([textSchema('a path into the profile'), z.literal(true)], {
      error: 'must be a path into the profile, or true',
    })
    .nullable()
    .default(null),
  /** Answers with a list of `{ email, primary, verified }`; then the address is read here and nowhere else. */
  emailsEndpoint: optionalEndpointSchema('the address of the list of e-mail addresses'),
  scopes: scopesSchema.default([]),
  scopeSeparator: z.enum([' ', ','], { error: 'must be " " or ","' }).default(' '),
  clientAuthentication: z
    .enum(['client_secret_basic', 'client_secret_post', 'none'], {
      error: 'must be "client_secret_basic", "client_secret_post" or "none"',
    })
    .default('client_secret_basic'),
  pkce: flagDefaultTrue,
  /** Whether a token response without `token_type`, which RFC 6749 §5.1 requires, is one of a bearer token. */
  allowMissingTokenType: optionalFlag,
  /** Kept with every account, and compared with `iss` of a callback. Null: the origin people are sent to, for keeping only. */
  issuer: textSchema('the issuer').nullable().default(null),
  /**
   * How tokens are revoked: one is shown, as RFC 7009 has it; or what was granted is deleted (DELETE), in the name of the
   * client with its secret and the access token beside it, or in the name of the person with the access token.
   */
  revocation: z
    .enum([...STANDARD_REVOCATIONS, 'delete_as_client', 'delete_as_person'], {
      error: 'must be "refresh_token", "access_token", "delete_as_client" or "delete_as_person"',
    })
    .default('refresh_token'),
})

/** A checked backend of OAuth 2: what its name is, and all that its author left out. */
export interface OAuth2Definition extends Readonly<Omit<z.output<typeof oauth2Schema>, 'label' | 'issuer'>> {
  readonly name: string
  readonly label: string
  readonly issuer: string
  /** Whether its author knows the issuer; else it is a name that we have made up. */
  readonly hasExplicitIssuer: boolean
}
