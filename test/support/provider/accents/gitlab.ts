import { type Accent, without } from './oidc-accent.js'

const BASE = 'https://gitlab.com'
const PERSON = {
  sub: '92749',
  sub_legacy: 'd5a2b7c8e9f0',
  name: 'Sidney Jones',
  nickname: 'sidney_jones',
  preferred_username: 'sidney_jones',
  email: 'sidney@gitlab.example',
  email_verified: true,
  profile: 'https://gitlab.com/sidney_jones',
  picture: 'https://gitlab.com/uploads/-/system/user/avatar/92749/avatar.png',
  groups: ['acme', 'acme/staff'],
}

/** https://docs.gitlab.com/integration/openid_connect_provider/ */
export const gitlab: Accent = {
  backend: { preset: 'gitlab', trustEmail: true, extraClaims: ['groups'] },
  metadata: {
    issuer: BASE,
    authorization_endpoint: `${BASE}/oauth/authorize`,
    token_endpoint: `${BASE}/oauth/token`,
    revocation_endpoint: `${BASE}/oauth/revoke`,
    introspection_endpoint: `${BASE}/oauth/introspect`,
    userinfo_endpoint: `${BASE}/oauth/userinfo`,
    jwks_uri: `${BASE}/oauth/discovery/keys`,
    scopes_supported: ['api', 'read_api', 'read_user', 'openid', 'profile', 'email'],
    response_types_supported: ['code'],
    response_modes_supported: ['query', 'fragment', 'form_post'],
    grant_types_supported: ['authorization_code', 'client_credentials', 'device_code', 'refresh_token'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    claim_types_supported: ['normal'],
    claims_supported: ['iss', 'sub', 'aud', 'exp', 'iat', 'name', 'nickname', 'email', 'groups', 'picture'],
    code_challenge_methods_supported: ['plain', 'S256'],
  },
  clientAuthentication: 'client_secret_basic',
  person: PERSON,
  idToken: (claims) => ({
    ...without(claims, 'sid', 'at_hash'),
    sub_legacy: PERSON.sub_legacy,
    groups_direct: ['acme'],
  }),
  expected: {
    subject: PERSON.sub,
    email: PERSON.email,
    proven: true,
    username: 'sidney_jones',
    name: 'Sidney Jones',
    extraData: { groups: ['acme', 'acme/staff'] },
  },
  broken: [
    {
      quirk: 'S41: the address is not confirmed',
      faults: () => ({
        userinfoClaims: (claims) => ({ ...claims, email_verified: false, groups: undefined }),
      }),
      fields: { allowedDomains: ['gitlab.example'] },
      code: 'not_allowed',
      detail: 'verified',
    },
    {
      quirk: 'the subject is the number itself, not a string',
      faults: () => ({ idTokenClaims: (claims) => ({ ...claims, sub: 92_749 }) }),
      code: 'identity_rejected',
      detail: 'sub',
    },
  ],
}
