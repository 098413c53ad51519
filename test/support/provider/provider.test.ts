import { createHash, createPublicKey, randomBytes } from 'node:crypto'
import {
  compactDecrypt,
  createRemoteJWKSet,
  decodeJwt,
  decodeProtectedHeader,
  exportJWK,
  generateKeyPair,
  jwtVerify,
  SignJWT,
} from 'jose'
import { parseFormPost, startProvider } from './index.js'
import type { Op, Provider, Signing } from './index.js'

const REDIRECT_URI = 'http://localhost:3000/callback'

let provider: Provider
let count = 0

beforeAll(async () => {
  provider = await startProvider()
})

afterAll(async () => {
  await provider.close()
})

test('a code is redeemed for an ID Token that verifies, and for the claims of the scope', async () => {
  const op = freshOp()
  op.person({ sub: 'bob', email: 'bob@example.test', email_verified: true, name: 'Bob', groups: ['a'] })
  const trip = await authorize(op)
  expect(trip.params.get('state')).toBe('the-state')
  expect(trip.params.get('iss')).toBe(op.issuer)

  const { status, body } = await redeem(op, trip)
  expect(status).toBe(200)
  const { payload, protectedHeader } = await verified(op, body)
  expect(protectedHeader.alg).toBe('RS256')
  expect(payload).toMatchObject({ sub: 'bob', nonce: 'the-nonce' })
  expect(payload).not.toHaveProperty('email')
  const half = createHash('sha256').update(textIn(body, 'access_token')).digest().subarray(0, 16)
  expect(payload['at_hash']).toBe(half.toString('base64url'))

  const claims = await userinfo(op, body)
  expect(claims.body).toEqual({ sub: 'bob', email: 'bob@example.test', email_verified: true, groups: ['a'] })
  expect(op.counts).toMatchObject({ discovery: 1, authorize: 1, token: 1, userinfo: 1, jwks: 1, other: 0 })
  expect(op.lastTokenRequest.form).toBe('client_secret_basic')
  expect(op.lastAuthorization.get('scope')).toBe('openid email')
})

test('a code works once, and its second use revokes what the first one issued', async () => {
  const op = freshOp()
  const trip = await authorize(op)
  const first = await redeem(op, trip)
  expect((await redeem(op, trip)).body).toMatchObject({ error: 'invalid_grant' })
  expect((await userinfo(op, first.body)).status).toBe(401)
})

test('a wrong verifier, a missing one and another redirect_uri are refused', async () => {
  const op = freshOp()
  for (const wrong of [
    { code_verifier: 'x'.repeat(43) },
    { code_verifier: '' },
    { redirect_uri: 'http://localhost/' },
  ]) {
    const { status, body } = await redeem(op, await authorize(op), wrong)
    expect([status, body['error']]).toEqual([400, 'invalid_grant'])
  }
})

test('only the agreed form of client authentication is accepted, and the one that came is recorded', async () => {
  const op = freshOp()
  op.clientAuthentication = 'client_secret_post'
  expect(await redeem(op, await authorize(op))).toMatchObject({
    status: 401,
    body: { error: 'invalid_client' },
  })
  expect(op.lastTokenRequest.form).toBe('client_secret_basic')
})

test('a client assertion is accepted once, for exactly this issuer', async () => {
  const op = freshOp()
  const { publicKey, privateKey } = await generateKeyPair('ES256')
  op.clientAuthentication = 'private_key_jwt'
  op.clientKeys = { keys: [await exportJWK(publicKey)] }
  const assertion = await new SignJWT({ iss: op.clientId, sub: op.clientId, aud: op.issuer, jti: 'one' })
    .setProtectedHeader({ alg: 'ES256' })
    .setExpirationTime('1m')
    .sign(privateKey)
  const extra = {
    client_assertion: assertion,
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
  }
  expect((await redeem(op, await authorize(op), extra, {})).status).toBe(200)
  expect((await redeem(op, await authorize(op), extra, {})).status).toBe(401)
})

test('an address that is not registered is not redirected to', async () => {
  const op = freshOp()
  op.redirectUris = ['https://app.example.test/callback']
  const response = await fetch(authorizationUrl(op, {}), { redirect: 'manual' })
  expect(response.status).toBe(400)
})

