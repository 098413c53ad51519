import type { Preset } from './preset.js'

export const kakao: Preset = {
  provider: 'Kakao',
  registration:
    'developers.kakao.com, your app, Kakao Login, "Redirect URI"; Kakao Login must be enabled, with a client secret',
  requestedData: 'what you choose under "Consent items": nickname, picture and email address',
  fields: {
    kind: 'oauth2',
    label: 'Kakao',
    icon: 'kakaotalk',
    authorizationEndpoint: 'https://kauth.kakao.com/oauth/authorize',
    tokenEndpoint: 'https://kauth.kakao.com/oauth/token',
    userInfoEndpoint: 'https://kapi.kakao.com/v2/user/me?secure_resource=true',
    clientAuthentication: 'client_secret_post',
    pkce: false,
    scopeSeparator: ',',
    subject: 'id',
    claims: {
      name: 'kakao_account.profile.nickname',
      email: 'kakao_account.email',
      picture: 'kakao_account.profile.profile_image_url',
    },
  },
}
