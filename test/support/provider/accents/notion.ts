import { json } from '../../../../src/testing/provider/reply.js'
import type { Accent } from './oauth2-accent.js'

/** https://developers.notion.com/docs/authorization and https://developers.notion.com/reference/get-self */
export const notion: Accent = {
  backend: { preset: 'notion' },
  addresses: {
    authorize: 'https://api.notion.com/v1/oauth/authorize',
    token: 'https://api.notion.com/v1/oauth/token',
    userinfo: 'https://api.notion.com/v1/users/me',
  },
  clientAuthentication: 'client_secret_basic',
  refusesPkce: 'token',
  person: { sub: '16d84278-ab0e-484c-9bdd-b35da3bd8905' },
  profile: ({ person }) => ({
    object: 'user',
    id: '9188c6a5-7381-452f-b3dc-d4865aa89bdf',
    name: 'Acme Gate',
    avatar_url: null,
    type: 'bot',
    bot: {
      owner: {
        type: 'user',
        user: {
          object: 'user',
          id: person.sub,
          name: 'Avocado Lovelace',
          avatar_url: 'https://secure.notion-static.com/e6a352a8.jpg',
          type: 'person',
          person: { email: 'avo@acme.example' },
        },
      },
      workspace_name: 'Acme',
    },
  }),
  accepts: ({ headers }) => headers['notion-version'] !== undefined,
  refused: json(400, { object: 'error', status: 400, code: 'missing_version' }),
  tokenResponse: ({ access_token }) => ({
    access_token,
    token_type: 'bearer',
    bot_id: '9188c6a5-7381-452f-b3dc-d4865aa89bdf',
    workspace_id: 'c1b1a2d3',
    owner: { type: 'user' },
    duplicated_template_id: null,
  }),
  expected: {
    subject: '16d84278-ab0e-484c-9bdd-b35da3bd8905',
    email: 'avo@acme.example',
    proven: false,
    username: 'avo',
    name: 'Avocado Lovelace',
    asked: { owner: 'user', scope: null, code_challenge: null },
  },
  broken: [
    {
      quirk: 'the integration belongs to a workspace, and not to a user',
      faults: () => ({
        userinfoClaims: (claims) => ({ ...claims, bot: { owner: { type: 'workspace', workspace: true } } }),
      }),
      code: 'identity_rejected',
      detail: 'the profile: bot.owner.user.id is missing',
    },
    {
      quirk: 'PKCE is used, as everywhere else',
      fields: { pkce: true },
      code: 'provider_misconfigured',
      detail: 'the token request: ',
    },
  ],
}
