import type { Accent } from './oidc-accent.js'

const BASE = 'https://id.acme.example/realms/staff'
const PERSON = {
  sub: 'f2c1a3c1-9d2a-4ed0-8c0e-7c3f4d4b1c5e',
  email_verified: false,
  name: 'Alice Liddel',
  preferred_username: 'alice',
  given_name: 'Alice',
  family_name: 'Liddel',
  email: 'alice@keycloak.example',
}

/** https://www.keycloak.org/securing-apps/oidc-layers */
export const keycloak: Accent = {
  backend: { preset: 'keycloak', domain: 'id.acme.example', realm: 'staff', trustEmail: true },
  metadata: {
    issuer: BASE,
    authorization_endpoint: `${BASE}/protocol/openid-connect/auth`,
    token_endpoint: `${BASE}/protocol/openid-connect/token`,
    introspection_endpoint: `${BASE}/protocol/openid-connect/token/introspect`,
    userinfo_endpoint: `${BASE}/protocol/openid-connect/userinfo`,
    end_session_endpoint: `${BASE}/protocol/openid-connect/logout`,
    frontchannel_logout_session_supported: true,
    frontchannel_logout_supported: true,
    jwks_uri: `${BASE}/protocol/openid-connect/certs`,
    grant_types_supported: ['authorization_code', 'refresh_token', 'client_credentials'],
    response_types_supported: ['code', 'none', 'id_token', 'token', 'code id_token'],
    subject_types_supported: ['public', 'pairwise'],
    id_token_signing_alg_values_supported: ['PS384', 'RS384', 'EdDSA', 'ES384', 'HS256', 'ES256', 'RS256'],
    response_modes_supported: ['query', 'fragment', 'form_post', 'query.jwt', 'jwt'],
    token_endpoint_auth_methods_supported: ['private_key_jwt', 'client_secret_basic', 'client_secret_post'],
    claims_supported: ['aud', 'sub', 'iss', 'auth_time', 'name', 'preferred_username', 'email', 'acr'],
    claims_parameter_supported: true,
    scopes_supported: ['openid', 'profile', 'email', 'roles', 'offline_access'],
    code_challenge_methods_supported: ['plain', 'S256'],
    revocation_endpoint: `${BASE}/protocol/openid-connect/revoke`,
    backchannel_logout_supported: true,
    backchannel_logout_session_supported: true,
    authorization_response_iss_parameter_supported: true,
    mtls_endpoint_aliases: { token_endpoint: `${BASE}/protocol/openid-connect/token` },
  },
  clientAuthentication: 'client_secret_basic',
  person: PERSON,
  idToken: (claims) => ({ ...claims, typ: 'ID', azp: claims['aud'], acr: '1', session_state: claims['sid'] }),
  tokenResponse: (response) => ({
    ...response,
    refresh_expires_in: 1800,
    'not-before-policy': 0,
    session_state: 'f7f2a9a5',
    scope: 'openid email profile',
  }),
  expected: {
    subject: PERSON.sub,
    email: PERSON.email,
    proven: false,
    username: 'alice',
    name: 'Alice Liddel',
  },
  broken: [
    {
      quirk: 'the base path of old versions, where there is none',
      fields: { issuer: 'https://id.acme.example/auth/realms/staff' },
      code: 'provider_unavailable',
      detail: 'the metadata: status 404',
    },
    {
      quirk: 'a Keycloak that believes to have another address',
      faults: () => ({
        discoveryDocument: (document) => ({ ...document, issuer: 'http://keycloak:8080/realms/staff' }),
      }),
      code: 'provider_misconfigured',
      detail: 'the metadata: they name the issuer "http://keycloak:8080/realms/staff"',
    },
    {
      quirk: 'C65: the token is for another client too, and azp does not say for whom',
      faults: () => ({
        idTokenClaims: (claims) => ({ ...claims, aud: [claims['aud'], 'account'], azp: undefined }),
      }),
      code: 'identity_rejected',
      detail: 'azp',
    },
  ],
}
