import type { Preset } from './preset.js'

export const twitch: Preset = {
  provider: 'Twitch',
  registration: 'Developer console, Applications, "OAuth Redirect URLs"',
  requestedData: 'user name, picture and email address',
  fields: {
    kind: 'oidc',
    reauthentication: 'login',
    label: 'Twitch',
    icon: 'twitch',
    issuer: 'https://id.twitch.tv/oauth2',
    clientAuthentication: 'client_secret_post',
    scopes: ['openid', 'user:read:email'],
    revocationEndpoint: 'https://id.twitch.tv/oauth2/revoke',
    revocation: 'access_token',
    requestedClaims: ['email', 'email_verified', 'picture', 'preferred_username'],
  },
}
