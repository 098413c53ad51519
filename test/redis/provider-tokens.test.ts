import { accountOf, keep } from '../support/stored-tokens.js'
import { startRedisSite, type RedisSite } from './site.js'

let world: RedisSite

beforeAll(async () => {
  world = await startRedisSite('sqlite')
})

afterAll(async () => {
  await world.close()
})

test('C29: a refresh that belongs to another person ends the sessions of the account in Redis, and no others', async () => {
  const { site, op } = world
  const [swapped, other] = [await world.signedIn('swapped'), await world.signedIn('other')]
  const { id } = await accountOf(site, 'swapped')
  await keep(site, id, { expiresAt: new Date(0) })
  op.misbehave({ idTokenClaims: (claims) => ({ ...claims, sub: 'somebody-else' }) })
  expect(await site.providerTokens.accessToken(id)).toMatchObject({ ok: false, reason: 'reconnect_needed' })
  expect([await swapped.isSignedIn(), await other.isSignedIn()]).toEqual([false, true])
})
