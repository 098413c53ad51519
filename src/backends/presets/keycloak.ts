import { message } from '../../locales/messages.js'
import type { Preset } from './preset.js'

export const keycloak: Preset = {
  provider: 'Keycloak',
  registration: 'Clients, Create client, Client authentication on, "Valid redirect URIs"',
  requestedData: 'name and email address',
  fields: { kind: 'oidc', label: 'Keycloak', icon: 'keycloak', issuer: 'https://{domain}/realms/{realm}' },
  parameters: {
    domain: {
      description: message('presetParameter.keycloak.domain'),
      pattern: /^[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d+)?(?:\/[\w-]+)*$/,
      example: 'id.acme.example',
    },
    realm: {
      description: message('presetParameter.keycloak.realm'),
      pattern: /^[\w.~-]+$/,
      example: 'staff',
    },
  },
}
