import { openLive } from '../support/live.js'
import type { Site } from '../support/site.js'
import { startRedisSite, type RedisSite, SESSION } from './site.js'

let world: RedisSite
let there: Site

beforeAll(async () => {
  world = await startRedisSite('sqlite')
  there = await world.another()
})

afterAll(async () => {
  await there.close()
  await world.close()
})

test('S184, S185: a logout token that one process accepts ends the session in Redis on every process, and a socket on the other', async () => {
  const { site, op } = world
  const bystander = await world.signedIn('bystander')
  const visitor = await world.signedIn('s185')
  const sid = op.signedIn?.sid
  const copy = there.visitor()
  copy.setCookie(SESSION, visitor.cookie(SESSION) ?? '')
  const { page } = await openLive(there, copy)
  const form = { logout_token: await op.logoutToken({ sub: 's185', sid }) }
  expect((await site.visitor().ask('/logout/backchannel/acme', { form })).status).toBe(200)
  for (const each of [visitor, copy]) expect(await each.isSignedIn()).toBe(false)
  expect((await page.closed).code).toBe(4001)
  expect(await bystander.isSignedIn()).toBe(true)
})

test('S178: a sub alone ends every session of that account in Redis, but none that is newer than the token', async () => {
  const { site, op } = world
  const sessions = [await world.signedIn('s178'), await world.signedIn('s178')]
  const bystander = await world.signedIn('bystander')
  const send = async (claims: Record<string, unknown>) => {
    const form = { logout_token: await op.logoutToken({ sub: 's178', sid: undefined, ...claims }) }
    return (await there.visitor().ask('/logout/backchannel/acme', { form })).status
  }
  expect(await send({ iat: Math.floor(Date.now() / 1000) - 120 })).toBe(200)
  for (const each of sessions) expect(await each.isSignedIn()).toBe(true)
  expect(await send({})).toBe(200)
  for (const each of sessions) expect(await each.isSignedIn()).toBe(false)
  expect(await bystander.isSignedIn()).toBe(true)
  expect((await (await world.signedIn('s178')).ask('/account')).status).toBe(200)
  expect(site.logged.join('')).toContain('back channel of acme')
})
