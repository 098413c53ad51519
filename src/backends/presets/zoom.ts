import type { Preset } from './preset.js'

export const zoom: Preset = {
  provider: 'Zoom',
  registration:
    'marketplace.zoom.us, your General App (user-managed), Basic information, "OAuth Redirect URL", with the scope user:read:user',
  requestedData: 'name, picture and email address',
  fields: {
    kind: 'oauth2',
    label: 'Zoom',
    icon: 'zoom',
    authorizationEndpoint: 'https://zoom.us/oauth/authorize',
    tokenEndpoint: 'https://zoom.us/oauth/token',
    revocationEndpoint: 'https://zoom.us/oauth/revoke',
    revocation: 'access_token',
    userInfoEndpoint: 'https://api.zoom.us/v2/users/me',
    subject: 'id',
    claims: {
      name: 'display_name',
      givenName: 'first_name',
      familyName: 'last_name',
      picture: 'pic_url',
    },
  },
}
