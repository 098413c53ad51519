import { message } from '../../locales/messages.js'
import type { Preset } from './preset.js'

export const kanidm: Preset = {
  provider: 'Kanidm',
  registration:
    'kanidm system oauth2 add-redirect-url NAME URL, and a scope map with openid, email and profile',
  requestedData: 'name, user name and email address',
  fields: {
    kind: 'oidc',
    label: 'Kanidm',
    icon: 'kanidm',
    issuer: 'https://{domain}/oauth2/openid/{clientId}',
  },
  parameters: {
    domain: {
      description: message('presetParameter.kanidm.domain'),
      pattern: /^[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d+)?$/,
      example: 'idm.acme.example',
    },
  },
}
