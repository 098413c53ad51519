import { json } from '../../../../src/testing/provider/reply.js'
import type { Accent } from './oauth2-accent.js'

/** https://docs.x.com/fundamentals/authentication/oauth-2-0/authorization-code and .../x-api/users/get-my-user */
export const x: Accent = {
  backend: { preset: 'x' },
  addresses: {
    authorize: 'https://x.com/i/oauth2/authorize',
    token: 'https://api.x.com/2/oauth2/token',
    userinfo: 'https://api.x.com/2/users/me',
    revoke: 'https://api.x.com/2/oauth2/revoke',
  },
  clientAuthentication: 'client_secret_basic',
  person: { sub: '2244994945' },
  profile: ({ person }, { url }) => ({
    data: {
      id: person.sub,
      name: 'X Dev',
      username: 'TwitterDev',
      ...(url.searchParams.get('user.fields')?.split(',').includes('profile_image_url') === true
        ? { profile_image_url: 'https://pbs.twimg.com/profile_images/1/OoRGPbUg_normal.jpg' }
        : {}),
    },
  }),
  refused: json(401, { title: 'Unauthorized', type: 'about:blank', status: 401, detail: 'Unauthorized' }),
  tokenResponse: ({ access_token, scope }) => ({
    token_type: 'bearer',
    expires_in: 7200,
    access_token,
    scope,
  }),
  expected: {
    subject: '2244994945',
    email: null,
    proven: false,
    username: 'twitterdev',
    name: 'X Dev',
    picture: 'https://pbs.twimg.com/profile_images/1/OoRGPbUg_normal.jpg',
    asked: { scope: 'users.read tweet.read', code_challenge_method: 'S256' },
  },
  broken: [
    {
      quirk: 'the plan of the app does not include the profile',
      faults: () => ({ at: { userinfo: { status: 403 } } }),
      code: 'provider_misconfigured',
      detail: 'the profile: status 403',
    },
  ],
}
