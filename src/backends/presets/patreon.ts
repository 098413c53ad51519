import type { Preset } from './preset.js'

const USER_FIELDS = 'email,first_name,full_name,image_url,is_email_verified,last_name,vanity'

export const patreon: Preset = {
  provider: 'Patreon',
  registration: 'patreon.com/portal/registration, your client (API version 2), "Redirect URIs"',
  requestedData: 'name, picture and email address',
  fields: {
    kind: 'oauth2',
    label: 'Patreon',
    icon: 'patreon',
    authorizationEndpoint: 'https://www.patreon.com/oauth2/authorize',
    tokenEndpoint: 'https://www.patreon.com/api/oauth2/token',
    userInfoEndpoint: `https://www.patreon.com/api/oauth2/v2/identity?fields%5Buser%5D=${USER_FIELDS}`,
    clientAuthentication: 'client_secret_post',
    pkce: false,
    scopes: ['identity', 'identity[email]'],
    subject: 'data.id',
    claims: {
      username: 'data.attributes.vanity',
      name: 'data.attributes.full_name',
      givenName: 'data.attributes.first_name',
      familyName: 'data.attributes.last_name',
      email: 'data.attributes.email',
      picture: 'data.attributes.image_url',
    },
    emailVerified: 'data.attributes.is_email_verified',
    trustEmail: true,
  },
}
