import { message } from '../../locales/messages.js'
import type { Preset } from './preset.js'

export const azureAdB2c: Preset = {
  provider: 'Azure AD B2C, one user flow',
  registration: 'Azure AD B2C, App registrations, your application, Authentication, Web, "Redirect URIs"',
  requestedData: 'nothing: the user flow says what is shared',
  omitsEmailVerified: true,
  fields: {
    kind: 'oidc',
    label: 'Microsoft',
    icon: 'microsoft',
    issuer: 'https://{domain}/tfp/{tenant}/{policy}/v2.0/',
    scopes: ['openid'],
    claims: { email: 'emails.0' },
  },
  parameters: {
    tenant: {
      description: message('presetParameter.azure-ad-b2c.tenant'),
      pattern: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
      example: '775527ff-9a37-4307-8b3d-cc311f58d925',
    },
    domain: {
      description: message('presetParameter.azure-ad-b2c.domain'),
      pattern: /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/,
      example: 'acme.b2clogin.com',
    },
    policy: {
      description: message('presetParameter.azure-ad-b2c.policy'),
      pattern: /^B2C_1A?_[\w-]+$/i,
      example: 'b2c_1_sign_in',
    },
  },
}
