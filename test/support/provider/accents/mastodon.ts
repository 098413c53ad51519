import { json } from '../../../../src/testing/provider/reply.js'
import type { Accent } from './oauth2-accent.js'

/** https://docs.joinmastodon.org/methods/oauth/ and .../methods/accounts/#verify_credentials */
export const mastodon: Accent = {
  backend: { preset: 'mastodon', domain: 'social.example' },
  addresses: {
    authorize: 'https://social.example/oauth/authorize',
    token: 'https://social.example/oauth/token',
    userinfo: 'https://social.example/api/v1/accounts/verify_credentials',
    revoke: 'https://social.example/oauth/revoke',
  },
  clientAuthentication: 'client_secret_post',
  person: { sub: '14715' },
  profile: ({ person }) => ({
    id: person.sub,
    username: 'trwnh',
    acct: 'trwnh',
    display_name: 'infinite love ⴳ',
    locked: false,
    bot: false,
    url: 'https://social.example/@trwnh',
    avatar: 'https://files.social.example/avatars/034.png',
    source: { privacy: 'public', sensitive: false, language: '', note: '' },
  }),
  refused: json(401, { error: 'The access token is invalid' }),
  tokenResponse: ({ access_token, scope }) => ({
    access_token,
    token_type: 'Bearer',
    scope,
    created_at: 1_573_979_017,
  }),
  expected: {
    subject: '14715',
    email: null,
    proven: false,
    username: 'trwnh',
    name: 'infinite love ⴳ',
    picture: 'https://files.social.example/avatars/034.png',
    asked: { scope: 'profile', code_challenge_method: 'S256' },
  },
  broken: [
    {
      quirk: 'an address is demanded, and there is none',
      fields: { requiredClaims: ['email'] },
      code: 'claim_missing',
      detail: 'the provider sent no email',
    },
  ],
}
