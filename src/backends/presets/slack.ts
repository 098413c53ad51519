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
  quirks: [
    'A user ID is unique only within its workspace, so accounts are identified by workspace and user, as T0123/U0456.',
    'Anyone can create a workspace. To accept only yours, set "requiredValues": { "https://slack.com/team_id": "T0123" }; "authorizationParams": { "team": "T0123" } only preselects it.',
    'Errors come with the status 200 and "ok": false; they are treated as errors.',
    'Addresses belong to the workspace, whose owners can set them, so "trustEmail" is off.',
    'There is no preferred_username and no logout at Slack, and a refresh token only if the app uses token rotation.',
  ],
}
