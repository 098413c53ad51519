import { type Accent, without } from './oidc-accent.js'

const BASE = 'https://sso.acme.example/application/o'
const PERSON = {
  sub: 'b7a0a5f1c1d94bb3a1a0c8f58f2f6f0d9a1e4b2c3d4e5f60718293a4b5c6d7e8',
  email: 'jens@acme.example',
  email_verified: false,
  name: 'Jens Langhammer',
  given_name: 'Jens Langhammer',
  preferred_username: 'jens',
  nickname: 'jens',
  groups: ['authentik Admins', 'staff'],
}

/** https://docs.goauthentik.io/add-secure-apps/providers/oauth2/, and the scope mappings that it comes with. */
export const authentik: Accent = {
  backend: {
    preset: 'authentik',
    domain: 'sso.acme.example',
    application: 'gate',
    trustEmail: true,
    requiredValues: { groups: 'staff' },
  },
  metadata: {
    issuer: `${BASE}/gate/`,
    authorization_endpoint: `${BASE}/authorize/`,
    token_endpoint: `${BASE}/token/`,
    userinfo_endpoint: `${BASE}/userinfo/`,
    end_session_endpoint: `${BASE}/gate/end-session/`,
    introspection_endpoint: `${BASE}/introspect/`,
    revocation_endpoint: `${BASE}/revoke/`,
    device_authorization_endpoint: 'https://sso.acme.example/application/o/device/',
    response_types_supported: ['code', 'id_token', 'id_token token', 'code token', 'code id_token'],
    response_modes_supported: ['query', 'fragment', 'form_post'],
    jwks_uri: `${BASE}/gate/jwks/`,
    grant_types_supported: ['authorization_code', 'refresh_token', 'implicit', 'client_credentials'],
    id_token_signing_alg_values_supported: ['RS256'],
    subject_types_supported: ['public'],
    token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
    acr_values_supported: ['goauthentik.io/providers/oauth2/default'],
    scopes_supported: ['openid', 'email', 'profile'],
    request_parameter_supported: false,
    claims_supported: ['sub', 'iss', 'aud', 'exp', 'iat', 'auth_time', 'acr'],
    claims_parameter_supported: false,
    code_challenge_methods_supported: ['plain', 'S256'],
  },
  clientAuthentication: 'client_secret_basic',
  person: PERSON,
  idToken: (claims) => ({
    ...claims,
    ...without(PERSON, 'sub'),
    acr: 'goauthentik.io/providers/oauth2/default',
    amr: ['pwd'],
    azp: claims['aud'],
    uid: 'u8Vx1Vd0ZJw3',
  }),
  expected: {
    subject: PERSON.sub,
    email: PERSON.email,
    // Even with trust: email_verified says no, since version 2025.10.
    proven: false,
    username: 'jens',
    name: 'Jens Langhammer',
  },
  broken: [
    {
      quirk: 'no signing key is chosen in the provider, so the client secret signs',
      faults: () => ({
        discoveryDocument: (document) => ({ ...document, id_token_signing_alg_values_supported: ['HS256'] }),
        sign: 'HS256-secret',
      }),
      code: 'provider_misconfigured',
      detail: 'the metadata: they list no asymmetric algorithm for ID Tokens',
    },
    {
      quirk: 'one issuer for all providers',
      faults: (moved) => ({
        discoveryDocument: (document) => ({ ...document, issuer: moved('https://sso.acme.example/') }),
      }),
      code: 'provider_misconfigured',
      detail: 'the metadata: they name the issuer "https://sso.acme.example/"',
    },
    {
      quirk: 'a user of another group',
      faults: () => ({ userinfoClaims: (claims) => ({ ...claims, groups: ['guests'] }) }),
      code: 'not_allowed',
      detail: 'the claim groups must say "staff"',
    },
  ],
}
