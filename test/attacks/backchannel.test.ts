import { DATABASES } from '../support/database.js'
import { decide, DeviceAt } from '../support/device.js'
import { openLive } from '../support/live.js'
import { type Claims } from '../support/provider/index.js'
import { backendAt, type Site } from '../support/site.js'
import type { Answer, Visitor } from '../support/visitor.js'
import { useSite } from '../support/use-site.js'

const SESSION = 'portcullis'
const DAY_MS = 86_400_000
const HERE = '/logout/backchannel/acme'

const STORES = DATABASES.flatMap((database) =>
  (['database', 'cookie'] as const).map((store) => [database, store] as const),
)

describe.each(STORES)('logout by the provider, users on %s, sessions in the %s', (database, store) => {
  const { site, provider, op, clock, startAnother } = useSite({
    database,
    env: { SESSION_STORE: store },
    backends: ({ op, provider }) => ({
      acme: backendAt(op, { frontChannelLogout: true }),
      other: backendAt(provider.alias('other'), { label: 'Other' }),
      asking: backendAt(op, { requireEmail: true, frontChannelLogout: true }),
    }),
  })
  const other = provider.alias('other')
  let there: Site
  const keeps = store === 'database'

  beforeAll(async () => {
    there = await startAnother()
  })

  /** Somebody who has signed in, and what the provider calls its session with them. */
  async function signedIn(sub: string, at = op): Promise<{ visitor: Visitor; sid: string }> {
    at.person({ sub })
    const visitor = site.visitor()
    await visitor.signIn(at.name)
    expect(await visitor.isSignedIn()).toBe(true)
    return { visitor, sid: at.signedIn?.sid ?? '' }
  }

  /** As the provider's own server sends it: without a browser. */
  const send = (token: string, to = site, path = HERE): Promise<Answer> =>
    to.visitor().ask(path, { form: { logout_token: token } })

  async function refused(token: string): Promise<string> {
    const answer = await send(token)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      400,
      'application/json; charset=utf-8',
    ])
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.headers.getSetCookie()).toEqual([])
    expect(answer.body).toContain('"error":"invalid_request"')
    return answer.body
  }

  describe('S306: what would become a session ends, too', () => {
    /** The path of a sign-in that waits for an address, and what the provider calls its session. */
    async function paused(sub: string) {
      op.person({ sub, email: undefined })
      const visitor = site.visitor()
      const page = await visitor.signIn('asking')
      expect(page.body).toContain('name="email"')
      return { visitor, path: new URL(page.url).pathname, sid: op.signedIn?.sid ?? '' }
    }
    const waits = async ({ visitor, path }: { visitor: Visitor; path: string }) =>
      (await visitor.ask(path)).status === 200
    const ASKING = '/logout/backchannel/asking'

    test.each([
      ['sub', (sub: string) => ({ sub, sid: undefined })],
      ['sid', (_: string, sid: string) => ({ sub: undefined, sid })],
      ['both', (sub: string, sid: string) => ({ sub, sid })],
    ])('a sign-in that waits for an answer, named by %s', async (name, claims) => {
      const sub = `s306-${name}`
      const bystander = await paused(`${sub}-bystander`)
      const waiting = await paused(sub)
      expect(await waits(waiting)).toBe(true)
      const answer = await send(await op.logoutToken(claims(sub, waiting.sid)), site, ASKING)
      expect(answer.status).toBe(200)
      expect([await waits(waiting), await waits(bystander)]).toEqual([false, true])
    })

    test('a sign-in that waits, by the front channel', async () => {
      const waiting = await paused('s306-front')
      const query = new URLSearchParams({ iss: op.issuer, sid: waiting.sid }).toString()
      await site.visitor().ask(`/logout/frontchannel/asking?${query}`)
      expect(await waits(waiting)).toBe(false)
    })

    test('the provider of another backend ends nothing here', async () => {
      const waiting = await paused('s306-elsewhere')
      await send(await op.logoutToken({ sub: 's306-elsewhere', sid: waiting.sid }))
      expect(await waits(waiting)).toBe(true)
    })

    test('a device that was approved, and has not got its session yet', async () => {
      const device = new DeviceAt(site)
      const bystander = await signedIn('s306-device-bystander')
      const others = await device.start()
      await decide(bystander.visitor, others.user_code)
      const { visitor } = await signedIn('s306-device')
      const { device_code, user_code } = await device.start()
      await decide(visitor, user_code)
      await send(await op.logoutToken({ sub: 's306-device', sid: undefined }))
      expect(await device.polled(device_code)).toBe('access_denied')
      // A device is a place of its own: the end of one session at the provider leaves it alone.
      const again = await signedIn('s306-device')
      const second = await device.start()
      await decide(again.visitor, second.user_code)
      await send(await op.logoutToken({ sub: 's306-device', sid: again.sid }))
      expect(await device.polled(second.device_code)).toBe('token')
      expect(await device.polled(others.device_code)).toBe('token')
    })
  })

  const seconds = (more = 0) => Math.floor(Date.now() / 1000) + more

  test('a provider that was removed from the settings can still end the sessions that it opened', async () => {
    const rest = { other: backendAt(other, { label: 'Other' }) }
    const { visitor, sid } = await signedIn('removed')
    const later = await startAnother({ backends: rest })
    const copy = later.visitor()
    copy.setCookie(SESSION, visitor.cookie(SESSION) ?? '')
    expect(await copy.isSignedIn()).toBe(true)
    expect((await later.visitor().ask('/login/acme')).status).toBe(404)
    expect((await copy.ask('/forward-auth?backend=acme')).status).toBe(403)
    expect((await send('no.logout.token', later)).status).toBe(400)
    expect((await send(await op.logoutToken({ sub: 'removed', sid }), later)).status).toBe(200)
    expect(await copy.isSignedIn()).toBe(false)
    const stored = await site.rows.knownBackend.findUniqueOrThrow({ where: { name: 'acme' } })
    expect(stored.definition).toContain(op.issuer)
    expect(stored.definition).not.toContain(op.clientSecret)
  })

  test('S184, S185: a token that one process accepts ends the session on every process at once, and its sockets', async () => {
    const { visitor, sid } = await signedIn('s185')
    const copy = there.visitor()
    copy.setCookie(SESSION, visitor.cookie(SESSION) ?? '')
    const bystander = await signedIn('s185-bystander')
    const pages = [(await openLive(site, visitor)).page, (await openLive(there, copy)).page]
    op.person({ sub: 's185' })
    const answer = await send(await op.logoutToken({ sub: 's185', sid }))
    expect([answer.status, answer.body, answer.headers.get('cache-control')]).toEqual([200, '', 'no-store'])
    expect(answer.headers.getSetCookie()).toEqual([])
    for (const each of [visitor, copy]) expect(await each.isSignedIn()).toBe(false)
    for (const page of pages) expect((await page.closed).code).toBe(4001)
    expect(await bystander.visitor.isSignedIn()).toBe(true)
  })

  const EVENT = 'http://schemas.openid.net/event/backchannel-logout'

  const FAULTS: readonly (readonly [string, () => Promise<string>])[] = [
    ['C52: alg none', () => op.logoutToken({}, { sign: 'none' })],
    ['C53: another algorithm than the one agreed for ID Tokens', () => op.logoutToken({}, { sign: 'PS256' })],
    ['C53: a MAC with the client secret', () => op.logoutToken({}, { sign: 'HS256-secret' })],
    ['a key that is not the provider’s', () => op.logoutToken({}, { sign: 'alien-key' })],
    ['an altered signature', () => op.logoutToken({}, { sign: 'altered' })],
    ['C55: events without the member', () => op.logoutToken({ events: { 'http://other.example': {} } })],
    ['C55: no events', () => op.logoutToken({ events: undefined })],
    ['C55: an event that is no object', () => op.logoutToken({ events: { [EVENT]: 'yes' } })],
    ['C55: an event that is a list of something', () => op.logoutToken({ events: { [EVENT]: ['x'] } })],
    ['C56: a nonce', () => op.logoutToken({ nonce: 'n' })],
    ['C58: another iss', () => op.logoutToken({ iss: other.issuer })],
    ['another aud', () => op.logoutToken({ aud: 'somebody-else' })],
    ['S179: exp passed', () => op.logoutToken({ exp: seconds(-60) })],
    ['S179: no exp, and iat three minutes ago', () => op.logoutToken({ exp: undefined, iat: seconds(-180) })],
    ['S179: neither exp nor iat', () => op.logoutToken({ exp: undefined, iat: undefined })],
    ['S179: an exp that is text', () => op.logoutToken({ exp: 'soon' })],
    ['S179: iat ten minutes ago', () => op.logoutToken({ iat: seconds(-600) })],
    ['S179: iat in the future', () => op.logoutToken({ iat: seconds(120) })],
    ['S179: no jti', () => op.logoutToken({ jti: undefined })],
    ['S179: an empty jti', () => op.logoutToken({ jti: '' })],
    ['S179: a jti that is a number', () => op.logoutToken({ jti: 7 })],
    ['S179: a jti of 2000 characters', () => op.logoutToken({ jti: 'x'.repeat(2000) })],
    ['S179: neither sub nor sid', () => op.logoutToken({ sub: undefined, sid: undefined })],
    ['a sid that is a number', () => op.logoutToken({ sid: 7 })],
    ['an empty sub', () => op.logoutToken({ sub: '' })],
    ['S181: typ at+jwt', () => op.logoutToken({}, { header: (header) => ({ ...header, typ: 'at+jwt' }) })],
    ['crit', () => op.logoutToken({}, { header: (header) => ({ ...header, crit: ['x'], x: 1 }) })],
    ['an ID Token', () => Promise.resolve(op.idTokens.at(-1) ?? '')],
    ['an access token', () => op.accessToken({ format: 'jwt' })],
  ]

  test('C52, C53, C55, C56, C58, S179, S181: a token with any single error is a 400 that names it, and ends nothing', async () => {
    const { visitor } = await signedIn('faults')
    for (const [fault, make] of FAULTS) {
      expect([fault, await refused(await make())]).toEqual([
        fault,
        expect.stringMatching(/the logout token: /),
      ])
    }
    expect(await visitor.isSignedIn()).toBe(true)
  })

  test.each([
    ['logout+jwt', (header: Claims) => header],
    ['application/logout+jwt', (header: Claims) => ({ ...header, typ: 'application/logout+jwt' })],
    ['JWT', (header: Claims) => ({ ...header, typ: 'JWT' })],
    ['nothing', (header: Claims) => ({ ...header, typ: undefined })],
  ])('S181: typ of %s is accepted', async (_typ, header) => {
    const { visitor } = await signedIn('s181')
    expect((await send(await op.logoutToken({}, { header }))).status).toBe(200)
    expect(await visitor.isSignedIn()).toBe(false)
  })

  test.each<[string, () => Claims]>([
    ['null for what it need not have', () => ({ sid: null, nonce: null, azp: null, nbf: null, acr: null })],
    ['a list of audiences with us in it', () => ({ aud: [op.clientId, 'another'] })],
    ['an empty list for the event, as PHP has it', () => ({ events: { [EVENT]: [] } })],
    ['words about the event', () => ({ events: { [EVENT]: { reason: 'admin' }, 'x:y': null } })],
    ['claims of the wrong type that nobody reads', () => ({ toe: 'x', trace_id: {}, auth_time: 'x' })],
  ])('a token with %s is accepted', async (_what, claims) => {
    const { visitor } = await signedIn('deviations')
    expect((await send(await op.logoutToken(claims()))).status).toBe(200)
    expect(await visitor.isSignedIn()).toBe(false)
  })

  test('a token without exp, as in earlier drafts, is accepted while it is young, and once', async () => {
    const { visitor } = await signedIn('draft')
    const token = await op.logoutToken({ exp: undefined, sid: undefined })
    expect((await send(token)).status).toBe(200)
    expect(await visitor.isSignedIn()).toBe(false)
    // It is remembered for as long as it could be repeated.
    const repeatable = new Date(Date.now() + clock.aheadMs + 290_000)
    expect(await site.rows.nonce.count({ where: { expiresAt: { gt: repeatable } } })).toBeGreaterThan(0)
    await visitor.signIn('acme')
    await send(token)
    expect(await visitor.isSignedIn()).toBe(true)
  })

  test('S176: a request of another form is refused at once, without a cookie, and a token of an unknown issuer fetches no keys', async () => {
    const token = await op.logoutToken()
    const stranger = await op.logoutToken({ iss: 'https://unknown.example' }, { sign: 'alien-key' })
    const visitor = site.visitor()
    const type = (value: string) => ({ headers: { 'content-type': value } })
    const FORM = 'application/x-www-form-urlencoded'
    op.counts.jwks = 0
    op.counts.discovery = 0
    const asked: readonly (readonly [number, Answer])[] = [
      [405, await visitor.ask(HERE)],
      [400, await visitor.ask(HERE, { method: 'POST' })],
      [400, await visitor.ask(HERE, { body: '', ...type(FORM) })],
      [
        400,
        await visitor.ask(HERE, {
          body: JSON.stringify({ logout_token: token }),
          ...type('application/json'),
        }),
      ],
      [400, await visitor.ask(HERE, { body: `logout_token=${token}&logout_token=${token}`, ...type(FORM) })],
      [413, await visitor.ask(HERE, { body: `logout_token=${'x'.repeat(1_000_000)}`, ...type(FORM) })],
      [400, await visitor.ask(HERE, { form: { logout_token: 'x'.repeat(20_000) } })],
      [400, await visitor.ask(HERE, { form: { logout_token: stranger } })],
      [400, await visitor.ask(HERE, { form: { logout_token: 'a.b.c' } })],
      [404, await visitor.ask('/logout/backchannel/nobody', { form: { logout_token: token } })],
    ]
    for (const [status, answer] of asked) {
      expect([status, answer.status, answer.body.slice(0, 9)]).toEqual([status, status, '{"error":'])
      expect(answer.headers.getSetCookie()).toEqual([])
    }
    expect([op.counts.jwks, op.counts.discovery]).toEqual([0, 0])
  })

  test('a flood of invalid tokens costs no statements but those of a few events, and keys are fetched a few times only', async () => {
    await signedIn('flood')
    op.counts.jwks = 0
    site.statements.length = 0
    const tokens = await Promise.all(
      Array.from({ length: 150 }, () => op.logoutToken({}, { sign: 'alien-key' })),
    )
    await Promise.all(tokens.map((token) => send(token)))
    expect(op.counts.jwks).toBeLessThanOrEqual(6)
    expect(site.statements.filter((sql) => !/INSERT INTO .*"Event"|^BEGIN|^COMMIT/.test(sql))).toEqual([])
    // Of one network, 60 failures in a row are traced, and then one every two seconds.
    expect(await site.rows.event.count({ where: { kind: 'logout-refused' } })).toBeLessThan(110)
  })

  test('S178: a sid alone ends that session, a sub alone all sessions of that account, and no other sessions', async () => {
    const [first, second, third] = [await signedIn('s178'), await signedIn('s178'), await signedIn('s178')]
    const [foreign, stranger] = [await signedIn('s178', other), await signedIn('s178-stranger')]
    await send(await op.logoutToken({ sub: undefined, sid: first.sid }))
    expect(await Promise.all([first, second, third].map(({ visitor }) => visitor.isSignedIn()))).toEqual([
      false,
      true,
      true,
    ])
    await send(await op.logoutToken({ sub: 's178', sid: undefined }))
    for (const { visitor } of [second, third]) expect(await visitor.isSignedIn()).toBe(false)
    for (const { visitor } of [foreign, stranger]) expect(await visitor.isSignedIn()).toBe(true)
  })

  test('S178: a sid with the sub of another account ends nothing; where sessions can be looked up, the response is a 400', async () => {
    const mine = await signedIn('s178-mine')
    await signedIn('s178-other')
    const answer = await send(await op.logoutToken({ sub: 's178-other', sid: mine.sid }))
    expect(answer.status).toBe(keeps ? 400 : 200)
    expect(await mine.visitor.isSignedIn()).toBe(true)
    // Another client of the same site cannot end it either: the sid is of one provider.
    expect(
      (
        await send(
          await other.logoutToken({ sub: undefined, sid: mine.sid }),
          site,
          '/logout/backchannel/other',
        )
      ).status,
    ).toBe(200)
    expect(await mine.visitor.isSignedIn()).toBe(true)
  })

  test('S179: a token is accepted once; a repeated or an old one leaves newer sessions alone', async () => {
    const { visitor } = await signedIn('s179')
    const token = await op.logoutToken({ sub: 's179', sid: undefined })
    const old = await op.logoutToken({ sub: 's179', sid: undefined, iat: seconds(-120) })
    expect((await send(token)).status).toBe(200)
    expect(await visitor.isSignedIn()).toBe(false)
    // The clock of the provider may differ by half a minute.
    clock.aheadMs = 45_000
    const again = await signedIn('s179')
    for (const at of [site, there]) expect((await send(token, at)).status).toBe(200)
    expect((await send(old, there)).status).toBe(200)
    expect(await again.visitor.isSignedIn()).toBe(true)
  })

  test('S182: an unknown sid is a 200, and so is an unknown sub', async () => {
    expect((await send(await op.logoutToken({ sub: undefined, sid: 'nobody has this' }))).status).toBe(200)
    expect((await send(await op.logoutToken({ sub: 'nobody', sid: undefined }))).status).toBe(200)
  })

  test('a session that was renewed, or had another account connected to it, still ends with its provider’s', async () => {
    const { visitor, sid } = await signedIn('renewed')
    other.person({ sub: 'renewed-other' })
    await visitor.open('/connect/other', { form: { _csrf: await visitor.csrf() } })
    expect(await visitor.isSignedIn()).toBe(true)
    await send(await op.logoutToken({ sub: 'renewed', sid }))
    expect(await visitor.isSignedIn()).toBe(false)
  })

  test('R17: a logout here and by the provider at once are both fine', async () => {
    const { visitor, sid } = await signedIn('r17')
    const form = { _csrf: await visitor.csrf() }
    const tokens = await Promise.all([1, 2, 3].map(() => op.logoutToken({ sub: 'r17', sid })))
    const answers = await Promise.all([
      visitor.ask('/logout', { form }),
      visitor.clone().ask('/logout', { form }),
      ...tokens.map((token, index) => send(token, index % 2 ? site : there)),
    ])
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 200, 200, 200])
    expect(await visitor.isSignedIn()).toBe(false)
  })

  test('C59: a frame of the provider with iss and sid ends that session, without any cookie; others stay', async () => {
    const [mine, second] = [await signedIn('c59'), await signedIn('c59')]
    const frame = (iss: string, sid: string, path = 'acme') =>
      site.visitor().ask(`/logout/frontchannel/${path}?${new URLSearchParams({ iss, sid }).toString()}`, {
        headers: { 'sec-fetch-dest': 'iframe', 'sec-fetch-site': 'cross-site' },
      })
    const wrong = [
      await frame(other.issuer, mine.sid),
      await frame(op.issuer, 'no such sid'),
      await frame('', ''),
    ]
    expect(await mine.visitor.isSignedIn()).toBe(true)
    const right = await frame(op.issuer, mine.sid)
    for (const { status, body, headers } of [...wrong, right]) {
      expect([status, body, headers.getSetCookie()]).toEqual([200, '', []])
      expect(headers.get('content-security-policy')).toContain(`frame-ancestors ${new URL(op.issuer).origin}`)
      expect(headers.get('x-frame-options')).toBeNull()
      expect(headers.get('cache-control')).toBe('no-store')
    }
    expect(await mine.visitor.isSignedIn()).toBe(false)
    expect(await second.visitor.isSignedIn()).toBe(true)
    expect((await frame(other.issuer, 'x', 'other')).status).toBe(404)
  })

  test('C59: frames with a made-up sid fill no table: where ends are tombstones, one network has 2000 a day', async () => {
    const [first, second] = [await signedIn('c59-first'), await signedIn('c59-second')]
    const frame = (sid: string) =>
      site
        .visitor()
        .ask(`/logout/frontchannel/acme?${new URLSearchParams({ iss: op.issuer, sid }).toString()}`)
    // No session lasts so long, so that these are tombstones of ends at a provider.
    const tombstones = () =>
      site.rows.nonce.count({ where: { expiresAt: { gt: new Date(Date.now() + 9e9) } } })
    // Two days without frames, so that every counter begins anew; then the day's are used up but for one.
    clock.aheadMs = 2 * DAY_MS
    const before = await tombstones()
    expect((await frame('made up')).status).toBe(200)
    expect((await tombstones()) - before).toBe(keeps ? 0 : 1)
    const ofDay = { resetsAt: { gt: new Date(Date.now() + clock.aheadMs + 3_600_000) }, count: 1 }
    const { count } = await site.rows.limit.updateMany({ where: ofDay, data: { count: 1999 } })
    expect(count).toBe(keeps ? 0 : 2)
    expect((await frame('the last of this day')).status).toBe(200)
    const { status, body } = await frame(first.sid)
    expect([status, body.includes('too_many_requests')]).toEqual(keeps ? [200, false] : [429, true])
    expect(await first.visitor.isSignedIn()).toBe(!keeps)
    expect((await tombstones()) - before).toBe(keeps ? 0 : 2)
    clock.aheadMs += DAY_MS
    expect((await frame(second.sid)).status).toBe(200)
    expect(await second.visitor.isSignedIn()).toBe(false)
  })
})
