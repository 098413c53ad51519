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
}
