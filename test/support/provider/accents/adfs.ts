import { type Accent, without } from './oidc-accent.js'

const BASE = 'https://sts.acme.example/adfs'
const CLAIMS = {
  upn: 'jdoe@acme.example',
  unique_name: 'ACME\\jdoe',
  email: 'jane.doe@acme.example',
  name: 'Jane Doe',
  given_name: 'Jane',
  family_name: 'Doe',
}

/** https://learn.microsoft.com/windows-server/identity/ad-fs/development/ad-fs-openid-connect-oauth-concepts */
export const adfs: Accent = {
  backend: { preset: 'adfs', domain: 'sts.acme.example', trustEmail: true },
  metadata: {
    issuer: BASE,
    authorization_endpoint: `${BASE}/oauth2/authorize/`,
    token_endpoint: `${BASE}/oauth2/token/`,
    jwks_uri: `${BASE}/discovery/keys`,
    token_endpoint_auth_methods_supported: [
      'client_secret_post',
      'client_secret_basic',
      'private_key_jwt',
      'windows_client_authentication',
    ],
    response_types_supported: ['code', 'id_token', 'code id_token', 'id_token token', 'code token'],
    response_modes_supported: ['query', 'fragment', 'form_post'],
    grant_types_supported: ['authorization_code', 'refresh_token', 'client_credentials', 'implicit'],
    subject_types_supported: ['pairwise'],
    scopes_supported: ['vpn_cert', 'allatclaims', 'openid', 'profile', 'email', 'logon_cert', 'aza'],
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_signing_alg_values_supported: ['RS256'],
    access_token_issuer: 'http://sts.acme.example/adfs/services/trust',
    claims_supported: ['aud', 'iss', 'iat', 'exp', 'auth_time', 'nonce', 'at_hash', 'sub', 'upn'],
    microsoft_multi_refresh_token: true,
    userinfo_endpoint: `${BASE}/userinfo`,
    end_session_endpoint: `${BASE}/oauth2/logout`,
    as_access_token_token_binding_supported: true,
    frontchannel_logout_supported: true,
    frontchannel_logout_session_supported: true,
  },
  clientAuthentication: 'client_secret_basic',
  person: { sub: 'eEkRnvIYpzDVCTnZHJnwnbbDqNkhDbrQ2mbEq3gpJkc=', ...CLAIMS },
  idToken: (claims) => ({
    ...without(claims, 'sid'),
    ...CLAIMS,
    apptype: 'Confidential',
    appid: claims['aud'],
    authmethod: 'urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport',
    ver: '1.0',
  }),
  // Nothing but the subject.
  userInfo: ({ sub }) => ({ sub }),
  tokenResponse: (response) => ({ ...response, token_type: 'bearer', resource: 'urn:microsoft:userinfo' }),
  expected: {
    subject: 'eEkRnvIYpzDVCTnZHJnwnbbDqNkhDbrQ2mbEq3gpJkc=',
    email: CLAIMS.email,
    proven: false,
    username: 'jdoe',
    name: 'Jane Doe',
    asked: { scope: 'openid email profile allatclaims' },
  },
  broken: [
    {
      quirk: 'no rule puts the address into the ID Token',
      fields: { requiredClaims: ['email'] },
      faults: () => ({ idTokenClaims: (claims) => without(claims, 'email') }),
      code: 'claim_missing',
      detail: 'the provider sent no email',
    },
  ],
}
