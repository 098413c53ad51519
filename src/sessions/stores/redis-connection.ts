import { Redis } from 'ioredis'
import { PortcullisError } from '../../errors.js'

const COMMAND_TIMEOUT_MS = 1500
const MAX_BACKOFF_MS = 1000

/** A Redis that answers within its time, or fails as unavailable. */
export interface RedisConnection {
  /**
   * What `ask` gets from Redis.
   * @throws PortcullisError unavailable when Redis is away, hangs, or refuses; other errors as they are
   */
  run<T>(command: (redis: Redis) => Promise<T>): Promise<T>
  close(): void
}

/** What the operator should hear of: once when Redis goes away, once when it is back. */
export interface RedisEvents {
  onDown(error: Error): void
  onUp(): void
}

/**
 * Connects to the Redis of `url`, waiting a moment for it. A Redis that is away stops nobody from starting: it is tried
 * again and again, and asking it fails meanwhile.
 */
export async function connectRedis(url: string, events: RedisEvents): Promise<RedisConnection> {
  const redis = new Redis(url, {
    lazyConnect: true,
    protocol: 2,
    connectTimeout: COMMAND_TIMEOUT_MS,
    commandTimeout: COMMAND_TIMEOUT_MS,
    // A connection that says nothing is given up, so that one hanging server does not hold every request for ever.
    socketTimeout: COMMAND_TIMEOUT_MS,
    // What is asked between two connections waits for the next one, for no longer than its own time.
    maxRetriesPerRequest: 1,
    retryStrategy: (times) => Math.min(50 * 2 ** (times - 1), MAX_BACKOFF_MS),
    // Whoever asked has been told that it failed; done later, it would surprise.
    autoResendUnfulfilledCommands: false,
    // After a failover the old address may lead to a replica until the connection is made anew.
    reconnectOnError: (error) => error.message.startsWith('READONLY'),
  })
  watchConnection(redis, events)
  await redis.connect().catch(() => undefined)
  return {
    run: async (command) => {
      try {
        return await command(redis)
      } catch (error) {
        throw new PortcullisError('unavailable', {
          detail: 'Redis does not do it',
          cause: redactCommand(error),
        })
      }
    },
    close: () => {
      redis.disconnect()
    },
  }
}

function watchConnection(redis: Redis, events: RedisEvents): void {
  let isDown = false
  redis.on('error', (error: unknown) => {
    if (!isDown) events.onDown(redactCommand(error))
    isDown = true
  })
  redis.on('ready', () => {
    if (isDown) events.onUp()
    isDown = false
  })
}

// Errors of ioredis carry the command with its arguments, among them passwords and sessions.
function redactCommand(error: unknown): Error {
  return new Error(error instanceof Error ? error.message : 'an error that is none')
}

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
