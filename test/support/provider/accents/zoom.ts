import { json } from '../../../../src/testing/provider/reply.js'
import type { Accent } from './oauth2-accent.js'

/** https://developers.zoom.us/docs/integrations/oauth/ and .../docs/api/users/#tag/users/get/users/{userId} */
export const zoom: Accent = {
  backend: { preset: 'zoom' },
  addresses: {
    authorize: 'https://zoom.us/oauth/authorize',
    token: 'https://zoom.us/oauth/token',
    userinfo: 'https://api.zoom.us/v2/users/me',
    revoke: 'https://zoom.us/oauth/revoke',
  },
  clientAuthentication: 'client_secret_basic',
  person: { sub: 'KdYKjnimT4KPd8FFgQt9FQ' },
  profile: ({ person }) => ({
    id: person.sub,
    first_name: 'Jane',
    last_name: 'Dev',
    display_name: 'Jane Dev',
    email: 'jane.dev@acme.example',
    type: 2,
    role_name: 'Owner',
    verified: 1,
    pic_url: 'https://janedev.zoom.us/p/KdYKjnimFR5Td8KKdQt9FQ/19f6430f',
    account_id: 'gVcjZnYYRLDbb_MfgHuaxg',
    status: 'active',
  }),
  refused: json(401, { code: 124, message: 'Invalid access token.' }),
  expected: {
    subject: 'KdYKjnimT4KPd8FFgQt9FQ',
    email: 'jane.dev@acme.example',
    proven: false,
    username: 'jane.dev',
    name: 'Jane Dev',
    picture: 'https://janedev.zoom.us/p/KdYKjnimFR5Td8KKdQt9FQ/19f6430f',
    asked: { scope: null, code_challenge_method: 'S256' },
  },
  broken: [
    {
      quirk: 'an error instead of the profile',
      faults: () => ({ userinfoClaims: () => ({ code: 4711, message: 'Invalid access token' }) }),
      code: 'identity_rejected',
      detail: 'the profile: id is missing',
    },
  ],
}
