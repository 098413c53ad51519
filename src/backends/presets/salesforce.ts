import { message } from '../../locales/messages.js'
import type { Preset } from './preset.js'

export const salesforce: Preset = {
  provider: 'Salesforce',
  registration:
    'Setup, App Manager, your app, OAuth settings, "Callback URL", with the scopes openid, profile and email',
  requestedData: 'name, user name, picture and email address',
  fields: {
    kind: 'oidc',
    label: 'Salesforce',
    icon: 'salesforce',
    issuer: 'https://{domain}',
    extraClaims: ['organization_id'],
  },
  parameters: {
    domain: {
      description: message('presetParameter.salesforce.domain'),
      pattern: /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/,
      defaultValue: 'login.salesforce.com',
    },
  },
}
