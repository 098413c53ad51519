import type { Preset } from './preset.js'

export const keycloak: Preset = {
  provider: 'Keycloak',
  registration: 'Clients, Create client, Client authentication on, "Valid redirect URIs"',
  requestedData: 'name and email address',
  fields: { kind: 'oidc', label: 'Keycloak', icon: 'keycloak', issuer: 'https://{domain}/realms/{realm}' },
  parameters: {
    domain: {
      description:
        'the host of your Keycloak, and its base path if it has one, such as id.acme.example or id.acme.example/auth',
      pattern: /^[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d+)?(?:\/[\w-]+)*$/,
      example: 'id.acme.example',
    },
    realm: {
      description: 'the exact name of the realm',
      pattern: /^[\w.~-]+$/,
      example: 'staff',
    },
  },
  quirks: [
    'Each realm is a separate issuer. Until version 16, and with "http-relative-path", it is below /auth.',
    'The issuer is built from the setting "hostname" of Keycloak: if the metadata name a different issuer, change that setting.',
    'A public client needs "clientAuthentication": "none".',
    'Administrators of the realm can mark addresses as verified. Switch "trustEmail" on if the realm is yours.',
  ],
}
