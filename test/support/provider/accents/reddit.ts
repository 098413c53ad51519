import { json } from '../../../../src/testing/provider/reply.js'
import { token } from '../../../../src/testing/provider/token.js'
import type { Accent } from './oauth2-accent.js'

/** https://github.com/reddit-archive/reddit/wiki/OAuth2 and https://www.reddit.com/dev/api/oauth#GET_api_v1_me */
export const reddit: Accent = {
  backend: { preset: 'reddit' },
  addresses: {
    authorize: 'https://www.reddit.com/api/v1/authorize',
    token: 'https://www.reddit.com/api/v1/access_token',
    userinfo: 'https://oauth.reddit.com/api/v1/me',
    revoke: 'https://www.reddit.com/api/v1/revoke_token',
  },
  clientAuthentication: 'client_secret_basic',
  person: { sub: '1tl9nq' },
  profile: ({ person }) => ({
    id: person.sub,
    name: 'wayward710',
    icon_img: 'https://styles.redditmedia.com/t5_1/profileIcon.png?width=256&amp;s=1c2b',
    has_verified_email: true,
    over_18: false,
    total_karma: 12,
    created_utc: 1_312_317_233,
    subreddit: { display_name: 'u_wayward710', title: '' },
  }),
  // It is called by name, or it answers "too many requests".
  accepts: ({ headers }) => headers['user-agent'] === 'Portcullis',
  refused: json(429, { message: 'Too Many Requests', error: 429 }),
  tokenResponse: ({ access_token, scope }) => ({
    access_token,
    token_type: 'bearer',
    expires_in: 86_400,
    scope,
  }),
  // A code that does not fit is an error with the status 200.
  token: async (op, request) => {
    const reply = await token(op, request)
    return reply.status === 400 ? json(200, { error: 'invalid_grant' }) : reply
  },
  expected: {
    subject: '1tl9nq',
    email: null,
    proven: false,
    username: 'wayward710',
    name: 'wayward710',
    asked: { scope: 'identity', code_challenge: null },
  },
  broken: [
    {
      quirk: 'a code of another sign-in, with the status 200',
      faults: () => ({
        callback: (params) => {
          params.set('code', 'of another sign-in')
          return params
        },
      }),
      code: 'provider_error',
      detail: 'the token request: error invalid_grant',
    },
  ],
}
