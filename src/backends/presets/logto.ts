import type { Preset } from './preset.js'

export const logto: Preset = {
  provider: 'Logto',
  registration: 'Applications, your application (Traditional web), "Redirect URIs"',
  requestedData: 'name, user name, picture and email address',
  fields: {
    kind: 'oidc',
    label: 'Logto',
    icon: 'logto',
    issuer: 'https://{domain}/oidc',
    claims: { username: 'username' },
  },
  parameters: {
    domain: {
      description: 'the host of your tenant, such as acme.logto.app, or your own domain',
      pattern: /^[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d+)?$/,
      example: 'acme.logto.app',
    },
  },
  quirks: [
    'The issuer ends in /oidc. The user name is the claim "username".',
    'Tokens are signed with an elliptic curve (ES384), unless you have rotated the signing keys to RSA.',
    'Administrators of the tenant can set addresses. Switch "trustEmail" on if the tenant is yours.',
    'Roles and organizations are claims of the scopes roles and urn:logto:scope:organizations, which "extraScopes" can add.',
  ],
}
