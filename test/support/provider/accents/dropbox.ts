import { type Accent, without } from './oidc-accent.js'

const BASE = 'https://www.dropbox.com'
const PERSON = {
  sub: 'dbid:AAH4f99T0taONIb-OurWxbNQ6ywGRopQngc',
  email: 'franz@acme.example',
  email_verified: true,
  family_name: 'Ferdinand',
  given_name: 'Franz',
}

/** https://developers.dropbox.com/oidc-guide */
export const dropbox: Accent = {
  backend: { preset: 'dropbox', trustEmail: true },
  metadata: {
    issuer: BASE,
    authorization_endpoint: `${BASE}/oauth2/authorize`,
    token_endpoint: 'https://api.dropboxapi.com/oauth2/token',
    userinfo_endpoint: 'https://api.dropboxapi.com/2/openid/userinfo',
    jwks_uri: `${BASE}/.well-known/openid-configuration/keys`,
    scopes_supported: ['openid', 'email', 'profile'],
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    claims_supported: ['email', 'email_verified', 'family_name', 'given_name', 'iss', 'sub'],
  },
  clientAuthentication: 'client_secret_basic',
  person: PERSON,
  idToken: (claims) => ({
    ...without(claims, 'sid'),
    ...without(PERSON, 'sub'),
    'dropbox:team_id': 'dbtid:WxbNQOurtaONIb-AAH4fQn',
  }),
  userInfo: (claims) => ({ ...claims, iss: 'Dropbox', sub: 'it must not be asked' }),
  tokenResponse: (response) => ({
    ...without(response, 'refresh_token'),
    token_type: 'bearer',
    expires_in: 14_400,
    uid: '12345',
    account_id: PERSON.sub,
  }),
  expected: {
    subject: PERSON.sub,
    email: PERSON.email,
    proven: true,
    username: 'franz',
    name: 'Franz Ferdinand',
    userInfoRequests: 0,
    asked: { scope: 'openid email profile', code_challenge_method: 'S256' },
  },
  broken: [
    {
      quirk: 'UserInfo is asked, as everywhere else',
      fields: { userInfo: 'required' },
      code: 'identity_rejected',
      detail: 'the UserInfo response: sub is not that of the token',
    },
  ],
}
