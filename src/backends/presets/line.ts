import type { Preset } from './preset.js'

export const line: Preset = {
  provider: 'LINE',
  registration: 'developers.line.biz, your LINE Login channel (web app), LINE Login, "Callback URL"',
  requestedData: 'name and picture, and the email address if the channel has that permission',
  omitsEmailVerified: true,
  fields: {
    kind: 'oidc',
    label: 'LINE',
    icon: 'line',
    issuer: 'https://access.line.me',
    clientAuthentication: 'client_secret_post',
    idTokenAlgorithm: 'HS256',
  },
  quirks: [
    'ID Tokens of web apps are signed with the channel secret (HS256), although the metadata list ES256. Anyone who knows the channel secret can sign in as any user.',
    'The address needs the permission "Email address permission" of the channel, under OpenID Connect in its basic settings. It is only in the ID Token.',
    'There is no email_verified, so no address counts as proven.',
    'Identifiers are specific to the "provider" at LINE: channels of one provider see the same ones.',
    'There is no preferred_username, so user names are derived from addresses or names.',
  ],
}
