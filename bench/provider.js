// A provider as small and fast as can be, so that the benchmark measures the relying party. PORT in the environment. The
// parameter `login_hint` of the authorization request, which the driver adds, is the subject; without it, it is always
// the same. /calls says how many requests the relying party has sent.
import { createServer } from 'node:http'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'

const port = Number(process.env['PORT'])
const issuer = `http://localhost:${port}`
const { privateKey, publicKey } = await generateKeyPair('RS256')
const jwks = { keys: [{ ...(await exportJWK(publicKey)), kid: 'k', alg: 'RS256', use: 'sig' }] }
/** @type {Map<string, { nonce: string, subject: string }>} */
const codes = new Map()
let codeCount = 0
let calls = 0

const documents = {
  '/.well-known/openid-configuration': {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    userinfo_endpoint: `${issuer}/userinfo`,
    jwks_uri: `${issuer}/jwks`,
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: ['client_secret_basic'],
  },
  '/jwks': jwks,
}

createServer(async (request, response) => {
  const url = new URL(request.url ?? '/', issuer)
  if (url.pathname === '/authorize') {
    const code = `code-${(codeCount += 1)}`
    codes.set(code, {
      nonce: url.searchParams.get('nonce') ?? '',
      subject: url.searchParams.get('login_hint') ?? 'bench',
    })
    const back = new URL(url.searchParams.get('redirect_uri') ?? '')
    back.search = new URLSearchParams({ code, state: url.searchParams.get('state') ?? '' }).toString()
    response.writeHead(302, { location: back.href }).end()
    return
  }
  let body = ''
  for await (const chunk of request) body += chunk
  response.writeHead(200, { 'content-type': 'application/json' })
  response.end(JSON.stringify(await answer(url.pathname, body, request.headers.authorization ?? '')))
}).listen(port)

/** @param {string} path @param {string} body @param {string} authorization */
async function answer(path, body, authorization) {
  if (path === '/calls') return calls
  calls += 1
  if (path === '/token') return token(new URLSearchParams(body).get('code') ?? '')
  if (path === '/userinfo') return userInfo(authorization.replace('Bearer at-', ''))
  return documents[path] ?? {}
}

/** @param {string} code */
async function token(code) {
  const { nonce, subject } = codes.get(code) ?? { nonce: '', subject: '' }
  codes.delete(code)
  const idToken = await new SignJWT(nonce === '' ? {} : { nonce })
    .setProtectedHeader({ alg: 'RS256', kid: 'k' })
    .setIssuer(issuer)
    .setSubject(subject)
    .setAudience('bench')
    .setIssuedAt()
    .setExpirationTime('5m')
    .sign(privateKey)
  return { access_token: `at-${subject}`, token_type: 'Bearer', expires_in: 300, id_token: idToken }
}

/** @param {string} subject */
function userInfo(subject) {
  return { sub: subject, name: 'Ben Ch', email: `${subject}@example.test`, email_verified: true }
}
