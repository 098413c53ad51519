// A provider as small and fast as can be, so that the benchmark measures the relying party. PORT in the environment.
import { createServer } from 'node:http'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'

const port = Number(process.env['PORT'])
const issuer = `http://localhost:${port}`
const { privateKey, publicKey } = await generateKeyPair('RS256')
const jwks = { keys: [{ ...(await exportJWK(publicKey)), kid: 'k', alg: 'RS256', use: 'sig' }] }
/** @type {Map<string, string>} */
const nonces = new Map()
let count = 0

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
  '/userinfo': { sub: 'bench', name: 'Ben Ch', email: 'bench@example.test', email_verified: true },
}

createServer(async (request, response) => {
  const url = new URL(request.url ?? '/', issuer)
  if (url.pathname === '/authorize') {
    const code = `code-${(count += 1)}`
    nonces.set(code, url.searchParams.get('nonce') ?? '')
    const back = new URL(url.searchParams.get('redirect_uri') ?? '')
    back.search = new URLSearchParams({ code, state: url.searchParams.get('state') ?? '' }).toString()
    response.writeHead(302, { location: back.href }).end()
    return
  }
  let body = ''
  for await (const chunk of request) body += chunk
  const answer = url.pathname === '/token' ? await token(new URLSearchParams(body)) : documents[url.pathname]
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
}).listen(port)

/** @param {URLSearchParams} form */
async function token(form) {
  const code = form.get('code') ?? ''
  const idToken = await new SignJWT({ nonce: nonces.get(code) })
    .setProtectedHeader({ alg: 'RS256', kid: 'k' })
    .setIssuer(issuer)
    .setSubject('bench')
    .setAudience('bench')
    .setIssuedAt()
    .setExpirationTime('5m')
    .sign(privateKey)
  nonces.delete(code)
  return { access_token: `at-${code}`, token_type: 'Bearer', expires_in: 300, id_token: idToken }
}
