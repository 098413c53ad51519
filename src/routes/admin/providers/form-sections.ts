import type { FieldName } from '../../../backends/definition/fields.js'
import type { MessageKey } from '../../../locales/messages.js'
import type { Translator } from '../../../locales/translator.js'

/** The fields that have texts in the catalogues, as `adminField.NAME.label`, `.help` and, for each option, `.choice.VALUE`. */
type TextField = MessageKey extends infer Key
  ? Key extends `adminField.${infer Name}.help`
    ? Name
    : never
  : never

/** Where a field is shown in the form, and its texts. */
export interface FieldPlace {
  /** Beside the name; among the main fields or the advanced ones; or beside the name of an OAuth 2 provider without a preset. */
  readonly section: 'name' | 'main' | 'advanced' | 'oauth2'
  readonly label: MessageKey
  readonly help: MessageKey
  /** The placeholder of an empty field. */
  readonly defaultText?: string
  /** A value for `{example}` in the help. */
  readonly example?: string
}

/** The place of a field with its texts, without which it does not compile. */
export function fieldPlace(
  name: TextField,
  section: FieldPlace['section'],
  more: Pick<FieldPlace, 'defaultText' | 'example'> = {},
): FieldPlace {
  return { section, label: `adminField.${name}.label`, help: `adminField.${name}.help`, ...more }
}

/** Fields without an input of their own are written as JSON, with the other remaining fields. */
const OTHER = null

/** The place of every field of a definition, in the order of the page. The input follows from the schema of the field. */
export const FIELD_PLACES = {
  label: fieldPlace('label', 'name'),
  clientId: fieldPlace('clientId', 'main'),
  clientSecret: fieldPlace('clientSecret', 'main'),
  authorizationEndpoint: fieldPlace('authorizationEndpoint', 'oauth2'),
  tokenEndpoint: fieldPlace('tokenEndpoint', 'oauth2'),
  userInfoEndpoint: fieldPlace('userInfoEndpoint', 'oauth2'),
  subject: fieldPlace('subject', 'oauth2'),
  trustEmail: fieldPlace('trustEmail', 'advanced'),
  linkByVerifiedEmail: fieldPlace('linkByVerifiedEmail', 'advanced'),
  allowedDomains: fieldPlace('allowedDomains', 'advanced'),
  requiredClaims: fieldPlace('requiredClaims', 'advanced'),
  scopes: fieldPlace('scopes', 'advanced', { defaultText: 'openid email profile' }),
  extraClaims: fieldPlace('extraClaims', 'advanced'),
  groupsClaim: fieldPlace('groupsClaim', 'advanced'),
  emailVerified: fieldPlace('emailVerified', 'advanced'),
  userInfo: fieldPlace('userInfo', 'advanced'),
  idTokenAlgorithm: fieldPlace('idTokenAlgorithm', 'advanced'),
  decryptionKey: fieldPlace('decryptionKey', 'advanced'),
  timeout: fieldPlace('timeout', 'advanced', { defaultText: '5s' }),
  clockTolerance: fieldPlace('clockTolerance', 'advanced', { defaultText: '30s' }),
  clientAuthentication: fieldPlace('clientAuthentication', 'advanced'),
  clientKey: fieldPlace('clientKey', 'advanced', {
    example: '{"pem": "-----BEGIN…", "keyId": "…", "teamId": "…"}',
  }),
  responseMode: fieldPlace('responseMode', 'advanced'),
  icon: fieldPlace('icon', 'advanced'),
  order: fieldPlace('order', 'advanced', { defaultText: '100' }),
  hidden: fieldPlace('hidden', 'advanced'),
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
} as const satisfies { readonly [Name in FieldName]: FieldPlace | typeof OTHER }

const LABELS: ReadonlyMap<string, MessageKey> = new Map<string, MessageKey>([
  ['issuer', 'adminProviderForm.issuer'],
  ...Object.entries<FieldPlace | typeof OTHER>(FIELD_PLACES).flatMap(([name, fieldPlace]) =>
    fieldPlace === OTHER ? [] : [[name, fieldPlace.label] as const],
  ),
])

/** What the form calls a field; the name in a definition for those without an input of their own. */
export function fieldLabel(name: string, translator: Translator): string {
  const key = LABELS.get(name)
  // These labels have no placeholders.
  return key === undefined ? name : translator.format({ key, params: {} })
}
