import { json } from '../../../../src/testing/provider/reply.js'
import { token } from '../../../../src/testing/provider/token.js'
import type { Accent } from './oauth2-accent.js'

/** https://developers.naver.com/docs/login/api/ and .../docs/login/profile/ */
export const naver: Accent = {
  backend: { preset: 'naver' },
  addresses: {
    authorize: 'https://nid.naver.com/oauth2.0/authorize',
    token: 'https://nid.naver.com/oauth2.0/token',
    userinfo: 'https://openapi.naver.com/v1/nid/me',
  },
  clientAuthentication: 'client_secret_post',
  refusesPkce: 'token',
  person: { sub: '32742776' },
  profile: ({ person }) => ({
    resultcode: '00',
    message: 'success',
    response: {
      id: person.sub,
      email: 'openapi@acme.example',
      nickname: 'OpenAPI',
      profile_image: 'https://ssl.pstatic.net/static/pwe/address/nodata_33x33.gif',
      age: '40-49',
      gender: 'F',
      name: '오픈 API',
    },
  }),
  refused: json(401, { resultcode: '024', message: 'Authentication failed' }),
  // Numbers are texts.
  tokenResponse: ({ access_token, refresh_token }) => ({
    access_token,
    refresh_token,
    token_type: 'bearer',
    expires_in: '3600',
  }),
  // Errors have the status 200.
  token: async (op, request) => ({ ...(await token(op, request)), status: 200 }),
  expected: {
    subject: '32742776',
    email: 'openapi@acme.example',
    proven: false,
    username: 'openapi',
    name: '오픈 API',
    asked: { scope: null, code_challenge: null },
  },
  broken: [
    {
      quirk: 'an error with the status 200',
      fields: { clientAuthentication: 'client_secret_basic' },
      code: 'provider_misconfigured',
      detail: 'the token request: ',
    },
    {
      quirk: 'the profile does not come through',
      faults: () => ({
        userinfoClaims: () => ({ resultcode: '028', message: 'Authentication header not exists' }),
      }),
      code: 'identity_rejected',
      detail: 'the profile: response.id is missing',
    },
  ],
}
