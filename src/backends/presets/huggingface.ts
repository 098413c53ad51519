import type { Preset } from './preset.js'

export const huggingface: Preset = {
  provider: 'Hugging Face',
  registration: 'Settings, Connected Applications, "Create App", "Redirect URLs"',
  requestedData: 'name, user name, picture and email address, and the organizations that they choose',
  fields: {
    kind: 'oidc',
    label: 'Hugging Face',
    icon: 'huggingface',
    issuer: 'https://huggingface.co',
    trustEmail: true,
  },
  quirks: [
    'The subject stays the same when a user changes the user name.',
    'Hugging Face lets only users with a verified address authorize applications, so "trustEmail" is on.',
    'UserInfo lists organizations in "orgs", and only those to which the user grants access; "authorizationParams": { "orgIds": "ID" } asks for one.',
  ],
}
