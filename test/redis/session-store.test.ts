import { redisSessions } from '../../src/session/redis-sessions.js'
import { createRedisRecords } from '../../src/session/redis-shelf.js'
import { connectRedis } from '../../src/session/redis.js'
import { sessionStoreConforms } from '../session/conformance.js'
import type { OpenKept } from '../session/world.js'
import { type RedisServer, startRedis } from '../support/redis.js'

let redis: RedisServer

beforeAll(async () => {
  redis = await startRedis()
})

afterAll(async () => {
  await redis.close()
})

const openKept: OpenKept = async ({ store, now: clock }) => {
  const surprise = (error?: unknown) => {
    throw new Error('Redis was to work all along', { cause: error })
  }
  const link = await connectRedis(redis.url, { onDown: surprise, onUp: surprise })
  return redisSessions({
    sessionRecords: createRedisRecords(link, clock),
    store,
    clock,
    onTouchError: surprise,
    close: () => {
      link.close()
    },
  })
}

sessionStoreConforms('Redis', openKept, { lists: true, notesUse: true, remembersPlace: true })
