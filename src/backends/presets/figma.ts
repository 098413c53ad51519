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
  quirks: [
    'The API never says that an address is verified, so no address counts as proven.',
    'There is no user name: "handle" is the full name.',
    'Access tokens are refreshed at another address than the token endpoint, so they cannot be refreshed here.',
    'The token endpoint of before February 2025, at www.figma.com, no longer works.',
  ],
}