test('form_post responds with a page whose form has the parameters, whatever they contain', async () => {
  const op = freshOp()
  const state = `"><b>&lt;'ü`
  const response = await fetch(authorizationUrl(op, { response_mode: 'form_post', state }))
  const { action, fields } = parseFormPost(await response.text())
  expect(action).toBe(REDIRECT_URI)
  expect(fields).toEqual({ code: fields['code'], state, iss: op.issuer })
  expect(fields['code']).toMatch(/^[\w-]{32}$/)
})

test('prompt=none with max_age=0 results in login_required (C46)', async () => {
  const { params } = await authorize(freshOp(), { prompt: 'none', max_age: '0' })
  expect(params.get('error')).toBe('login_required')
  expect(params.has('code')).toBe(false)
})

test('refreshing replaces the refresh token, and using the old one ends the family', async () => {
  const op = freshOp()
  const first = await redeem(op, await authorize(op))
  const refresh = (from: Record<string, unknown>) => {
    return post(op, 'token', { grant_type: 'refresh_token', refresh_token: textIn(from, 'refresh_token') })
  }
  const second = await refresh(first.body)
  expect(second.status).toBe(200)
  expect((await verified(op, second.body)).payload['nonce']).toBeUndefined()
  expect(await refresh(first.body)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
  expect(await refresh(second.body)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
})

test('a revoked token is no longer active', async () => {
  const op = freshOp()
  const { body } = await redeem(op, await authorize(op))
  const token = textIn(body, 'access_token')
  expect((await post(op, 'introspect', { token })).body).toMatchObject({ active: true, sub: 'ann' })
  expect((await post(op, 'revoke', { token })).status).toBe(200)
  expect((await post(op, 'introspect', { token })).body).toEqual({ active: false })
})

test('an access token is a JWT on demand, and UserInfo and introspection know it by either form', async () => {
  const op = freshOp()
  // What `verified` asks for.
  op.audience = op.clientId
  for (const format of ['jwt', 'opaque'] as const) {
    op.accessTokenFormat = format
    const { body } = await redeem(op, await authorize(op))
    const token = textIn(body, 'access_token')
    expect(token.split('.')).toHaveLength(format === 'jwt' ? 3 : 1)
    expect((await userinfo(op, body)).body).toMatchObject({ sub: 'ann' })
    const expected = {
      active: true,
      token_type: 'Bearer',
      client_id: op.clientId,
      aud: op.audience,
      iss: op.issuer,
    }
    expect((await post(op, 'introspect', { token })).body).toMatchObject(expected)
    if (format === 'opaque') continue
    const { payload, protectedHeader } = await verified(op, { id_token: token })
    expect(protectedHeader.typ).toBe('at+jwt')
    expect(payload).toMatchObject({
      aud: op.audience,
      client_id: op.clientId,
      sub: 'ann',
      scope: 'openid email',
    })
  }
})

test('tokens of other programs are distinguished by introspection, and can be changed one by one', async () => {
  const op = freshOp()
  const token = await op.accessToken({
    clientId: 'another',
    audience: 'x',
    person: { sub: 'bob' },
    scope: 'y',
  })
  const expected = { active: true, client_id: 'another', aud: 'x', sub: 'bob', scope: 'y' }
  expect((await post(op, 'introspect', { token })).body).toMatchObject(expected)
  expect((await userinfo(op, { access_token: token })).status).toBe(403)
  const refresh = (await post(op, 'introspect', { token: op.refreshToken() })).body
  expect([refresh['active'], refresh['token_type']]).toEqual([true, undefined])
  const idToken = await op.idToken({ clientId: 'another' })
  expect(decodeJwt(idToken)).toMatchObject({ aud: 'another', sub: 'ann' })
  expect((await post(op, 'introspect', { token: idToken })).body).toEqual({ active: false })

  const claims = (honest: object) => ({ ...honest, aud: undefined })
  const header = (honest: object) => ({ ...honest, typ: undefined })
  const spoiled = await op.accessToken({ format: 'jwt', claims, header, sign: 'alien-key' })
  expect(decodeJwt(spoiled).aud).toBeUndefined()
  expect(decodeProtectedHeader(spoiled).typ).toBeUndefined()
  await expect(verified(op, { id_token: spoiled })).rejects.toThrow('signature verification failed')
  op.misbehave({ introspection: (honest) => ({ ...honest, active: 'true' }) })
  expect((await post(op, 'introspect', { token })).body).toMatchObject({ active: 'true' })
})

test('logout sends the browser back with its state', async () => {
  const op = freshOp()
  const url = new URL(`${op.issuer}/end_session`)
  url.search = new URLSearchParams({ post_logout_redirect_uri: REDIRECT_URI, state: 'bye' }).toString()
  const response = await fetch(url, { redirect: 'manual' })
  expect(response.headers.get('location')).toBe(`${REDIRECT_URI}?state=bye`)
})

test('a logout token is about the latest sign-in, and a claim can be left out', async () => {
  const op = freshOp()
  const { body } = await redeem(op, await authorize(op))
  const { sid } = decodeJwt(textIn(body, 'id_token'))
  const token = await op.logoutToken({ jti: undefined })
  const { payload, protectedHeader } = await verified(op, { id_token: token })
  expect(protectedHeader.typ).toBe('logout+jwt')
  expect(payload).toMatchObject({ sub: 'ann', sid })
  expect(payload.jti).toBeUndefined()
  expect(decodeProtectedHeader(await op.logoutToken({}, { sign: 'none' })).alg).toBe('none')
})

describe('faults', () => {
  test.each([
    'alien-key',
    'altered',
    'HS256-secret',
    'HS256-broken',
    'HS256-public-key',
    'none',
    'jwe',
  ] as const)('an ID Token under %s does not verify', async (sign) => {
    const op = freshOp()
    op.misbehave({ sign })
    const { body } = await redeem(op, await authorize(op))
    await expect(verified(op, body)).rejects.toThrow()
    op.behave()
    await expect(verified(op, (await redeem(op, await authorize(op))).body)).resolves.toBeDefined()
  })

  test.each(['PS256', 'ES256'] as const)('an ID Token under %s is valid but not as agreed', async (sign) => {
    const op = freshOp()
    op.misbehave({ sign })
    const { body } = await redeem(op, await authorize(op))
    await expect(verified(op, body)).rejects.toThrow('not allowed')
    expect((await verified(op, body, sign)).protectedHeader.alg).toBe(sign)
  })

  test('what is called a valid MAC or a valid JWE is one, and the broken MAC is not', async () => {
    const op = freshOp()
    const under = async (sign: Signing) => {
      op.faults = { sign }
      return textIn((await redeem(op, await authorize(op))).body, 'id_token')
    }
    const jwk = (await answerOf(await fetch(`${op.issuer}/jwks`))).body['keys']
    const published = Array.isArray(jwk) && isRecord(jwk[0]) ? jwk[0] : {}
    const pem = createPublicKey({ key: published, format: 'jwk' }).export({ type: 'spki', format: 'pem' })
    const isMac = async (sign: Signing, secret: string) =>
      jwtVerify(await under(sign), Buffer.from(secret), { algorithms: ['HS256'] }).then(
        () => true,
        () => false,
      )
    expect(await isMac('HS256-secret', op.clientSecret)).toBe(true)
    expect(await isMac('HS256-broken', op.clientSecret)).toBe(false)
    expect(await isMac('HS256-public-key', pem.toString())).toBe(true)
    expect(await isMac('HS256-public-jwk', JSON.stringify(published))).toBe(true)

    const secret = createHash('sha256').update(op.clientSecret).digest()
    const { plaintext } = await compactDecrypt(await under('jwe'), secret)
    expect(decodeJwt(Buffer.from(plaintext).toString()).sub).toBe('ann')
    const bomb = await under('jwe-zip-bomb')
    expect(bomb.length).toBeLessThan(200_000)
    await expect(compactDecrypt(bomb, secret)).rejects.toThrow('Decompressed plaintext')
    expect(decodeProtectedHeader(await under('jwe-pbes2'))['p2c']).toBe(2 ** 31)
  })

  test('junk among the keys, and a missing kid beside one key, do no harm; beside two keys they do', async () => {
    const op = freshOp()
    op.misbehave({ extraJwks: true })
    await expect(verified(op, (await redeem(op, await authorize(op))).body)).resolves.toBeDefined()
    op.faults = { noKid: true }
    await expect(verified(op, (await redeem(op, await authorize(op))).body)).resolves.toBeDefined()
    op.faults = { twoKeysNoKid: true }
    await expect(verified(op, (await redeem(op, await authorize(op))).body)).rejects.toThrow('multiple')
  })

  test('rotated keys get a new kid, or the old one', async () => {
    const op = freshOp()
    const { body } = await redeem(op, await authorize(op))
    op.rotateKeys({ keepKid: true })
    await expect(verified(op, body)).rejects.toThrow('signature verification failed')
    op.rotateKeys()
    await expect(verified(op, body)).rejects.toThrow('no applicable key')
    op.misbehave({ rotateBeforeSigning: true })
    await expect(verified(op, (await redeem(op, await authorize(op))).body)).resolves.toBeDefined()
  })

  test('claims, header, at_hash, token response, UserInfo, metadata and the way back can be changed', async () => {
    const op = freshOp()
    op.misbehave({
      idTokenClaims: (claims) => ({ ...claims, aud: undefined }),
      idTokenHeader: (header) => ({ ...header, crit: ['x'], x: 1 }),
      atHash: 'absent',
      tokenResponse: (response) => ({ ...response, token_type: 'bEARER', expires_in: undefined }),
      userinfoClaims: (claims) => ({ ...claims, sub: 'eve' }),
      discoveryDocument: (doc) => ({ ...doc, authorization_response_iss_parameter_supported: false }),
      callback: (params) => {
        params.set('state', 'altered')
        return params
      },
    })
    const trip = await authorize(op)
    expect([trip.params.get('state'), trip.params.has('iss')]).toEqual(['altered', false])
    const { body } = await redeem(op, trip)
    expect(body).toMatchObject({ token_type: 'bEARER' })
    expect(body).not.toHaveProperty('expires_in')
    const token = textIn(body, 'id_token')
    expect(decodeProtectedHeader(token).crit).toEqual(['x'])
    expect(decodeJwt(token).aud).toBeUndefined()
    expect(decodeJwt(token)).not.toHaveProperty('at_hash')
    expect((await userinfo(op, body)).body).toMatchObject({ sub: 'eve' })
  })

  test('an error is returned in place of the code', async () => {
    const op = freshOp()
    op.misbehave({ authorizeError: { error: 'access_denied', error_description: 'Äh, nein' } })
    const { params } = await authorize(op)
    expect(Object.fromEntries(params)).toEqual({
      error: 'access_denied',
      error_description: 'Äh, nein',
      state: 'the-state',
      iss: op.issuer,
    })
  })
})

describe('faults of transport', () => {
  const keys = (op: Op, signal?: AbortSignal) =>
    fetch(`${op.issuer}/jwks`, signal === undefined ? {} : { signal })

  test('status, headers, body, redirect; the endpoint does no work for a response that is replaced', async () => {
    const op = freshOp()
    op.misbehave({ at: { token: { status: 503, headers: { 'retry-after': '1' } } } })
    const trip = await authorize(op)
    const answer = await fetch(`${op.issuer}/token`, { method: 'POST' })
    expect([answer.status, answer.headers.get('retry-after'), await answer.text()]).toEqual([503, '1', ''])
    op.behave()
    expect((await redeem(op, trip)).status).toBe(200)
    op.misbehave({ at: { jwks: { redirectTo: 'http://127.0.0.1:1/', headerCount: 3 } } })
    const away = await fetch(`${op.issuer}/jwks`, { redirect: 'manual' })
    expect([away.status, away.headers.get('location')]).toEqual([302, 'http://127.0.0.1:1/'])
    expect(away.headers.get('x-padding-3')).toBe('x')
  })

  test('a fault can be chosen for each request', async () => {
    const op = freshOp()
    op.misbehave({ at: { jwks: (request) => (request % 2 === 1 ? { status: 500 } : undefined) } })
    expect([(await keys(op)).status, (await keys(op)).status, (await keys(op)).status]).toEqual([
      500, 200, 500,
    ])
  })

  test('a connection is reset before the response, and in the middle of it', async () => {
    const op = freshOp()
    op.misbehave({ at: { jwks: { reset: 'before' } } })
    await expect(keys(op)).rejects.toThrow('fetch failed')
    op.misbehave({ at: { jwks: { reset: 'mid-body' } } })
    await expect(keys(op).then((response) => response.text())).rejects.toThrow()
    op.misbehave({ at: { jwks: { body: '', reset: 'mid-body' } } })
    await expect(keys(op).then((response) => response.text())).rejects.toThrow()
  })

  test('a huge body is valid JSON, and an endless one has no end', async () => {
    const op = freshOp()
    op.misbehave({ at: { jwks: { bytes: 3_000_000 } } })
    const body = await (await keys(op)).text()
    expect(body.length).toBeGreaterThan(3_000_000)
    expect(JSON.parse(body)).toHaveProperty('keys')
    op.misbehave({ at: { jwks: { endless: true } } })
    const reader = (await keys(op)).body?.getReader()
    let received = 0
    while (received < 5_000_000) {
      const piece: { value?: unknown } = (await reader?.read()) ?? {}
      if (!(piece.value instanceof Uint8Array)) throw new Error('the endless body has ended')
      received += piece.value.length
    }
    await reader?.cancel()
  })

  test('a body is sent in single bytes, and a response is late', async () => {
    const op = freshOp()
    op.misbehave({ at: { jwks: { body: '{"keys":[]}', dripMsPerByte: 10, delayMs: 50 } } })
    const started = Date.now()
    expect(await (await keys(op)).text()).toBe('{"keys":[]}')
    expect(Date.now() - started).toBeGreaterThan(140)
  })

  test('a request that hangs is ended when the provider closes', async () => {
    const other = await startProvider()
    const op = other.alias('hanging')
    op.misbehave({ at: { jwks: { hang: true }, token: { delayMs: 60_000 } } })
    const waiting = [keys(op), fetch(`${op.issuer}/token`, { method: 'POST' })]
    const ends = Promise.allSettled(waiting)
    while (op.counts.jwks + op.counts.token < 2) await new Promise((resolve) => setTimeout(resolve, 5))
    await other.close()
    expect((await ends).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  })
})

interface Trip {
  readonly params: URLSearchParams
  readonly verifier: string
}

interface Answer {
  readonly status: number
  readonly body: Record<string, unknown>
}

function freshOp(): Op {
  count += 1
  return provider.alias(`op-${count}`)
}

function authorizationUrl(op: Op, extra: Record<string, string>): URL {
  const url = new URL(`${op.issuer}/authorize`)
  const usual = { response_type: 'code', client_id: op.clientId, redirect_uri: REDIRECT_URI }
  const bound = { scope: 'openid email', state: 'the-state', nonce: 'the-nonce' }
  url.search = new URLSearchParams({ ...usual, ...bound, ...extra }).toString()
  return url
}

async function authorize(op: Op, extra: Record<string, string> = {}): Promise<Trip> {
  const verifier = randomBytes(32).toString('base64url')
  const challenge = createHash('sha256').update(verifier).digest('base64url')
  const pkce = { code_challenge: challenge, code_challenge_method: 'S256' }
  const response = await fetch(authorizationUrl(op, { ...pkce, ...extra }), { redirect: 'manual' })
  expect(response.status).toBe(302)
  const back = new URL(response.headers.get('location') ?? '')
  expect(back.href.startsWith(`${REDIRECT_URI}?`)).toBe(true)
  return { params: back.searchParams, verifier }
}

async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text()
  const body: unknown = text === '' ? {} : JSON.parse(text)
  if (!isRecord(body)) throw new Error('the provider sent no object')
  return { status: response.status, body }
}

function basic(op: Op): Record<string, string> {
  return { authorization: `Basic ${Buffer.from(`${op.clientId}:${op.clientSecret}`).toString('base64')}` }
}

async function post(
  op: Op,
  path: string,
  form: Record<string, string>,
  headers = basic(op),
): Promise<Answer> {
  const body = new URLSearchParams(form)
  return answerOf(await fetch(`${op.issuer}/${path}`, { method: 'POST', body, headers }))
}

function redeem(
  op: Op,
  trip: Trip,
  extra: Record<string, string> = {},
  headers = basic(op),
): Promise<Answer> {
  const code = trip.params.get('code') ?? ''
  const usual = {
    grant_type: 'authorization_code',
    code,
    redirect_uri: REDIRECT_URI,
    code_verifier: trip.verifier,
  }
  return post(op, 'token', { ...usual, ...extra }, headers)
}

async function userinfo(op: Op, tokens: Record<string, unknown>): Promise<Answer> {
  const headers = { authorization: `Bearer ${textIn(tokens, 'access_token')}` }
  return answerOf(await fetch(`${op.issuer}/userinfo`, { headers }))
}

async function verified(op: Op, tokens: Record<string, unknown>, alg = 'RS256') {
  const document = await answerOf(await fetch(`${op.issuer}/.well-known/openid-configuration`))
  const jwks = createRemoteJWKSet(new URL(textIn(document.body, 'jwks_uri')))
  const options = { issuer: op.issuer, audience: op.clientId, algorithms: [alg] }
  return jwtVerify(textIn(tokens, 'id_token'), jwks, options)
}

function textIn(object: Record<string, unknown>, name: string): string {
  const value = object[name]
  if (typeof value !== 'string') throw new Error(`there is no ${name}`)
  return value
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
