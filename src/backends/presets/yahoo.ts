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
}
