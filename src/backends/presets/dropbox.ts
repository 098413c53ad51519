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
}
