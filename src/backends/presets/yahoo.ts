import type { Preset } from './preset.js'

export const yahoo: Preset = {
  provider: 'Yahoo',
  registration:
    'developer.yahoo.com/apps, "Redirect URI(s)" (https only), OpenID Connect permissions: email and profile',
  requestedData: 'name, picture and email address',
  fields: {
    kind: 'oidc',
    label: 'Yahoo',
    icon: 'yahoo',
    issuer: 'https://api.login.yahoo.com',
    idTokenAlgorithm: 'ES256',
    pkce: false,
    revocationEndpoint: 'https://api.login.yahoo.com/oauth2/revoke',
  },
  quirks: [
    'ID Tokens are signed with ES256, although the metadata also list RS256.',
    'An authorization request with a code_challenge is rejected for clients with a secret (unauthorized_client), so PKCE is off; the nonce still binds the response to the sign-in.',
    'There is no preferred_username, so user names are derived from addresses.',
    'The metadata call the revocation endpoint "token_revocation_endpoint", which is not the standard name; the preset sets it.',
  ],
}
