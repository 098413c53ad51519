import { json } from '../reply.js'
import type { Accent } from './accent.js'
import { profile } from './profile.js'

/**
 * Discord: https://discord.com/developers/docs/topics/oauth2 and .../resources/user. Identifiers are numbers of up to 20
 * digits, sent as text. A person has `username`, `global_name`, `avatar` (a hash, or null), `email` and `verified`.
 */
export const discord: Accent = {
  // There are no metadata, so nothing promises the parameter `iss` either.
  discoveryDocument: () => ({}),
  paths: {
    '/oauth2/authorize': 'authorize',
    '/api/oauth2/token': 'token',
    '/api/oauth2/token/revoke': 'revoke',
    '/api/v10/users/@me': 'userinfo',
  },
  tokenResponse: ({ access_token, refresh_token, scope }) => ({
    token_type: 'Bearer',
    access_token,
    expires_in: 604_800,
    refresh_token,
    scope,
  }),
  endpoints: {
    userinfo: profile(
      ({ person, scope }) => ({
        id: person.sub,
        username: person['username'] ?? `user${person.sub}`,
        discriminator: '0',
        global_name: person['name'] ?? null,
        avatar: person['avatar'] ?? null,
        bot: false,
        mfa_enabled: true,
        locale: 'en-US',
        premium_type: 0,
        public_flags: 64,
        ...(scope.split(' ').includes('email')
          ? { email: person['email'] ?? null, verified: person['verified'] ?? false }
          : {}),
      }),
      json(401, { message: '401: Unauthorized', code: 0 }),
    ),
  },
}
