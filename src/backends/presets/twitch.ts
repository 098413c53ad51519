import type { Preset } from './preset.js'

export const twitch: Preset = {
  fields: {
    kind: 'oidc',
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
    'Scopes open no claims: each is asked for by name, in the parameter "claims".',
    'The address needs the scope user:read:email besides; the scopes email and profile do not exist.',
    'The client id and secret go into the body of the token request.',
    'The token response lists its scopes as a list, not as one text; they are then taken for those that were asked for.',
    'The metadata do not name the address where tokens are revoked, and only an access token can be.',
  ],
}
