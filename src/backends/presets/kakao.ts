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
  quirks: [
    'The client ID is the REST API key of the app.',
    'Without scopes Kakao asks for the consent items of the app; each may be missing from the profile, because users can decline it.',
    'Identifiers are numbers, and specific to the app. Pictures have an https address only on request (secure_resource).',
    'An address is the own one of the user only if is_email_valid and is_email_verified are both true. A definition can name only one of them, so no address counts as proven.',
    'The documentation does not mention PKCE, so it is off. The state, the browser cookie and the client secret still protect against a stolen code.',
  ],
}
