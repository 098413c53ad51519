import { decodeJwt, decodeProtectedHeader } from 'jose'
import { type Op } from '../support/provider/index.js'
import { lastRefusal } from '../support/refusal.js'
import { signingPair } from '../support/signing-key.js'
import { backendAt } from '../support/site.js'
import { useSite } from '../support/use-site.js'

const KINDS = ['ec', 'rsa', 'ed25519'] as const

const ops = new Map<string, Op>()

const { site } = useSite({
  database: 'sqlite',
  backends: ({ provider }) => {
    const clientAuthentication = 'private_key_jwt'
    const backends = KINDS.map((kind) => {
      const { pem, published } = signingPair('our-key', kind)
      const op = provider.alias(kind)
      op.clientAuthentication = clientAuthentication
      op.clientKeys = published
      ops.set(kind, op)
      const clientKey = { pem, keyId: 'our-key' }
      return [kind, backendAt(op, { clientSecret: null, clientKey, clientAuthentication })] as const
    })
    return Object.fromEntries(backends)
  },
})

function opOf(kind: string): Op {
  const op = ops.get(kind)
  if (op === undefined) throw new Error('no such provider')
  op.reset()
  return op
}

const assertionsOf = (op: Op): string[] =>
  op.tokenRequests.map(({ body }) => body.get('client_assertion') ?? '')

test('C19: private_key_jwt: aud equals the issuer, and jti never repeats over 50 logins', async () => {
  const op = opOf('ec')
  for (let round = 0; round < 50; round += 1) expect((await site.visitor().signIn('ec')).status).toBe(200)
  const claims = assertionsOf(op).map((assertion) => decodeJwt(assertion))
  expect(claims).toHaveLength(50)
  expect(new Set(claims.map(({ jti }) => jti)).size).toBe(50)
  for (const { iss, sub, aud, iat = 0, exp = 0 } of claims) {
    expect([iss, sub, aud, exp - iat]).toEqual([op.clientId, op.clientId, op.issuer, 60])
  }
})

test.each([
  ['ec', 'ES256'],
  ['rsa', 'RS256'],
  ['ed25519', 'EdDSA'],
])('C19: a key of type %s signs with %s, and the credentials travel in that form only', async (kind, alg) => {
  const op = opOf(kind)
  expect((await site.visitor().signIn(kind)).status).toBe(200)
  const { form, body, headers } = op.lastTokenRequest
  expect(form).toBe('private_key_jwt')
  expect([body.has('client_secret'), headers.authorization]).toEqual([false, undefined])
  const [assertion = ''] = assertionsOf(op)
  expect(decodeProtectedHeader(assertion)).toEqual({ alg, kid: 'our-key' })
})

test('a key that the provider does not know is an error of the configuration', async () => {
  const op = opOf('ec')
  const known = op.clientKeys
  op.clientKeys = signingPair('our-key').published
  const page = await site.visitor().signIn('ec')
  op.clientKeys = known
  expect(page.status).toBe(502)
  expect(lastRefusal(site).code).toBe('provider_misconfigured')
  expect(lastRefusal(site).detail).toMatch(/^the token request: /)
})

test('no line of the log contains a key or an assertion', () => {
  const secrets = [...ops.values()].flatMap(assertionsOf)
  const log = site.logged.join('\n')
  expect(log).not.toContain('PRIVATE KEY')
  expect(secrets.filter((secret) => log.includes(secret))).toEqual([])
})
