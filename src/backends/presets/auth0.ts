import { message } from '../../locales/messages.js'
import type { Preset } from './preset.js'

export const auth0: Preset = {
  provider: 'Auth0',
  registration: 'Applications, your application (Regular Web Application), Settings, "Allowed Callback URLs"',
  requestedData: 'name, picture and email address',
  fields: {
    kind: 'oidc',
    label: 'Auth0',
    icon: 'auth0',
    issuer: 'https://{domain}/',
    claims: { username: 'nickname' },
  },
  parameters: {
    domain: {
      description: message('presetParameter.auth0.domain'),
      pattern: /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/,
      example: 'acme.eu.auth0.com',
    },
  },
}
