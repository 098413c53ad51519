import type { Preset } from './preset.js'

export const adfs: Preset = {
  provider: 'AD FS (Active Directory Federation Services)',
  registration:
    'AD FS Management, Application Groups, your group (server application with a web API), "Redirect URI", with the scopes openid, email, profile and allatclaims',
  requestedData: 'nothing: administrators consent for them',
  omitsEmailVerified: true,
  fields: {
    kind: 'oidc',
    label: 'AD FS',
    icon: 'microsoft',
    issuer: 'https://{domain}/adfs',
    scopes: ['openid', 'email', 'profile', 'allatclaims'],
    claims: { username: 'upn' },
  },
  parameters: {
    domain: {
      description: 'the name of the federation service, such as sts.acme.example',
      pattern: /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/,
      example: 'sts.acme.example',
    },
  },
  quirks: [
    'UserInfo contains only the subject, so every claim must be in the ID Token: add issuance transform rules for email, name, given_name and family_name to the web API, whose identifier is the client ID, and permit the scope allatclaims.',
    'The user name is the claim "upn", which is always in the ID Token. It can change, so it is only a suggestion.',
    'The subject is specific to the client ID: a user has another one with another client.',
    'There is no email_verified, so no address counts as proven. If only your administrators can set addresses, set "emailVerified": true and "trustEmail": true.',
    'The metadata name a second issuer for access tokens ("access_token_issuer"), which is not used.',
    'PKCE is documented for AD FS 2019 and later. If an older one rejects it, set "pkce": false.',
  ],
}
