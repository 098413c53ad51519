import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { ANY_DATABASE } from '../support/database.js'
import { decide, DeviceAt, readAnswer } from '../support/device.js'
import { useSite } from '../support/use-site.js'
import { type DeviceKey, newDeviceKey, type Spoil } from './dpop-proofs.js'

describe.each(ANY_DATABASE)('a device with a key on %s', (database) => {
  let device: DeviceAt
  let key: DeviceKey

  const { site } = useSite({ database })

  beforeAll(async () => {
    device = new DeviceAt(site)
    key = await newDeviceKey()
  })

  const codeUrl = () => `${site.url}/device/code`
  const tokenUrl = () => `${site.url}/device/token`

  async function bound() {
    return device.start({}, { dpop: await key.prove(codeUrl()) })
  }

  test.each(['ES256', 'ES384', 'EdDSA', 'RS256', 'PS256'])(
    'with %s, each poll proves the key, and the right one gets the session',
    async (alg) => {
      const mine = await newDeviceKey(alg)
      const visitor = site.visitor()
      await visitor.signIn('acme')
      const { device_code, user_code } = await device.start({}, { dpop: await mine.prove(codeUrl()) })
      expect(await site.rows.device.count({ where: { keyThumbprint: mine.thumbprint } })).toBe(1)
      await decide(visitor, user_code)
      expect(await device.polled(device_code, { dpop: await mine.prove(tokenUrl()) })).toBe('token')
    },
  )

  test('a stolen device code does not work without the key, whether or not it was approved', async () => {
    const visitor = site.visitor()
    await visitor.signIn('acme')
    const thief = await newDeviceKey()
    const { device_code, user_code } = await bound()
    const sessions = await site.rows.session.count()
    for (const approved of [false, true]) {
      if (approved) await decide(visitor, user_code)
      expect(await device.polled(device_code)).toBe('invalid_dpop_proof')
      expect(await device.polled(device_code, { dpop: await thief.prove(tokenUrl()) })).toBe('invalid_grant')
    }
    expect(await site.rows.session.count()).toBe(sessions)
    expect(await device.polled(device_code, { dpop: await key.prove(tokenUrl()) })).toBe('token')
  })

  test('a proof works once, also for many requests at once', async () => {
    const { device_code } = await bound()
    const dpop = await key.prove(tokenUrl())
    const polled = await Promise.all(Array.from({ length: 10 }, () => device.polled(device_code, { dpop })))
    const refused = ['invalid_dpop_proof', 'slow_down']
    expect(polled.filter((each) => !refused.includes(each))).toHaveLength(1)
  })

  test('a request that is refused for its code or by a limit does not use up its proof', async () => {
    const unknown = { dpop: await key.prove(tokenUrl()) }
    const nonces = await site.rows.nonce.count()
    expect(await device.polled('a code that no device has', unknown)).toBe('invalid_grant')
    for (let starts = 0; starts < 100; starts += 1) await device.post('/device/code', { client_id: 'tool' })
    const limited = { dpop: await key.prove(codeUrl()) }
    expect((await device.post('/device/code', { client_id: 'tool' }, limited)).status).toBe(429)
    expect(await site.rows.nonce.count()).toBe(nonces)
    await site.rows.limit.deleteMany()
    expect((await device.post('/device/code', { client_id: 'tool' }, limited)).status).toBe(200)
  })

  test('two keys may use the same jti', async () => {
    const other = await newDeviceKey()
    const spoil = { claims: { jti: 'one' } }
    await device.start({}, { dpop: await key.prove(codeUrl(), spoil) })
    await device.start({}, { dpop: await other.prove(codeUrl(), spoil) })
    const answer = await device.post(
      '/device/code',
      { client_id: 'tool' },
      { dpop: await key.prove(codeUrl(), spoil) },
    )
    expect(readAnswer(answer).error).toBe('invalid_dpop_proof')
  })

  const now = () => Math.floor(Date.now() / 1000)
  const SPOILED: readonly (readonly [string, () => Promise<Spoil> | Spoil])[] = [
    ['no typ', () => ({ header: { typ: undefined } })],
    ['the typ of another token', () => ({ header: { typ: 'at+jwt' } })],
    ['no key', () => ({ header: { jwk: undefined } })],
    ['a key that is no object', () => ({ header: { jwk: 'key' } })],
    ['a key of no known type', () => ({ jwk: { kty: 'AKP' } })],
    ['a key that is not on its curve', () => ({ jwk: { x: 'AAAA' } })],
    ['a private key', () => ({ jwk: { d: 'c2VjcmV0' } })],
    [
      'another key than the one it is signed with',
      async () => ({ signedBy: await generateKeyPair('ES256') }),
    ],
    [
      'a critical extension',
      () => ({ header: { crit: ['urn:example:extension'], 'urn:example:extension': 1 } }),
    ],
    ['no jti', () => ({ claims: { jti: undefined } })],
    ['an empty jti', () => ({ claims: { jti: '' } })],
    ['a jti that is too long', () => ({ claims: { jti: 'x'.repeat(201) } })],
    ['a jti that is no text', () => ({ claims: { jti: 7 } })],
    ['no htm', () => ({ claims: { htm: undefined } })],
    ['another method', () => ({ claims: { htm: 'GET' } })],
    ['the method in lower case', () => ({ claims: { htm: 'post' } })],
    ['no htu', () => ({ claims: { htu: undefined } })],
    ['another site', () => ({ claims: { htu: 'https://evil.test/device/token' } })],
    ['the address of the code request', () => ({ claims: { htu: codeUrl() } })],
    ['the address with a query', () => ({ claims: { htu: `${tokenUrl()}?a=b` } })],
    ['no iat', () => ({ claims: { iat: undefined } })],
    ['an iat that is no number', () => ({ claims: { iat: 'now' } })],
    ['an iat two minutes ago', () => ({ claims: { iat: now() - 120 } })],
    ['an iat in two minutes', () => ({ claims: { iat: now() + 120 } })],
    ['an exp that is over', () => ({ claims: { exp: now() - 120 } })],
    ['an nbf that is not there yet', () => ({ claims: { nbf: now() + 120 } })],
    ['too much in it', () => ({ claims: { filler: 'x'.repeat(5000) } })],
  ]

  test.each(SPOILED)('a proof with %s is refused, and nothing is done', async (_name, spoil) => {
    const { device_code } = await bound()
    const answer = await device.poll(device_code, { dpop: await key.prove(tokenUrl(), await spoil()) })
    expect(answer.status).toBe(400)
    expect(readAnswer(answer)).toMatchObject({ error: 'invalid_dpop_proof', code: 'dpop_proof_invalid' })
    const fresh = { dpop: await key.prove(tokenUrl()) }
    expect(await device.polled(device_code, fresh)).toBe('authorization_pending')
  })

  test('a proof that anyone could have made is refused', async () => {
    const { device_code } = await bound()
    const secret = new TextEncoder().encode('x'.repeat(32))
    const claims = { jti: 'hs', htm: 'POST', htu: tokenUrl(), iat: now() }
    const jwk = { kty: 'oct', k: 'eHh4' }
    const symmetric = await new SignJWT(claims)
      .setProtectedHeader({ typ: 'dpop+jwt', alg: 'HS256', jwk })
      .sign(secret)
    const { publicKey } = await generateKeyPair('ES256')
    const header = { typ: 'dpop+jwt', alg: 'none', jwk: await exportJWK(publicKey) }
    const unsigned = `${encoded(header)}.${encoded(claims)}.`
    const [head = '', body = ''] = (await key.prove(tokenUrl())).split('.')
    const twice = `${await key.prove(tokenUrl())}, ${await key.prove(tokenUrl())}`
    for (const dpop of [symmetric, unsigned, `${head}.${body}.AAAA`, twice, 'x', '..', `${head}..`, 'é']) {
      expect(await device.polled(device_code, { dpop: Buffer.from(dpop).toString('latin1') })).toBe(
        'invalid_dpop_proof',
      )
    }
  })

  test('a key that would take long to compute with is refused before anything is computed', async () => {
    const { device_code } = await bound()
    const rsa = await newDeviceKey('RS256')
    const dpop = await rsa.prove(tokenUrl(), { jwk: { e: 'A'.repeat(342) } })
    expect(await device.polled(device_code, { dpop })).toBe('invalid_dpop_proof')
  })

  test('a malformed proof with the code request gets no codes', async () => {
    const devices = await site.rows.device.count()
    const dpop = await key.prove(tokenUrl())
    const answer = await device.post('/device/code', { client_id: 'tool' }, { dpop })
    expect(readAnswer(answer).error).toBe('invalid_dpop_proof')
    expect(await site.rows.device.count()).toBe(devices)
  })

  test('a device without a key may send proofs anyway', async () => {
    const { device_code } = await device.start()
    const dpop = await key.prove(tokenUrl())
    expect(await device.polled(device_code, { dpop: 'x' })).toBe('invalid_dpop_proof')
    expect(await device.polled(device_code, { dpop })).toBe('authorization_pending')
  })

  test('a poll that comes too early is rejected before its proof is checked', async () => {
    for (const { device_code } of [await bound(), await device.start()]) {
      expect(await device.polled(device_code, { dpop: await key.prove(tokenUrl()) })).toBe(
        'authorization_pending',
      )
      const nonces = await site.rows.nonce.count()
      for (const dpop of ['x', await key.prove(tokenUrl())])
        expect(await device.polled(device_code, { dpop })).toBe('slow_down')
      expect(await site.rows.nonce.count()).toBe(nonces)
    }
  })

  test('a client that has a code but not its key is limited before the proof is checked', async () => {
    await site.rows.limit.deleteMany()
    const { device_code } = await bound()
    for (let polls = 0; polls < 50; polls += 1)
      expect(await device.polled(device_code, { dpop: 'x' })).toBe('invalid_dpop_proof')
    const nonces = await site.rows.nonce.count()
    const limited = await device.poll(device_code, { dpop: await key.prove(tokenUrl()) })
    expect(limited.status).toBe(429)
    expect(await site.rows.nonce.count()).toBe(nonces)
    await site.rows.limit.deleteMany()
    expect(await device.polled(device_code, { dpop: await key.prove(tokenUrl()) })).toBe(
      'authorization_pending',
    )
  })
})

function encoded(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
