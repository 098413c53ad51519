import { Redis } from 'ioredis'
import { PortcullisError } from '../errors.js'

const PATIENCE_MS = 1500
const LONGEST_PAUSE_MS = 1000

/** A Redis that answers within its time, or fails as unavailable. */
export interface RedisLink {
  /**
   * What `ask` gets from Redis.
   * @throws PortcullisError unavailable when Redis is away, hangs, or refuses; other errors as they are
   */
  run<T>(ask: (redis: Redis) => Promise<T>): Promise<T>
  close(): void
}

/** What the operator should hear of: once when Redis goes away, once when it is back. */
export interface RedisNews {
  away(error: Error): void
  back(): void
}

/**
 * Connects to the Redis of `url`, waiting a moment for it. A Redis that is away stops nobody from starting: it is tried
 * again and again, and asking it fails meanwhile.
 */
export async function linkRedis(url: string, news: RedisNews): Promise<RedisLink> {
  const redis = new Redis(url, {
    lazyConnect: true,
    protocol: 2,
    connectTimeout: PATIENCE_MS,
    commandTimeout: PATIENCE_MS,
    // A connection that says nothing is given up, so that one hanging server does not hold every request for ever.
    socketTimeout: PATIENCE_MS,
    // What is asked between two connections waits for the next one, for no longer than its own time.
    maxRetriesPerRequest: 1,
    retryStrategy: (times) => Math.min(50 * 2 ** (times - 1), LONGEST_PAUSE_MS),
    // Whoever asked has been told that it failed; done later, it would surprise.
    autoResendUnfulfilledCommands: false,
    // After a failover the old address may lead to a replica until the connection is made anew.
    reconnectOnError: (error) => error.message.startsWith('READONLY'),
  })
  listen(redis, news)
  await redis.connect().catch(() => undefined)
  return {
    run: async (ask) => {
      try {
        return await ask(redis)
      } catch (error) {
        throw new PortcullisError('unavailable', {
          detail: 'Redis does not do it',
          cause: withoutCommand(error),
        })
      }
    },
    close: () => {
      redis.disconnect()
    },
  }
}

function listen(redis: Redis, news: RedisNews): void {
  let away = false
  redis.on('error', (error: unknown) => {
    if (!away) news.away(withoutCommand(error))
    away = true
  })
  redis.on('ready', () => {
    if (away) news.back()
    away = false
  })
}

// Errors of ioredis carry the command with its arguments, among them passwords and sessions.
function withoutCommand(error: unknown): Error {
  return new Error(error instanceof Error ? error.message : 'an error that is none')
}
