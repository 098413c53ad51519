import type { Preset } from './preset.js'

export const okta: Preset = {
  provider: 'Okta',
  registration: 'Applications, Create App Integration, OIDC, Web Application, "Sign-in redirect URIs"',
  requestedData: 'name and email address',
  fields: { kind: 'oidc', label: 'Okta', icon: 'okta', issuer: 'https://{domain}' },
  parameters: {
    domain: {
      description:
        'the domain of your organization, such as acme.okta.com, with the path of a custom authorization server if you use one, such as acme.okta.com/oauth2/default',
      pattern: /^[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:\/oauth2\/[\w-]+)?$/,
      example: 'acme.okta.com/oauth2/default',
    },
  },
  quirks: [
    'Each authorization server is a separate issuer: the organization itself, or one below /oauth2/.',
    'Access tokens of the organization itself are for Okta only and cannot be exchanged; those of a custom authorization server can.',
    'Profile and address are in UserInfo, not in the ID Token.',
    'Administrators of the organization set the addresses; switch "trustEmail" on if the organization is yours.',
  ],
}
