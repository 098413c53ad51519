import { connect } from 'node:net'
import { rawRequest } from '../attacks/raw.js'
import { ANY_DATABASE } from '../support/database.js'
import { type LivePage, openLive, refusedLive } from '../support/live.js'
import { type Site } from '../support/site.js'
import type { Visitor } from '../support/visitor.js'
import { useSite, useSites } from '../support/use-site.js'

const startSite = useSites()

const SESSION = 'portcullis'
const HOUR = 3600_000

describe.each(ANY_DATABASE)('asking for a socket on %s', (database) => {
  const { site, op, clock } = useSite({
    database,
    env: { SESSION_IDLE_LIFETIME: '1h', SESSION_MAX_LIFETIME: '4h' },
  })

  async function signedIn(sub: string, name = 'Ann'): Promise<Visitor> {
    op.person({ sub, name })
    const visitor = site.visitor()
    await visitor.signIn('acme')
    return visitor
  }

  test('the first message of a socket says who is signed in, and how to sign in', async () => {
    const { page, state } = await openLive(site, await signedIn('first-word', 'Fay Firstword'))
    expect(state).toMatchObject({
      type: 'state',
      user: { name: 'Fay Firstword', picture: null },
      backends: [{ name: 'acme', label: 'Acme' }],
    })
    await page.close()
  })

  test('a visitor who has loaded the page gets a socket without a user', async () => {
    const visitor = site.visitor()
    const first = await visitor.ask('/api/live/state')
    expect(JSON.parse(first.body)).toMatchObject({ type: 'state', user: null, expires: null })
    const { page, state } = await openLive(site, visitor)
    expect(state).toMatchObject({ user: null })
    await page.close()
  })

  test('S163: without any cookie a socket is refused, and the error says to load the page first', async () => {
    const refused = await refusedLive(site, site.visitor())
    expect(refused.status).toBe(401)
    expect(refused.headers['content-type']).toContain('application/problem+json')
    expect(refused.headers['connection']).toBe('close')
    expect(JSON.parse(refused.body)).toMatchObject({ code: 'browser_cookie_required', status: 401 })
  })

  test.each([
    ['expired', () => Promise.resolve((clock.aheadMs = 5 * HOUR))],
    ['idle for too long', () => Promise.resolve((clock.aheadMs = HOUR + 1000))],
    ['tampered', (visitor: Visitor) => tamper(visitor)],
    ['logged-out', (visitor: Visitor) => logOut(visitor)],
    ["disabled user's", () => site.rows.user.updateMany({ data: { active: false } })],
    ['deleted', () => site.rows.session.deleteMany()],
  ])('S163: an %s session gets a 401 and no socket', async (_how, end) => {
    const visitor = await signedIn('s163')
    await end(visitor)
    const refused = await refusedLive(site, visitor)
    expect(refused.status).toBe(401)
    expect(JSON.parse(refused.body)).toMatchObject({ code: 'login_required' })
    await site.rows.user.updateMany({ data: { active: true } })
  })

  test.each([
    ['evil', 'https://evil.example'],
    ['null', 'null'],
    ['a host that begins with ours', 'http://localhost.evil.example'],
    ['another port', 'http://localhost:1'],
    ['another scheme', (url: string) => url.replace('http:', 'https:')],
    ['ours, with a path', (url: string) => `${url}/`],
    ['missing', null],
  ])('S164: with Origin %s a socket is refused, in spite of a valid cookie', async (_name, origin) => {
    const visitor = await signedIn('s164')
    const refused = await refusedLive(site, visitor, {
      origin: typeof origin === 'function' ? origin(site.url) : origin,
    })
    expect(refused.status).toBe(403)
    expect(JSON.parse(refused.body)).toMatchObject({ code: 'origin_rejected' })
    expect(await visitor.isSignedIn()).toBe(true)
  })

  test('a program opens a socket with its bearer token, which no page can send', async () => {
    const visitor = await signedIn('bearer', 'Bea Rer')
    const headers = { authorization: `Bearer ${visitor.cookie(SESSION) ?? ''}` }
    const { page, state } = await openLive(site, site.visitor(), { origin: null, headers })
    expect(state).toMatchObject({ user: { name: 'Bea Rer' } })
    await page.close()
    const wrong = { authorization: 'Bearer nothing.of-ours' }
    expect((await refusedLive(site, visitor, { headers: wrong })).status).toBe(401)
  })

  test('S169: an unknown path, a wrong version and a missing key each get a 4xx', async () => {
    const visitor = await signedIn('s169')
    expect((await refusedLive(site, visitor, { path: '/api/nothing' })).status).toBe(404)
    expect((await refusedLive(site, visitor, { path: '/API/live' })).status).toBe(404)
    const lines = (more: readonly string[]) => [
      'GET /api/live HTTP/1.1',
      `Host: ${new URL(site.url).host}`,
      `Origin: ${site.url}`,
      ...more,
    ]
    const upgrade = ['Connection: Upgrade', 'Upgrade: websocket']
    const key = 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=='
    for (const version of ['7', '8', '14', 'x']) {
      const answer = await rawRequest(site.url, lines([...upgrade, key, `Sec-WebSocket-Version: ${version}`]))
      expect([version, answer.status]).toEqual([version, 426])
      expect(answer.head).toContain('sec-websocket-version: 13')
    }
    const keyless = await rawRequest(site.url, lines([...upgrade, 'Sec-WebSocket-Version: 13']))
    expect(keyless.status).toBe(400)
    const h2c = await rawRequest(site.url, lines(['Connection: Upgrade', 'Upgrade: h2c']))
    expect(h2c.status).toBe(426)
    expect((await visitor.ask('/api/live')).status).toBe(426)
    expect((await visitor.ask('/api/live', { method: 'POST', body: '' })).status).toBe(405)
  })

  test('a request for a protocol that this server does not speak is answered as if it had not asked', async () => {
    const host = `Host: ${new URL(site.url).host}`
    const page = await rawRequest(site.url, [
      'GET /login HTTP/1.1',
      host,
      'Connection: Upgrade',
      'Upgrade: h2c',
    ])
    expect(page.status).toBe(200)
    expect(page.body).toContain('Sign in with Acme')
  })

  test('S169: two thousand headers get a 4xx, and the next visitor is served', async () => {
    const host = `Host: ${new URL(site.url).host}`
    const many = Array.from({ length: 2000 }, (_, index) => `x${index.toString(36)}: y`)
    const handshake = ['Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13']
    const few = many.slice(0, 900)
    for (const headers of [
      [...many, ...handshake],
      [...handshake, ...many],
      [...few, ...few, ...few],
    ]) {
      const answer = await rawRequest(site.url, ['GET /api/live HTTP/1.1', host, ...headers])
      expect(answer.status).toBeGreaterThanOrEqual(400)
      expect(answer.status).toBeLessThan(500)
    }
    const { page } = await openLive(site, await signedIn('s169-next'))
    await page.close()
  })

  test('S170: a credential in the URL is not accepted, and appears nowhere in the log', async () => {
    const visitor = await signedIn('s170')
    const value = visitor.cookie(SESSION) ?? ''
    const token = value.split('.')[0] ?? ''
    const stranger = site.visitor()
    await stranger.ask('/api/live/state')
    for (const name of ['token', 'access_token', 'session', SESSION]) {
      const path = `/api/live?${name}=${value}`
      for (const who of [visitor, stranger]) expect((await refusedLive(site, who, { path })).status).toBe(400)
    }
    expect((await refusedLive(site, stranger, { path: `/api/live/${value}` })).status).toBe(404)
    expect(site.logged.join('\n')).not.toContain(token)
  })

  test('a socket under a foreign host name is refused', async () => {
    const refused = await refusedLive(site, await signedIn('host'), {
      headers: { host: 'evil.example' },
    })
    expect(refused.status).toBe(421)
  })

  test('visitors without a session have no more than 200 sockets from one network', async () => {
    const pages: LivePage[] = []
    for (let browsers = 0; browsers < 10; browsers += 1) {
      const visitor = site.visitor()
      await visitor.ask('/api/live/state')
      const opened = await Promise.all(Array.from({ length: 20 }, () => openLive(site, visitor)))
      pages.push(...opened.map(({ page }) => page))
    }
    const another = site.visitor()
    await another.ask('/api/live/state')
    expect((await refusedLive(site, another)).status).toBe(429)
    const { page } = await openLive(site, await signedIn('with-a-session'))
    await Promise.all([page, ...pages.slice(1)].map((each) => each.close()))
    await pages[0]?.close()
    await (await openLive(site, another)).page.close()
  })

  test('one session has no more than twenty sockets, and another one is not in its way', async () => {
    const visitor = await signedIn('twenty')
    const sockets = await Promise.all(Array.from({ length: 20 }, () => openLive(site, visitor)))
    const refused = await refusedLive(site, visitor)
    expect(refused.status).toBe(429)
    expect(refused.headers['retry-after']).toBe('30')
    const { page } = await openLive(site, await signedIn('twenty-first'))
    await page.close()
    await sockets[0]?.page.close()
    const again = await openLive(site, visitor)
    await Promise.all([again, ...sockets].map((each) => each.page.close()))
  })
})

