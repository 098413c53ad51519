import { message } from '../../locales/messages.js'
import type { Preset } from './preset.js'

export const authentik: Preset = {
  provider: 'authentik',
  registration:
    'Applications, Providers, your OAuth2/OpenID provider, "Redirect URIs/Origins", as a strict match',
  requestedData: 'name, user name, groups and email address',
  omitsEmailVerified: true,
  fields: {
    kind: 'oidc',
    label: 'authentik',
    icon: 'authentik',
    issuer: 'https://{domain}/application/o/{application}/',
  },
  parameters: {
    domain: {
      description: message('presetParameter.authentik.domain'),
      pattern: /^[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d+)?(?:\/[\w-]+)*$/,
      example: 'sso.acme.example',
    },
    application: {
      description: message('presetParameter.authentik.application'),
      pattern: /^[\w-]+$/,
      example: 'gate',
    },
  },
}
