import { createHmac } from 'node:crypto'
import type { Op } from '../op.js'
import type { Grant } from '../grants.js'
import { json } from '../reply.js'
import type { ProviderRequest, Reply } from '../reply.js'
import { token } from '../token.js'
import { bearerOf } from '../userinfo.js'
import type { Accent } from './accent.js'
import { profile } from './profile.js'

/** https://developers.facebook.com/docs/graph-api/guides/error-handling: an error is an object. */
function graphError(status: number, code: number, message: string): Reply {
  return json(status, { error: { message, type: 'OAuthException', code, fbtrace_id: 'EJplcsCHuLu' } })
}

const BAD_TOKEN = graphError(400, 190, 'Invalid OAuth access token - Cannot parse access token')

const EVERYTHING = ({ person }: Grant): Record<string, unknown> => ({
  id: person.sub,
  name: person['name'],
  first_name: person['given_name'],
  last_name: person['family_name'],
  email: person['email'],
  picture: {
    data: {
      height: 50,
      is_silhouette: false,
      url: 'https://platform-lookaside.fbsbx.com/pic.jpg',
      width: 50,
    },
  },
})

/** https://developers.facebook.com/docs/graph-api/guides/secure-requests: the caller proves to be the app, too. */
function lacksProof(op: Op, request: ProviderRequest): boolean {
  const accessToken = request.headers.authorization?.replace(/^Bearer /, '') ?? ''
  const proof = createHmac('sha256', op.clientSecret).update(accessToken).digest('hex')
  return request.url.searchParams.get('appsecret_proof') !== proof
}

const NO_PROOF = graphError(400, 100, 'Invalid appsecret_proof provided in the API argument')

/**
 * Facebook Login as a manual flow: https://developers.facebook.com/docs/facebook-login/guides/advanced/manual-flow and
 * https://developers.facebook.com/docs/graph-api/reference/user. It returns only the requested fields, an address only
 * with the permission, and never says whether the address is verified.
 */
export const facebook: Accent = {
  settings: { clientAuthentication: 'client_secret_post' },
  // There are no metadata, so nothing promises the parameter `iss` either.
  discoveryDocument: () => ({}),
  paths: {
    '/v24.0/dialog/oauth': 'authorize',
    '/v24.0/oauth/access_token': 'token',
    '/v24.0/me': 'userinfo',
    '/v24.0/me/permissions': 'revoke',
  },
  tokenResponse: ({ access_token }) => ({ access_token, token_type: 'bearer', expires_in: 5_183_944 }),
  endpoints: {
    token: async (op, request) => {
      const reply = await token(op, request)
      if (reply.status === 200) return reply
      return reply.status === 401
        ? graphError(400, 1, 'Error validating client secret.')
        : graphError(400, 100, 'Invalid verification code format.')
    },
    // https://developers.facebook.com/docs/graph-api/reference/user/permissions
    revoke: (op, request) => {
      const grant = bearerOf(op, request)
      if (grant === undefined || request.method !== 'DELETE') return Promise.resolve(BAD_TOKEN)
      if (lacksProof(op, request)) return Promise.resolve(NO_PROOF)
      grant.revoked = true
      return Promise.resolve(json(200, { success: true }))
    },
    userinfo: (op, request) => {
      if (bearerOf(op, request) && lacksProof(op, request)) return Promise.resolve(NO_PROOF)
      return profile((grant, { url }) => {
        const asked = (url.searchParams.get('fields') ?? 'id,name').split(',')
        const mayTellEmail = grant.scope.split(/[ ,]/).includes('email')
        const visible = Object.entries(EVERYTHING(grant)).filter(
          ([name, value]) =>
            asked.includes(name) && value !== undefined && (name !== 'email' || mayTellEmail),
        )
        return Object.fromEntries(visible)
      }, BAD_TOKEN)(op, request)
    },
  },
}
