import { setTimeout as sleep } from 'node:timers/promises'
import { DATABASES } from '../support/database.js'
import { type Embedding, startEmbedding } from '../support/embedding.js'
import { accountOf, keep, storedTokensOf } from '../support/stored-tokens.js'
import { type Faults, startProvider } from '../support/provider/index.js'
import { backendAt } from '../support/site.js'
import type { Visitor } from '../support/visitor.js'
import { useSite, useSites } from '../support/use-site.js'

const startSite = useSites()

describe.each(DATABASES)('a valid access token for an account, on %s', (database) => {
  const { site, op, clock } = useSite({ database })
  let other: Embedding

  beforeAll(async () => {
    other = await startEmbedding(site, op)
  })

  afterAll(async () => {
    await other.kill()
  })

  beforeEach(() => {
    site.logged.length = 0
  })

  let people = 0
  async function signedIn(): Promise<{ visitor: Visitor; id: string; sub: string }> {
    const sub = `person-${(people += 1)}`
    op.person({ sub, preferred_username: sub })
    const visitor = site.visitor()
    await visitor.signIn('acme')
    const { id } = await accountOf(site, sub)
    op.counts.token = 0
    return { visitor, id, sub }
  }
  async function expired(): Promise<{ visitor: Visitor; id: string; sub: string }> {
    const person = await signedIn()
    await keep(site, person.id, { expiresAt: new Date(Date.now() - 1000) })
    return person
  }
  const ask = (id: string, rejectedToken?: string) =>
    site.providerTokens.accessToken(id, rejectedToken === undefined ? {} : { rejectedToken })

  test('a valid one is returned at once: one statement, and no request to the provider', async () => {
    const { id } = await signedIn()
    site.statements.length = 0
    const result = await ask(id)
    expect(result).toMatchObject({ ok: true, accessToken: (await storedTokensOf(site, id)).accessToken })
    expect(result).toMatchObject({ scope: 'openid email profile' })
    expect(site.statements.filter((sql) => !/^(BEGIN|COMMIT)/.test(sql)).length).toBeLessThanOrEqual(2)
    expect(op.counts.token).toBe(0)
  })

  test.each([20, 50])(
    'R11: %i callers on two processes cause one refresh, and all succeed',
    async (callers) => {
      const { id } = await expired()
      op.misbehave({ at: { token: { delayMs: 150 } } })
      const [here, there] = await Promise.all([
        Promise.all(Array.from({ length: callers / 2 }, () => ask(id))),
        other.ask(id, callers / 2),
      ])
      const tokens = [...here, ...there].map((result) => (result.ok ? result.accessToken : result.reason))
      const { accessToken, refreshToken } = await storedTokensOf(site, id)
      expect(tokens).toEqual(Array(callers).fill(accessToken))
      expect(op.counts.token).toBe(1)
      expect(op.refreshTokens.find(refreshToken)?.revoked).toBe(false)
      await keep(site, id, { expiresAt: new Date(0) })
      expect(await ask(id)).toMatchObject({ ok: true })
      expect(op.counts.token).toBe(2)
    },
  )

  test('a refresh token that is not replaced stays, and so do scope and ID Token', async () => {
    const { id } = await expired()
    const before = await storedTokensOf(site, id)
    op.misbehave({ tokenResponse: ({ access_token, token_type }) => ({ access_token, token_type }) })
    expect(await ask(id)).toMatchObject({ ok: true, expiresAt: null, scope: 'openid email profile' })
    const { refreshToken, idToken, accessToken } = await storedTokensOf(site, id)
    expect({ refreshToken, idToken }).toEqual({
      refreshToken: before.refreshToken,
      idToken: before.idToken,
    })
    expect(accessToken).not.toBe(before.accessToken)
  })

  test.each<[string, Readonly<Record<string, unknown>>]>([
    ['an access token that no header can carry', { access_token: 'a b' }],
    ['an access token with a line break', { access_token: 'a\r\nx: y' }],
    ['an access token that is a number', { access_token: 5 }],
    ['tokens of another type', { token_type: 'DPoP' }],
    ['tokens without a type', { token_type: undefined }],
  ])('C32: nothing is stored of a refresh that returns %s', async (_what, members) => {
    const { id } = await expired()
    const before = await storedTokensOf(site, id)
    op.misbehave({ tokenResponse: (honest) => ({ ...honest, ...members }) })
    expect(await ask(id)).toMatchObject({ ok: false, reason: 'provider_unavailable' })
    expect(await storedTokensOf(site, id)).toEqual(before)
    expect(site.logged.join('')).toContain('the refresh: ')
  })

  const refusal = (status: number, body: object): Faults => ({
    at: { token: { status, contentType: 'application/json', body: JSON.stringify(body) } },
  })

  test.each<[string, Faults]>([
    ['Slack', refusal(200, { ok: false, error: 'invalid_refresh_token' })],
    ['Slack, later', refusal(200, { ok: false, error: 'token_expired' })],
    ['Twitch', refusal(400, { status: 400, message: 'Invalid refresh token' })],
    [
      'Atlassian',
      refusal(403, { error: 'unauthorized_client', error_description: 'refresh_token is invalid' }),
    ],
    ['a server of its own spelling', refusal(400, { error: 'INVALID_GRANT' })],
  ])('a refresh token that is refused with %s is given up', async (_provider, faults) => {
    const { id } = await expired()
    op.misbehave(faults)
    expect(await ask(id)).toMatchObject({ ok: false, reason: 'reconnect_needed' })
    expect(await storedTokensOf(site, id)).toMatchObject({ refreshToken: null, refused: true })
  })

  test.each<[string, Faults]>([
    [
      'a wrong client secret',
      refusal(401, { error: 'invalid_client', error_description: 'The refresh token is of another client' }),
    ],
    ['a limit', refusal(429, { error: 'too_many', error_description: 'Too many refresh token requests' })],
    ['a fault of the server', refusal(500, { error: 'invalid_grant' })],
    ['a redirect', { at: { token: { redirectTo: 'https://elsewhere.example/token' } } }],
  ])('a refresh that fails for %s costs no refresh token', async (_what, faults) => {
    const { id } = await expired()
    const before = await storedTokensOf(site, id)
    op.misbehave(faults)
    expect(await ask(id)).toMatchObject({ ok: false, reason: 'provider_unavailable' })
    expect(await storedTokensOf(site, id)).toEqual(before)
  })

  test.each<[string, Faults]>([
    ['an empty ID Token', { tokenResponse: (honest) => ({ ...honest, id_token: '' }) }],
    ['null for the ID Token', { tokenResponse: (honest) => ({ ...honest, id_token: null }) }],
    ['an empty refresh token', { tokenResponse: (honest) => ({ ...honest, refresh_token: '' }) }],
    ['a scope as a list', { tokenResponse: (honest) => ({ ...honest, scope: ['openid'] }) }],
    ['status 201', { at: { token: { status: 201 } } }],
    ['gzip', { at: { token: { codings: ['gzip'] } } }],
    ['a byte order mark', { at: { token: { bom: true } } }],
    ['a form', { tokenAs: 'form' }],
  ])('a refresh whose response has %s returns tokens', async (_what, faults) => {
    const { id } = await expired()
    op.misbehave(faults)
    expect(await ask(id)).toMatchObject({ ok: true })
    expect((await storedTokensOf(site, id)).refreshToken).toEqual(expect.any(String))
  })

  test('C31: one of unknown lifetime is valid until the program reports that it is not', async () => {
    const { id } = await signedIn()
    await keep(site, id, { expiresAt: null })
    const first = await ask(id)
    if (!first.ok) throw new Error(first.reason)
    const results = await Promise.all([ask(id, first.accessToken), ask(id, first.accessToken)])
    expect(op.counts.token).toBe(1)
    expect(results[0]).toMatchObject({ ok: true })
    expect(results[0]).not.toMatchObject({ accessToken: first.accessToken })
    expect(await ask(id, first.accessToken)).toEqual(results[0])
    expect(op.counts.token).toBe(1)
  })

  test('one that is valid for seconds only is not refreshed at every call', async () => {
    const { id } = await expired()
    op.accessTokenLifetime = 20
    const first = await ask(id)
    expect(await ask(id)).toEqual(first)
    expect(op.counts.token).toBe(1)
    clock.aheadMs = 16_000
    expect(await ask(id)).toMatchObject({ ok: true })
    expect(op.counts.token).toBe(2)
    op.accessTokenLifetime = 3600
  })

  test('R14: the lock of a process that died expires, and the process that waits continues', async () => {
    const { id } = await expired()
    const data = { leaseHolder: 'a process that is no more', leaseUntil: new Date(Date.now() + 500) }
    await site.rows.account.update({ where: { id }, data })
    const began = performance.now()
    expect(await ask(id)).toMatchObject({ ok: true })
    expect(performance.now() - began).toBeGreaterThan(400)
    expect(op.counts.token).toBe(1)
  })

  test('a sign-in during the refresh wins: its tokens are stored, and returned', async () => {
    const { id, visitor, sub } = await expired()
    op.misbehave({ at: { token: (request) => (request === 1 ? { delayMs: 400 } : undefined) } })
    const asked = ask(id)
    while (op.counts.token === 0) await sleep(10)
    op.person({ sub, preferred_username: sub })
    await visitor.signIn('acme')
    const { accessToken, refreshToken } = await storedTokensOf(site, id)
    expect(await asked).toMatchObject({ ok: true, accessToken })
    expect(await storedTokensOf(site, id)).toMatchObject({ accessToken, refreshToken })
  })

  test('a sign-in without a refresh token leaves the stored one', async () => {
    const { id, visitor, sub } = await signedIn()
    const { refreshToken, accessToken } = await storedTokensOf(site, id)
    op.person({ sub, preferred_username: sub })
    op.misbehave({ tokenResponse: (response) => ({ ...response, refresh_token: undefined }) })
    site.statements.length = 0
    await visitor.signIn('acme')
    const after = await storedTokensOf(site, id)
    expect(after.refreshToken).toBe(refreshToken)
    expect(after.accessToken).not.toBe(accessToken)
  })

  test('R13: after invalid_grant only a new sign-in helps; that is reported once, and the provider is not asked again', async () => {
    const { id, visitor, sub } = await expired()
    const before = await storedTokensOf(site, id)
    op.refreshTokens.void(before.refreshToken)
    expect(await visitor.ask('/account').then(({ body }) => body)).not.toContain('Reconnect')
    const failed = { ok: false, reason: 'reconnect_needed', retryAt: null }
    expect(await ask(id)).toEqual(failed)
    expect(await ask(id)).toEqual(failed)
    expect(await other.ask(id)).toEqual([failed])
    expect(op.counts.token).toBe(1)
    expect(site.logged.filter((line) => line.includes('needs a new sign-in'))).toHaveLength(1)
    expect(site.logged.join('')).not.toContain(before.refreshToken)
    const page = await visitor.ask('/account')
    expect(page.body).toContain('Reconnect')
    op.person({ sub, preferred_username: sub })
    await visitor.open('/connect/acme', { form: { _csrf: await visitor.csrf() } })
    expect(await ask(id)).toMatchObject({ ok: true })
    expect((await visitor.ask('/account')).body).not.toContain('Reconnect')
  })

  test.each([
    ['answers 500', { status: 500 }],
    ['breaks off', { reset: 'before' }],
    ['knows us not', { status: 401, contentType: 'application/json', body: '{"error":"invalid_client"}' }],
  ] as const)('R13: a provider that %s is not asked for a while, and then asked again', async (_, fault) => {
    const { id } = await expired()
    const before = await storedTokensOf(site, id)
    op.misbehave({ at: { token: { ...fault } } })
    const results = [await ask(id), await ask(id), ...(await other.ask(id, 5))]
    expect(results).toMatchObject(Array(7).fill({ ok: false, reason: 'provider_unavailable' }))
    expect(op.counts.token).toBe(1)
    expect(await storedTokensOf(site, id)).toEqual(before)
    op.behave()
    clock.aheadMs = 61_000
    expect(await ask(id)).toMatchObject({ ok: true })
    expect(op.counts.token).toBe(2)
  })

  test('R13: one that is about to expire is returned while the provider is down', async () => {
    const { id } = await signedIn()
    await keep(site, id, { expiresAt: new Date(Date.now() + 30_000), obtainedAt: null })
    op.misbehave({ at: { token: { status: 503 } } })
    const { accessToken } = await storedTokensOf(site, id)
    expect(await ask(id)).toMatchObject({ ok: true, accessToken })
    expect(op.counts.token).toBe(1)
  })

  test.each([
    ['C28', 'of another issuer', { iss: 'https://other.example' }],
    ['C29', 'about another person', { sub: 'somebody-else' }],
    ['C28', 'for another client', { aud: 'another-client' }],
    ['C28', 'with another nonce', { nonce: 'never sent' }],
  ])('%s: an ID Token %s: nothing of the response is stored', async (name, _, changes) => {
    const { id, visitor } = await expired()
    const before = await storedTokensOf(site, id)
    op.misbehave({
      idTokenClaims: (claims, grant) => ({ ...claims, ...(grant === 'refresh_token' && changes) }),
    })
    expect(await ask(id)).toMatchObject({ ok: false, reason: 'reconnect_needed' })
    const { accessToken, refreshToken } = await storedTokensOf(site, id)
    expect({ accessToken, refreshToken }).toEqual({ accessToken: before.accessToken, refreshToken: null })
    expect(await ask(id)).toMatchObject({ ok: false, reason: 'reconnect_needed' })
    expect(op.counts.token).toBe(1)
    expect(await visitor.isSignedIn()).toBe(name !== 'C29')
  })

  test('C28: an ID Token that the provider has not signed: nothing of the response is stored', async () => {
    const { id } = await expired()
    const before = await storedTokensOf(site, id)
    op.misbehave({ sign: 'alien-key' })
    expect(await ask(id)).toMatchObject({ ok: false, reason: 'reconnect_needed' })
    expect((await storedTokensOf(site, id)).accessToken).toBe(before.accessToken)
  })

  test('C29: new tokens without an ID Token belong to the user whom UserInfo names', async () => {
    const [same, swapped] = [await expired(), await expired()]
    op.misbehave({ omitIdToken: true })
    expect(await ask(same.id)).toMatchObject({ ok: true })
    expect(op.counts.userinfo).toBeGreaterThan(0)
    const alien = await op.accessToken({ person: { sub: 'somebody-else' } })
    op.misbehave({ tokenResponse: (response) => ({ ...response, access_token: alien }) })
    expect(await ask(swapped.id)).toMatchObject({ ok: false, reason: 'reconnect_needed' })
    expect((await storedTokensOf(site, swapped.id)).accessToken).not.toBe(alien)
    expect([await same.visitor.isSignedIn(), await swapped.visitor.isSignedIn()]).toEqual([true, false])
  })

  test('C29: sessions that another account of the same user has opened continue', async () => {
    const { id, visitor } = await expired()
    const account = await site.rows.account.findUniqueOrThrow({ where: { id } })
    const elsewhere = await signedIn()
    await site.rows.account.update({ where: { id: elsewhere.id }, data: { userId: account.userId } })
    await site.rows.session.updateMany({
      where: { accountId: elsewhere.id },
      data: { userId: account.userId },
    })
    op.misbehave({ idTokenClaims: (claims) => ({ ...claims, sub: 'somebody-else' }) })
    expect(await ask(id)).toMatchObject({ ok: false })
    expect([await visitor.isSignedIn(), await elsewhere.visitor.isSignedIn()]).toEqual([false, true])
  })

  test('S217: tokens are encrypted, and do not decrypt in another row', async () => {
    const [one, two] = [await signedIn(), await signedIn()]
    const { tokens } = await site.rows.account.findUniqueOrThrow({ where: { id: one.id } })
    const kept = await storedTokensOf(site, one.id)
    const bytes = Buffer.from(tokens ?? []).toString('latin1')
    for (const secret of [kept.accessToken, kept.refreshToken, kept.idToken])
      expect(bytes).not.toContain(secret)
    await site.rows.account.update({ where: { id: two.id }, data: { tokens } })
    expect(await ask(two.id)).toEqual({ ok: false, reason: 'reconnect_needed', retryAt: null })
    expect(site.logged.join('')).toContain('none of ENCRYPTION_KEYS decrypts them')
  })

  test('there is none for an account that does not exist, of a disabled user, or without tokens', async () => {
    const { id } = await signedIn()
    expect(await ask('nobody')).toMatchObject({ ok: false, reason: 'unknown_account' })
    const { userId } = await site.rows.account.findUniqueOrThrow({ where: { id } })
    await site.rows.user.update({ where: { id: userId }, data: { active: false } })
    expect(await ask(id)).toMatchObject({ ok: false, reason: 'user_disabled' })
    await site.rows.user.update({ where: { id: userId }, data: { active: true } })
    await site.rows.account.update({ where: { id }, data: { backend: 'gone' } })
    expect(await ask(id)).toMatchObject({ ok: true })
    await keep(site, id, { expiresAt: new Date(0) })
    expect(await ask(id)).toMatchObject({ ok: false, reason: 'unknown_backend' })
    await site.rows.account.update({ where: { id }, data: { tokens: null } })
    expect(await ask(id)).toMatchObject({ ok: false, reason: 'no_tokens' })
  })

  test('tokens are never sent to another issuer than the one that issued them', async () => {
    const { id } = await expired()
    await site.rows.account.update({ where: { id }, data: { issuer: 'https://before.example' } })
    expect(await ask(id)).toMatchObject({ ok: false, reason: 'reconnect_needed' })
    expect(op.counts.token).toBe(0)
  })

  test('an account that is disconnected during the refresh has no tokens, and the new ones are revoked', async () => {
    const { id } = await expired()
    op.misbehave({ at: { token: { delayMs: 300 } } })
    const asked = ask(id)
    while (op.counts.token === 0) await sleep(10)
    await site.rows.account.delete({ where: { id } })
    expect(await asked).toMatchObject({ ok: false, reason: 'unknown_account' })
    expect(op.counts.revoke).toBe(1)
  })

  test('R14: a process killed in the middle of a refresh holds others up for half a minute at most', async () => {
    const { id } = await expired()
    op.misbehave({ at: { token: { delayMs: 60_000 } } })
    other.ask(id).catch(() => undefined)
    while (op.counts.token === 0) await sleep(10)
    await other.kill()
    op.behave()
    clock.aheadMs = 31_000
    expect(await ask(id)).toMatchObject({ ok: true })
    expect(op.counts.token).toBe(2)
  })
})

test('C29: where sessions are in the cookies, a refresh that belongs to another person ends them, too', async () => {
  const provider = await startProvider()
  const op = provider.alias('acme')
  const env = { ALLOW_INSECURE_ISSUERS: 'true', SESSION_STORE: 'cookie' }
  const site = await startSite({ database: 'sqlite', backends: { acme: backendAt(op) }, env })
  try {
    op.person({ sub: 'swapped' })
    const visitor = site.visitor()
    await visitor.signIn('acme')
    const { id } = await accountOf(site, 'swapped')
    await keep(site, id, { expiresAt: new Date(0) })
    op.misbehave({ idTokenClaims: (claims) => ({ ...claims, sub: 'somebody-else' }) })
    expect(await site.providerTokens.accessToken(id)).toMatchObject({ ok: false })
    expect(await visitor.isSignedIn()).toBe(false)
  } finally {
    await site.close()
    await provider.close()
  }
})
