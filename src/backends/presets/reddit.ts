import type { Preset } from './preset.js'

export const reddit: Preset = {
  provider: 'Reddit',
  registration: 'reddit.com/prefs/apps, your web app, "redirect uri"',
  requestedData: 'user name',
  fields: {
    kind: 'oauth2',
    label: 'Reddit',
    icon: 'reddit',
    authorizationEndpoint: 'https://www.reddit.com/api/v1/authorize',
    tokenEndpoint: 'https://www.reddit.com/api/v1/access_token',
    revocationEndpoint: 'https://www.reddit.com/api/v1/revoke_token',
    userInfoEndpoint: 'https://oauth.reddit.com/api/v1/me',
    pkce: false,
    scopes: ['identity'],
    subject: 'id',
    claims: { username: 'name' },
  },
  quirks: [
    'There is no email address, and no scope for it. "has_verified_email" says only that Reddit knows one.',
    'The identifier is "id"; the user name is "name".',
    'Without a scope Reddit complains of an invalid client ID.',
    'A refresh token needs "authorizationParams": { "duration": "permanent" }.',
    'The token endpoint returns errors with the status 200; they are treated as errors.',
    'The API rejects calls without a User-Agent; Portcullis always sends one.',
    'The documentation does not mention PKCE, so it is off. The state, the browser cookie and the client secret still protect against a stolen code.',
  ],
}
