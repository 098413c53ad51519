import type { Preset } from './preset.js'

export const zitadel: Preset = {
  provider: 'ZITADEL',
  registration: 'Projects, your project, your application (Web, code), "Redirect URIs"',
  requestedData: 'name, user name, picture and email address',
  fields: {
    kind: 'oidc',
    label: 'ZITADEL',
    icon: 'zitadel',
    issuer: 'https://{domain}',
  },
  parameters: {
    domain: {
      description: 'the domain of your instance, such as acme.zitadel.cloud, or your own domain',
      pattern: /^[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d+)?$/,
      example: 'acme-a1b2c3.zitadel.cloud',
    },
  },
  quirks: [
    'Name and address are only in UserInfo, unless the application has the setting "User Info inside ID Token".',
    'preferred_username is the login name, which contains the domain of the organization.',
    'Roles are the claim "urn:zitadel:iam:org:project:roles", an object whose keys are the roles; the project must assert roles.',
    'Managers of an organization can mark addresses as verified. Switch "trustEmail" on if the instance is yours.',
    'A refresh token needs the scope offline_access and the grant type "Refresh Token" of the application.',
  ],
}
