import { type Accent, without } from './oidc-accent.js'

const PERSON = {
  sub: 'JEF4XVIBXJBCUOGCJ7VLVOWKO4',
  name: 'Yahoo User',
  given_name: 'Yahoo',
  family_name: 'User',
  locale: 'en-US',
  email: 'yuser@yahoo.example',
  email_verified: true,
  birthdate: '1990',
  profile_images: { image64: 'https://ct.yimg.example/64.png', image192: 'https://ct.yimg.example/192.png' },
  picture: 'https://ct.yimg.example/192.png',
}

/** https://developer.yahoo.com/oauth2/guide/openid_connect/ */
export const yahoo: Accent = {
  backend: { preset: 'yahoo' },
  metadata: {
    issuer: 'https://api.login.yahoo.com',
    authorization_endpoint: 'https://api.login.yahoo.com/oauth2/request_auth',
    token_endpoint: 'https://api.login.yahoo.com/oauth2/get_token',
    introspection_endpoint: 'https://api.login.yahoo.com/oauth2/introspect',
    userinfo_endpoint: 'https://api.login.yahoo.com/openid/v1/userinfo',
    token_revocation_endpoint: 'https://api.login.yahoo.com/oauth2/revoke',
    jwks_uri: 'https://api.login.yahoo.com/openid/v1/certs',
    response_types_supported: ['code', 'token', 'id_token', 'code token', 'code id_token'],
    subject_types_supported: ['public'],
    grant_types_supported: ['authorization_code', 'refresh_token'],
    acr_values_supported: ['AAL1', 'AAL2'],
    id_token_signing_alg_values_supported: ['ES256', 'RS256'],
    scopes_supported: ['openid', 'openid2', 'profile', 'email'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
    response_modes_supported: ['query'],
  },
  clientAuthentication: 'client_secret_basic',
  person: PERSON,
  sign: 'ES256',
  refusesPkce: 'authorize',
  idToken: (claims) => without(claims, 'sid'),
  tokenResponse: (response) => ({ ...response, xoauth_yahoo_guid: PERSON.sub }),
  expected: {
    subject: PERSON.sub,
    email: PERSON.email,
    proven: false,
    username: 'yuser',
    name: 'Yahoo User',
    asked: { code_challenge: null },
  },
  broken: [
    {
      quirk: 'PKCE is used, as everywhere else',
      fields: { pkce: true },
      code: 'provider_error',
      detail: 'the callback: unauthorized_client',
    },
    {
      quirk: 'another algorithm, although the metadata list it',
      fields: { idTokenAlgorithm: 'RS256' },
      code: 'identity_rejected',
      detail: 'the ID Token: it is signed with ES256, but must be signed with RS256 ("idTokenAlgorithm")',
    },
    {
      quirk: 'another nonce',
      faults: () => ({ idTokenClaims: (claims) => ({ ...claims, nonce: 'of another sign-in' }) }),
      code: 'identity_rejected',
      detail: 'nonce',
    },
  ],
}
