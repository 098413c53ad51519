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
  quirks: [
    'Scopes give no claims: each claim is requested by name, in the parameter "claims".',
    'The address also needs the scope user:read:email; the scopes email and profile do not exist.',
    'The client ID and secret are sent in the body of the token request.',
    'The token response contains the scopes as a list instead of a text; Portcullis then assumes the requested scopes.',
    'The metadata do not name the revocation endpoint, and only access tokens can be revoked; the preset sets both.',
    'ID Tokens have no auth_time, so the clock of this site counts when users are asked to sign in again.',
  ],
}
