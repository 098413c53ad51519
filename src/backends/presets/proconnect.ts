import { message } from '../../locales/messages.js'
import type { Preset } from './preset.js'

export const proconnect: Preset = {
  provider: 'ProConnect (formerly AgentConnect)',
  registration: 'partenaires.proconnect.gouv.fr, your service, the redirect URIs for sign-in and logout',
  requestedData: 'name, email address and employer (SIRET)',
  omitsEmailVerified: true,
  fields: {
    kind: 'oidc',
    label: 'ProConnect',
    icon: 'proconnect',
    issuer: 'https://{domain}/api/v2',
    clientAuthentication: 'client_secret_post',
    pkce: false,
    scopes: ['openid', 'given_name', 'usual_name', 'email', 'uid', 'siret', 'idp_id'],
    claims: { familyName: 'usual_name' },
    extraClaims: ['siret', 'idp_id'],
  },
  parameters: {
    domain: {
      description: message('presetParameter.proconnect.domain'),
      pattern:
        /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:agentconnect|proconnect)(?:\.rie)?\.gouv\.fr$|^fca\.integ\d\d\.dev-agentconnect\.fr$/,
      defaultValue: 'auth.agentconnect.gouv.fr',
    },
  },
}
