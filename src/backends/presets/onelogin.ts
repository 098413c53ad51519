import type { Preset } from './preset.js'

export const onelogin: Preset = {
  provider: 'OneLogin',
  registration: 'Applications, your OpenID Connect app, Configuration, "Redirect URIs"',
  requestedData: 'name, user name and email address',
  omitsEmailVerified: true,
  fields: {
    kind: 'oidc',
    label: 'OneLogin',
    icon: 'onelogin',
    issuer: 'https://{domain}/oidc/2',
  },
  parameters: {
    domain: {
      description: 'the domain of your account, such as acme.onelogin.com',
      pattern: /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/,
      example: 'acme.onelogin.com',
    },
  },
  quirks: [
    'The issuer ends in /oidc/2. An issuer that ends in /oidc belongs to the first version of the API, which OneLogin has withdrawn.',
    'There is no email_verified, so no address counts as proven. If only your administrators can set addresses, set "emailVerified": true and "trustEmail": true.',
    'In the app, SSO, "Token Endpoint" must be the method that Portcullis uses: Basic, or POST with "clientAuthentication": "client_secret_post".',
    'Groups are the claim "groups", with the scope groups and a rule in the app.',
    'preferred_username may be an address.',
  ],
}
