import { type Accent, without } from './oidc-accent.js'

const BASE = 'https://acme.okta.com/oauth2/default'
const PERSON = {
  sub: '00uid4BxXw6I6TV4m0g3',
  name: 'John Doe',
  nickname: 'Jimmy',
  given_name: 'John',
  family_name: 'Doe',
  profile: 'https://example.com/john.doe',
  zoneinfo: 'America/Los_Angeles',
  locale: 'en-US',
  updated_at: 1_311_280_970,
  email: 'john.doe@example.com',
  email_verified: true,
  preferred_username: 'john.doe@example.com',
  address: { street_address: '123 Hollywood Blvd.', locality: 'Los Angeles', region: 'CA' },
}

/** https://developer.okta.com/docs/api/openapi/okta-oauth/oauth/tag/CustomAS/ */
export const okta: Accent = {
  backend: { preset: 'okta', domain: 'acme.okta.com/oauth2/default' },
  metadata: {
    issuer: BASE,
    authorization_endpoint: `${BASE}/v1/authorize`,
    token_endpoint: `${BASE}/v1/token`,
    userinfo_endpoint: `${BASE}/v1/userinfo`,
    registration_endpoint: 'https://acme.okta.com/oauth2/v1/clients',
    jwks_uri: `${BASE}/v1/keys`,
    response_types_supported: ['code', 'token', 'id_token', 'code id_token', 'code token'],
    response_modes_supported: ['query', 'fragment', 'form_post', 'okta_post_message'],
    grant_types_supported: ['authorization_code', 'implicit', 'refresh_token', 'password'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    scopes_supported: ['openid', 'profile', 'email', 'address', 'phone', 'offline_access'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'private_key_jwt'],
    code_challenge_methods_supported: ['S256'],
    introspection_endpoint: `${BASE}/v1/introspect`,
    revocation_endpoint: `${BASE}/v1/revoke`,
    end_session_endpoint: `${BASE}/v1/logout`,
    request_parameter_supported: true,
  },
  clientAuthentication: 'client_secret_basic',
  person: PERSON,
  idToken: (claims) => ({
    ...without(claims, 'sid'),
    ver: 1,
    jti: 'ID.TKXzIGgS7nO2',
    amr: ['pwd'],
    idp: '00o',
  }),
  expected: {
    subject: PERSON.sub,
    email: PERSON.email,
    proven: false,
    username: 'john.doe',
    name: 'John Doe',
  },
  broken: [
    {
      quirk: 'an ID Token of the organisation itself',
      faults: (moved) => ({
        idTokenClaims: (claims) => ({ ...claims, iss: moved('https://acme.okta.com') }),
      }),
      code: 'identity_rejected',
      detail: 'iss',
    },
    {
      quirk: 'metadata of the organisation itself',
      faults: (moved) => ({
        discoveryDocument: (document) => ({ ...document, issuer: moved('https://acme.okta.com') }),
      }),
      code: 'provider_misconfigured',
      detail: 'the metadata: they name the issuer "https://acme.okta.com", which is not exactly "issuer"',
    },
  ],
}
