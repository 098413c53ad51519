import { sessionStories } from '../sessions/stories.js'
import { type RedisServer, startRedis } from '../support/redis.js'

let redis: RedisServer

beforeAll(async () => {
  redis = await startRedis()
})

afterAll(async () => {
  await redis.close()
})

sessionStories('Redis', () => ({ SESSION_STORE: 'redis', REDIS_URL: redis.url }), {
  lists: true,
  notesUse: true,
  remembersPlace: true,
})
