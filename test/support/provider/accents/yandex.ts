import { json } from '../../../../src/testing/provider/reply.js'
import type { Accent } from './oauth2-accent.js'

/** https://yandex.com/dev/id/doc/en/user-information and .../codes/code-url */
export const yandex: Accent = {
  backend: { preset: 'yandex' },
  addresses: {
    authorize: 'https://oauth.yandex.com/authorize',
    token: 'https://oauth.yandex.com/token',
    userinfo: 'https://login.yandex.ru/info',
  },
  clientAuthentication: 'client_secret_basic',
  tokenAuthorization: 'OAuth',
  person: { sub: '1000034426' },
  profile: ({ person }) => ({
    login: 'vasya',
    id: person.sub,
    client_id: '4760187d81bc4b7799476b42b5103713',
    psuid: '1.AAceCw.tbHgw5DtJ9_zeqPrk-Ba2w.qPWSRC5v2t2IaksPJgnge',
    default_email: 'vasya@acme.example',
    emails: ['vasya@acme.example'],
    is_avatar_empty: false,
    default_avatar_id: '131652443',
    first_name: 'Vasya',
    last_name: 'Pupkin',
    display_name: 'vasya',
    real_name: 'Vasya Pupkin',
    sex: 'male',
  }),
  refused: json(401, { error: 'unauthorized' }),
  tokenResponse: ({ access_token, refresh_token }) => ({
    token_type: 'bearer',
    access_token,
    expires_in: 31_536_000,
    refresh_token,
    scope: 'login:info',
  }),
  expected: {
    subject: '1000034426',
    email: 'vasya@acme.example',
    proven: false,
    username: 'vasya',
    name: 'Vasya Pupkin',
    picture: 'https://avatars.yandex.net/get-yapic/131652443/islands-200',
    asked: { scope: null, code_challenge_method: 'S256' },
  },
  broken: [
    {
      quirk: 'the word before the token is Bearer, as everywhere else',
      fields: { tokenAuthorization: 'Bearer' },
      code: 'provider_misconfigured',
      detail: 'the profile: status 401',
    },
  ],
}
