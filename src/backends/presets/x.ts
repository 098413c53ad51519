import type { Preset } from './preset.js'

export const x: Preset = {
  provider: 'X (Twitter)',
  registration: 'developer.x.com, your app, User authentication settings (Web App), "Callback URI"',
  requestedData: 'user name, name and picture, and the right to read posts',
  fields: {
    kind: 'oauth2',
    label: 'X',
    icon: 'x',
    authorizationEndpoint: 'https://x.com/i/oauth2/authorize',
    tokenEndpoint: 'https://api.x.com/2/oauth2/token',
    revocationEndpoint: 'https://api.x.com/2/oauth2/revoke',
    userInfoEndpoint: 'https://api.x.com/2/users/me?user.fields=profile_image_url',
    scopes: ['users.read', 'tweet.read'],
    subject: 'data.id',
    claims: {
      username: 'data.username',
      name: 'data.name',
      email: 'data.confirmed_email',
      picture: 'data.profile_image_url',
    },
  },
}
