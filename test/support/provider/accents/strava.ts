import { json } from '../../../../src/testing/provider/reply.js'
import type { Accent } from './oauth2-accent.js'

/** https://developers.strava.com/docs/authentication/ and .../docs/reference/#api-Athletes-getLoggedInAthlete */
export const strava: Accent = {
  backend: { preset: 'strava' },
  addresses: {
    authorize: 'https://www.strava.com/oauth/authorize',
    token: 'https://www.strava.com/api/v3/oauth/token',
    userinfo: 'https://www.strava.com/api/v3/athlete',
  },
  clientAuthentication: 'client_secret_post',
  person: { sub: '32641234' },
  profile: ({ person }) => ({
    id: Number(person.sub),
    username: null,
    resource_state: 2,
    firstname: 'Georges',
    lastname: 'Camembert',
    city: 'London',
    premium: false,
    created_at: '2017-07-12T12:42:52Z',
    profile_medium: 'avatar/athlete/medium.png',
    profile: 'avatar/athlete/large.png',
  }),
  refused: json(401, { message: 'Authorization Error', errors: [{ resource: 'Athlete', code: 'invalid' }] }),
  tokenResponse: ({ access_token, refresh_token }) => ({
    token_type: 'Bearer',
    expires_at: 1_568_775_134,
    expires_in: 21_600,
    refresh_token,
    access_token,
    athlete: { id: 32_641_234, firstname: 'Georges' },
  }),
  expected: {
    subject: '32641234',
    email: null,
    proven: false,
    username: 'georgescamembert',
    name: 'Georges Camembert',
    // A relative address is none.
    picture: null,
    asked: { scope: 'read', approval_prompt: 'auto', code_challenge: null },
  },
  broken: [
    {
      quirk: 'an identifier that is no one',
      faults: () => ({ userinfoClaims: (claims) => ({ ...claims, id: 0 }) }),
      code: 'identity_rejected',
      detail: 'the profile: id is not a valid identifier',
    },
  ],
}
