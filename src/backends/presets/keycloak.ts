import type { Preset } from './preset.js'

export const keycloak: Preset = {
  fields: { kind: 'oidc', label: 'Keycloak', icon: 'keycloak', issuer: 'https://{domain}/realms/{realm}' },
  parameters: {
    domain: {
      description:
        'the host of your Keycloak, and its base path if it has one, such as id.acme.example or id.acme.example/auth',
      pattern: /^[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d+)?(?:\/[\w-]+)*$/,
    },
    realm: {
      description: 'the name of the realm, letter for letter',
      pattern: /^[\w.~-]+$/,
    },
  },
  quirks: [
    'Each realm is an issuer of its own. Until version 16, and with "http-relative-path", it lies below /auth.',
    'The issuer is the address that Keycloak believes to have ("hostname"): if the metadata are of another issuer, set that there.',
    'A client that is not confidential needs "clientAuthentication": "none".',
    'Administrators of the realm can mark addresses as verified. Switch "trustEmail" on if the realm is yours.',
  ],
}
