import type { FieldInput, FieldName } from '../../../backends/definition/fields.js'

/** A field that may hold one of a few texts only. */
type IsChoice<Value> = string extends Value ? false : Value extends string ? true : false

/** What the page says of a field, in words for an administrator who reads nothing but the page. */
export interface Words {
  readonly label: string
  readonly help: string
  /** Where it stands: beside the name, among what everybody writes, or among what is right as it is for most. */
  readonly section: 'name' | 'main' | 'advanced'
  /** What stands there while nothing is written. */
  readonly defaultText?: string
  /** A label for each choice, in the order of the page; the empty one leaves the field out. */
  readonly choices?: Readonly<Record<string, string>>
}

/** The words for one field; where there is a choice, for each that its schema allows. */
type FieldWords<Name extends FieldName> =
  IsChoice<FieldInput<Name>> extends true
    ? Words & { readonly choices: Readonly<Record<Extract<FieldInput<Name>, string> | '', string>> }
    : Omit<Words, 'choices'>

/** Fields without an input of their own are written as JSON, among the other fields. */
const OTHER = null

/** The words for every field of a definition, in the order of the page. The input follows from the schema of the field. */
export const FIELD_WORDS = {
  label: {
    section: 'name',
    label: 'Label',
    help: 'What people read on the button: “Log in with …”. Empty: the name with a capital letter.',
  },
  clientId: {
    section: 'main',
    label: 'Client ID',
    help: 'The provider shows it once you have registered this site there. Some call it application ID.',
  },
  clientSecret: {
    section: 'main',
    label: 'Client secret',
    help: 'The provider shows it beside the client ID. It is kept encrypted and never shown again, not even to you.',
  },
  trustEmail: {
    section: 'advanced',
    label: 'Believe this provider when it says that an e-mail address is verified',
    help:
      'Tick this only if the provider makes sure that an address belongs to the person, as Google does. Verified addresses ' +
      'then count here: they show as confirmed, and an address in ADMIN_EMAILS makes its owner an administrator. Whoever ' +
      'runs the provider could claim any address.',
  },
  linkByVerifiedEmail: {
    section: 'advanced',
    label: 'Sign people in to the account that has the same verified address',
    help:
      'Otherwise somebody whose address is known here already has to sign in the old way first, and connects this provider ' +
      'on the account page. It needs the box above.',
  },
  allowedDomains: {
    section: 'advanced',
    label: 'Only these e-mail domains may sign in',
    help: 'Such as example.com example.org. Empty: everybody whom the provider lets in.',
  },
  requiredClaims: {
    section: 'advanced',
    label: 'Claims without which nobody may sign in',
    help: 'Such as email. The test sign-in shows which claims this provider sends.',
  },
  scopes: {
    section: 'advanced',
    label: 'Scopes',
    help: 'What we ask the provider for, with blanks between. Empty: the usual ones.',
    defaultText: 'openid email profile',
  },
  extraClaims: {
    section: 'advanced',
    label: 'Claims to keep with the account',
    help: 'Such as groups, for rules of forward-auth. Names and addresses are kept anyway.',
  },
  clientAuthentication: {
    section: 'advanced',
    label: 'Client authentication',
    help: 'How the client secret is sent. Choose only if the provider demands one way and says another.',
    choices: {
      '': 'As usual with this provider',
      client_secret_basic: 'In a header (client_secret_basic)',
      client_secret_post: 'In the body (client_secret_post)',
      private_key_jwt: 'Signed with the client key (private_key_jwt)',
      none: 'There is no secret: a public client (none)',
    },
  },
  clientKey: {
    section: 'advanced',
    label: 'Client key',
    help:
      'Instead of a secret, for providers that want a signature, such as Apple: JSON with the private key as PEM, its id and, ' +
      'for Apple, the team, such as {"pem": "-----BEGIN…", "keyId": "…", "teamId": "…"}. It is kept as the secret is.',
  },
  responseMode: {
    section: 'advanced',
    label: 'How the answer comes back',
    help: 'By form, long answers fit and nothing of them stands in addresses. Not every provider can do it.',
    choices: {
      '': 'As usual',
      query: 'By address (query)',
      form_post: 'By form (form_post)',
    },
  },
  icon: {
    section: 'advanced',
    label: 'Brand mark',
    help: 'A slug of simple-icons, such as gitlab or keycloak. Empty: a key.',
  },
  // These two are decided on the page before, and shown apart.
  kind: OTHER,
  issuer: OTHER,
  redirectUriTrailingSlash: OTHER,
  authorizationParams: OTHER,
  requiredValues: OTHER,
  requireEmail: OTHER,
  requireVerifiedEmail: OTHER,
  revocationEndpoint: OTHER,
  revocation: OTHER,
  endpointParams: OTHER,
  extraScopes: OTHER,
  userInFormPost: OTHER,
  claims: OTHER,
  idTokenAlgorithm: OTHER,
  silentSignIn: OTHER,
  maxAge: OTHER,
  audience: OTHER,
  requiredScope: OTHER,
  introspection: OTHER,
  issuerAliases: OTHER,
  issuerTemplate: OTHER,
  allowedTenants: OTHER,
  subjectClaims: OTHER,
  requestedClaims: OTHER,
  nonce: OTHER,
  pkce: OTHER,
  rpInitiatedLogout: OTHER,
  postLogoutRedirectParam: OTHER,
  frontChannelLogout: OTHER,
  authorizationEndpoint: OTHER,
  tokenEndpoint: OTHER,
  userInfoEndpoint: OTHER,
  userInfoHeaders: OTHER,
  appSecretProof: OTHER,
  subject: OTHER,
  emailVerified: OTHER,
  emailsEndpoint: OTHER,
  scopeSeparator: OTHER,
  allowMissingTokenType: OTHER,
} as const satisfies { readonly [Name in FieldName]: FieldWords<Name> | typeof OTHER }
