import type { Preset } from './preset.js'

export const gitlab: Preset = {
  provider: 'GitLab',
  registration:
    "Preferences, Applications (or a group's, or Admin), with the scopes openid, profile and email",
  requestedData: 'profile and email address',
  fields: { kind: 'oidc', label: 'GitLab', icon: 'gitlab', issuer: 'https://{domain}' },
  parameters: {
    domain: {
      description: 'the host of your GitLab, and its path if it has one, such as gitlab.acme.example',
      pattern: /^[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d+)?(?:\/[\w-]+)*$/,
      defaultValue: 'gitlab.com',
    },
  },
  quirks: [
    'The subject is the ID number of the user, as text.',
    'A GitLab administrator can confirm addresses without an email. Switch "trustEmail" on for gitlab.com, or for a GitLab that you run.',
    'Groups are claims: "groups" in UserInfo, and also "groups_direct" in the ID Token.',
  ],
}
