import { Redis } from 'ioredis'
import { PortcullisError } from '../../errors.js'

const COMMAND_TIMEOUT_MS = 1500
const MAX_BACKOFF_MS = 1000

/** A connection to Redis whose commands succeed in time or fail as `unavailable`. */
export interface RedisConnection {
  /**
   * Runs a command and returns its reply.
   * @throws PortcullisError unavailable when Redis is down, does not respond in time, or refuses
   */
  run<T>(command: (redis: Redis) => Promise<T>): Promise<T>
  close(): void
}

/** For the log: called once when Redis goes down, and once when it is back. */
export interface RedisEvents {
  onDown(error: Error): void
  onUp(): void
}

/**
 * Connects to the Redis at `url`, and waits at most 1.5 seconds for that. While Redis is down, commands fail and the
 * connection is retried.
 */
export async function connectRedis(url: string, events: RedisEvents): Promise<RedisConnection> {
  const redis = new Redis(url, {
    lazyConnect: true,
    protocol: 2,
    connectTimeout: COMMAND_TIMEOUT_MS,
    commandTimeout: COMMAND_TIMEOUT_MS,
    // A silent connection is closed, so that a hanging server does not block every request forever.
    socketTimeout: COMMAND_TIMEOUT_MS,
    // A command that is sent between two connections waits for the next one, until its own timeout.
    maxRetriesPerRequest: 1,
    retryStrategy: (times) => Math.min(50 * 2 ** (times - 1), MAX_BACKOFF_MS),
    // The caller got the error that the command failed, so it must not run later.
    autoResendUnfulfilledCommands: false,
    // After a failover the old address may lead to a read-only replica until we reconnect.
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
          detail: 'a Redis command failed',
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

// Errors of ioredis contain the command with its arguments, among them passwords and sessions.
function redactCommand(error: unknown): Error {
  return new Error(error instanceof Error ? error.message : 'not an Error')
}

/** The configuration of a Redis, as far as it matters to sessions. */
export interface RedisHealth {
  /** `maxmemory-policy`; null when Redis does not report it. */
  readonly policy: string | null
}

/**
 * Connects to Redis once and reads its configuration.
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
