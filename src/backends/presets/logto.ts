import { message } from '../../locales/messages.js'
import type { Preset } from './preset.js'

export const logto: Preset = {
  provider: 'Logto',
  registration: 'Applications, your application (Traditional web), "Redirect URIs"',
  requestedData: 'name, user name, picture and email address',
  fields: {
    kind: 'oidc',
    label: 'Logto',
    icon: 'logto',
    issuer: 'https://{domain}/oidc',
    claims: { username: 'username' },
  },
  parameters: {
    domain: {
      description: message('presetParameter.logto.domain'),
      pattern: /^[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d+)?$/,
      example: 'acme.logto.app',
    },
  },
}
