import type { Accent } from './oauth2-accent.js'

/** https://developers.figma.com/docs/rest-api/authentication/ and .../users-endpoints/ */
export const figma: Accent = {
  backend: { preset: 'figma' },
  addresses: {
    authorize: 'https://www.figma.com/oauth',
    token: 'https://api.figma.com/v1/oauth/token',
    userinfo: 'https://api.figma.com/v1/me',
  },
  clientAuthentication: 'client_secret_basic',
  person: { sub: '2600' },
  profile: ({ person }) => ({
    id: person.sub,
    email: 'johndoe@acme.example',
    handle: 'John Doe',
    img_url: 'https://s3-alpha.figma.com/profile/2600',
  }),
  tokenResponse: ({ access_token, refresh_token }) => ({
    user_id_string: '2600',
    access_token,
    refresh_token,
    token_type: 'bearer',
    expires_in: 7_776_000,
  }),
  expected: {
    subject: '2600',
    email: 'johndoe@acme.example',
    proven: false,
    username: 'johndoe',
    name: 'John Doe',
    asked: { scope: 'current_user:read', code_challenge_method: 'S256' },
  },
  broken: [
    {
      quirk: 'the client ID and secret are in the body',
      fields: { clientAuthentication: 'client_secret_post' },
      code: 'provider_misconfigured',
      detail: 'the token request: ',
    },
  ],
}
