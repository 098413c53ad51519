import { message } from '../../locales/messages.js'
import type { Preset } from './preset.js'

/** What GitHub and GitHub Enterprise Server have in common. */
const shared = {
  kind: 'oauth2',
  icon: 'github',
  authorizationEndpoint: 'https://{domain}/login/oauth/authorize',
  tokenEndpoint: 'https://{domain}/login/oauth/access_token',
  issuer: 'https://{domain}/login/oauth',
  clientAuthentication: 'client_secret_post',
  userInfoHeaders: { accept: 'application/vnd.github+json', 'x-github-api-version': '2022-11-28' },
  subject: 'id',
  claims: { username: 'login', picture: 'avatar_url' },
  scopes: ['read:user', 'user:email'],
  revocation: 'delete_as_client',
  trustEmail: true,
} as const

export const github: Preset = {
  provider: 'GitHub',
  registration: 'Settings, Developer settings, OAuth Apps, "Authorization callback URL"',
  requestedData: 'profile and all email addresses, to read only',
  fields: {
    ...shared,
    label: 'GitHub',
    userInfoEndpoint: 'https://api.{domain}/user',
    emailsEndpoint: 'https://api.{domain}/user/emails',
    revocationEndpoint: 'https://api.{domain}/applications/{clientId}/grant',
  },
  parameters: {
    domain: {
      description: message('presetParameter.github.domain'),
      pattern: /^[a-z0-9-]+(\.[a-z0-9-]+)+$/,
      defaultValue: 'github.com',
    },
  },
}

export const githubEnterprise: Preset = {
  provider: 'GitHub Enterprise Server',
  registration: 'on your server: Settings, Developer settings, OAuth Apps, "Authorization callback URL"',
  requestedData: 'profile and all email addresses, to read only',
  fields: {
    ...shared,
    label: 'GitHub Enterprise',
    userInfoEndpoint: 'https://{domain}/api/v3/user',
    emailsEndpoint: 'https://{domain}/api/v3/user/emails',
    revocationEndpoint: 'https://{domain}/api/v3/applications/{clientId}/grant',
  },
  parameters: {
    domain: {
      description: message('presetParameter.github-enterprise.domain'),
      pattern: /^[a-z0-9-]+(\.[a-z0-9-]+)+$/,
      example: 'github.acme.example',
    },
  },
}
