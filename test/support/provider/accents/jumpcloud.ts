import { type Accent, without } from './oidc-accent.js'

const BASE = 'https://oauth.id.jumpcloud.com/'
const PERSON = {
  sub: '61f0a1b2c3d4e5f6a7b8c9d0',
  email: 'ada@acme.example',
  family_name: 'Lovelace',
  given_name: 'Ada',
  name: 'Ada Lovelace',
}

/** https://jumpcloud.com/support/sso-with-oidc */
export const jumpcloud: Accent = {
  backend: { preset: 'jumpcloud' },
  metadata: {
    issuer: BASE,
    authorization_endpoint: `${BASE}oauth2/auth`,
    token_endpoint: `${BASE}oauth2/token`,
    jwks_uri: `${BASE}.well-known/jwks.json`,
    subject_types_supported: ['public'],
    response_types_supported: ['code', 'code id_token', 'id_token', 'token id_token', 'token'],
    claims_supported: ['sub'],
    grant_types_supported: ['authorization_code', 'implicit', 'client_credentials', 'refresh_token'],
    response_modes_supported: ['query', 'fragment', 'form_post'],
    userinfo_endpoint: `${BASE}userinfo`,
    scopes_supported: ['offline_access', 'offline', 'openid'],
    token_endpoint_auth_methods_supported: [
      'client_secret_post',
      'client_secret_basic',
      'private_key_jwt',
      'none',
    ],
    id_token_signing_alg_values_supported: ['RS256'],
    code_challenge_methods_supported: ['plain', 'S256'],
    revocation_endpoint: `${BASE}oauth2/revoke`,
  },
  clientAuthentication: 'client_secret_basic',
  person: PERSON,
  idToken: (claims) => ({
    ...claims,
    ...without(PERSON, 'sub'),
    aud: [claims['aud']],
    rat: claims['iat'],
    jti: '0f1e2d3c-4b5a-4968-8778-695a4b3c2d1e',
  }),
  expected: {
    subject: PERSON.sub,
    email: PERSON.email,
    proven: false,
    username: 'ada',
    name: 'Ada Lovelace',
  },
  broken: [
    {
      quirk: 'another region, which is another issuer',
      faults: () => ({
        idTokenClaims: (claims) => ({ ...claims, iss: 'https://oauth.id.eu.jumpcloud.com/' }),
      }),
      code: 'identity_rejected',
      detail: 'the ID Token: iss is',
    },
  ],
}
