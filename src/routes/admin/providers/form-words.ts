import type { FieldInput, FieldName } from '../../../backends/definition/fields.js'

/** A field that accepts only a few texts. */
type IsChoice<Value> = string extends Value ? false : Value extends string ? true : false

/** The texts of a field, for an administrator who reads only the page. */
export interface Words {
  readonly label: string
  readonly help: string
  /**
   * Where the field is shown: beside the name, among the main fields, or among the advanced ones; or beside the name of a
   * provider of OAuth 2 without a preset.
   */
  readonly section: 'name' | 'main' | 'advanced' | 'oauth2'
  /** The placeholder of an empty field. */
  readonly defaultText?: string
  /** A label for each option, in the order of the page; the empty one leaves the field out. */
  readonly choices?: Readonly<Record<string, string>>
}

/** The texts of one field; for a choice, one for each option of its schema. */
type FieldWords<Name extends FieldName> =
  IsChoice<FieldInput<Name>> extends true
    ? Words & { readonly choices: Readonly<Record<Extract<FieldInput<Name>, string> | '', string>> }
    : Omit<Words, 'choices'>

/** Fields without an input of their own are written as JSON, with the other remaining fields. */
const OTHER = null

/**
 * The texts of every field of a definition, in the order of the page. The input follows from the schema of the field.
 */
