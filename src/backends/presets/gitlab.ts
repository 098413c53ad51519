import type { Preset } from './preset.js'

export const gitlab: Preset = {
  fields: { kind: 'oidc', label: 'GitLab', icon: 'gitlab', issuer: 'https://{domain}' },
  parameters: {
    domain: {
      description: 'the host of your GitLab, and its path if it has one, such as gitlab.acme.example',
      pattern: /^[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d+)?(?:\/[\w-]+)*$/,
      defaultValue: 'gitlab.com',
    },
  },
  quirks: [
    'The subject is the number of the user, as text.',
    'An administrator of a GitLab can confirm addresses without a mail. Switch "trustEmail" on for gitlab.com, or for a GitLab that is yours.',
    'Groups are claims: "groups" in UserInfo, "groups_direct" in the ID Token too.',
  ],
}
