import type { Preset } from './preset.js'

export const apple: Preset = {
  provider: 'Apple',
  registration:
    'Certificates, Identifiers & Profiles, Identifiers, Services IDs, Sign in with Apple, "Return URLs" (https only)',
  requestedData: 'name and email address, which they may hide',
  details: 'backends.md#apple',
  fields: {
    kind: 'oidc',
    label: 'Apple',
    icon: 'apple',
    issuer: 'https://appleid.apple.com',
    clientAuthentication: 'client_secret_post',
    scopes: ['openid', 'email', 'name'],
    responseMode: 'form_post',
    userInFormPost: true,
    trustEmail: true,
    extraClaims: ['is_private_email'],
  },
}
