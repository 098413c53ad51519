import type { Preset } from './preset.js'

export const strava: Preset = {
  provider: 'Strava',
  registration:
    'strava.com/settings/api, "Authorization Callback Domain": the host of BASE_URL, without a path',
  requestedData: 'name, picture and public profile',
  fields: {
    kind: 'oauth2',
    label: 'Strava',
    icon: 'strava',
    authorizationEndpoint: 'https://www.strava.com/oauth/authorize',
    tokenEndpoint: 'https://www.strava.com/api/v3/oauth/token',
    userInfoEndpoint: 'https://www.strava.com/api/v3/athlete',
    clientAuthentication: 'client_secret_post',
    pkce: false,
    authorizationParams: { approval_prompt: 'auto' },
    scopes: ['read'],
    scopeSeparator: ',',
    subject: 'id',
    claims: { username: 'username', givenName: 'firstname', familyName: 'lastname', picture: 'profile' },
  },
}
