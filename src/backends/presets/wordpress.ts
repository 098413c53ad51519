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
  quirks: [
    'The scope auth gives access to the profile only. Without a scope, a token would give access to a blog.',
    'The documentation says that "email_verified" means an account verified by email, not whether that holds for the address of today, so "trustEmail" is off.',
    'The member "verified" is about WordPress.com Connect, not about the address.',
    'This is WordPress.com, not a WordPress that you run.',
    'The documentation does not mention PKCE, so it is off. The state, the browser cookie and the client secret still protect against a stolen code.',
  ],
}
