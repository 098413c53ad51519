import type { Preset } from './preset.js'

export const wordpress: Preset = {
  provider: 'WordPress.com',
  registration: 'developer.wordpress.com/apps, your application, "Redirect URLs"',
  requestedData: 'user name, name, picture and email address',
  fields: {
    kind: 'oauth2',
    label: 'WordPress.com',
    icon: 'wordpress',
    authorizationEndpoint: 'https://public-api.wordpress.com/oauth2/authorize',
    tokenEndpoint: 'https://public-api.wordpress.com/oauth2/token',
    userInfoEndpoint: 'https://public-api.wordpress.com/rest/v1.1/me',
    clientAuthentication: 'client_secret_post',
    pkce: false,
    scopes: ['auth'],
    subject: 'ID',
    claims: { username: 'username', name: 'display_name', picture: 'avatar_URL' },
    emailVerified: 'email_verified',
  },
}
