import type { Preset } from './preset.js'

export const orcid: Preset = {
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
      description: 'orcid.org, or sandbox.orcid.org to try it out',
      pattern: /^(?:sandbox\.)?orcid\.org$/,
      defaultValue: 'orcid.org',
    },
  },
  quirks: [
    'The subject is the ORCID iD, such as 0000-0002-1825-0097. Those of the sandbox are other people.',
    'There is no e-mail address, and no scope for it.',
    'The name is often null, and its parts are told instead, as far as the person shows them.',
    'The client id and secret go into the body of the token request.',
    'The metadata do not name the address where tokens are revoked; it is known.',
  ],
}
