import { type Accent, without } from './oidc-accent.js'

const BASE = 'https://oidc.franceconnect.gouv.fr/api/v2'
const PERSON = {
  sub: '7cbbc0a6a4d7c8f1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e6f70819v1',
  given_name: 'Angela Claire Louise',
  family_name: 'DUBOIS',
  email: 'angela.dubois@acme.example',
}

/** https://docs.partenaires.franceconnect.gouv.fr/fs/fs-technique/fs-technique-endpoints/ */
export const franceconnect: Accent = {
  backend: { preset: 'franceconnect', trustEmail: true },
  metadata: {
    acr_values_supported: ['eidas1'],
    authorization_endpoint: `${BASE}/authorize`,
    claims_parameter_supported: true,
    claims_supported: ['sub', 'given_name', 'family_name', 'birthdate', 'gender', 'email', 'acr', 'iss'],
    code_challenge_methods_supported: ['S256'],
    end_session_endpoint: `${BASE}/session/end`,
    grant_types_supported: ['authorization_code'],
    id_token_signing_alg_values_supported: ['ES256', 'RS256', 'HS256'],
    issuer: BASE,
    jwks_uri: `${BASE}/jwks`,
    response_modes_supported: ['form_post', 'fragment', 'query'],
    response_types_supported: ['code'],
    scopes_supported: ['openid', 'given_name', 'family_name', 'birthdate', 'gender', 'email', 'phone'],
    subject_types_supported: ['pairwise'],
    token_endpoint: `${BASE}/token`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt'],
    userinfo_endpoint: `${BASE}/userinfo`,
    userinfo_signing_alg_values_supported: ['ES256', 'RS256', 'HS256'],
    revocation_endpoint: `${BASE}/token/revocation`,
    claim_types_supported: ['normal'],
  },
  clientAuthentication: 'client_secret_post',
  refusesPkce: 'authorize',
  person: PERSON,
  sign: 'ES256',
  userInfoAs: 'jwt',
  userInfo: () => PERSON,
  idToken: (claims) => ({ ...without(claims, 'sid'), acr: 'eidas1', amr: ['fc'] }),
  tokenResponse: (response) => ({ ...without(response, 'refresh_token'), expires_in: 60 }),
  expected: {
    subject: PERSON.sub,
    email: PERSON.email,
    proven: false,
    username: 'angela.dubois',
    name: 'Angela Claire Louise DUBOIS',
    asked: { acr_values: 'eidas1', code_challenge: null, scope: 'openid given_name family_name email' },
  },
  broken: [
    {
      quirk: 'PKCE is used, as everywhere else',
      fields: { pkce: true },
      code: 'provider_error',
      detail: 'the callback: unauthorized_client',
    },
    {
      quirk: 'UserInfo is signed for another service',
      faults: () => ({ userinfoClaims: (claims) => ({ ...claims, aud: 'another service' }) }),
      code: 'identity_rejected',
      detail: 'the UserInfo response: ',
    },
  ],
}
