import { message } from '../../locales/messages.js'
import type { Preset } from './preset.js'

export const mastodon: Preset = {
  provider: 'Mastodon, one server',
  registration:
    'on that server: Preferences, Development, your application, "Redirect URI", with the scope profile',
  requestedData: 'user name, name and picture',
  fields: {
    kind: 'oauth2',
    label: 'Mastodon',
    icon: 'mastodon',
    authorizationEndpoint: 'https://{domain}/oauth/authorize',
    tokenEndpoint: 'https://{domain}/oauth/token',
    revocationEndpoint: 'https://{domain}/oauth/revoke',
    revocation: 'access_token',
    userInfoEndpoint: 'https://{domain}/api/v1/accounts/verify_credentials',
    clientAuthentication: 'client_secret_post',
    scopes: ['profile'],
    subject: 'id',
    claims: { username: 'username', name: 'display_name', picture: 'avatar' },
  },
  parameters: {
    domain: {
      description: message('presetParameter.mastodon.domain'),
      pattern: /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/,
      example: 'mastodon.social',
    },
  },
}
