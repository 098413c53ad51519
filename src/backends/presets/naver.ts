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
  quirks: [
    'The user is in the member "response" of the profile. Identifiers are specific to the application.',
    'There are no scopes: the application says what is shared, and users can decline each item.',
    'The API never says that an address is verified, so no address counts as proven.',
    'The token endpoint returns errors with the status 200; they are treated as errors.',
    'The documentation does not mention PKCE, so it is off. The state, the browser cookie and the client secret still protect against a stolen code.',
  ],
}
