import { freePort } from '../support/free-port.js'
import { backendAt } from '../support/site.js'
import type { Visitor } from '../support/visitor.js'
import { useSite } from '../support/use-site.js'
import { accountOf, connect, disconnect } from './actions.js'
import { rawRequest } from './raw.js'

const HOUR = 3600_000
const OLD_KEY = 'an old key of more than thirty-two bytes'
const NEW_KEY = 'a new key of more than thirty-two bytes!'
const SESSION = 'portcullis'
const BROWSER = 'portcullis-browser'

describe('sessions', () => {
  const { site, op, clock, startAnother } = useSite({
    database: 'sqlite',
    env: { SESSION_KEYS: OLD_KEY, SESSION_IDLE_LIFETIME: '1h', SESSION_MAX_LIFETIME: '4h' },
    backends: ({ op, provider }) => ({
      acme: backendAt(op),
      other: backendAt(provider.alias('other'), { label: 'Other' }),
    }),
  })

  /** A browser of a second site on the same database, with the cookies of the first. */
  async function moved(
    visitor: Visitor,
    keys: string,
    use: (there: Visitor) => Promise<void>,
  ): Promise<void> {
    const second = await startAnother({ env: { SESSION_KEYS: keys } })
    const there = second.visitor()
    for (const name of visitor.cookieNames()) there.setCookie(name, visitor.cookie(name) ?? '')
    try {
      await use(there)
    } finally {
      await second.close()
    }
  }

  test('S104: a cookie that was planted before the sign-in is not a session after it', async () => {
    const attacker = site.visitor()
    op.person({ sub: 's104-attacker' })
    await attacker.signIn('acme')
    const planted = attacker.cookie(SESSION) ?? ''
    const victim = site.visitor()
    victim.setCookie(SESSION, planted)
    op.person({ sub: 's104-victim', name: 'The Victim' })
    const page = await victim.signIn('acme')
    expect(page.body).toContain('The Victim')
    expect(victim.cookie(SESSION)).not.toBe(planted)
    expect(await attacker.isSignedIn()).toBe(false)
    const forged = site.visitor()
    forged.setCookie(SESSION, 'chosen-by-the-attacker.signature')
    await forged.signIn('acme')
    expect(forged.cookie(SESSION)).not.toContain('chosen-by-the-attacker')
  })

  test('S104: signing in again and disconnecting each end the old cookie', async () => {
    op.person({ sub: 's104' })
    const visitor = site.visitor()
    await visitor.signIn('acme')
    const before = visitor.clone()
    await visitor.signIn('acme')
    expect(await before.isSignedIn()).toBe(false)
    await connect(visitor, 'other')
    const connected = visitor.clone()
    const { id } = await accountOf(site, 'other', 'ann')
    expect((await disconnect(visitor, 'other', id)).status).toBe(303)
    expect(await visitor.isSignedIn()).toBe(true)
    expect(await connected.isSignedIn()).toBe(false)
  })

  test('S107: an idle session ends, whatever the browser does with its cookie', async () => {
    const visitor = site.visitor()
    await visitor.signIn('acme')
    const kept = visitor.cookie(SESSION) ?? ''
    clock.aheadMs = HOUR - 1000
    expect(await visitor.isSignedIn()).toBe(true)
    clock.aheadMs = 2 * HOUR - 2000
    expect(await visitor.isSignedIn()).toBe(true)
    clock.aheadMs = 3 * HOUR - 1000
    visitor.setCookie(SESSION, kept)
    expect(await visitor.isSignedIn()).toBe(false)
  })

  test('S107: a session in use outlives a short idle limit, and ends when it is no longer used', async () => {
    const short = await startAnother({ env: { SESSION_IDLE_LIFETIME: '1m' } })
    try {
      const visitor = short.visitor()
      await visitor.signIn('acme')
      for (let seconds = 20; seconds <= 180; seconds += 20) {
        clock.aheadMs = seconds * 1000
        expect([seconds, await visitor.isSignedIn()]).toEqual([seconds, true])
      }
      clock.aheadMs += 61_000
      expect(await visitor.isSignedIn()).toBe(false)
    } finally {
      await short.close()
    }
  })

  test('S107: a busy session ends at its absolute limit', async () => {
    const visitor = site.visitor()
    await visitor.signIn('acme')
    for (let minutes = 30; minutes < 240; minutes += 30) {
      clock.aheadMs = minutes * 60_000
      expect([minutes, await visitor.isSignedIn()]).toEqual([minutes, true])
    }
    clock.aheadMs = 4 * HOUR + 1
    expect(await visitor.isSignedIn()).toBe(false)
    clock.aheadMs = 0
  })

  test('S109, S110: over https every cookie is __Host-, Secure, HttpOnly, Path=/ and SameSite=Lax', async () => {
    const port = await freePort()
    const secure = await startAnother({ env: { PORT: String(port), BASE_URL: 'https://login.example.test' } })
    op.redirectUris = ['https://login.example.test/complete/acme']
    try {
      const here = `http://localhost:${port}`
      const host = 'Host: login.example.test'
      const start = await rawRequest(here, ['GET /login/acme HTTP/1.1', host])
      expect(start.status).toBe(302)
      const back = await fetch(start.location ?? '', { redirect: 'manual' })
      const { pathname, search, origin } = new URL(back.headers.get('location') ?? '')
      expect(origin).toBe('https://login.example.test')
      const jar = start.setCookies.map((cookie) => cookie.split(';')[0]).join('; ')
      const end = await rawRequest(here, [`GET ${pathname}${search} HTTP/1.1`, host, `Cookie: ${jar}`])
      expect(end.status).toBe(303)
      const cookies = [...start.setCookies, ...end.setCookies]
      expect(end.setCookies.some((cookie) => cookie.startsWith('__Host-portcullis='))).toBe(true)
      for (const cookie of cookies) {
        expect(cookie).toMatch(/^__Host-portcullis/)
        expect(cookie).toMatch(/; secure/i)
        expect(cookie).toMatch(/; httponly/i)
        expect(cookie).toMatch(/; path=\/(;|$)/i)
        expect(cookie).toMatch(/; samesite=lax/i)
        expect(cookie).not.toMatch(/domain/i)
      }
      expect(end.head).toContain('strict-transport-security')
    } finally {
      op.redirectUris = []
      await secure.close()
    }
  })

  test('S112: a changed or swapped cookie signs no one in, and never causes an error of the server', async () => {
    const visitor = site.visitor()
    await visitor.signIn('acme')
    const session = visitor.cookie(SESSION) ?? ''
    const browser = visitor.cookie(BROWSER) ?? ''
    const [token = '', signature = ''] = session.split('.')
    const flip = (text: string, at: number) =>
      text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1)
    for (const value of [
      ...Array.from({ length: 10 }, (_, index) => flip(session, index * 8)),
      browser,
      token,
      `${token}.`,
      `.${signature}`,
      `${session}.${signature}`,
      `${session}x`,
      `${token}.${browser.split('.')[1] ?? ''}`,
      '%00',
      '%',
      '"',
      '{}',
      'x'.repeat(3000),
      '',
    ]) {
      const stranger = visitor.clone()
      stranger.setCookie(SESSION, value)
      expect((await stranger.ask('/live')).status).toBe(200)
      expect((await stranger.ask('/account')).status).toBe(303)
    }
    for (const value of [session, flip(browser, 3), 'x.y', '']) {
      const stranger = visitor.clone()
      const callback = await stranger.untilCallback('acme')
      stranger.setCookie(BROWSER, value)
      expect((await stranger.ask(callback)).status).toBe(400)
    }
    expect(await visitor.isSignedIn()).toBe(true)
  })

  test('S113: the cookies tell nothing but a random token', async () => {
    op.person({ sub: 's113-subject', name: 'Secret Name', email: 's113@example.test', email_verified: true })
    const visitor = site.visitor()
    await visitor.signIn('acme')
    const values = visitor.cookieNames().map((name) => visitor.cookie(name) ?? '')
    const { id, userId } = await accountOf(site, 'acme', 's113-subject')
    expect(visitor.cookie(SESSION)).toMatch(/^[\w-]{43}\.[\w-]{43}$/)
    for (const value of values) {
      const seen = [
        value,
        ...value.split('.').map((part) => Buffer.from(part, 'base64url').toString('latin1')),
      ]
      for (const secret of ['s113', 'Secret', 'example', 'admin', id, userId, ...op.idTokens]) {
        expect(seen.join('\n')).not.toContain(secret)
      }
    }
    const token = visitor.cookie(SESSION)?.split('.')[0] ?? ''
    expect(await site.rows.session.count({ where: { tokenHash: token } })).toBe(0)
  })

  test('S115: fifty starts, one after another or at once, keep the cookies small and the newest working', async () => {
    const sequential = site.visitor()
    let newest = ''
    for (let index = 0; index < 50; index += 1) newest = await sequential.untilCallback('acme')
    const parallel = site.visitor()
    const callbacks = await Promise.all(Array.from({ length: 50 }, () => parallel.untilCallback('acme')))
    for (const [visitor, callback] of [
      [sequential, newest],
      [parallel, callbacks.at(-1) ?? ''],
    ] as const) {
      const header = visitor.cookieNames().map((name) => `${name}=${visitor.cookie(name) ?? ''}`)
      expect(header.join('; ').length).toBeLessThan(8192)
      expect((await visitor.ask(callback)).status).toBe(303)
      expect(await visitor.isSignedIn()).toBe(true)
    }
  })

  test('starts without end are forgotten, all but the newest, and never one that can still be finished', async () => {
    await site.rows.attempt.deleteMany()
    const [underway, abandoned] = [site.visitor(), site.visitor()]
    for (let index = 0; index < 5; index += 1) await abandoned.untilCallback('acme')
    const rows = await site.rows.attempt.findMany({ orderBy: { createdAt: 'asc' } })
    for (const [minutes, { id }] of rows.entries()) {
      const expiresAt = new Date(Date.now() - (10 - minutes) * 60_000)
      await site.rows.attempt.update({ where: { id }, data: { expiresAt } })
    }
    const callback = await underway.untilCallback('acme')
    await site.store.purgeExpired(new Date(), { attempts: 2 })
    const left = await site.rows.attempt.findMany({ orderBy: { createdAt: 'asc' } })
    expect(left.map(({ id }) => id).slice(0, 2)).toEqual(rows.slice(3).map(({ id }) => id))
    expect(left).toHaveLength(3)
    await underway.ask(callback)
    expect(await underway.isSignedIn()).toBe(true)
  })

  test('S116: a visitor who only reads pages gets no cookie and costs no write', async () => {
    const visitor = site.visitor()
    const login = await visitor.ask('/login')
    const asset = /(?:src|href)="(\/[^"]+\.(?:css|js))"/.exec(login.body)?.[1] ?? ''
    expect(asset).not.toBe('')
    site.statements.length = 0
    for (const path of ['/', '/login', '/account', '/healthz', '/readyz', '/nowhere', asset]) {
      const { headers } = await visitor.ask(path)
      expect([path, headers.getSetCookie()]).toEqual([path, []])
    }
    expect(site.statements.filter((sql) => !/^\s*SELECT/i.test(sql))).toEqual([])
  })

  test('no cache keeps the response of a health check', async () => {
    for (const path of ['/healthz', '/readyz']) {
      const { headers } = await site.visitor().ask(path)
      expect([path, headers.get('cache-control')]).toEqual([path, 'no-store'])
    }
  })

  test('S119: the account page lists the sessions, and signing out ends just this one', async () => {
    op.person({ sub: 's119' })
    const [first, second] = [site.visitor(), site.visitor()]
    await first.open('/login/acme', { headers: { 'user-agent': 'curl/8.0' } })
    await second.signIn('acme')
    const { body } = await second.ask('/account')
    expect(body.match(/Signed in with Acme/g)).toHaveLength(2)
    expect(body.match(/this browser/g)).toHaveLength(1)
    await first.ask('/logout', { form: { _csrf: await first.csrf() } })
    expect(await first.isSignedIn()).toBe(false)
    expect(await second.isSignedIn()).toBe(true)
    expect((await second.ask('/account')).body.match(/Signed in with Acme/g)).toHaveLength(1)
  })

  test('a slow request cannot bring back a session that was ended meanwhile', async () => {
    op.person({ sub: 'slow' })
    for (let round = 0; round < 10; round += 1) {
      clock.aheadMs = 0
      const visitor = site.visitor()
      await visitor.signIn('acme')
      const form = { _csrf: await visitor.csrf() }
      // Two minutes later each request wants to note that the session was used.
      clock.aheadMs = 2 * 60_000
      const copies = Array.from({ length: 8 }, () => visitor.clone())
      const [out, ...seen] = await Promise.all([
        visitor.ask('/logout', { form }),
        ...copies.map((copy) => copy.ask('/account')),
      ])
      expect(out.status).toBe(303)
      expect(seen.every((answer) => answer.status === 200 || answer.status === 303)).toBe(true)
      for (const copy of copies.slice(0, 2)) expect(await copy.isSignedIn()).toBe(false)
    }
    expect(await site.rows.session.count({ where: { account: { subject: 'slow' } } })).toBe(0)
  })

  test('R17: signing out twice, or twice at once, is not an error', async () => {
    const visitor = site.visitor()
    await visitor.signIn('acme')
    const form = { _csrf: await visitor.csrf() }
    const copies = Array.from({ length: 5 }, () => visitor.clone())
    const answers = await Promise.all(copies.map((copy) => copy.ask('/logout', { form })))
    expect(answers.map((answer) => answer.status)).toEqual(Array(5).fill(303))
    expect((await visitor.ask('/logout', { form })).status).toBe(303)
    expect(await visitor.isSignedIn()).toBe(false)
  })

  test('R80: after a new key is added in front, all users stay signed in, and their forms stay valid', async () => {
    const visitor = site.visitor()
    await visitor.signIn('acme')
    const form = { _csrf: await visitor.csrf() }
    await moved(visitor, `${NEW_KEY},${OLD_KEY}`, async (there) => {
      expect(await there.isSignedIn()).toBe(true)
      expect((await there.ask('/logout', { form: { _csrf: 'x' } })).status).toBe(403)
      expect((await there.ask('/logout', { form })).status).toBe(303)
      expect(await there.isSignedIn()).toBe(false)
    })
  })

  test('S112: a value that a removed key has signed is not accepted', async () => {
    const visitor = site.visitor()
    await visitor.signIn('acme')
    await moved(visitor, NEW_KEY, async (there) => {
      expect((await there.ask('/live')).status).toBe(200)
      expect((await there.ask('/account')).status).toBe(303)
      expect((await there.signIn('acme')).status).toBe(200)
      expect(await there.isSignedIn()).toBe(true)
    })
    expect(await visitor.isSignedIn()).toBe(true)
  })

  test('R79: a session that a restored backup brings back is not accepted once the keys are rotated, as the runbook demands', async () => {
    op.person({ sub: 'r79' })
    const visitor = site.visitor()
    await visitor.signIn('acme')
    const backup = await site.rows.session.findFirstOrThrow({ where: { account: { subject: 'r79' } } })
    const before = visitor.clone()
    await visitor.ask('/logout', { form: { _csrf: await visitor.csrf() } })
    expect(await before.isSignedIn()).toBe(false)
    await site.rows.session.create({ data: backup })
    await moved(before, NEW_KEY, async (there) => {
      expect(await there.isSignedIn()).toBe(false)
    })
  })

  test('R82: a user who was at the provider while all keys were replaced can start again', async () => {
    const visitor = site.visitor()
    const callback = new URL(await visitor.untilCallback('acme'))
    await moved(visitor, NEW_KEY, async (there) => {
      const refused = await there.ask(`${callback.pathname}${callback.search}`)
      expect(refused.status).toBe(400)
      expect(refused.body).toContain('Start again')
    })
  })
})
