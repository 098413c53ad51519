import { message } from '../../locales/messages.js'
import type { Preset } from './preset.js'

export const okta: Preset = {
  provider: 'Okta',
  registration: 'Applications, Create App Integration, OIDC, Web Application, "Sign-in redirect URIs"',
  requestedData: 'name and email address',
  fields: { kind: 'oidc', label: 'Okta', icon: 'okta', issuer: 'https://{domain}' },
  parameters: {
    domain: {
      description: message('presetParameter.okta.domain'),
      pattern: /^[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:\/oauth2\/[\w-]+)?$/,
      example: 'acme.okta.com/oauth2/default',
    },
  },
}
