import type { Preset } from './preset.js'

export const authentik: Preset = {
  provider: 'authentik',
  registration:
    'Applications, Providers, your OAuth2/OpenID provider, "Redirect URIs/Origins", as a strict match',
  requestedData: 'name, user name, groups and email address',
  omitsEmailVerified: true,
  fields: {
    kind: 'oidc',
    label: 'authentik',
    icon: 'authentik',
    issuer: 'https://{domain}/application/o/{application}/',
  },
  parameters: {
    domain: {
      description: 'the host of your authentik, such as sso.acme.example',
      pattern: /^[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d+)?(?:\/[\w-]+)*$/,
      example: 'sso.acme.example',
    },
    application: {
      description: 'the slug of the application, which the address of the issuer contains',
      pattern: /^[\w-]+$/,
      example: 'gate',
    },
  },
  quirks: [
    'Each application is a separate issuer, and the issuer ends in a slash. In the provider, "Issuer mode" must be the one with a different issuer for each provider.',
    'Since version 2025.10 email_verified is false, because authentik does not know which addresses are verified. If yours are, set "emailVerified": true and "trustEmail": true.',
    'given_name contains the whole name, because authentik does not store its parts.',
    'Groups are the claim "groups", which the scope profile returns.',
    'Without a signing key in the provider, ID Tokens are signed with the client secret (HS256), which is rejected: choose a certificate as the signing key.',
  ],
}
