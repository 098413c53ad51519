import { message } from '../../locales/messages.js'
import type { Preset } from './preset.js'

export const franceconnect: Preset = {
  provider: 'FranceConnect (version 2)',
  registration: 'partenaires.franceconnect.gouv.fr, your service, the redirect URIs for sign-in and logout',
  requestedData: 'name and email address',
  omitsEmailVerified: true,
  fields: {
    kind: 'oidc',
    label: 'FranceConnect',
    icon: 'franceconnect',
    issuer: 'https://{domain}/api/v2',
    clientAuthentication: 'client_secret_post',
    pkce: false,
    scopes: ['openid', 'given_name', 'family_name', 'email'],
    authorizationParams: { acr_values: 'eidas1' },
  },
  parameters: {
    domain: {
      description: message('presetParameter.franceconnect.domain'),
      pattern: /^(?:oidc\.franceconnect\.gouv\.fr|fcp-low\.(?:sbx|integ01)\.dev-franceconnect\.fr)$/,
      defaultValue: 'oidc.franceconnect.gouv.fr',
    },
  },
}
