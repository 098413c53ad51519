import type { Preset } from './preset.js'

export const google: Preset = {
  provider: 'Google',
  registration:
    'Google Cloud console, Google Auth Platform, Clients, Web application, "Authorized redirect URIs"',
  requestedData: 'name, picture and email address',
  fields: {
    kind: 'oidc',
    reauthentication: 'select_account',
    label: 'Google',
    icon: 'google',
    issuer: 'https://accounts.google.com',
    issuerAliases: ['accounts.google.com'],
    trustEmail: true,
  },
}
