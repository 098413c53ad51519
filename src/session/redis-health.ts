import { linkRedis } from './redis.js'

/** What a Redis is like, as far as sessions care. */
export interface RedisHealth {
  /** `maxmemory-policy`; null when it does not say. */
  readonly policy: string | null
}

/**
 * Asks a Redis how it is, once.
 * @throws PortcullisError unavailable
 */
export async function redisHealth(url: string): Promise<RedisHealth> {
  const link = await linkRedis(url, { away: () => undefined, back: () => undefined })
  try {
    const memory = await link.run(async (redis) => {
      await redis.ping()
      return redis.info('memory')
    })
    return { policy: /^maxmemory_policy:(\S+)/m.exec(memory)?.[1] ?? null }
  } finally {
    link.close()
  }
}