export const FIELD_WORDS = {
  label: {
    section: 'name',
    label: 'Label',
    help: 'Shown on the button: “Sign in with …”. Defaults to the name.',
  },
  clientId: {
    section: 'main',
    label: 'Client ID',
    help: 'The provider shows it after you register this site there. Some call it application ID.',
  },
  clientSecret: {
    section: 'main',
    label: 'Client secret',
    help: 'The provider shows it next to the client ID. It is stored encrypted and never shown again.',
  },
  authorizationEndpoint: {
    section: 'oauth2',
    label: 'Authorization endpoint',
    help: 'The address that people are sent to, such as https://id.example.com/oauth/authorize.',
  },
  tokenEndpoint: {
    section: 'oauth2',
    label: 'Token endpoint',
    help: 'The address that exchanges a code for an access token, such as https://id.example.com/oauth/token.',
  },
  userInfoEndpoint: {
    section: 'oauth2',
    label: 'Profile endpoint',
    help: 'The address that returns the profile of the person as JSON, such as https://api.example.com/user.',
  },
  subject: {
    section: 'oauth2',
    label: 'Member of the profile that identifies the person',
    help: 'Such as id, or data.id for a member of a member. It must never change and never be given to someone else, so it is not the email address.',
  },
  trustEmail: {
    section: 'advanced',
    label: 'Trust verified email addresses from this provider',
    help:
      'Enable this only if the provider verifies that an address belongs to the person, as Google does. The address then ' +
      'counts as verified here too, and an address in ADMIN_EMAILS makes its owner an administrator. The provider could ' +
      'claim any address.',
  },
  linkByVerifiedEmail: {
    section: 'advanced',
    label: 'Sign people in to the account with the same verified address',
    help:
      'Otherwise people whose address already belongs to an account have to sign in the usual way first, and then connect ' +
      'this provider. Requires the setting above.',
  },
  allowedDomains: {
    section: 'advanced',
    label: 'Allowed email domains',
    help: 'Separated by spaces, such as example.com example.org. Empty: no restriction.',
  },
  requiredClaims: {
    section: 'advanced',
    label: 'Required claims',
    help: 'Separated by spaces, such as email. Without them, people can’t sign in. The test sign-in shows which claims this provider sends.',
  },
  scopes: {
    section: 'advanced',
    label: 'Scopes',
    help: 'Requested from the provider, separated by spaces. Empty: the usual ones.',
    defaultText: 'openid email profile',
  },
  extraClaims: {
    section: 'advanced',
    label: 'Claims to store with the account',
    help:
      'Such as groups, for forward-auth rules. Once two providers store groups, those rules must name the provider: ' +
      'group=NAME:staff. Names and addresses are always stored.',
  },
  groupsClaim: {
    section: 'advanced',
    label: 'Claim with the groups or roles',
    help: 'Such as groups, or realm_access.roles for Keycloak. The groups are stored with the account, for forward-auth rules.',
  },
  emailVerified: {
    section: 'advanced',
    label: 'Where the provider says that an address is verified',
    help:
      'Empty: in the claim email_verified, as the standard says, and nowhere with OAuth 2. Otherwise the name of another claim, ' +
      'such as xms_edov; or true, if this provider issues only addresses that are verified.',
  },
  userInfo: {
    section: 'advanced',
    label: 'UserInfo',
    help: 'When the UserInfo endpoint is asked. Choose “Never” if the provider rejects the access token there.',
    choices: {
      '': 'Default: at every sign-in',
      required: 'At every sign-in (required)',
      'when-needed': 'Only if the ID Token lacks a claim (when-needed)',
      never: 'Never (never)',
    },
  },
  idTokenAlgorithm: {
    section: 'advanced',
    label: 'Algorithm of ID Tokens',
    help: 'Only if it must be one in particular. HS256, HS384 and HS512 need a client secret of 32 bytes or more.',
    choices: {
      '': 'Any asymmetric one that the provider’s metadata list',
      ...{ RS256: 'RS256', RS384: 'RS384', RS512: 'RS512', PS256: 'PS256', PS384: 'PS384', PS512: 'PS512' },
      ...{ ES256: 'ES256', ES384: 'ES384', ES512: 'ES512', EdDSA: 'EdDSA', Ed25519: 'Ed25519' },
      ...{ HS256: 'HS256 (client secret)', HS384: 'HS384 (client secret)', HS512: 'HS512 (client secret)' },
    },
  },
  decryptionKey: {
    section: 'advanced',
    label: 'Decryption key',
    help:
      'For providers that encrypt ID Tokens or UserInfo: the private key as PEM whose public key is registered there. It is ' +
      'stored encrypted, like the secret.',
  },
  timeout: {
    section: 'advanced',
    label: 'Time limit of a call',
    help: 'For a provider that is slow, such as 10s. At most 30s.',
    defaultText: '5s',
  },
  clockTolerance: {
    section: 'advanced',
    label: 'Clock tolerance',
    help: 'How much the clocks here and at the provider may differ, such as 2m. At most 5m.',
    defaultText: '30s',
  },
  clientAuthentication: {
    section: 'advanced',
    label: 'Client authentication',
    help: 'How the client secret is sent. Change only if the provider requires it.',
    choices: {
      '': 'Default for this provider',
      client_secret_basic: 'In a header (client_secret_basic)',
      client_secret_post: 'In the body (client_secret_post)',
      private_key_jwt: 'Signed with the client key (private_key_jwt)',
      none: 'No secret: a public client (none)',
    },
  },
  clientKey: {
    section: 'advanced',
    label: 'Client key',
    help:
      'Replaces the secret for providers that require a signature, such as Apple: JSON with the private key as PEM, its ID and, ' +
      'for Apple, the team, such as {"pem": "-----BEGIN…", "keyId": "…", "teamId": "…"}. It is stored encrypted, like the secret.',
  },
  responseMode: {
    section: 'advanced',
    label: 'Response mode',
    help: 'form_post keeps the response out of URLs. Not every provider supports it.',
    choices: {
      '': 'Default',
      query: 'In the URL (query)',
      form_post: 'As a form (form_post)',
    },
  },
  icon: {
    section: 'advanced',
    label: 'Icon',
    help: 'The name of an icon from simple-icons, such as gitlab or keycloak. Without one, the button shows the first letter of the label.',
  },
  order: {
    section: 'advanced',
    label: 'Order',
    help: 'The place among the sign-in methods: a lower number comes first. The sign-in page shows five large buttons, and the rest below.',
    defaultText: '100',
  },
  hidden: {
    section: 'advanced',
    label: 'Hide from the sign-in page',
    help: 'People can still sign in with a link to /login/NAME.',
  },
  // Administrators upload it on the page of the provider.
  mark: OTHER,
  // These two are decided on an earlier page, and shown separately.
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
  metadataUrl: OTHER,
  jwksUri: OTHER,
  endSessionEndpoint: OTHER,
  userInfoMethod: OTHER,
  pushedAuthorization: OTHER,
  loginParams: OTHER,
  startWithoutState: OTHER,
  userMethod: OTHER,
  tokenAuthorization: OTHER,
  tokenInQuery: OTHER,
  clientIdParameter: OTHER,
  emailList: OTHER,
  silentSignIn: OTHER,
  maxAge: OTHER,
  reauthentication: OTHER,
  audience: OTHER,
  tokenClients: OTHER,
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
  userInfoHeaders: OTHER,
  appSecretProof: OTHER,
  emailsEndpoint: OTHER,
  scopeSeparator: OTHER,
  allowMissingTokenType: OTHER,
} as const satisfies { readonly [Name in FieldName]: FieldWords<Name> | typeof OTHER }
