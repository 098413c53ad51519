import { type Accent, without } from './oidc-accent.js'

const BASE = 'https://acme.logto.app/oidc'
const PERSON = {
  sub: 'l5ywbs0ys8wc',
  name: 'Silverhand Example',
  picture: null,
  updated_at: 1_700_000_000_000,
  username: 'silverhand',
  created_at: 1_690_000_000_000,
  email: 'silverhand@acme.example',
  email_verified: true,
}

/** https://docs.logto.io/developers/signing-keys and https://docs.logto.io/end-user-flows (claims of the scopes) */
export const logto: Accent = {
  backend: { preset: 'logto', domain: 'acme.logto.app', trustEmail: true },
  metadata: {
    authorization_endpoint: `${BASE}/auth`,
    claims_parameter_supported: false,
    claims_supported: ['sub', 'name', 'picture', 'updated_at', 'username', 'email', 'email_verified'],
    code_challenge_methods_supported: ['S256'],
    end_session_endpoint: `${BASE}/session/end`,
    grant_types_supported: ['implicit', 'authorization_code', 'refresh_token', 'client_credentials'],
    issuer: BASE,
    jwks_uri: `${BASE}/jwks`,
    authorization_response_iss_parameter_supported: true,
    response_modes_supported: ['form_post', 'fragment', 'query'],
    response_types_supported: ['code id_token', 'code', 'id_token', 'none'],
    scopes_supported: ['openid', 'offline_access', 'profile', 'email', 'phone', 'roles'],
    subject_types_supported: ['public'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'none'],
    token_endpoint: `${BASE}/token`,
    id_token_signing_alg_values_supported: ['ES384'],
    userinfo_endpoint: `${BASE}/me`,
    introspection_endpoint: `${BASE}/token/introspection`,
    revocation_endpoint: `${BASE}/token/revocation`,
    backchannel_logout_supported: true,
    backchannel_logout_session_supported: true,
  },
  clientAuthentication: 'client_secret_basic',
  person: PERSON,
  sign: 'ES384',
  idToken: (claims) => ({ ...claims, ...without(PERSON, 'sub') }),
  expected: {
    subject: PERSON.sub,
    email: PERSON.email,
    proven: true,
    username: 'silverhand',
    name: 'Silverhand Example',
  },
  broken: [
    {
      quirk: 'the issuer without its path',
      fields: { issuer: 'https://acme.logto.app' },
      code: 'provider_unavailable',
      detail: 'the metadata: status 404',
    },
  ],
}
