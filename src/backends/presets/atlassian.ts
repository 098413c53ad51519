import type { Preset } from './preset.js'

export const atlassian: Preset = {
  provider: 'Atlassian (Jira, Confluence)',
  registration:
    'developer.atlassian.com/console, your OAuth 2.0 integration, Authorization, "Callback URL", with the permission "User identity API" (read:me)',
  requestedData: 'name, picture and email address',
  fields: {
    kind: 'oauth2',
    label: 'Atlassian',
    icon: 'atlassian',
    authorizationEndpoint: 'https://auth.atlassian.com/authorize',
    tokenEndpoint: 'https://auth.atlassian.com/oauth/token',
    userInfoEndpoint: 'https://api.atlassian.com/me',
    clientAuthentication: 'client_secret_post',
    authorizationParams: { audience: 'api.atlassian.com', prompt: 'consent' },
    scopes: ['read:me'],
    subject: 'account_id',
    claims: { username: 'nickname' },
    emailVerified: 'email_verified',
  },
}
