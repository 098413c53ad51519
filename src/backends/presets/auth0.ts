import type { Preset } from './preset.js'

export const auth0: Preset = {
  provider: 'Auth0',
  registration: 'Applications, your application (Regular Web Application), Settings, "Allowed Callback URLs"',
  requestedData: 'name, picture and email address',
  fields: {
    kind: 'oidc',
    label: 'Auth0',
    icon: 'auth0',
    issuer: 'https://{domain}/',
    claims: { username: 'nickname' },
  },
  parameters: {
    domain: {
      description: 'the domain of your tenant, such as acme.eu.auth0.com, or your own domain',
      pattern: /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/,
      example: 'acme.eu.auth0.com',
    },
  },
  quirks: [
    'The issuer ends in a slash, which is part of it.',
    'The subject also names the connection, such as "auth0|5f7c8ec7" or "google-oauth2|1234".',
    'The user name is the claim "nickname".',
    'Applications created before 2018 may sign with HS256, which is rejected: choose RS256 in the application, under "Advanced Settings", "OAuth".',
    'Some connections do not verify addresses, or let users enter them. Switch "trustEmail" on if yours verify them.',
  ],
}
