import { message } from '../../locales/messages.js'
import type { Preset } from './preset.js'

export const jumpcloud: Preset = {
  provider: 'JumpCloud',
  registration: 'SSO Applications, your custom OIDC app, SSO, "Redirect URIs"',
  requestedData: 'name and email address',
  fields: {
    kind: 'oidc',
    label: 'JumpCloud',
    icon: 'jumpcloud',
    issuer: 'https://{domain}/',
  },
  parameters: {
    domain: {
      description: message('presetParameter.jumpcloud.domain'),
      pattern: /^oauth\.id\.(?:eu\.|in\.)?jumpcloud\.com$/,
      defaultValue: 'oauth.id.jumpcloud.com',
    },
  },
}
