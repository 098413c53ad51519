import { type Accent, without } from './oidc-accent.js'

const ENVIRONMENT = '3bedc164-22f1-4f8f-9f51-227975033cbd'
const BASE = `https://auth.pingone.eu/${ENVIRONMENT}/as`
const PERSON = {
  sub: '4e9a6f6c-1a2b-4c3d-8e5f-6a7b8c9d0e1f',
  given_name: 'Emily',
  family_name: 'Doe',
  name: 'Emily Doe',
  preferred_username: 'emily',
  updated_at: 1_700_000_000,
  email: 'emily@acme.example',
}

/** https://developer.pingidentity.com/pingone-api/auth/openid-connect-oauth-2/discovery-openid-configuration.html */
export const pingone: Accent = {
  backend: { preset: 'pingone', domain: 'auth.pingone.eu', environment: ENVIRONMENT },
  metadata: {
    issuer: BASE,
    authorization_endpoint: `${BASE}/authorize`,
    pushed_authorization_request_endpoint: `${BASE}/par`,
    token_endpoint: `${BASE}/token`,
    userinfo_endpoint: `${BASE}/userinfo`,
    jwks_uri: `${BASE}/jwks`,
    end_session_endpoint: `${BASE}/signoff`,
    introspection_endpoint: `${BASE}/introspect`,
    revocation_endpoint: `${BASE}/revoke`,
    claims_parameter_supported: false,
    request_parameter_supported: true,
    request_uri_parameter_supported: false,
    scopes_supported: ['openid', 'profile', 'email', 'address', 'phone', 'offline_access'],
    response_types_supported: ['code', 'id_token', 'token id_token', 'code id_token', 'code token'],
    response_modes_supported: ['pi.flow', 'query', 'fragment', 'form_post'],
    grant_types_supported: ['authorization_code', 'implicit', 'client_credentials', 'refresh_token'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    userinfo_signing_alg_values_supported: ['none'],
    token_endpoint_auth_methods_supported: [
      'client_secret_basic',
      'client_secret_post',
      'client_secret_jwt',
      'private_key_jwt',
    ],
    claims_supported: ['iss', 'sub', 'aud', 'iat', 'exp', 'acr', 'name', 'email', 'preferred_username'],
    code_challenge_methods_supported: ['plain', 'S256'],
  },
  clientAuthentication: 'client_secret_basic',
  person: PERSON,
  idToken: (claims) => ({
    ...claims,
    acr: 'Single_Factor',
    env: ENVIRONMENT,
    org: '5d1c3f0a-7e6b-4a5d-9c8b-1a2b3c4d5e6f',
    ...without(PERSON, 'sub'),
  }),
  expected: {
    subject: PERSON.sub,
    email: PERSON.email,
    proven: false,
    username: 'emily',
    name: 'Emily Doe',
  },
  broken: [
    {
      quirk: 'another environment',
      fields: { issuer: 'https://auth.pingone.eu/5d1c3f0a-7e6b-4a5d-9c8b-1a2b3c4d5e6f/as' },
      code: 'provider_unavailable',
      detail: 'the metadata: status 404',
    },
  ],
}
