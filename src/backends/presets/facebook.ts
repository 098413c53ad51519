import type { Preset } from './preset.js'

const GRAPH = 'https://graph.facebook.com/v24.0'

export const facebook: Preset = {
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
    'The version of the API is part of every address; each works for about two years.',
    'The API tells only the fields that are asked for, and "email" may be missing: people can withhold it, or have none.',
    'It never says that an address is verified, so none counts as proven.',
    'Identifiers are different for each app: another client id has other accounts.',
    'The token endpoint tells errors as objects; logs have them as type and number, such as OAuthException.100.',
    'Calls prove that the token is ours (appsecret_proof), so the app may demand that.',
    'Disconnecting deletes all permissions of the app, with the access token of the person: Facebook lists it no longer.',
  ],
}
