import { type Accent, without } from './oidc-accent.js'

const BASE = 'https://auth.agentconnect.gouv.fr/api/v2'
const PERSON = {
  sub: '704e024229015d2bd47f7a5e5ab05b35c8336ab403c38022985f8cfadc86fe91',
  given_name: 'Jean',
  usual_name: 'Dupont',
  email: 'jean.dupont@ministere.example',
  uid: '1234567',
  siret: '13002526500013',
  idp_id: '71144ab3-ee1a-4401-b7b3-79b44f7daeeb',
}

/** https://partenaires.proconnect.gouv.fr/docs/fournisseur-service/implementation_technique */
export const proconnect: Accent = {
  backend: { preset: 'proconnect' },
  metadata: {
    acr_values_supported: ['eidas1'],
    authorization_endpoint: `${BASE}/authorize`,
    claims_parameter_supported: true,
    claims_supported: ['amr', 'sub', 'given_name', 'usual_name', 'email', 'uid', 'siret', 'acr', 'iss'],
    code_challenge_methods_supported: ['S256'],
    end_session_endpoint: `${BASE}/session/end`,
    grant_types_supported: ['authorization_code', 'refresh_token'],
    issuer: BASE,
    jwks_uri: `${BASE}/jwks`,
    response_types_supported: ['code'],
    scopes_supported: ['openid', 'given_name', 'usual_name', 'email', 'uid', 'siret', 'idp_id', 'phone'],
    subject_types_supported: ['public'],
    token_endpoint: `${BASE}/token`,
    token_endpoint_auth_methods_supported: ['client_secret_post'],
    id_token_signing_alg_values_supported: ['ES256', 'RS256', 'HS256'],
    userinfo_endpoint: `${BASE}/userinfo`,
    userinfo_signing_alg_values_supported: ['ES256', 'RS256', 'HS256'],
  },
  clientAuthentication: 'client_secret_post',
  refusesPkce: 'authorize',
  person: PERSON,
  userInfoAs: 'jwt',
  userInfo: () => PERSON,
  idToken: (claims) => ({ ...without(claims, 'sid'), acr: 'eidas1', amr: ['pwd'] }),
  tokenResponse: (response) => ({ ...without(response, 'refresh_token'), expires_in: 60 }),
  expected: {
    subject: PERSON.sub,
    email: PERSON.email,
    proven: false,
    username: 'jean.dupont',
    name: 'Jean Dupont',
    extraData: { siret: PERSON.siret, idp_id: PERSON.idp_id },
    asked: { code_challenge: null, acr_values: null },
  },
  broken: [
    {
      quirk: 'UserInfo of another issuer',
      faults: () => ({
        userinfoClaims: (claims) => ({ ...claims, iss: 'https://fca.integ01.dev-agentconnect.fr/api/v2' }),
      }),
      code: 'identity_rejected',
      detail: 'the UserInfo response: iss is',
    },
  ],
}
