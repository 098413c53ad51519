import { redisSessions } from '../../src/sessions/stores/redis.js'
import { createRedisRecords } from '../../src/sessions/stores/redis-records.js'
import { connectRedis } from '../../src/sessions/stores/redis-connection.js'
import { sessionStoreConforms } from '../sessions/conformance.js'
import type { OpenSessionStore } from '../sessions/world.js'
import { type RedisServer, startRedis } from '../support/redis.js'

let redis: RedisServer

beforeAll(async () => {
  redis = await startRedis()
})

afterAll(async () => {
  await redis.close()
})

const openStore: OpenSessionStore = async ({ store, now: clock }) => {
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

sessionStoreConforms('Redis', openStore, { lists: true, notesUse: true, remembersPlace: true })
