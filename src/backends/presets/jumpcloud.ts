import type { Preset } from './preset.js'

export const jumpcloud: Preset = {
  provider: 'JumpCloud',
  registration: 'SSO Applications, your custom OIDC app, SSO, "Redirect URIs"',
  requestedData: 'name and email address',
  fields: {
    kind: 'oidc',
    label: 'JumpCloud',
    icon: 'jumpcloud',
    issuer: 'https://{domain}/',
  },
  parameters: {
    domain: {
      description:
        'the domain of your region: oauth.id.jumpcloud.com, oauth.id.eu.jumpcloud.com or oauth.id.in.jumpcloud.com',
      pattern: /^oauth\.id\.(?:eu\.|in\.)?jumpcloud\.com$/,
      defaultValue: 'oauth.id.jumpcloud.com',
    },
  },
  quirks: [
    'The issuer is the same for all organizations of a region, and it ends in a slash. Only users to whom the app is assigned get a token.',
    'The client authentication of the app must be the one that Portcullis uses: client_secret_basic.',
    'The app must return the claims of the scopes email and profile, or there is neither name nor address.',
    'Administrators of the organization set the addresses; switch "trustEmail" on if the organization is yours.',
    'The documentation does not say whether email_verified is sent.',
  ],
}
