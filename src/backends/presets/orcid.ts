import type { Preset } from './preset.js'

export const orcid: Preset = {
  provider: 'ORCID',
  registration: 'Developer tools, "Redirect URIs"',
  requestedData: 'ORCID iD and the public part of their record',
  fields: {
    kind: 'oidc',
    label: 'ORCID',
    icon: 'orcid',
    issuer: 'https://{domain}',
    clientAuthentication: 'client_secret_post',
    scopes: ['openid'],
    revocationEndpoint: 'https://{domain}/oauth/revoke',
  },
  parameters: {
    domain: {
      description: 'orcid.org, or sandbox.orcid.org for tests',
      pattern: /^(?:sandbox\.)?orcid\.org$/,
      defaultValue: 'orcid.org',
    },
  },
  quirks: [
    'The subject is the ORCID iD, such as 0000-0002-1825-0097. The sandbox has other users.',
    'There is no email address, and no scope for it.',
    'The name is often null; its parts are present if the user has made them visible.',
    'The client ID and secret are sent in the body of the token request.',
    'The metadata do not name the revocation endpoint; the preset sets it.',
  ],
}
