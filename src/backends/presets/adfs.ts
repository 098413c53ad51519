import { message } from '../../locales/messages.js'
import type { Preset } from './preset.js'

export const adfs: Preset = {
  provider: 'AD FS (Active Directory Federation Services)',
  registration:
    'AD FS Management, Application Groups, your group (server application with a web API), "Redirect URI", with the scopes openid, email, profile and allatclaims',
  requestedData: 'nothing: administrators consent for them',
  omitsEmailVerified: true,
  fields: {
    kind: 'oidc',
    label: 'AD FS',
    icon: 'microsoft',
    issuer: 'https://{domain}/adfs',
    scopes: ['openid', 'email', 'profile', 'allatclaims'],
    claims: { username: 'upn' },
  },
  parameters: {
    domain: {
      description: message('presetParameter.adfs.domain'),
      pattern: /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/,
      example: 'sts.acme.example',
    },
  },
}
