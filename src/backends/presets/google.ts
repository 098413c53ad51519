import type { Preset } from './preset.js'

export const google: Preset = {
  fields: {
    kind: 'oidc',
    label: 'Google',
    icon: 'google',
    issuer: 'https://accounts.google.com',
    trustEmail: true,
  },
  quirks: ['Google verifies addresses, so its word on them counts.'],
}
