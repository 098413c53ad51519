import type { Preset } from './preset.js'

export const google: Preset = {
  fields: {
    kind: 'oidc',
    label: 'Google',
    icon: 'google',
    issuer: 'https://accounts.google.com',
    issuerAliases: ['accounts.google.com'],
    trustEmail: true,
  },
  quirks: [
    'ID Tokens may be of "accounts.google.com", without https, as Google documents; both spellings are believed.',
    'Google verifies addresses, so its word on them counts; email_verified may be the text "true".',
    '"authorizationParams": { "hd": "acme.example" } only chooses what Google offers. To keep others out, ask for the claim: "requiredValues": { "hd": "acme.example" }.',
    'There is no preferred_username, so user names are made from addresses.',
    'A refresh token comes only with "authorizationParams": { "access_type": "offline", "prompt": "consent" }.',
  ],
}
