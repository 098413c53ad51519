import { type Accent, without } from './oidc-accent.js'

const BASE = 'https://login.salesforce.com'
const PERSON = {
  sub: `${BASE}/id/00Dx0000000BV7z/005x00000012Q9P`,
  user_id: '005x00000012Q9P',
  organization_id: '00Dx0000000BV7z',
  preferred_username: 'user@example.example',
  nickname: 'user',
  name: 'Jane Doe',
  email: 'jane@acme.example',
  email_verified: true,
  given_name: 'Jane',
  family_name: 'Doe',
  zoneinfo: 'America/Los_Angeles',
  photos: { picture: `${BASE}/profilephoto/005/F`, thumbnail: `${BASE}/profilephoto/005/T` },
  address: {},
  urls: { rest: 'https://acme.my.salesforce.com/services/data/v{version}/' },
  active: true,
  user_type: 'STANDARD',
  language: 'en_US',
  utcOffset: -28_800_000,
  updated_at: '2013-12-02T18:46:42Z',
}

/** https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_using_userinfo_endpoint.htm */
export const salesforce: Accent = {
  backend: { preset: 'salesforce', requiredValues: { organization_id: '00Dx0000000BV7z' } },
  metadata: {
    issuer: BASE,
    authorization_endpoint: `${BASE}/services/oauth2/authorize`,
    token_endpoint: `${BASE}/services/oauth2/token`,
    revocation_endpoint: `${BASE}/services/oauth2/revoke`,
    userinfo_endpoint: `${BASE}/services/oauth2/userinfo`,
    jwks_uri: `${BASE}/id/keys`,
    registration_endpoint: `${BASE}/services/oauth2/register`,
    introspection_endpoint: `${BASE}/services/oauth2/introspect`,
    scopes_supported: ['web', 'offline_access', 'id', 'api', 'email', 'address', 'openid', 'profile'],
    response_types_supported: ['code', 'token', 'token id_token'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    display_values_supported: ['page', 'popup', 'touch'],
    token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic', 'private_key_jwt'],
    claims_supported: ['active', 'address', 'email', 'email_verified', 'family_name', 'given_name'],
  },
  clientAuthentication: 'client_secret_basic',
  person: PERSON,
  idToken: (claims) => without(claims, 'sid', 'auth_time'),
  tokenResponse: (response) => ({
    ...without(response, 'expires_in'),
    signature: '2P3q5nXk',
    scope: 'openid email profile',
    instance_url: 'https://acme.my.salesforce.com',
    id: PERSON.sub,
    issued_at: '1732800000000',
  }),
  expected: {
    subject: PERSON.sub,
    email: PERSON.email,
    proven: false,
    username: 'user',
    name: 'Jane Doe',
    extraData: { organization_id: '00Dx0000000BV7z' },
  },
  broken: [
    {
      quirk: 'a user of another organization, who may sign in at the same place',
      faults: () => ({ userinfoClaims: (claims) => ({ ...claims, organization_id: '00Dx0000000AAAA' }) }),
      code: 'not_allowed',
      detail: 'the claim organization_id must say "00Dx0000000BV7z"',
    },
  ],
}
