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

const quirks = [
  'The identifier is "id", a number; the name of an account ("login") can be given to another user.',
  'The profile contains only the public address, so a second call fetches the addresses ("user:email"); the primary one is used.',
  'The token endpoint returns errors with the status 200; they are treated as errors.',
  'The API rejects calls without a User-Agent; Portcullis always sends one.',
  'Disconnecting deletes the authorization of the application with all its tokens, so GitHub no longer lists the application.',
] as const

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
      description: 'the domain of your GitHub Enterprise Cloud, such as acme.ghe.com',
      pattern: /^[a-z0-9-]+(\.[a-z0-9-]+)+$/,
      defaultValue: 'github.com',
    },
  },
  quirks,
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
      description: 'the domain of your server, such as github.acme.example',
      pattern: /^[a-z0-9-]+(\.[a-z0-9-]+)+$/,
      example: 'github.acme.example',
    },
  },
  quirks: [
    'An Enterprise Server has its API below /api/v3; github.com and ghe.com have it on a separate host.',
    ...quirks,
  ],
}
