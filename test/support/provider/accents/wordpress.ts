import { json } from '../../../../src/testing/provider/reply.js'
import type { Accent } from './oauth2-accent.js'

/** https://developer.wordpress.com/docs/oauth2/ and https://developer.wordpress.com/docs/api/1.1/get/me/ */
export const wordpress: Accent = {
  backend: { preset: 'wordpress', trustEmail: true },
  addresses: {
    authorize: 'https://public-api.wordpress.com/oauth2/authorize',
    token: 'https://public-api.wordpress.com/oauth2/token',
    userinfo: 'https://public-api.wordpress.com/rest/v1.1/me',
  },
  clientAuthentication: 'client_secret_post',
  person: { sub: '1001000100' },
  profile: ({ person }) => ({
    ID: Number(person.sub),
    display_name: 'Mr. Test',
    username: 'test',
    email: 'test@acme.example',
    primary_blog: 415,
    token_scope: ['auth'],
    avatar_URL: 'https://0.gravatar.com/avatar/a178ebb1?s=96',
    profile_URL: 'https://en.gravatar.com/test',
    verified: true,
    email_verified: false,
  }),
  refused: json(400, { error: 'invalid_token', message: 'The OAuth2 token is invalid.' }),
  tokenResponse: ({ access_token }) => ({
    access_token,
    blog_id: '0',
    blog_url: null,
    token_type: 'bearer',
    scope: 'auth',
  }),
  expected: {
    subject: '1001000100',
    email: 'test@acme.example',
    // "verified" is about something else.
    proven: false,
    username: 'test',
    name: 'Mr. Test',
    picture: 'https://0.gravatar.com/avatar/a178ebb1?s=96',
    asked: { scope: 'auth', code_challenge: null },
  },
  broken: [
    {
      quirk: 'the name of the identifier is in capitals',
      fields: { subject: 'id' },
      code: 'identity_rejected',
      detail: 'the profile: id is missing',
    },
  ],
}
