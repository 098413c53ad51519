import { type Accent, without } from './oidc-accent.js'

const HOST = 'https://idm.acme.example'
const BASE = `${HOST}/oauth2/openid/portcullis`
const PERSON = {
  sub: '6f4b2c8e-1f0a-4c0f-9c7d-0a6f1d2e3b4c',
  name: 'William',
  preferred_username: 'william@idm.acme.example',
  email: 'william@acme.example',
  email_verified: true,
  scopes: ['email', 'openid', 'profile'],
}

/** https://kanidm.github.io/kanidm/stable/integrations/oauth2.html */
export const kanidm: Accent = {
  backend: { preset: 'kanidm', domain: 'idm.acme.example' },
  metadata: {
    issuer: BASE,
    authorization_endpoint: `${HOST}/ui/oauth2`,
    token_endpoint: `${HOST}/oauth2/token`,
    userinfo_endpoint: `${BASE}/userinfo`,
    jwks_uri: `${BASE}/public_key.jwk`,
    scopes_supported: ['email', 'openid', 'profile'],
    response_types_supported: ['code'],
    response_modes_supported: ['query', 'fragment'],
    grant_types_supported: ['authorization_code', 'refresh_token'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['ES256'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
    display_values_supported: ['page'],
    claim_types_supported: ['normal'],
    service_documentation: 'https://kanidm.github.io/kanidm/master/',
    claims_parameter_supported: false,
    request_parameter_supported: false,
    request_uri_parameter_supported: false,
    require_request_uri_registration: false,
    code_challenge_methods_supported: ['S256'],
    revocation_endpoint: `${HOST}/oauth2/token/revoke`,
    revocation_endpoint_auth_methods_supported: ['none'],
    introspection_endpoint: `${HOST}/oauth2/token/introspect`,
    introspection_endpoint_auth_methods_supported: ['none'],
  },
  clientAuthentication: 'client_secret_basic',
  person: PERSON,
  sign: 'ES256',
  idToken: (claims) => ({ ...without(claims, 'sid'), ...without(PERSON, 'sub'), azp: claims['aud'] }),
  expected: {
    subject: PERSON.sub,
    email: PERSON.email,
    proven: false,
    username: 'william',
    name: 'William',
  },
  broken: [
    {
      quirk: 'signed for another client, which is another issuer',
      faults: (moved) => ({
        idTokenClaims: (claims) => ({ ...claims, iss: moved(`${HOST}/oauth2/openid/nextcloud`) }),
      }),
      code: 'identity_rejected',
      detail: 'the ID Token: iss is "https://idm.acme.example/oauth2/openid/nextcloud"',
    },
  ],
}