test('S169: a handshake that never ends is cut off, and the process continues', async () => {
  const site = await startSite({ database: 'sqlite' })
  try {
    expect(await neverFinished(site)).toMatch(/^(HTTP\/1\.1 408 |$)/)
    expect((await site.visitor().ask('/healthz')).status).toBe(200)
  } finally {
    await site.close()
  }
}, 20_000)

async function tamper(visitor: Visitor): Promise<void> {
  const value = visitor.cookie(SESSION) ?? ''
  visitor.setCookie(SESSION, (value.startsWith('A') ? 'B' : 'A') + value.slice(1))
  return Promise.resolve()
}

// Only the session goes; the browser still sends its cookie, as one that was copied would.
async function logOut(visitor: Visitor): Promise<void> {
  const form = { _csrf: await visitor.csrf() }
  await visitor.clone().ask('/logout', { form })
}

/** What a client gets that begins a handshake and says no more. */
function neverFinished(site: Site): Promise<string> {
  const { port, host } = new URL(site.url)
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    const socket = connect(Number(port), '127.0.0.1', () => {
      socket.write(`GET /api/live HTTP/1.1\r\nHost: ${host}\r\nUpgrade: websocket\r\n`)
    })
    socket.on('data', (chunk: Buffer) => chunks.push(chunk))
    socket.once('error', reject)
    socket.once('close', () => {
      resolve(Buffer.concat(chunks).toString())
    })
  })
}
