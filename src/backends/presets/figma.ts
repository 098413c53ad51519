import type { Preset } from './preset.js'

export const figma: Preset = {
  provider: 'Figma',
  registration:
    'figma.com/developers/apps, your app, OAuth credentials, "Redirect URLs", with the scope current_user:read',
  requestedData: 'name, picture and email address',
  fields: {
    kind: 'oauth2',
    label: 'Figma',
    icon: 'figma',
    authorizationEndpoint: 'https://www.figma.com/oauth',
    tokenEndpoint: 'https://api.figma.com/v1/oauth/token',
    userInfoEndpoint: 'https://api.figma.com/v1/me',
    scopes: ['current_user:read'],
    subject: 'id',
    claims: { name: 'handle', picture: 'img_url' },
  },
}
