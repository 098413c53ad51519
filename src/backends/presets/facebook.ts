import type { Preset } from './preset.js'

const GRAPH = 'https://graph.facebook.com/v24.0'

export const facebook: Preset = {
  provider: 'Facebook',
  registration: 'App dashboard, Facebook Login, Settings, "Valid OAuth Redirect URIs"',
  requestedData: 'name, picture and email address, which they may withhold',
  fields: {
    kind: 'oauth2',
    label: 'Facebook',
    icon: 'facebook',
    authorizationEndpoint: 'https://www.facebook.com/v24.0/dialog/oauth',
    tokenEndpoint: `${GRAPH}/oauth/access_token`,
    userInfoEndpoint: `${GRAPH}/me?fields=id,name,first_name,last_name,email,picture`,
    revocationEndpoint: `${GRAPH}/me/permissions`,
    revocation: 'delete_as_person',
    appSecretProof: 'appsecret_proof',
    subject: 'id',
    claims: { givenName: 'first_name', familyName: 'last_name', picture: 'picture.data.url' },
    scopes: ['public_profile', 'email'],
    scopeSeparator: ',',
    clientAuthentication: 'client_secret_post',
  },
  quirks: [
    'The version of the API is part of every URL; each version works for about two years.',
    'The API returns only the requested fields, and "email" may be missing: users can withhold it, or have none.',
    'The API never says that an address is verified, so no address counts as proven.',
    'Identifiers are specific to the app: another client ID leads to other accounts.',
    'The token endpoint returns errors as objects; logs show their type and number, such as OAuthException.100.',
    'API calls contain appsecret_proof, so you may require it in the settings of the app.',
    'Disconnecting deletes all permissions of the app with the access token of the user, so Facebook no longer lists the app.',
  ],
}
