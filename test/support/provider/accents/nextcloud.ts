import { json } from '../../../../src/testing/provider/reply.js'
import type { Accent } from './oauth2-accent.js'

/** https://docs.nextcloud.com/server/latest/admin_manual/configuration_server/oauth2.html, and the OCS API for users. */
export const nextcloud: Accent = {
  backend: { preset: 'nextcloud', domain: 'cloud.acme.example' },
  addresses: {
    authorize: 'https://cloud.acme.example/index.php/apps/oauth2/authorize',
    token: 'https://cloud.acme.example/index.php/apps/oauth2/api/v1/token',
    userinfo: 'https://cloud.acme.example/ocs/v2.php/cloud/user',
  },
  clientAuthentication: 'client_secret_post',
  person: { sub: 'bruce' },
  profile: ({ person }, { url }) =>
    url.searchParams.get('format') === 'json'
      ? {
          ocs: {
            meta: { status: 'ok', statuscode: 200, message: 'OK' },
            data: {
              enabled: true,
              id: person.sub,
              lastLogin: 1_730_973_409_000,
              backend: 'Database',
              quota: { free: 9_159_623_057_408, used: 1_585_107_741, quota: -3 },
              email: 'bruce@acme.example',
              displayname: 'Bruce Wayne',
              groups: ['admin'],
              language: 'nl',
            },
          },
        }
      : {},
  accepts: ({ headers }) => headers['ocs-apirequest'] === 'true',
  refused: json(401, { ocs: { meta: { status: 'failure', statuscode: 997 }, data: [] } }),
  tokenResponse: ({ access_token, refresh_token }) => ({
    access_token,
    token_type: 'Bearer',
    expires_in: 3600,
    refresh_token,
    user_id: 'bruce',
  }),
  expected: {
    subject: 'bruce',
    email: 'bruce@acme.example',
    proven: false,
    username: 'bruce',
    name: 'Bruce Wayne',
    asked: { scope: null, code_challenge: null },
  },
  broken: [
    {
      quirk: 'the OCS API is called without its header',
      fields: { userInfoHeaders: {} },
      code: 'provider_misconfigured',
      detail: 'the profile: status 401',
    },
  ],
}
