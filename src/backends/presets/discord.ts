import type { Preset } from './preset.js'

export const discord: Preset = {
  provider: 'Discord',
  registration: 'Developer portal, your application, OAuth2, "Redirects"',
  requestedData: 'user name, picture and email address',
  fields: {
    kind: 'oauth2',
    label: 'Discord',
    icon: 'discord',
    authorizationEndpoint: 'https://discord.com/oauth2/authorize',
    tokenEndpoint: 'https://discord.com/api/oauth2/token',
    revocationEndpoint: 'https://discord.com/api/oauth2/token/revoke',
    userInfoEndpoint: 'https://discord.com/api/v10/users/@me',
    subject: 'id',
    claims: {
      username: 'username',
      name: 'global_name',
      picture: 'https://cdn.discordapp.com/avatars/{id}/{avatar}.png',
    },
    emailVerified: 'verified',
    scopes: ['identify', 'email'],
    trustEmail: true,
  },
}
