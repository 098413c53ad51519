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
}
