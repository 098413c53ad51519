import { json } from '../../../../src/testing/provider/reply.js'
import type { Accent } from './oauth2-accent.js'

/** https://developers.kakao.com/docs/latest/en/kakaologin/rest-api */
export const kakao: Accent = {
  backend: { preset: 'kakao' },
  addresses: {
    authorize: 'https://kauth.kakao.com/oauth/authorize',
    token: 'https://kauth.kakao.com/oauth/token',
    userinfo: 'https://kapi.kakao.com/v2/user/me',
  },
  clientAuthentication: 'client_secret_post',
  refusesPkce: 'token',
  person: { sub: '123456789' },
  profile: ({ person }, { url }) => ({
    id: Number(person.sub),
    connected_at: '2022-04-11T01:45:28Z',
    kakao_account: {
      profile_nickname_needs_agreement: false,
      profile: {
        nickname: '홍길동',
        profile_image_url: `http${url.searchParams.get('secure_resource') === 'true' ? 's' : ''}://k.kakaocdn.net/img_640x640.jpg`,
        is_default_image: false,
      },
      email_needs_agreement: false,
      is_email_valid: false,
      is_email_verified: true,
      email: 'hong@acme.example',
    },
    properties: { nickname: '홍길동' },
  }),
  refused: json(401, { msg: 'this access token does not exist', code: -401 }),
  tokenResponse: ({ access_token, refresh_token }) => ({
    token_type: 'bearer',
    access_token,
    expires_in: 43_199,
    refresh_token,
    refresh_token_expires_in: 5_184_000,
    scope: 'account_email profile_nickname',
  }),
  expected: {
    subject: '123456789',
    email: 'hong@acme.example',
    proven: false,
    username: 'hong',
    name: '홍길동',
    picture: 'https://k.kakaocdn.net/img_640x640.jpg',
    asked: { scope: null, code_challenge: null },
  },
  broken: [
    {
      quirk: 'the client secret is in the header',
      fields: { clientAuthentication: 'client_secret_basic' },
      code: 'provider_misconfigured',
      detail: 'the token request: ',
    },
  ],
}
