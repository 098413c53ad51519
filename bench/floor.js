// The least that a sign-in can be: node:http and openid-client, no database, no pages. PORT and ISSUER in the environment.
import { createServer } from 'node:http'
import * as client from 'openid-client'

const port = Number(process.env['PORT'])
const origin = `http://localhost:${port}`
const redirectUri = `${origin}/complete/bench`
const config = await client.discovery(
  new URL(process.env['ISSUER'] ?? ''),
  'bench',
  undefined,
  client.ClientSecretBasic('bench-secret'),
  { execute: [client.allowInsecureRequests, client.enableNonRepudiationChecks] },
)
/** @type {Map<string, { nonce: string, verifier: string }>} */
const attempts = new Map()

createServer(async (request, response) => {
  const url = new URL(request.url ?? '/', origin)
  if (url.pathname === '/login/bench') {
    const [state, nonce, verifier] = [
      client.randomState(),
      client.randomNonce(),
      client.randomPKCECodeVerifier(),
    ]
    attempts.set(state, { nonce, verifier })
    const location = client.buildAuthorizationUrl(config, {
      redirect_uri: redirectUri,
      scope: 'openid email profile',
      state,
      nonce,
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    })
    response.writeHead(302, { location: location.href }).end()
  } else if (url.pathname === '/complete/bench') {
    const state = url.searchParams.get('state') ?? ''
    const { nonce, verifier } = attempts.get(state) ?? { nonce: '', verifier: '' }
    attempts.delete(state)
    const tokens = await client.authorizationCodeGrant(config, url, {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: verifier,
    })
    await client.fetchUserInfo(config, tokens.access_token, tokens.claims()?.sub ?? '')
    response.writeHead(303, { location: '/', 'set-cookie': 'floor=signed-in; HttpOnly' }).end()
  } else {
    response.end('ok')
  }
}).listen(port)
