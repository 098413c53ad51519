import type { Preset } from './preset.js'

export const authelia: Preset = {
  provider: 'Authelia',
  registration: 'configuration.yml, identity_providers, oidc, clients, your client, "redirect_uris"',
  requestedData: 'name, user name and email address',
  fields: {
    kind: 'oidc',
    label: 'Authelia',
    icon: 'authelia',
    issuer: 'https://{domain}',
  },
  parameters: {
    domain: {
      description: 'the host of your Authelia, and its base path if it has one, such as auth.acme.example',
      pattern: /^[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d+)?(?:\/[\w-]+)*$/,
      example: 'auth.acme.example',
    },
  },
  quirks: [
    'The client needs the scopes openid, email and profile, and "token_endpoint_auth_method" must be the method that Portcullis uses: client_secret_basic.',
    'Name and address are only in UserInfo; the ID Token contains them only with a claims policy.',
    'email_verified is always true: Authelia assumes that the addresses of its directory are verified. Switch "trustEmail" on if only you can change them.',
    'Further addresses of a user are the claim "alt_emails"; groups are the claim "groups", with the scope groups.',
  ],
}
