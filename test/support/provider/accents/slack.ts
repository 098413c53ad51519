import { type Accent, without } from './oidc-accent.js'

const TEAM = { 'https://slack.com/team_id': 'T0R7GR', 'https://slack.com/team_name': 'kraneflannel' }
const PERSON = {
  sub: 'U0R7JM',
  'https://slack.com/user_id': 'U0R7JM',
  ...TEAM,
  email: 'krane@slack-corp.example',
  email_verified: true,
  date_email_verified: 1_622_128_723,
  name: 'krane',
  picture: 'https://secure.gravatar.com/avatar.png',
  given_name: 'Bront',
  family_name: 'Labradoodle',
  locale: 'en-US',
  'https://slack.com/team_domain': 'kraneflannel',
  'https://slack.com/team_image_default': true,
}

/** https://docs.slack.dev/authentication/sign-in-with-slack */
export const slack: Accent = {
  backend: { preset: 'slack', requiredValues: { 'https://slack.com/team_id': 'T0R7GR' } },
  metadata: {
    issuer: 'https://slack.com',
    authorization_endpoint: 'https://slack.com/openid/connect/authorize',
    token_endpoint: 'https://slack.com/api/openid.connect.token',
    userinfo_endpoint: 'https://slack.com/api/openid.connect.userInfo',
    jwks_uri: 'https://slack.com/openid/connect/keys',
    scopes_supported: ['openid', 'profile', 'email'],
    response_types_supported: ['code'],
    response_modes_supported: ['query'],
    grant_types_supported: ['authorization_code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    claims_supported: ['sub', 'auth_time', 'iss'],
    claims_parameter_supported: false,
    request_parameter_supported: false,
    request_uri_parameter_supported: true,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
  },
  clientAuthentication: 'client_secret_post',
  person: PERSON,
  idToken: (claims) => ({ ...without(claims, 'sid'), 'https://slack.com/user_id': PERSON.sub, ...TEAM }),
  userInfo: (claims) => ({ ok: true, ...claims }),
  tokenResponse: ({ access_token, id_token }) => ({ ok: true, access_token, token_type: 'Bearer', id_token }),
  expected: {
    subject: 'T0R7GR/U0R7JM',
    email: PERSON.email,
    proven: false,
    username: 'krane',
    name: 'krane',
    extraData: TEAM,
  },
  broken: [
    {
      quirk: 'no workspace in the ID Token',
      faults: () => ({ idTokenClaims: (claims) => ({ ...claims, 'https://slack.com/team_id': undefined }) }),
      code: 'identity_rejected',
      detail: 'the ID Token: https://slack.com/team_id is missing, but "subjectClaims" needs it',
    },
    {
      quirk: 'a workspace whose id would run into that of the user',
      faults: () => ({ idTokenClaims: (claims) => ({ ...claims, 'https://slack.com/team_id': 'T0/R7' }) }),
      code: 'identity_rejected',
      detail: 'the ID Token: https://slack.com/team_id contains a slash',
    },
    {
      quirk: 'another workspace',
      faults: () => ({ userinfoClaims: (claims) => ({ ...claims, 'https://slack.com/team_id': 'T9999' }) }),
      code: 'not_allowed',
      detail: 'the claim https://slack.com/team_id must say "T0R7GR"',
    },
    {
      quirk: 'an error of the token endpoint with status 200',
      faults: () => ({
        at: { token: { status: 200, body: '{"ok":false,"error":"invalid_code"}' } },
      }),
      code: 'provider_error',
      detail: 'the token request: error invalid_code',
    },
    {
      quirk: 'an error of UserInfo with status 200',
      faults: () => ({
        at: {
          userinfo: {
            status: 200,
            contentType: 'application/json',
            body: '{"ok":false,"error":"missing_scope"}',
          },
        },
      }),
      code: 'identity_rejected',
      detail: 'the UserInfo response: error missing_scope',
    },
  ],
}
