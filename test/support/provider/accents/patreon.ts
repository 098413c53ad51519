import type { Accent } from './oauth2-accent.js'

const ATTRIBUTES = {
  about: null,
  email: 'john@acme.example',
  first_name: 'John',
  full_name: 'John Interwebs',
  image_url: 'https://c8.patreon.com/400/123456',
  is_email_verified: true,
  last_name: 'Interwebs',
  vanity: null,
}

/** https://docs.patreon.com/#oauth and https://docs.patreon.com/#user-v2 */
export const patreon: Accent = {
  backend: { preset: 'patreon' },
  addresses: {
    authorize: 'https://www.patreon.com/oauth2/authorize',
    token: 'https://www.patreon.com/api/oauth2/token',
    userinfo: 'https://www.patreon.com/api/oauth2/v2/identity',
  },
  clientAuthentication: 'client_secret_post',
  person: { sub: '123456' },
  // Only the attributes that are asked for are given, and the address only with its scope.
  profile: ({ person, scope }, { url }) => {
    const asked = (url.searchParams.get('fields[user]') ?? '').split(',')
    const mayTellEmail = scope.split(' ').includes('identity[email]')
    const visible = Object.entries(ATTRIBUTES).filter(
      ([name]) => asked.includes(name) && (name !== 'email' || mayTellEmail),
    )
    return { data: { attributes: Object.fromEntries(visible), id: person.sub, type: 'user' } }
  },
  tokenResponse: ({ access_token, refresh_token, scope }) => ({
    access_token,
    refresh_token,
    expires_in: 2_678_400,
    scope,
    token_type: 'Bearer',
    version: '0.0.1',
  }),
  expected: {
    subject: '123456',
    email: 'john@acme.example',
    proven: true,
    username: 'john',
    name: 'John Interwebs',
    picture: 'https://c8.patreon.com/400/123456',
    asked: { scope: 'identity identity[email]', code_challenge: null },
  },
  broken: [
    {
      quirk: 'the scope for the address is missing',
      fields: { scopes: ['identity'], requiredClaims: ['email'] },
      code: 'claim_missing',
      detail: 'the provider sent no email',
    },
  ],
}
