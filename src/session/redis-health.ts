import { connectRedis } from './redis.js'

/** What a Redis is like, as far as sessions care. */
export interface RedisHealth {
  /** `maxmemory-policy`; null when it does not say. */
  readonly policy: string | null
}

/**
 * Asks a Redis how it is, once.
 * @throws PortcullisError unavailable
 */
export async function readRedisHealth(url: string): Promise<RedisHealth> {
  const connection = await connectRedis(url, { onDown: () => undefined, onUp: () => undefined })
  try {
    const memory = await connection.run(async (redis) => {
      await redis.ping()
      return redis.info('memory')
    })
    return { policy: /^maxmemory_policy:(\S+)/m.exec(memory)?.[1] ?? null }
  } finally {
    connection.close()
  }
}
