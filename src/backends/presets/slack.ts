import type { Preset } from './preset.js'

const TEAM = 'https://slack.com/team_id'

export const slack: Preset = {
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
    'A user id is unique only within its workspace, so accounts are kept under the workspace and the user, as T0123/U0456.',
    'Anybody can make a workspace. To let in only yours: "requiredValues": { "https://slack.com/team_id": "T0123" }; "authorizationParams": { "team": "T0123" } only chooses it beforehand.',
    'Errors come with status 200 and "ok": false; they count as the errors they are.',
    'Addresses are those of the workspace, whose owners can set them, so "trustEmail" is off.',
    'There is no preferred_username and no logout at Slack, and a refresh token only where the app rotates its tokens.',
  ],
}
