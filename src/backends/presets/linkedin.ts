import type { Preset } from './preset.js'

export const linkedin: Preset = {
  fields: {
    kind: 'oidc',
    label: 'LinkedIn',
    icon: 'linkedin',
    issuer: 'https://www.linkedin.com/oauth',
    issuerAliases: ['https://www.linkedin.com'],
    clientAuthentication: 'client_secret_post',
    nonce: false,
    pkce: false,
  },
  quirks: [
    'The metadata are of "https://www.linkedin.com/oauth", and the documentation shows ID Tokens of "https://www.linkedin.com"; both are believed.',
    'ID Tokens hold no nonce, whatever was asked, so none is sent.',
    'The token endpoint refuses a code_verifier beside a client secret (invalid_client), so PKCE is off. What is left against a stolen code is the state, the browser and the client secret.',
    'The client id and secret go into the body of the token request.',
    'email_verified may be a text. LinkedIn says itself that it does not verify who people are, so "trustEmail" is off.',
    'There is no preferred_username, and no refresh token for most applications.',
  ],
}
