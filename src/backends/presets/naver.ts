import type { Preset } from './preset.js'

export const naver: Preset = {
  provider: 'Naver',
  registration:
    'developers.naver.com, your application, API settings, "Callback URL", with the API Naver Login',
  requestedData: 'what you choose in the application: name, nickname, picture and email address',
  fields: {
    kind: 'oauth2',
    label: 'Naver',
    icon: 'naver',
    authorizationEndpoint: 'https://nid.naver.com/oauth2.0/authorize',
    tokenEndpoint: 'https://nid.naver.com/oauth2.0/token',
    userInfoEndpoint: 'https://openapi.naver.com/v1/nid/me',
    clientAuthentication: 'client_secret_post',
    pkce: false,
    subject: 'response.id',
    claims: {
      username: 'response.nickname',
      name: 'response.name',
      email: 'response.email',
      picture: 'response.profile_image',
    },
  },
}
