import type { Preset } from './preset.js'

export const linkedin: Preset = {
  provider: 'LinkedIn',
  registration:
    'Developer portal, your app, Auth, "Authorized redirect URLs", with the product "Sign In with LinkedIn using OpenID Connect"',
  requestedData: 'name, picture and email address',
  fields: {
    kind: 'oidc',
    reauthentication: 'login',
    label: 'LinkedIn',
    icon: 'linkedin',
    issuer: 'https://www.linkedin.com/oauth',
    issuerAliases: ['https://www.linkedin.com'],
    clientAuthentication: 'client_secret_post',
    nonce: false,
    pkce: false,
  },
  quirks: [
    'The issuer of the metadata is "https://www.linkedin.com/oauth", and the documentation shows ID Tokens with the issuer "https://www.linkedin.com"; both are accepted.',
    'ID Tokens never contain a nonce, so none is sent.',
    'The token endpoint rejects a code_verifier together with a client secret (invalid_client), so PKCE is off. The state, the browser cookie and the client secret still protect against a stolen code.',
    'The client ID and secret are sent in the body of the token request.',
    'email_verified may be a text. LinkedIn states that it does not verify the identity of its users, so "trustEmail" is off.',
    'There is no preferred_username, and most applications get no refresh token.',
    'ID Tokens have no auth_time, so the clock of this site counts when users are asked to sign in again.',
  ],
}
