import type { Preset } from './preset.js'

export const yahoo: Preset = {
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
    'ID Tokens are signed with ES256, although the metadata list RS256 too.',
    'An authorization request with a code_challenge is refused for clients with a secret (unauthorized_client), so PKCE is off; the nonce still ties the answer to the sign-in.',
    'There is no preferred_username, so user names are made from addresses.',
    'The metadata call the address where tokens are revoked "token_revocation_endpoint", which nobody reads; it is known.',
  ],
}
