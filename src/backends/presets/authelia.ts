import { message } from '../../locales/messages.js'
import type { Preset } from './preset.js'

export const authelia: Preset = {
  provider: 'Authelia',
  registration: 'configuration.yml, identity_providers, oidc, clients, your client, "redirect_uris"',
  requestedData: 'name, user name and email address',
  fields: {
    kind: 'oidc',
    label: 'Authelia',
    icon: 'authelia',
    issuer: 'https://{domain}',
  },
  parameters: {
    domain: {
      description: message('presetParameter.authelia.domain'),
      pattern: /^[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d+)?(?:\/[\w-]+)*$/,
      example: 'auth.acme.example',
    },
  },
}
