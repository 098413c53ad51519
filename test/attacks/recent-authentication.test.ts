import { decide, DeviceAt } from '../support/device.js'
import { GOOD, savePassword } from '../support/passwords.js'
import { backendAt } from '../support/site.js'
import { useSite } from '../support/use-site.js'
import type { Answer, Visitor } from '../support/visitor.js'
import { accountOf, connect, disconnect, untilConnected } from './actions.js'

const MINUTE = 60_000

describe('what needs a recent sign-in', () => {
  const { site, op, provider } = useSite({
    database: 'sqlite',
    mail: true,
    env: { PASSWORD_LOGIN: 'true' },
    backends: ({ op, provider }) => ({
      acme: backendAt(op, { trustEmail: true }),
      other: backendAt(provider.alias('other'), { label: 'Other' }),
    }),
  })

  /** A browser of somebody who was signed in by `acme` so many minutes ago. */
  async function signedIn(name: string, minutesAgo = 0): Promise<Visitor> {
    op.person({ sub: name, preferred_username: name, email: `${name}@example.test`, email_verified: true })
    provider.alias('other').person({ sub: `other-${name}` })
    const visitor = site.visitor()
    await visitor.signIn('acme')
    await letPass(name, minutesAgo)
    return visitor
  }

  async function letPass(username: string, minutes: number): Promise<void> {
    const authenticatedAt = new Date(Date.now() - minutes * MINUTE)
    await site.rows.session.updateMany({ where: { user: { username } }, data: { authenticatedAt } })
  }

  function refused({ status, body }: Answer): unknown {
    return [status, body.includes('reauthentication_required'), body.includes('Sign in again')]
  }
  const REFUSED = [403, true, true]

  test('S301: an old session connects nothing, and the provider is not even asked', async () => {
    const visitor = await signedIn('s301-connect', 11)
    const asked = provider.alias('other').authorizations.length
    const answer = await visitor.ask('/connect/other', { form: { _csrf: await visitor.csrf() } })
    expect(refused(answer)).toEqual(REFUSED)
    expect(provider.alias('other').authorizations).toHaveLength(asked)
    expect(answer.body).toContain('href="/login?next=%2Faccount')
    expect((await visitor.ask('/account')).body).toContain('please <a class="notice-link"')
    await visitor.signIn('acme')
    expect((await visitor.ask('/account')).body).not.toContain('please <a class="notice-link"')
    expect((await connect(visitor, 'other')).status).toBe(303)
    await accountOf(site, 'other', 'other-s301-connect')
  })

  test('S301: who starts to connect in time has time to register at the provider', async () => {
    const visitor = await signedIn('s301-slow', 9)
    const callback = await untilConnected(visitor, 'other')
    await letPass('s301-slow', 9)
    expect((await visitor.ask(callback)).status).toBe(303)
    await accountOf(site, 'other', 'other-s301-slow')
  })

  test('S301: an attempt to connect is worth nothing in an older session of the same person', async () => {
    const visitor = await signedIn('s301-older')
    const callback = await untilConnected(visitor, 'other')
    await letPass('s301-older', 12)
    expect(refused(await visitor.ask(callback))).toEqual(REFUSED)
    expect(await site.rows.account.count({ where: { subject: 'other-s301-older' } })).toBe(0)
  })

  test('S301: an old session disconnects nothing and removes no password', async () => {
    const visitor = await signedIn('s301-disconnect')
    expect((await savePassword(visitor, { password: GOOD })).status).toBe(303)
    await letPass('s301-disconnect', 11)
    const { id, userId } = await accountOf(site, 'acme', 's301-disconnect')
    const own = await site.rows.account.findFirstOrThrow({ where: { userId, backend: 'password' } })
    expect(refused(await disconnect(visitor, 'acme', id))).toEqual(REFUSED)
    expect(refused(await disconnect(visitor, 'password', own.id))).toEqual(REFUSED)
    expect(await site.rows.account.count({ where: { userId } })).toBe(2)
    expect(await site.rows.password.count({ where: { userId } })).toBe(1)
    const form = { username: 's301-disconnect', password: GOOD, next: '/account' }
    expect((await visitor.ask('/login', { form })).status).toBe(303)
    expect((await disconnect(visitor, 'acme', id)).status).toBe(303)
  })

  test('S301: an old session approves no device, but may deny one', async () => {
    const visitor = await signedIn('s301-device', 11)
    const device = new DeviceAt(site)
    const { device_code, user_code } = await device.start()
    const page = await visitor.ask(`/device?user_code=${user_code}`)
    expect(page.body).not.toContain('value="approve"')
    expect(page.body).toContain(`href="/login?next=%2Fdevice%3Fuser_code%3D${user_code}`)
    expect(refused(await decide(visitor, user_code))).toEqual(REFUSED)
    expect(await device.polled(device_code)).toBe('authorization_pending')
    const back = await visitor.signIn('acme', `/device?user_code=${user_code}`)
    expect(back.body).toContain('value="approve"')
    expect((await decide(visitor, user_code)).status).toBe(200)
    await letPass('s301-device', 11)
    const denied = await device.start()
    expect((await decide(visitor, denied.user_code, 'deny')).status).toBe(200)
  })

  test('S301: a moment in the future is not recent', async () => {
    const visitor = await signedIn('s301-future', -2)
    const answer = await visitor.ask('/connect/other', { form: { _csrf: await visitor.csrf() } })
    expect(refused(answer)).toEqual(REFUSED)
  })
})
