import type { Preset } from './preset.js'

export const nextcloud: Preset = {
  provider: 'Nextcloud',
  registration: 'Administration settings, Security, OAuth 2.0 clients, "Redirection URI"',
  requestedData: 'access to the whole account',
  fields: {
    kind: 'oauth2',
    label: 'Nextcloud',
    icon: 'nextcloud',
    authorizationEndpoint: 'https://{domain}/index.php/apps/oauth2/authorize',
    tokenEndpoint: 'https://{domain}/index.php/apps/oauth2/api/v1/token',
    userInfoEndpoint: 'https://{domain}/ocs/v2.php/cloud/user?format=json',
    userInfoHeaders: { 'ocs-apirequest': 'true' },
    clientAuthentication: 'client_secret_post',
    pkce: false,
    subject: 'ocs.data.id',
    claims: { username: 'ocs.data.id', name: 'ocs.data.displayname', email: 'ocs.data.email' },
  },
  parameters: {
    domain: {
      description: 'the host of your Nextcloud, and its base path if it has one, such as cloud.acme.example',
      pattern: /^[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d+)?(?:\/[\w-]+)*$/,
      example: 'cloud.acme.example',
    },
  },
  quirks: [
    'There are no scopes: a token gives access to everything that the user may do, so keep the client secret safe.',
    'The identifier is the user ID, which never changes. An administrator who deletes a user can give the ID to another user, who would then get the account here.',
    'Users can enter any address, so no address counts as proven.',
    'The profile is a response of the OCS API, which needs the header OCS-APIRequest; the user is in ocs.data.',
    'If your Nextcloud has the app "OIDC Identity Provider", use OpenID Connect instead: write its issuer, without a preset.',
    'The documentation does not mention PKCE, so it is off. The state, the browser cookie and the client secret still protect against a stolen code.',
  ],
}
