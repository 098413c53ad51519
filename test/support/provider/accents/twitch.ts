import { z } from 'zod'
import type { Claims } from '../../../../src/testing/provider/faults.js'
import type { Op } from '../../../../src/testing/provider/op.js'
import { json } from '../../../../src/testing/provider/reply.js'
import type { Handler } from '../../../../src/testing/provider/reply.js'
import { type Accent, without } from './oidc-accent.js'

const PERSON = { sub: '713936733' }

const ON_REQUEST: Claims = {
  email: 'scotwht@justin.example',
  email_verified: true,
  picture: 'https://static-cdn.jtvnw.net/jtv_user_pictures/profile_image-70x70.png',
  preferred_username: 'ScottWhite',
  updated_at: '2021-02-20T02:54:22.567036Z',
}

const ClaimsParameter = z.record(z.string(), z.record(z.string(), z.unknown()))

/** Those claims that the parameter `claims` asks this source for (Core §5.5). */
function askedFor(op: Op, source: string): Claims {
  const asked = ClaimsParameter.parse(JSON.parse(op.lastAuthorization.get('claims') ?? '{}'))
  const names = Object.keys(asked[source] ?? {})
  return Object.fromEntries(Object.entries(ON_REQUEST).filter(([name]) => names.includes(name)))
}

/** https://dev.twitch.tv/docs/authentication/revoke-tokens/: the client is named, and the token is an access token. */
const revoke: Handler = (op, { form }) => {
  if (form.get('client_id') !== op.clientId)
    return Promise.resolve(json(404, { status: 404, message: 'client does not exist' }))
  const grant = op.accessTokens.find(form.get('token'))
  if (grant === undefined) return Promise.resolve(json(400, { status: 400, message: 'Invalid token' }))
  grant.revoked = true
  return Promise.resolve({ status: 200, headers: {}, body: '' })
}

/** https://dev.twitch.tv/docs/authentication/getting-tokens-oidc/ */
export const twitch: Accent = {
  backend: { preset: 'twitch', trustEmail: true },
  metadata: {
    authorization_endpoint: 'https://id.twitch.tv/oauth2/authorize',
    claims_parameter_supported: true,
    claims_supported: [
      'email',
      'email_verified',
      'picture',
      'preferred_username',
      'exp',
      'iss',
      'sub',
      'aud',
    ],
    id_token_signing_alg_values_supported: ['RS256'],
    issuer: 'https://id.twitch.tv/oauth2',
    jwks_uri: 'https://id.twitch.tv/oauth2/keys',
    response_types_supported: ['id_token', 'code', 'token', 'code id_token', 'token id_token'],
    scopes_supported: ['openid'],
    subject_types_supported: ['public'],
    token_endpoint: 'https://id.twitch.tv/oauth2/token',
    token_endpoint_auth_methods_supported: ['client_secret_post'],
    userinfo_endpoint: 'https://id.twitch.tv/oauth2/userinfo',
  },
  clientAuthentication: 'client_secret_post',
  revoke,
  person: PERSON,
  idToken: (claims, op) => ({
    ...without(claims, 'sid', 'auth_time'),
    azp: claims['aud'],
    ...askedFor(op, 'id_token'),
  }),
  userInfo: (claims, op) => ({
    aud: op.clientId,
    exp: 1_613_795_662,
    iat: 1_613_794_762,
    iss: 'https://id.twitch.tv/oauth2',
    ...claims,
    ...askedFor(op, 'userinfo'),
  }),
  tokenResponse: (response) => ({
    ...response,
    token_type: 'bearer',
    scope: ['openid', 'user:read:email'],
  }),
  expected: {
    subject: PERSON.sub,
    email: 'scotwht@justin.example',
    proven: true,
    username: 'scottwhite',
    name: null,
    asked: { scope: 'openid user:read:email' },
  },
  broken: [
    {
      quirk: 'nobody asks for claims, so there are none',
      fields: { requestedClaims: [], requiredClaims: ['email', 'preferred_username'] },
      code: 'claim_missing',
      detail: 'the provider sent no email, preferred_username',
    },
    {
      quirk: 'the client authentication is by header',
      fields: { clientAuthentication: 'client_secret_basic' },
      code: 'provider_misconfigured',
      detail:
        'the token request: error invalid_client: the client ID, the client secret or "clientAuthentication" is wrong',
    },
  ],
}
