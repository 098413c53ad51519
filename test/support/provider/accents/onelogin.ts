import { type Accent, without } from './oidc-accent.js'

const BASE = 'https://acme.onelogin.com/oidc/2'
const PERSON = {
  sub: '58111052',
  email: 'alice.liddel@acme.example',
  preferred_username: 'aliddel',
  name: 'Alice Liddel',
  updated_at: 1_613_772_310,
  given_name: 'Alice',
  family_name: 'Liddel',
}

/** https://developers.onelogin.com/openid-connect/api/provider-config and .../user-info */
export const onelogin: Accent = {
  // Trust does not help: nothing says that the address is verified.
  backend: { preset: 'onelogin', domain: 'acme.onelogin.com', trustEmail: true },
  metadata: {
    acr_values_supported: ['onelogin:nist:level:1:re-auth'],
    authorization_endpoint: `${BASE}/auth`,
    claims_parameter_supported: true,
    claims_supported: ['acr', 'auth_time', 'company', 'email', 'family_name', 'given_name', 'groups', 'iss'],
    grant_types_supported: ['authorization_code', 'implicit', 'refresh_token', 'password'],
    id_token_signing_alg_values_supported: ['RS256'],
    issuer: BASE,
    jwks_uri: `${BASE}/certs`,
    request_parameter_supported: false,
    request_uri_parameter_supported: false,
    response_modes_supported: ['form_post', 'fragment', 'query'],
    response_types_supported: ['code', 'id_token token', 'id_token'],
    scopes_supported: ['openid', 'name', 'profile', 'groups', 'email', 'phone'],
    subject_types_supported: ['public'],
    token_endpoint: `${BASE}/token`,
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'none'],
    userinfo_endpoint: `${BASE}/me`,
    userinfo_signing_alg_values_supported: [],
    code_challenge_methods_supported: ['S256'],
    introspection_endpoint: `${BASE}/token/introspection`,
    revocation_endpoint: `${BASE}/token/revocation`,
    claim_types_supported: ['normal'],
  },
  clientAuthentication: 'client_secret_basic',
  person: PERSON,
  idToken: (claims) => ({ ...without(claims, 'auth_time'), ...without(PERSON, 'sub') }),
  expected: {
    subject: PERSON.sub,
    email: PERSON.email,
    proven: false,
    username: 'aliddel',
    name: 'Alice Liddel',
  },
  broken: [
    {
      quirk: 'the first version of the API',
      fields: { issuer: 'https://acme.onelogin.com/oidc' },
      code: 'provider_unavailable',
      detail: 'the metadata: status 404',
    },
  ],
}
