import type { Accent } from './oidc-accent.js'

const BASE = 'https://acme.eu.auth0.com'
const PERSON = {
  sub: 'auth0|5f7c8ec7c33c6c004bbafe82',
  name: 'John Foobar',
  given_name: 'John',
  family_name: 'Foobar',
  nickname: 'j+foobar',
  picture: 'https://s.gravatar.com/avatar/photo.png',
  updated_at: '2020-10-06T15:59:19.577Z',
  email: 'j+foobar@auth0.example',
  email_verified: true,
}

/** https://auth0.com/docs/get-started/applications/configure-applications-with-oidc-discovery */
export const auth0: Accent = {
  backend: { preset: 'auth0', domain: 'acme.eu.auth0.com', trustEmail: true },
  metadata: {
    issuer: `${BASE}/`,
    authorization_endpoint: `${BASE}/authorize`,
    token_endpoint: `${BASE}/oauth/token`,
    device_authorization_endpoint: `${BASE}/oauth/device/code`,
    userinfo_endpoint: `${BASE}/userinfo`,
    jwks_uri: `${BASE}/.well-known/jwks.json`,
    registration_endpoint: `${BASE}/oidc/register`,
    revocation_endpoint: `${BASE}/oauth/revoke`,
    scopes_supported: ['openid', 'profile', 'offline_access', 'name', 'given_name', 'nickname', 'email'],
    response_types_supported: ['code', 'token', 'id_token', 'code token', 'code id_token'],
    code_challenge_methods_supported: ['S256', 'plain'],
    response_modes_supported: ['query', 'fragment', 'form_post'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['HS256', 'RS256', 'PS256'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'private_key_jwt'],
    claims_supported: [
      'aud',
      'auth_time',
      'email',
      'email_verified',
      'exp',
      'iss',
      'name',
      'nickname',
      'sub',
    ],
    request_uri_parameter_supported: false,
    end_session_endpoint: `${BASE}/oidc/logout`,
  },
  clientAuthentication: 'client_secret_basic',
  person: PERSON,
  idToken: (claims) => ({ ...claims, nickname: PERSON.nickname, name: PERSON.name }),
  expected: {
    subject: PERSON.sub,
    email: PERSON.email,
    proven: true,
    username: 'jfoobar',
    name: 'John Foobar',
  },
  broken: [
    {
      quirk: 'an ID Token without the slash',
      faults: (moved) => ({ idTokenClaims: (claims) => ({ ...claims, iss: moved(BASE) }) }),
      code: 'identity_rejected',
      detail: 'iss',
    },
    {
      quirk: 'the issuer without the slash',
      fields: { issuer: BASE },
      code: 'provider_misconfigured',
      detail: `the metadata: they name the issuer "${BASE}/", which is not exactly "issuer": they differ in a slash at the end`,
    },
    {
      quirk: 'an application from before 2018, which signs with HS256',
      faults: () => ({ sign: 'HS256-secret' }),
      code: 'identity_rejected',
      detail: 'HS256',
    },
  ],
}
