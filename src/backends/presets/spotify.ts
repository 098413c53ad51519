import type { Preset } from './preset.js'

export const spotify: Preset = {
  provider: 'Spotify',
  registration:
    'developer.spotify.com/dashboard, your app, Settings, "Redirect URIs" (https, or a loopback address)',
  requestedData: 'name, picture and email address',
  fields: {
    kind: 'oauth2',
    label: 'Spotify',
    icon: 'spotify',
    authorizationEndpoint: 'https://accounts.spotify.com/authorize',
    tokenEndpoint: 'https://accounts.spotify.com/api/token',
    userInfoEndpoint: 'https://api.spotify.com/v1/me',
    scopes: ['user-read-email'],
    subject: 'id',
    claims: { name: 'display_name', picture: 'images.0.url' },
  },
}
