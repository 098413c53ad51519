import { DATABASES } from '../support/database.js'
import { startRedis } from '../support/redis.js'
import { type RedisSite, SESSION, startRedisSite } from './site.js'

describe.each(DATABASES)('what Redis stores, and restores, users on %s', (database) => {
  let all: RedisSite

  beforeAll(async () => {
    all = await startRedisSite(database)
  })

  beforeEach(() => {
    all.op.reset()
  })

  afterAll(async () => {
    await all.close()
  })

  test('R56: a session that Redis restores after a logout, as after a failover, stays ended', async () => {
    const visitor = await all.signedIn('r56')
    const copy = visitor.clone()
    const key = await all.keyOf('r56')
    const value = (await all.redis.client.get(key)) ?? ''
    await visitor.ask('/logout', { form: { _csrf: await visitor.csrf() } })
    expect(await all.redis.client.exists(key)).toBe(0)
    await all.redis.client.set(key, value)
    expect(await copy.isSignedIn()).toBe(false)
  })

  test('R56: so does one that was replaced by signing in again, or by its owner from elsewhere', async () => {
    const visitor = await all.signedIn('r56-again')
    const [before, key] = [visitor.clone(), await all.keyOf('r56-again')]
    const value = (await all.redis.client.get(key)) ?? ''
    await visitor.signIn('acme')
    await all.redis.client.set(key, value)
    expect(await before.isSignedIn()).toBe(false)
    const mine = await all.keyOf('r56-again')
    const second = (await all.redis.client.get(mine)) ?? ''
    const elsewhere = await anotherBrowser('r56-again')
    const origin = { origin: new URL(all.site.url).origin }
    const path = `/api/sessions/${mine.slice('portcullis:session:'.length)}`
    expect((await elsewhere.ask(path, { method: 'DELETE', headers: origin })).status).toBe(204)
    await all.redis.client.set(mine, second)
    expect(await visitor.isSignedIn()).toBe(false)
    expect(await elsewhere.isSignedIn()).toBe(true)
  })

  test('R56: signing out everywhere is effective even if Redis lost the deletions', async () => {
    const visitor = await all.signedIn('r56-everywhere')
    const copy = visitor.clone()
    const key = await all.keyOf('r56-everywhere')
    const value = (await all.redis.client.get(key)) ?? ''
    const ended = await visitor.ask('/sessions/end-all', { form: { _csrf: await visitor.csrf() } })
    expect(ended.status).toBe(303)
    await all.redis.client.set(key, value)
    expect(await copy.isSignedIn()).toBe(false)
  })

  test('R58: a user whose session was evicted sees the login page', async () => {
    const visitor = await all.signedIn('r58')
    const key = await all.keyOf('r58')
    const { client } = all.redis
    const used = Number(/used_memory:(\d+)/.exec(await client.info('memory'))?.[1])
    await client.config('SET', 'maxmemory-policy', 'allkeys-random')
    await client.config('SET', 'maxmemory', String(used + 2_000_000))
    const filling = 'x'.repeat(20_000)
    for (let index = 0; index < 2000 && (await client.exists(key)) === 1; index += 1) {
      await client.set(`filling:${index}`, filling)
    }
    await client.config('SET', 'maxmemory', '0')
    expect(await client.exists(key)).toBe(0)
    expect((await visitor.ask('/live')).status).toBe(200)
    const page = await visitor.open('/account')
    expect(page.status).toBe(200)
    expect(page.url).toContain('/login')
    await client.flushdb()
  })

  test('signing out everywhere also ends sessions that are missing in the index, which may have been evicted', async () => {
    const visitor = await all.signedIn('no-index')
    const { userId } = await all.site.rows.account.findFirstOrThrow({ where: { subject: 'no-index' } })
    await all.redis.client.del(`portcullis:sessions-of:${userId}`)
    const copy = visitor.clone()
    await visitor.ask('/sessions/end-all', { form: { _csrf: await visitor.csrf() } })
    expect(await copy.isSignedIn()).toBe(false)
  })

  test('R59: a value that is damaged, of another release, of another kind or a megabyte long is a logged-out visitor', async () => {
    const visitor = await all.signedIn('r59')
    const other = await all.signedIn('r59-other')
    const { client } = all.redis
    const [key, foreign] = [await all.keyOf('r59'), await all.keyOf('r59-other')]
    const value = (await client.get(key)) ?? ''
    const spoilt = [
      '',
      'garbage',
      '{}',
      '0 {}',
      'null',
      value.slice(0, 300),
      value.replace('"v":1', '"v":0'),
      value.replace(/"userId":"[^"]+"/, '"userId":7'),
      value.replace(/"expiresAt":"[^"]+"/, '"expiresAt":"soon"'),
      value.replace(/"tokenHash":"[^"]+"/, '"tokenHash":"x"'),
      'x'.repeat(1024 * 1024),
      `${value.slice(0, -1)},"more":"${'x'.repeat(1024 * 1024)}"}`,
      // The session of somebody else, under the id of this one.
      (await client.get(foreign)) ?? '',
    ]
    for (const wrong of spoilt) {
      await client.set(key, wrong)
      expect([wrong.slice(0, 50), (await visitor.ask('/live')).status]).toEqual([wrong.slice(0, 50), 200])
      expect(await visitor.isSignedIn()).toBe(false)
    }
    await client.del(key)
    await client.rpush(key, 'a list')
    expect((await visitor.ask('/live')).status).toBe(200)
    expect(await visitor.isSignedIn()).toBe(false)
    all.op.person({ sub: 'r59' })
    await visitor.signIn('acme')
    expect(await visitor.isSignedIn()).toBe(true)
    expect(await other.isSignedIn()).toBe(true)
  })

  test('R59: an index of another kind is replaced at the next sign-in', async () => {
    const visitor = await all.signedIn('r59-index')
    const { userId } = await all.site.rows.account.findFirstOrThrow({ where: { subject: 'r59-index' } })
    const index = `portcullis:sessions-of:${userId}`
    await all.redis.client.set(index, 'no index')
    expect((await visitor.ask('/account')).status).toBe(200)
    expect((await visitor.ask('/api/sessions')).body).toContain('"current":true')
    await visitor.signIn('acme')
    expect(await visitor.isSignedIn()).toBe(true)
    expect(await all.redis.client.type(index)).toBe('zset')
  })

  test('Redis forgets expired sessions, and its dump opens nothing', async () => {
    const visitor = await all.signedIn('dump')
    const key = await all.keyOf('dump')
    const idle = 14 * 86_400_000
    expect(await all.redis.client.pttl(key)).toBeGreaterThan(idle - 60_000)
    expect(await all.redis.client.pttl(key)).toBeLessThanOrEqual(idle)
    const value = (await all.redis.client.get(key)) ?? ''
    const [id = '', secret = '', signature = ''] = (visitor.cookie(SESSION) ?? '').split('.')
    expect(key).toContain(id)
    for (const part of [secret, signature]) expect(key + value).not.toContain(part)
    const { userId } = await all.site.rows.account.findFirstOrThrow({ where: { subject: 'dump' } })
    expect(await all.redis.client.pttl(`portcullis:sessions-of:${userId}`)).toBeGreaterThan(80 * 86_400_000)
    await visitor.ask('/logout', { form: { _csrf: await visitor.csrf() } })
    expect(await all.redis.client.exists(key)).toBe(0)
    expect(await all.redis.client.exists(`portcullis:sessions-of:${userId}`)).toBe(0)
  })

  test('the permissions that docs/deployment.md names are enough, and a wrong password is reported without repeating it', async () => {
    const rules = ['~portcullis:*', '+@read', '+@write', '+@scripting', '+@connection', '+info']
    const locked = await startRedis(['--user', 'portcullis', 'on', '>pass%word', ...rules])
    try {
      const url = (password: string) => locked.url.replace('//', `//portcullis:${password}@`)
      const allowed = await all.another({ REDIS_URL: url('pass%25word') })
      all.op.person({ sub: 'permissions' })
      const visitor = allowed.visitor()
      await visitor.signIn('acme')
      expect(await visitor.isSignedIn()).toBe(true)
      expect((await visitor.ask('/readyz')).status).toBe(200)
      await visitor.signIn('acme')
      expect(JSON.parse((await visitor.ask('/api/sessions')).body)).toMatchObject({
        sessions: [{ current: true }],
      })
      expect((await visitor.ask('/sessions/end-all', { form: { _csrf: await visitor.csrf() } })).status).toBe(
        303,
      )
      await allowed.close()
      const refused = await all.another({ REDIS_URL: url('hunter2') })
      expect((await refused.visitor().ask('/login')).status).toBe(200)
      expect((await refused.visitor().ask('/readyz')).status).toBe(503)
      await refused.close()
      expect(refused.logged.join('')).toContain('WRONGPASS')
      expect(refused.logged.join('')).not.toContain('hunter2')
    } finally {
      await locked.close()
    }
  })

  async function anotherBrowser(sub: string) {
    all.op.person({ sub })
    const visitor = all.site.visitor()
    await visitor.signIn('acme')
    return visitor
  }
})
