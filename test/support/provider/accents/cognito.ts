import { type Accent, without } from './oidc-accent.js'

const POOL = 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123'
const DOMAIN = 'https://acme.auth.eu-west-1.amazoncognito.com'
const PERSON = {
  sub: '248289761001',
  name: 'Jane Doe',
  given_name: 'Jane',
  family_name: 'Doe',
  email: 'janedoe@example.com',
  email_verified: 'true',
  username: 'j.doe',
}

/** https://docs.aws.amazon.com/cognito/latest/developerguide/federation-endpoints.html */
export const cognito: Accent = {
  backend: { preset: 'cognito', region: 'eu-west-1', pool: 'eu-west-1_AbCdEf123', trustEmail: true },
  metadata: {
    authorization_endpoint: `${DOMAIN}/oauth2/authorize`,
    end_session_endpoint: `${DOMAIN}/logout`,
    id_token_signing_alg_values_supported: ['RS256'],
    issuer: POOL,
    jwks_uri: `${POOL}/.well-known/jwks.json`,
    response_types_supported: ['code', 'token'],
    revocation_endpoint: `${DOMAIN}/oauth2/revoke`,
    scopes_supported: ['openid', 'email', 'phone', 'profile'],
    subject_types_supported: ['public'],
    token_endpoint: `${DOMAIN}/oauth2/token`,
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
    userinfo_endpoint: `${DOMAIN}/oauth2/userInfo`,
  },
  clientAuthentication: 'client_secret_basic',
  person: PERSON,
  idToken: (claims) => ({
    ...without(claims, 'sid'),
    email_verified: true,
    'cognito:username': 'j.doe',
    'cognito:groups': ['readers'],
    origin_jti: 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee',
    token_use: 'id',
    email: PERSON.email,
  }),
  expected: {
    subject: PERSON.sub,
    email: PERSON.email,
    proven: true,
    username: 'j.doe',
    name: 'Jane Doe',
  },
  broken: [
    {
      quirk: 'another pool of the region',
      faults: (moved) => ({
        idTokenClaims: (claims) => ({ ...claims, iss: moved(POOL.replace('AbC', 'XyZ')) }),
      }),
      code: 'identity_rejected',
      detail: 'iss',
    },
    {
      quirk: 'a pool without a domain, so that there are no endpoints',
      faults: () => ({
        discoveryDocument: (document) => without(document, 'authorization_endpoint', 'token_endpoint'),
      }),
      code: 'provider_misconfigured',
      detail: 'the metadata: not valid: authorization_endpoint, token_endpoint',
    },
  ],
}
