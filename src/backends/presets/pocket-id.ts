import type { Preset } from './preset.js'

export const pocketId: Preset = {
  provider: 'Pocket ID',
  registration: 'Administration, OIDC Clients, your client, "Callback URLs"',
  requestedData: 'name, user name, picture and email address',
  fields: {
    kind: 'oidc',
    label: 'Pocket ID',
    icon: 'pocketid',
    issuer: 'https://{domain}',
  },
  parameters: {
    domain: {
      description: 'the host of your Pocket ID, such as id.acme.example',
      pattern: /^[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d+)?(?:\/[\w-]+)*$/,
      example: 'id.acme.example',
    },
  },
  quirks: [
    'The issuer is the setting APP_URL of Pocket ID.',
    'A user without an address has neither email nor email_verified.',
    'Administrators can mark addresses as verified. Switch "trustEmail" on if the server is yours.',
    'Groups are the claim "groups", with the scope groups; custom claims come with the scope profile.',
    'There is no revocation endpoint, so tokens stay valid after an account is disconnected here.',
  ],
}
