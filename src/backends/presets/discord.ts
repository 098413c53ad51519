import type { Preset } from './preset.js'

export const discord: Preset = {
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
  quirks: [
    'The profile has the hash of a picture; its address is put together from that and the identifier.',
    'Whether the address is verified is called "verified".',
    'Identifiers are numbers of up to twenty digits, sent as text; they are never read as numbers.',
  ],
}
