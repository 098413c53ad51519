import { type Accent, without } from './oidc-accent.js'

const BASE = 'https://orcid.org'
const PERSON = {
  id: 'https://orcid.org/0000-0002-2601-8132',
  sub: '0000-0002-2601-8132',
  name: null,
  family_name: 'Credit',
  given_name: 'Tom',
}

/** https://github.com/ORCID/ORCID-Source/blob/main/orcid-web/ORCID_AUTH_WITH_OPENID_CONNECT.md */
export const orcid: Accent = {
  backend: { preset: 'orcid' },
  metadata: {
    token_endpoint_auth_signing_alg_values_supported: ['RS256'],
    id_token_signing_alg_values_supported: ['RS256'],
    userinfo_endpoint: `${BASE}/oauth/userinfo`,
    authorization_endpoint: `${BASE}/oauth/authorize`,
    token_endpoint: `${BASE}/oauth/token`,
    jwks_uri: `${BASE}/oauth/jwks`,
    claims_supported: ['family_name', 'given_name', 'name', 'auth_time', 'iss', 'sub'],
    scopes_supported: ['openid'],
    subject_types_supported: ['public'],
    response_types_supported: ['code', 'id_token', 'id_token token'],
    claims_parameter_supported: false,
    token_endpoint_auth_methods_supported: ['client_secret_post'],
    grant_types_supported: ['authorization_code', 'implicit', 'refresh_token'],
    issuer: BASE,
  },
  clientAuthentication: 'client_secret_post',
  person: PERSON,
  idToken: (claims) => ({
    ...without(claims, 'sid'),
    amr: 'pwd',
    given_name: PERSON.given_name,
    family_name: PERSON.family_name,
    jti: '4a721a4f-6b86-4f0d-8a4c-2f8a8a2c8f6e',
  }),
  // UserInfo tells the name without a scope for it.
  userInfo: () => PERSON,
  tokenResponse: (response) => ({
    ...response,
    token_type: 'bearer',
    expires_in: 631_138_518,
    scope: 'openid',
    name: 'Tom Credit',
    orcid: PERSON.sub,
  }),
  expected: {
    subject: PERSON.sub,
    email: null,
    proven: false,
    username: 'tomcredit',
    name: 'Tom Credit',
    asked: { scope: 'openid' },
  },
  broken: [
    {
      quirk: 'an address is demanded, and there is none',
      fields: { requiredClaims: ['email'] },
      code: 'claim_missing',
      detail: 'the provider sent no email',
    },
    {
      quirk: 'the sandbox is another place, with other people',
      faults: () => ({ idTokenClaims: (claims) => ({ ...claims, iss: 'https://sandbox.orcid.org' }) }),
      code: 'identity_rejected',
      detail: 'iss',
    },
    {
      quirk: 'the client authentication is by header',
      fields: { clientAuthentication: 'client_secret_basic' },
      code: 'provider_misconfigured',
      detail:
        'the token request: error invalid_client: the client ID, the client secret or "clientAuthentication" is wrong',
    },
  ],
}
