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
}
