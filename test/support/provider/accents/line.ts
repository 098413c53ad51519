import { type Accent, without } from './oidc-accent.js'

const PERSON = {
  sub: 'U1234567890abcdef1234567890abcdef',
  name: 'Taro Line',
  picture: 'https://profile.line-scdn.net/0h8pWWElvzZ19qLk3ywQYYCFZraTIdAGEXEhx9',
}

/** https://developers.line.biz/en/docs/line-login/verify-id-token/ and .../reference/line-login/ */
export const line: Accent = {
  backend: { preset: 'line' },
  metadata: {
    issuer: 'https://access.line.me',
    authorization_endpoint: 'https://access.line.me/oauth2/v2.1/authorize',
    token_endpoint: 'https://api.line.me/oauth2/v2.1/token',
    userinfo_endpoint: 'https://api.line.me/oauth2/v2.1/userinfo',
    scopes_supported: ['openid', 'profile', 'email'],
    response_types_supported: ['code'],
    response_modes_supported: ['query'],
    grant_types_supported: ['authorization_code', 'refresh_token'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['ES256'],
    jwks_uri: 'https://api.line.me/oauth2/v2.1/certs',
    code_challenge_methods_supported: ['S256'],
  },
  clientAuthentication: 'client_secret_post',
  // A channel secret is 32 hexadecimal digits.
  clientSecret: '0123456789abcdef0123456789abcdef',
  person: PERSON,
  sign: 'HS256-secret',
  idToken: (claims) => ({
    ...without(claims, 'sid', 'auth_time', 'at_hash'),
    name: PERSON.name,
    picture: PERSON.picture,
    email: 'taro@acme.example',
    amr: ['linesso'],
  }),
  tokenResponse: (response) => ({ ...response, expires_in: 2_592_000, scope: 'profile openid email' }),
  expected: {
    subject: PERSON.sub,
    email: 'taro@acme.example',
    proven: false,
    username: 'taro',
    name: 'Taro Line',
    picture: PERSON.picture,
    asked: { scope: 'openid email profile', code_challenge_method: 'S256' },
  },
  broken: [
    {
      quirk: 'signed with another secret',
      faults: () => ({ sign: 'HS256-broken' }),
      code: 'identity_rejected',
      detail: 'the ID Token: ',
    },
    {
      quirk: 'the algorithm is what the metadata list',
      fields: { idTokenAlgorithm: null },
      code: 'identity_rejected',
      detail: 'the ID Token: it is signed with HS256',
    },
  ],
}
