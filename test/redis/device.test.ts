import { grantStory } from '../flows/device-grant-story.js'
import { type RedisServer, startRedis } from '../support/redis.js'

let redis: RedisServer

beforeAll(async () => {
  redis = await startRedis()
})

afterAll(async () => {
  await redis.close()
})

grantStory('Redis', () => ({ SESSION_STORE: 'redis', REDIS_URL: redis.url }))
