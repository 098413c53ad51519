import { hasBasicCredentials } from '../client-authentication.js'
import { json, page } from '../reply.js'
import type { Handler, Reply } from '../reply.js'
import { token } from '../token.js'
import { bearerOf } from '../userinfo.js'
import type { Accent } from './accent.js'
import { profile } from './profile.js'

const BAD_CREDENTIALS = json(401, {
  message: 'Bad credentials',
  documentation_url: 'https://docs.github.com/rest',
})
/** https://docs.github.com/en/rest/using-the-rest-api/getting-started-with-the-rest-api: calls without a name. */
const NAMELESS: Reply = {
  ...page(
    'Request forbidden by administrative rules. Please make sure your request has a User-Agent header.',
  ),
  status: 403,
}
const ERRORS: Readonly<Record<string, readonly [code: string, description: string]>> = {
  invalid_grant: ['bad_verification_code', 'The code passed is incorrect or expired.'],
  invalid_client: [
    'incorrect_client_credentials',
    'The client_id and/or client_secret passed are incorrect.',
  ],
}

/** An error of the token endpoint as GitHub sends it: with status 200, and with error codes of GitHub's own. */
function toGitHubError({ body }: Reply): Reply {
  const { error = '' } = JSON.parse(String(body)) as { error?: string }
  const [code, description] = ERRORS[error] ?? [error, '']
  return json(200, { error: code, error_description: description, error_uri: 'https://docs.github.com/' })
}

/** https://docs.github.com/en/rest/apps/oauth-applications: the client authenticates, and names the token in JSON. */
const deleteAuthorization: Handler = (op, request) => {
  const { access_token: accessToken } = JSON.parse(request.body || '{}') as { access_token?: string }
  const grant = op.accessTokens.find(accessToken ?? null)
  const { authorization = '', 'user-agent': agent } = request.headers
  if (agent === undefined) return Promise.resolve(NAMELESS)
  if (request.method !== 'DELETE' || !hasBasicCredentials(op, authorization) || grant === undefined)
    return Promise.resolve(json(404, { message: 'Not Found' }))
  grant.revoked = true
  return Promise.resolve({ status: 204, headers: {}, body: '' })
}

/**
 * GitHub: https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps, with /user and
 * /user/emails of the REST API: on a host of their own or, as for GitHub Enterprise, below /api/v3. A person has `id`
 * (a number), `login`, `name`, `public_email` and `emails`.
 */
export const github: Accent = {
  settings: { clientAuthentication: 'client_secret_post' },
  // There are no metadata, so nothing promises the parameter `iss` either.
  discoveryDocument: () => ({}),
  paths: {
    '/login/oauth/authorize': 'authorize',
    '/login/oauth/access_token': 'token',
    '/user': 'userinfo',
    '/user/emails': 'emails',
    '/applications/portcullis/grant': 'revoke',
    '/api/v3/user': 'userinfo',
    '/api/v3/user/emails': 'emails',
    '/api/v3/applications/portcullis/grant': 'revoke',
  },
  tokenResponse: ({ access_token, scope }) => ({
    access_token,
    scope: typeof scope === 'string' ? scope.replaceAll(' ', ',') : '',
    token_type: 'bearer',
  }),
  endpoints: {
    revoke: deleteAuthorization,
    token: async (op, request) => {
      const reply = await token(op, request)
      return reply.status === 200 ? reply : toGitHubError(reply)
    },
    userinfo: (op, request) => {
      if (request.headers['user-agent'] === undefined) return Promise.resolve(NAMELESS)
      return profile(
        ({ person }) => ({
          login: person['login'] ?? person.sub,
          id: person['id'] ?? Number(person.sub),
          node_id: 'MDQ6VXNlcjE=',
          avatar_url: `https://avatars.githubusercontent.com/u/${person.sub}?v=4`,
          html_url: `https://github.com/user-${person.sub}`,
          type: 'User',
          site_admin: false,
          name: person['name'] ?? null,
          email: person['public_email'] ?? null,
        }),
        BAD_CREDENTIALS,
      )(op, request)
    },
    emails: (op, request) => {
      const grant = bearerOf(op, request)
      if (grant === undefined) return Promise.resolve(BAD_CREDENTIALS)
      // Without the scope, GitHub responds as if the endpoint did not exist.
      if (!grant.scope.split(/[ ,]/).includes('user:email')) {
        return Promise.resolve(json(404, { message: 'Not Found' }))
      }
      return Promise.resolve(json(200, grant.person['emails'] ?? []))
    },
  },
}
