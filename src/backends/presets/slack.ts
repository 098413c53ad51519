import type { Preset } from './preset.js'

const TEAM = 'https://slack.com/team_id'

export const slack: Preset = {
  provider: 'Slack',
  registration: 'api.slack.com/apps, OAuth & Permissions, "Redirect URLs" (https only)',
  requestedData: 'name, picture, email address and workspace',
  fields: {
    kind: 'oidc',
    label: 'Slack',
    icon: 'slack',
    issuer: 'https://slack.com',
    clientAuthentication: 'client_secret_post',
    subjectClaims: [TEAM, 'sub'],
    extraClaims: [TEAM, 'https://slack.com/team_name'],
  },
}
