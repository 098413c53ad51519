import type { Preset } from './preset.js'

export const kanidm: Preset = {
  provider: 'Kanidm',
  registration:
    'kanidm system oauth2 add-redirect-url NAME URL, and a scope map with openid, email and profile',
  requestedData: 'name, user name and email address',
  fields: {
    kind: 'oidc',
    label: 'Kanidm',
    icon: 'kanidm',
    issuer: 'https://{domain}/oauth2/openid/{clientId}',
  },
  parameters: {
    domain: {
      description: 'the host of your Kanidm, such as idm.acme.example',
      pattern: /^[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d+)?$/,
      example: 'idm.acme.example',
    },
  },
  quirks: [
    'Each client is a separate issuer, whose address contains the client ID: the name of the client in Kanidm.',
    'ID Tokens are signed with ES256; a client with the option for old cryptography gets RS256.',
    'PKCE is required, and Portcullis always uses it here.',
    'A sign-in is refused unless a scope map of the user grants every scope that is requested.',
    'preferred_username is name@domain, unless the client has the option prefer-short-username.',
    'email_verified is true for every address, and an administrator can set addresses. Switch "trustEmail" on if the server is yours.',
  ],
}
