import { type Accent, without } from './oidc-accent.js'

const BASE = 'https://acme-a1b2c3.zitadel.cloud'
const ROLES = 'urn:zitadel:iam:org:project:roles'
const PERSON = {
  sub: '170848145649959169',
  email: 'road.runner@zitadel.example',
  email_verified: true,
  name: 'Road Runner',
  given_name: 'Road',
  family_name: 'Runner',
  locale: 'en',
  preferred_username: 'road.runner@acme.zitadel.cloud',
  updated_at: 1_616_758_920,
  [ROLES]: { staff: { '170848145649959168': 'acme.zitadel.cloud' } },
}

/** https://zitadel.com/docs/apis/openidoauth/endpoints and .../claims */
export const zitadel: Accent = {
  backend: { preset: 'zitadel', domain: 'acme-a1b2c3.zitadel.cloud', trustEmail: true },
  metadata: {
    issuer: BASE,
    authorization_endpoint: `${BASE}/oauth/v2/authorize`,
    token_endpoint: `${BASE}/oauth/v2/token`,
    introspection_endpoint: `${BASE}/oauth/v2/introspect`,
    userinfo_endpoint: `${BASE}/oidc/v1/userinfo`,
    revocation_endpoint: `${BASE}/oauth/v2/revoke`,
    end_session_endpoint: `${BASE}/oidc/v1/end_session`,
    device_authorization_endpoint: `${BASE}/oauth/v2/device_authorization`,
    jwks_uri: `${BASE}/oauth/v2/keys`,
    scopes_supported: ['openid', 'profile', 'email', 'phone', 'address', 'offline_access'],
    response_types_supported: ['code', 'id_token', 'id_token token'],
    response_modes_supported: ['query', 'fragment', 'form_post'],
    grant_types_supported: ['authorization_code', 'implicit', 'refresh_token', 'client_credentials'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['EdDSA', 'RS256', 'RS384', 'RS512', 'ES256', 'ES384', 'ES512'],
    request_object_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: [
      'none',
      'client_secret_basic',
      'client_secret_post',
      'private_key_jwt',
    ],
    token_endpoint_auth_signing_alg_values_supported: ['RS256'],
    claims_supported: ['sub', 'aud', 'exp', 'iat', 'iss', 'auth_time', 'nonce', 'acr', 'amr', 'c_hash'],
    code_challenge_methods_supported: ['S256'],
    request_parameter_supported: true,
    request_uri_parameter_supported: false,
  },
  clientAuthentication: 'client_secret_basic',
  person: PERSON,
  idToken: (claims) => ({
    ...without(claims, 'sid'),
    // The project is an audience as well.
    aud: [claims['aud'], '170848145649959170'],
    azp: claims['aud'],
    client_id: claims['aud'],
    amr: ['pwd'],
  }),
  expected: {
    subject: PERSON.sub,
    email: PERSON.email,
    proven: true,
    username: 'road.runner',
    name: 'Road Runner',
  },
  broken: [
    {
      quirk: 'the token is for the project too, and azp does not say for which client',
      faults: () => ({ idTokenClaims: (claims) => without(claims, 'azp') }),
      code: 'identity_rejected',
      detail: 'azp',
    },
  ],
}
