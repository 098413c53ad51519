import { json } from '../../../../src/testing/provider/reply.js'
import type { Accent } from './oauth2-accent.js'

const USER = 'https://www.paypal.com/webapps/auth/identity/user/mWq6_1sU85v5EG9yHdPxJRrhGHrnMJ-1PQKtX6pcsmA'

/** https://developer.paypal.com/docs/log-in-with-paypal/integrate/ and .../docs/api/identity/v1/#userinfo_get */
export const paypal: Accent = {
  backend: { preset: 'paypal', domain: 'sandbox.paypal.com' },
  addresses: {
    authorize: 'https://www.sandbox.paypal.com/signin/authorize',
    token: 'https://api-m.sandbox.paypal.com/v1/oauth2/token',
    userinfo: 'https://api-m.sandbox.paypal.com/v1/identity/oauth2/userinfo',
  },
  clientAuthentication: 'client_secret_basic',
  person: { sub: USER },
  profile: ({ person }) => ({
    user_id: person.sub,
    name: 'identity test',
    given_name: 'identity',
    family_name: 'test',
    payer_id: 'WDJJHEBZ4X2LY',
    verified_account: 'true',
    emails: [{ value: 'user1@acme.example', primary: true }],
  }),
  accepts: ({ url }) => url.searchParams.get('schema') === 'paypalv1.1',
  refused: json(400, { name: 'INVALID_REQUEST', message: 'The schema is missing' }),
  // An ID Token besides, which nobody asks for.
  tokenResponse: ({ access_token, refresh_token, scope }) => ({
    scope,
    access_token,
    token_type: 'Bearer',
    expires_in: 28_800,
    refresh_token,
    id_token: 'eyJhbGciOiJub25lIn0.e30.',
    nonce: '2020-04-03T15:35:36Z',
  }),
  expected: {
    subject: USER,
    email: 'user1@acme.example',
    proven: false,
    username: 'user1',
    name: 'identity test',
    asked: { flowEntry: 'static', scope: 'openid profile email', code_challenge: null },
  },
  broken: [
    {
      quirk: 'the profile of another schema, which has no such identifier',
      faults: () => ({ userinfoClaims: () => ({ sub: USER, name: 'identity test' }) }),
      code: 'identity_rejected',
      detail: 'the profile: user_id is missing',
    },
  ],
}
