import { message } from '../../locales/messages.js'
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
      description: message('presetParameter.cognito.region'),
      pattern: /^[a-z]{2}(?:-[a-z]+)+-\d$/,
      example: 'eu-west-1',
    },
    pool: {
      description: message('presetParameter.cognito.pool'),
      pattern: /^[\w-]+_[A-Za-z0-9]+$/,
      example: 'eu-west-1_AbCdEf123',
    },
  },
}
