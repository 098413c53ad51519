import { message } from '../../locales/messages.js'
import type { Preset } from './preset.js'

export const gitlab: Preset = {
  provider: 'GitLab',
  registration:
    "Preferences, Applications (or a group's, or Admin), with the scopes openid, profile and email",
  requestedData: 'profile and email address',
  fields: { kind: 'oidc', label: 'GitLab', icon: 'gitlab', issuer: 'https://{domain}' },
  parameters: {
    domain: {
      description: message('presetParameter.gitlab.domain'),
      pattern: /^[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d+)?(?:\/[\w-]+)*$/,
      defaultValue: 'gitlab.com',
    },
  },
}
