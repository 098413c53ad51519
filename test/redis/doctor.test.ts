import { runCommandLine } from '../support/command-line.js'
import { freshDatabase } from '../support/database.js'
import { type RedisServer, startRedis } from '../support/redis.js'
import { freePort } from '../support/free-port.js'
import { KEYS } from '../support/site.js'

let redis: RedisServer

beforeAll(async () => {
  redis = await startRedis()
})

afterAll(async () => {
  await redis.close()
})

test('portcullis doctor: a Redis that evicts sessions, one that does not, and one that is down', async () => {
  const env = {
    ...KEYS,
    PORT: String(await freePort()),
    DATABASE_URL: await freshDatabase('sqlite'),
    SESSION_STORE: 'redis',
    REDIS_URL: redis.url,
  }
  await redis.client.config('SET', 'maxmemory-policy', 'allkeys-lru')
  const evicting = await runCommandLine(['doctor'], env)
  expect(evicting.out).toContain('allkeys-lru')
  expect(evicting.out).toContain('[redis_evicts]')
  await redis.client.config('SET', 'maxmemory-policy', 'noeviction')
  const keeping = await runCommandLine(['doctor'], env)
  expect(keeping.out).toContain('sessions: Redis responds and does not evict sessions.')
  expect(keeping.status).toBe(0)
  await redis.kill()
  const away = await runCommandLine(['doctor'], env)
  expect(away.out).toMatch(/^FAILURE +sessions: .*\[unavailable\]$/m)
  expect(away.status).toBe(1)
})
