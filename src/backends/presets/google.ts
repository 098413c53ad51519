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
  quirks: [
    'The issuer of ID Tokens may be "accounts.google.com" without https, as Google documents; both spellings are accepted.',
    'Google verifies addresses, so "trustEmail" is on; email_verified may be the text "true".',
    '"authorizationParams": { "hd": "acme.example" } only selects the accounts that Google offers. To reject all others, require the claim: "requiredValues": { "hd": "acme.example" }.',
    'There is no preferred_username, so user names are derived from addresses.',
    'Google issues a refresh token only with "authorizationParams": { "access_type": "offline", "prompt": "consent" }.',
    'Google does not say when a user last signed in (there is no auth_time): when users are asked to sign in again, Google asks them to select an account, and the clock of this site counts.',
  ],
}
