import { type Accent, without } from './oidc-accent.js'

const BASE = 'https://auth.acme.example'
const PERSON = {
  sub: '2a9b5b8e-6d2e-4a1e-9d8a-3e3f4d3f1f5a',
  email: 'john@acme.example',
  email_verified: true,
  alt_emails: ['john.doe@acme.example'],
  name: 'John Doe',
  preferred_username: 'john',
  rat: 1_732_800_000,
  updated_at: 1_732_800_000,
}

/** https://www.authelia.com/integration/openid-connect/introduction/ and .../openid-connect-1.0-claims/ */
export const authelia: Accent = {
  backend: { preset: 'authelia', domain: 'auth.acme.example', trustEmail: true },
  metadata: {
    issuer: BASE,
    jwks_uri: `${BASE}/jwks.json`,
    authorization_endpoint: `${BASE}/api/oidc/authorization`,
    token_endpoint: `${BASE}/api/oidc/token`,
    subject_types_supported: ['public', 'pairwise'],
    response_types_supported: ['code', 'id_token', 'token', 'id_token token', 'code id_token', 'code token'],
    grant_types_supported: ['authorization_code', 'implicit', 'client_credentials', 'refresh_token'],
    response_modes_supported: ['form_post', 'query', 'fragment', 'jwt', 'form_post.jwt', 'query.jwt'],
    scopes_supported: ['offline_access', 'openid', 'profile', 'groups', 'email'],
    claims_supported: ['amr', 'aud', 'azp', 'client_id', 'exp', 'iat', 'iss', 'jti', 'rat', 'sub', 'email'],
    introspection_endpoint: `${BASE}/api/oidc/introspection`,
    introspection_endpoint_auth_methods_supported: ['client_secret_basic', 'none'],
    revocation_endpoint: `${BASE}/api/oidc/revocation`,
    token_endpoint_auth_methods_supported: [
      'client_secret_basic',
      'client_secret_post',
      'client_secret_jwt',
      'private_key_jwt',
      'none',
    ],
    code_challenge_methods_supported: ['S256'],
    userinfo_endpoint: `${BASE}/api/oidc/userinfo`,
    id_token_signing_alg_values_supported: ['RS256'],
    userinfo_signing_alg_values_supported: ['none', 'RS256'],
    require_pushed_authorization_requests: false,
    pushed_authorization_request_endpoint: `${BASE}/api/oidc/pushed-authorization-request`,
    authorization_response_iss_parameter_supported: true,
    claims_parameter_supported: true,
  },
  clientAuthentication: 'client_secret_basic',
  person: PERSON,
  // Nothing about the person, unless a claims policy says so.
  idToken: (claims) => ({
    ...without(claims, 'sid'),
    amr: ['pwd', 'otp', 'mfa'],
    azp: claims['aud'],
    client_id: claims['aud'],
    jti: '6f0b5c0e-0b3a-4a0e-8d0e-5f5b4f3e2d1c',
    rat: PERSON.rat,
    aud: [claims['aud']],
  }),
  expected: {
    subject: PERSON.sub,
    email: PERSON.email,
    proven: true,
    username: 'john',
    name: 'John Doe',
  },
  broken: [
    {
      quirk: 'the client is registered with another method',
      fields: { clientAuthentication: 'client_secret_post' },
      code: 'provider_misconfigured',
      detail: 'the token request: error invalid_client: the client ID, the client secret or',
    },
    {
      quirk: 'the callback does not name the issuer',
      faults: () => ({
        callback: (params) => {
          params.delete('iss')
          return params
        },
      }),
      code: 'callback_invalid',
      detail: 'the callback: iss is missing',
    },
  ],
}
