import type { Preset } from './preset.js'

export const bitbucket: Preset = {
  provider: 'Bitbucket Cloud',
  registration:
    'the settings of your workspace, OAuth consumers, "Callback URL", with the permissions Account: Email and Read',
  requestedData: 'profile and all email addresses',
  fields: {
    kind: 'oauth2',
    label: 'Bitbucket',
    icon: 'bitbucket',
    authorizationEndpoint: 'https://bitbucket.org/site/oauth2/authorize',
    tokenEndpoint: 'https://bitbucket.org/site/oauth2/access_token',
    userInfoEndpoint: 'https://api.bitbucket.org/2.0/user',
    emailsEndpoint: 'https://api.bitbucket.org/2.0/user/emails',
    emailList: { list: 'values', email: 'email', primary: 'is_primary', verified: 'is_confirmed' },
    pkce: false,
    subject: 'uuid',
    claims: { username: 'nickname', name: 'display_name', picture: 'links.avatar.href' },
    trustEmail: true,
  },
}
