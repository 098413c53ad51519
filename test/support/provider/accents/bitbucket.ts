import { json } from '../../../../src/testing/provider/reply.js'
import type { Accent } from './oauth2-accent.js'

const API = 'https://api.bitbucket.org/2.0'

/** https://developer.atlassian.com/cloud/bitbucket/oauth-2 and .../cloud/bitbucket/rest/api-group-users/ */
export const bitbucket: Accent = {
  backend: { preset: 'bitbucket' },
  addresses: {
    authorize: 'https://bitbucket.org/site/oauth2/authorize',
    token: 'https://bitbucket.org/site/oauth2/access_token',
    userinfo: `${API}/user`,
    emails: `${API}/user/emails`,
  },
  clientAuthentication: 'client_secret_basic',
  refusesPkce: 'token',
  person: { sub: '{c788b2da-b7a2-404c-9e26-d3f077557007}' },
  profile: ({ person }) => ({
    type: 'user',
    uuid: person.sub,
    account_id: '557058:c788b2da',
    nickname: 'tutorials',
    display_name: 'tutorials account',
    created_on: '2011-12-20T16:34:07.132459+00:00',
    account_status: 'active',
    links: {
      avatar: { href: 'https://bitbucket-assetroot.s3.amazonaws.com/c/photos/avatar.png' },
      html: { href: 'https://bitbucket.org/tutorials' },
    },
  }),
  emails: () => ({
    pagelen: 10,
    page: 1,
    size: 2,
    values: [
      { type: 'email', email: 'old@acme.example', is_primary: false, is_confirmed: true },
      { type: 'email', email: 'tutorials@acme.example', is_primary: true, is_confirmed: true },
    ],
  }),
  refused: json(401, { type: 'error', error: { message: 'Access token expired.' } }),
  tokenResponse: ({ access_token, refresh_token }) => ({
    access_token,
    scopes: 'account email',
    expires_in: 7200,
    refresh_token,
    token_type: 'bearer',
  }),
  expected: {
    subject: '{c788b2da-b7a2-404c-9e26-d3f077557007}',
    email: 'tutorials@acme.example',
    proven: true,
    username: 'tutorials',
    name: 'tutorials account',
    picture: 'https://bitbucket-assetroot.s3.amazonaws.com/c/photos/avatar.png',
    asked: { scope: null, code_challenge: null },
  },
  broken: [
    {
      quirk: 'an API that is down',
      faults: () => ({ at: { emails: { status: 503 } } }),
      code: 'provider_unavailable',
      detail: 'the email addresses: status 503',
    },
  ],
}
