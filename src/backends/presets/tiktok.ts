import type { Preset } from './preset.js'

export const tiktok: Preset = {
  provider: 'TikTok',
  registration:
    'developers.tiktok.com, your app, Login Kit (web), "Redirect URI" (https only, without a query)',
  requestedData: 'name and picture',
  fields: {
    kind: 'oauth2',
    label: 'TikTok',
    icon: 'tiktok',
    authorizationEndpoint: 'https://www.tiktok.com/v2/auth/authorize/',
    tokenEndpoint: 'https://open.tiktokapis.com/v2/oauth/token/',
    userInfoEndpoint: 'https://open.tiktokapis.com/v2/user/info/?fields=open_id,avatar_url,display_name',
    clientAuthentication: 'client_secret_post',
    clientIdParameter: 'client_key',
    pkce: false,
    scopes: ['user.info.basic'],
    scopeSeparator: ',',
    subject: 'data.user.open_id',
    claims: { name: 'data.user.display_name', picture: 'data.user.avatar_url' },
  },
}
