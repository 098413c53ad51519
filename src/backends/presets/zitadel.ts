import { message } from '../../locales/messages.js'
import type { Preset } from './preset.js'

export const zitadel: Preset = {
  provider: 'ZITADEL',
  registration: 'Projects, your project, your application (Web, code), "Redirect URIs"',
  requestedData: 'name, user name, picture and email address',
  fields: {
    kind: 'oidc',
    label: 'ZITADEL',
    icon: 'zitadel',
    issuer: 'https://{domain}',
  },
  parameters: {
    domain: {
      description: message('presetParameter.zitadel.domain'),
      pattern: /^[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d+)?$/,
      example: 'acme-a1b2c3.zitadel.cloud',
    },
  },
}
