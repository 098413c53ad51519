import { message } from '../../locales/messages.js'
import type { Preset } from './preset.js'

export const pocketId: Preset = {
  provider: 'Pocket ID',
  registration: 'Administration, OIDC Clients, your client, "Callback URLs"',
  requestedData: 'name, user name, picture and email address',
  fields: {
    kind: 'oidc',
    label: 'Pocket ID',
    icon: 'pocketid',
    issuer: 'https://{domain}',
  },
  parameters: {
    domain: {
      description: message('presetParameter.pocket-id.domain'),
      pattern: /^[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d+)?(?:\/[\w-]+)*$/,
      example: 'id.acme.example',
    },
  },
}
