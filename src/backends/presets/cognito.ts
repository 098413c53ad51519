import type { Preset } from './preset.js'

export const cognito: Preset = {
  provider: 'Amazon Cognito',
  registration: 'the user pool, App clients, Login pages, "Allowed callback URLs"',
  requestedData: 'name, picture and email address',
  fields: {
    kind: 'oidc',
    label: 'Amazon Cognito',
    icon: 'amazon',
    issuer: 'https://cognito-idp.{region}.amazonaws.com/{pool}',
    claims: { username: 'cognito:username' },
    postLogoutRedirectParam: 'logout_uri',
  },
  parameters: {
    region: {
      description: 'the region of the user pool, such as eu-west-1',
      pattern: /^[a-z]{2}(?:-[a-z]+)+-\d$/,
      example: 'eu-west-1',
    },
    pool: {
      description: 'the ID of the user pool, such as eu-west-1_AbCdEf123',
      pattern: /^[\w-]+_[A-Za-z0-9]+$/,
      example: 'eu-west-1_AbCdEf123',
    },
  },
  quirks: [
    'The issuer is the pool, and the endpoints are below the domain of the pool: a pool without a domain has no endpoints.',
    'In UserInfo email_verified is the text "true" or "false"; in the ID Token it is a boolean.',
    'The user name is the claim "cognito:username", which only the ID Token contains.',
    'Logout is not standard: it needs client_id and logout_uri, which must be one of the sign-out URLs of the client.',
    'Administrators of the pool can mark addresses as verified. Switch "trustEmail" on if the pool is yours.',
  ],
}
