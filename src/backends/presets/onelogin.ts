import { message } from '../../locales/messages.js'
import type { Preset } from './preset.js'

export const onelogin: Preset = {
  provider: 'OneLogin',
  registration: 'Applications, your OpenID Connect app, Configuration, "Redirect URIs"',
  requestedData: 'name, user name and email address',
  omitsEmailVerified: true,
  fields: {
    kind: 'oidc',
    label: 'OneLogin',
    icon: 'onelogin',
    issuer: 'https://{domain}/oidc/2',
  },
  parameters: {
    domain: {
      description: message('presetParameter.onelogin.domain'),
      pattern: /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/,
      example: 'acme.onelogin.com',
    },
  },
}
