import { json } from '../../../../src/testing/provider/reply.js'
import type { Accent } from './oauth2-accent.js'

/** https://developer.spotify.com/documentation/web-api/reference/get-current-users-profile */
export const spotify: Accent = {
  backend: { preset: 'spotify' },
  addresses: {
    authorize: 'https://accounts.spotify.com/authorize',
    token: 'https://accounts.spotify.com/api/token',
    userinfo: 'https://api.spotify.com/v1/me',
  },
  clientAuthentication: 'client_secret_basic',
  person: { sub: 'wizzler' },
  profile: ({ person }) => ({
    display_name: 'JM Wizzler',
    email: 'wizzler@acme.example',
    external_urls: { spotify: 'https://open.spotify.com/user/wizzler' },
    followers: { href: null, total: 3829 },
    href: 'https://api.spotify.com/v1/users/wizzler',
    id: person.sub,
    images: [
      { height: null, url: 'https://i.scdn.co/image/ab67', width: null },
      { height: 64, url: 'https://i.scdn.co/image/ab68', width: 64 },
    ],
    type: 'user',
    uri: 'spotify:user:wizzler',
  }),
  refused: json(401, { error: { status: 401, message: 'Invalid access token' } }),
  expected: {
    subject: 'wizzler',
    email: 'wizzler@acme.example',
    proven: false,
    username: 'wizzler',
    name: 'JM Wizzler',
    picture: 'https://i.scdn.co/image/ab67',
    asked: { scope: 'user-read-email', code_challenge_method: 'S256' },
  },
  broken: [
    {
      quirk: 'a user who is not entered in an app in development mode',
      faults: () => ({ at: { userinfo: { status: 403 } } }),
      code: 'provider_misconfigured',
      detail: 'the profile: status 403',
    },
  ],
}
