import { json } from '../../../../src/testing/provider/reply.js'
import type { Accent } from './oauth2-accent.js'

const USER: Readonly<Record<string, string>> = {
  open_id: '723f24d7-e717-40f8-a2b6-cb8464cd23b4',
  union_id: 'c9c60f44-a68e-4f5d-84dd-ce22faeb0ba1',
  display_name: 'Tik Toker',
  avatar_url: 'https://p19-sign.tiktokcdn-us.com/tos-avt-0068-tx/b17f0e4b.jpeg',
}

/** https://developers.tiktok.com/doc/login-kit-web, .../login-kit-manage-user-access-tokens, .../tiktok-api-v2-get-user-info */
export const tiktok: Accent = {
  backend: { preset: 'tiktok' },
  addresses: {
    authorize: 'https://www.tiktok.com/v2/auth/authorize/',
    token: 'https://open.tiktokapis.com/v2/oauth/token/',
    userinfo: 'https://open.tiktokapis.com/v2/user/info/',
  },
  clientAuthentication: 'client_secret_post',
  clientIdParameter: 'client_key',
  refusesPkce: 'token',
  person: { sub: '723f24d7-e717-40f8-a2b6-cb8464cd23b4' },
  profile: (_grant, { url }) => {
    const asked = (url.searchParams.get('fields') ?? '').split(',')
    const user = Object.fromEntries(Object.entries(USER).filter(([name]) => asked.includes(name)))
    return { data: { user }, error: { code: 'ok', message: '', log_id: '20220829194722CBE87ED59D52' } }
  },
  refused: json(401, { data: {}, error: { code: 'access_token_invalid', message: '', log_id: '2022' } }),
  tokenResponse: ({ access_token, refresh_token }) => ({
    access_token,
    expires_in: 86_400,
    open_id: USER['open_id'],
    refresh_expires_in: 31_536_000,
    refresh_token,
    scope: 'user.info.basic',
    token_type: 'Bearer',
  }),
  expected: {
    subject: '723f24d7-e717-40f8-a2b6-cb8464cd23b4',
    email: null,
    proven: false,
    username: 'tiktoker',
    name: 'Tik Toker',
    picture: USER['avatar_url'] ?? null,
    asked: { client_key: 'portcullis', scope: 'user.info.basic', code_challenge: null },
  },
  broken: [
    {
      quirk: 'the fields are not asked for',
      faults: () => ({ userinfoClaims: () => ({ data: { user: {} }, error: { code: 'ok' } }) }),
      code: 'identity_rejected',
      detail: 'the profile: data.user.open_id is missing',
    },
  ],
}
