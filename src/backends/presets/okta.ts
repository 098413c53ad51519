import type { Preset } from './preset.js'

export const okta: Preset = {
  fields: { kind: 'oidc', label: 'Okta', icon: 'okta', issuer: 'https://{domain}' },
  parameters: {
    domain: {
      description:
        'the domain of your organisation, such as acme.okta.com, with the path of a custom authorization server if you use one, such as acme.okta.com/oauth2/default',
      pattern: /^[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:\/oauth2\/[\w-]+)?$/,
    },
  },
  quirks: [
    'Each authorization server is an issuer of its own: the organisation itself, or one below /oauth2/.',
    'Access tokens of the organisation itself are for Okta only and cannot be traded; those of a custom authorization server can.',
    'Profile and address are told by UserInfo, not in the ID Token.',
    'Your administrators set the addresses; switch "trustEmail" on if they are yours.',
  ],
}
