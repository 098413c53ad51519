import type { Accent } from './oauth2-accent.js'

const MIA = {
  account_type: 'atlassian',
  account_id: '112233aa-bb11-cc22-33dd-445566abcabc',
  email: 'mia@acme.example',
  email_verified: true,
  name: 'Mia Krystof',
  picture: 'https://avatar-management--avatars.us-west-2.prod.public.atl-paas.net/112233aa/128',
  account_status: 'active',
  nickname: 'mkrystof',
  zoneinfo: 'Australia/Sydney',
  locale: 'en-US',
  extended_profile: { job_title: 'Designer', organization: 'Acme' },
}

/** https://developer.atlassian.com/cloud/jira/platform/oauth-2-3lo-apps/ and .../user-identity-api/ */
export const atlassian: Accent = {
  backend: { preset: 'atlassian', trustEmail: true },
  addresses: {
    authorize: 'https://auth.atlassian.com/authorize',
    token: 'https://auth.atlassian.com/oauth/token',
    userinfo: 'https://api.atlassian.com/me',
  },
  clientAuthentication: 'client_secret_post',
  person: { sub: MIA.account_id },
  profile: () => MIA,
  tokenResponse: ({ access_token, scope }) => ({
    access_token,
    scope,
    expires_in: 3600,
    token_type: 'Bearer',
  }),
  expected: {
    subject: MIA.account_id,
    email: MIA.email,
    proven: true,
    username: 'mkrystof',
    name: 'Mia Krystof',
    asked: { audience: 'api.atlassian.com', prompt: 'consent', scope: 'read:me' },
  },
  broken: [
    {
      quirk: 'the identifier is not where other providers have it',
      fields: { subject: 'id' },
      code: 'identity_rejected',
      detail: 'the profile: id is missing',
    },
  ],
}
