import type { Site } from '../support/site.js'
import type { Visitor } from '../support/visitor.js'
import { type RedisSite, SESSION, startRedisSite } from './site.js'

describe('a Redis that fails', () => {
  let all: RedisSite
  let site: Site

  beforeAll(async () => {
    all = await startRedisSite('sqlite')
    site = all.site
  })

  afterAll(async () => {
    await all.close()
  })

  // Whatever happened before, Redis works at the start of each story.
  beforeEach(async () => {
    all.redis.thaw()
    await all.redis.kill()
    await all.redis.start()
    await ready()
  })

  /** Waits until the site is ready again, as a proxy in front of it does. */
  async function ready(): Promise<void> {
    for (let tries = 0; tries < 200; tries += 1) {
      if ((await site.visitor().ask('/readyz')).status === 200) return
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    throw new Error('the site does not become ready')
  }

  /** Waits until the site is no longer ready: it looks once a second whether Redis accepts writes. */
  async function notReady(): Promise<void> {
    for (let tries = 0; tries < 60; tries += 1) {
      const { status, body } = await site.visitor().ask('/readyz')
      if (status === 503) {
        expect(JSON.parse(body)).toEqual({ status: 'unavailable', database: true, sessions: false })
        return
      }
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    throw new Error('the site stays ready')
  }

  /** What whoever has no session can do all the same. */
  async function strangersAreServed(): Promise<void> {
    const stranger = site.visitor()
    for (const path of ['/login', '/healthz']) {
      expect([path, (await stranger.ask(path)).status]).toEqual([path, 200])
    }
    const { body } = await stranger.ask('/login')
    const asset = /href="(\/assets\/[^"]+\.css)"/.exec(body)?.[1] ?? ''
    expect((await stranger.ask(asset)).status).toBe(200)
    expect((await stranger.ask('/login/acme')).status).toBe(302)
    expect((await stranger.ask('/account')).status).toBe(303)
  }

  async function holdersAreAskedToWait(visitor: Visitor): Promise<void> {
    const cookie = visitor.cookie(SESSION)
    for (const path of ['/', '/account', '/login', '/api/session', '/forward-auth']) {
      const answer = await visitor.ask(path)
      expect([path, answer.status]).toEqual([path, 503])
      expect(answer.body).toContain('unavailable')
    }
    // Nobody is signed out by it.
    expect(visitor.cookie(SESSION)).toBe(cookie)
  }

  test('R52: without Redis, a user with a session is asked to wait, and all other visitors are served', async () => {
    const visitor = await all.signedIn('r52')
    const unread = visitor.clone()
    unread.setCookie(SESSION, 'not.ours')
    await all.redis.kill()
    await holdersAreAskedToWait(visitor)
    await strangersAreServed()
    expect((await unread.ask('/account')).status).toBe(303)
    const probe = await site.visitor().ask('/readyz')
    expect(probe.status).toBe(503)
    expect(JSON.parse(probe.body)).toEqual({ status: 'unavailable', database: true, sessions: false })
  })

  test('R52: a Redis that hangs delays no visitor for long, and everything works again when it responds', async () => {
    const [visitor, other] = [await all.signedIn('r52-hangs'), await all.signedIn('r52-other')]
    all.redis.freeze()
    const answers = await Promise.all(Array.from({ length: 20 }, () => visitor.ask('/account')))
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(503))
    await holdersAreAskedToWait(other)
    await strangersAreServed()
    expect((await site.visitor().ask('/readyz')).status).toBe(503)
    // Six waits one after another; without limits each would have lasted for ever.
    all.redis.thaw()
    await ready()
    expect((await visitor.ask('/api/session')).body).not.toBe((await other.ask('/api/session')).body)
    expect(await visitor.isSignedIn()).toBe(true)
    expect(await other.isSignedIn()).toBe(true)
  })

  test('R55: a Redis that comes back empty has signed all users out, without an error', async () => {
    const visitor = await all.signedIn('r55')
    const old = visitor.clone()
    await all.redis.kill()
    await all.redis.start()
    await ready()
    expect((await visitor.ask('/live')).status).toBe(200)
    expect(await visitor.isSignedIn()).toBe(false)
    await visitor.signIn('acme')
    expect(await visitor.isSignedIn()).toBe(true)
    expect(visitor.cookie(SESSION)).not.toBe(old.cookie(SESSION))
    expect(await old.isSignedIn()).toBe(false)
  })

  test('a process that starts without Redis waits for it, and is ready when it is there', async () => {
    await all.redis.kill()
    const late = await all.another()
    try {
      const visitor = late.visitor()
      expect((await visitor.ask('/healthz')).status).toBe(200)
      expect((await visitor.ask('/login')).status).toBe(200)
      expect((await visitor.ask('/readyz')).status).toBe(503)
      await all.redis.start()
      await ready()
      for (let tries = 0; tries < 100 && (await visitor.ask('/readyz')).status !== 200; tries += 1) {
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
      await visitor.signIn('acme')
      expect(await visitor.isSignedIn()).toBe(true)
    } finally {
      await late.close()
    }
  })

  test.each([
    ['has no memory left', ['config', 'set', 'maxmemory', '1'], ['config', 'set', 'maxmemory', '0']],
    ['is a read-only replica', ['replicaof', '127.0.0.1', '1'], ['replicaof', 'no', 'one']],
  ])('R53: when Redis %s, no user is signed in, and none is signed out', async (_title, refuse, allow) => {
    const visitor = await all.signedIn('r53')
    await all.redis.client.call(...(refuse as [string, ...string[]]))
    const newcomer = site.visitor()
    all.op.person({ sub: 'r53-newcomer' })
    const refused = await newcomer.ask(await newcomer.untilCallback('acme'))
    expect(refused.status).toBe(503)
    expect(refused.body).toContain('unavailable')
    expect(refused.headers.getSetCookie().filter((cookie) => cookie.startsWith(`${SESSION}=`))).toEqual([])
    expect(await newcomer.isSignedIn()).toBe(false)
    expect(await visitor.isSignedIn()).toBe(true)
    await notReady()
    expect(site.logged.join('')).toMatch(/"probe":"sessions".*not ready/)
    await all.redis.client.call(...(allow as [string, ...string[]]))
    await newcomer.signIn('acme')
    expect(await newcomer.isSignedIn()).toBe(true)
  })

  test('R53: a user who signs in again while Redis has no memory keeps the session from before', async () => {
    const visitor = await all.signedIn('r53-again')
    const callback = await visitor.untilCallback('acme')
    await all.redis.client.config('SET', 'maxmemory', '1')
    expect((await visitor.ask(callback)).status).toBe(503)
    expect(await visitor.isSignedIn()).toBe(true)
  })

  test('the log reports an outage once, and its end, and contains no secret', async () => {
    const visitor = await all.signedIn('logged')
    const key = await all.keyOf('logged')
    site.logged.length = 0
    await all.redis.kill()
    for (let tries = 0; tries < 5; tries += 1) await visitor.ask('/')
    await all.redis.start()
    await ready()
    const lines = site.logged.join('')
    expect(lines.match(/Redis does not respond/g)).toHaveLength(1)
    expect(lines.match(/Redis responds again/g)).toHaveLength(1)
    const token = visitor.cookie(SESSION)?.split('.') ?? []
    for (const secret of [...token, key]) expect(lines).not.toContain(secret)
  })
})
