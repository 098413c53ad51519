import type { Preset } from './preset.js'

export const yandex: Preset = {
  provider: 'Yandex',
  registration:
    'oauth.yandex.com, your app for web services, "Redirect URI", with the permissions for email address, user name and portrait',
  requestedData: 'user name, name, picture and email address',
  fields: {
    kind: 'oauth2',
    label: 'Yandex',
    icon: 'yandex',
    authorizationEndpoint: 'https://oauth.yandex.com/authorize',
    tokenEndpoint: 'https://oauth.yandex.com/token',
    userInfoEndpoint: 'https://login.yandex.ru/info?format=json',
    tokenAuthorization: 'OAuth',
    subject: 'id',
    claims: {
      username: 'login',
      name: 'real_name',
      givenName: 'first_name',
      familyName: 'last_name',
      email: 'default_email',
      picture: 'https://avatars.yandex.net/get-yapic/{default_avatar_id}/islands-200',
    },
  },
}
