import { message } from '../../locales/messages.js'
import type { Preset } from './preset.js'

export const nextcloud: Preset = {
  provider: 'Nextcloud',
  registration: 'Administration settings, Security, OAuth 2.0 clients, "Redirection URI"',
  requestedData: 'access to the whole account',
  fields: {
    kind: 'oauth2',
    label: 'Nextcloud',
    icon: 'nextcloud',
    authorizationEndpoint: 'https://{domain}/index.php/apps/oauth2/authorize',
    tokenEndpoint: 'https://{domain}/index.php/apps/oauth2/api/v1/token',
    userInfoEndpoint: 'https://{domain}/ocs/v2.php/cloud/user?format=json',
    userInfoHeaders: { 'ocs-apirequest': 'true' },
    clientAuthentication: 'client_secret_post',
    pkce: false,
    subject: 'ocs.data.id',
    claims: { username: 'ocs.data.id', name: 'ocs.data.displayname', email: 'ocs.data.email' },
  },
  parameters: {
    domain: {
      description: message('presetParameter.nextcloud.domain'),
      pattern: /^[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d+)?(?:\/[\w-]+)*$/,
      example: 'cloud.acme.example',
    },
  },
}
