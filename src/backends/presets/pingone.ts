import { message } from '../../locales/messages.js'
import type { Preset } from './preset.js'

export const pingone: Preset = {
  provider: 'PingOne',
  registration: 'Applications, your OIDC Web App, Configuration, "Redirect URIs"',
  requestedData: 'name, user name, picture and email address',
  fields: {
    kind: 'oidc',
    label: 'PingOne',
    icon: 'pingidentity',
    issuer: 'https://{domain}/{environment}/as',
  },
  parameters: {
    domain: {
      description: message('presetParameter.pingone.domain'),
      pattern: /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/,
      defaultValue: 'auth.pingone.com',
    },
    environment: {
      description: message('presetParameter.pingone.environment'),
      pattern: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
      example: '3bedc164-22f1-4f8f-9f51-227975033cbd',
    },
  },
}
