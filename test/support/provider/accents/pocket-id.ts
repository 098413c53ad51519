import { type Accent, without } from './oidc-accent.js'

const BASE = 'https://id.acme.example'
const PERSON = {
  sub: '1cd19686-f9a6-43f4-a41f-14a0bf5b4036',
  given_name: 'Tim',
  family_name: 'Cook',
  name: 'Tim Cook',
  display_name: 'Tim',
  preferred_username: 'tim',
  picture: `${BASE}/api/users/1cd19686-f9a6-43f4-a41f-14a0bf5b4036/profile-picture.png`,
  email: 'tim.cook@acme.example',
  email_verified: true,
}

/** https://pocket-id.org/docs */
export const pocketId: Accent = {
  backend: { preset: 'pocket-id', domain: 'id.acme.example', trustEmail: true },
  metadata: {
    issuer: BASE,
    authorization_endpoint: `${BASE}/authorize`,
    token_endpoint: `${BASE}/api/oidc/token`,
    userinfo_endpoint: `${BASE}/api/oidc/userinfo`,
    end_session_endpoint: `${BASE}/api/oidc/end-session`,
    introspection_endpoint: `${BASE}/api/oidc/introspect`,
    introspection_endpoint_auth_methods_supported: ['client_secret_basic', 'Bearer'],
    device_authorization_endpoint: `${BASE}/api/oidc/device/authorize`,
    jwks_uri: `${BASE}/.well-known/jwks.json`,
    scopes_supported: ['openid', 'profile', 'email', 'groups', 'offline_access'],
    claims_supported: ['sub', 'given_name', 'family_name', 'name', 'display_name', 'email', 'email_verified'],
    response_types_supported: ['code'],
    response_modes_supported: ['query', 'fragment', 'form_post'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    authorization_response_iss_parameter_supported: true,
    code_challenge_methods_supported: ['plain', 'S256'],
    request_parameter_supported: true,
    request_object_signing_alg_values_supported: ['none'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'none'],
    pushed_authorization_request_endpoint: `${BASE}/api/oidc/par`,
    require_pushed_authorization_requests: false,
  },
  clientAuthentication: 'client_secret_basic',
  person: PERSON,
  idToken: (claims) => ({
    ...without(claims, 'sid'),
    ...without(PERSON, 'sub'),
    aud: [claims['aud']],
    amr: ['hwk'],
    type: 'id-token',
  }),
  expected: {
    subject: PERSON.sub,
    email: PERSON.email,
    proven: true,
    username: 'tim',
    name: 'Tim Cook',
  },
  broken: [
    {
      quirk: 'a user without an address has no email_verified either',
      fields: { requiredClaims: ['email'] },
      faults: () => ({
        idTokenClaims: (claims) => without(claims, 'email', 'email_verified'),
        userinfoClaims: (claims) => without(claims, 'email', 'email_verified'),
      }),
      code: 'claim_missing',
      detail: 'the provider sent no email',
    },
  ],
}
