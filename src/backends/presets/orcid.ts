import { message } from '../../locales/messages.js'
import type { Preset } from './preset.js'

export const orcid: Preset = {
  provider: 'ORCID',
  registration: 'Developer tools, "Redirect URIs"',
  requestedData: 'ORCID iD and the public part of their record',
  fields: {
    kind: 'oidc',
    label: 'ORCID',
    icon: 'orcid',
    issuer: 'https://{domain}',
    clientAuthentication: 'client_secret_post',
    scopes: ['openid'],
    revocationEndpoint: 'https://{domain}/oauth/revoke',
  },
  parameters: {
    domain: {
      description: message('presetParameter.orcid.domain'),
      pattern: /^(?:sandbox\.)?orcid\.org$/,
      defaultValue: 'orcid.org',
    },
  },
}
