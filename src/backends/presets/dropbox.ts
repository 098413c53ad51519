import type { Preset } from './preset.js'

export const dropbox: Preset = {
  provider: 'Dropbox',
  registration:
    'dropbox.com/developers/apps, your app, Settings, "Redirect URIs", with the permissions openid, profile and email',
  requestedData: 'name and email address',
  fields: {
    kind: 'oidc',
    label: 'Dropbox',
    icon: 'dropbox',
    issuer: 'https://www.dropbox.com',
    userInfo: 'never',
  },
  quirks: [
    'Name and address are in the ID Token. UserInfo is not used: it expects POST and names another issuer.',
    'There is no preferred_username, so user names are derived from addresses, and no picture.',
    'email_verified says whether the address is verified. The administrators of a team manage its addresses, and the documentation does not say how those are verified, so "trustEmail" is off.',
    'An app in development accepts only a limited number of users.',
    'A refresh token needs "authorizationParams": { "token_access_type": "offline" }.',
  ],
}
