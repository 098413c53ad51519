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
}
