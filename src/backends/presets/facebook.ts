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
}
