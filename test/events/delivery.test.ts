// Events through HTTP: what a program hears of what people do, and what happens when it does not listen for a while.
import type { PortcullisEvent } from '../../src/event-map.js'
import type { User } from '../../src/public-types.js'
import { NO_EXTENSIONS } from '../../src/extensions.js'
import { DATABASES } from '../support/database.js'
import { backendAt } from '../support/site.js'
import { useSite } from '../support/use-site.js'
import { isSigned, type ReceivedEvent, until, WebhookReceiver } from '../support/webhook-receiver.js'

const SECRET = `whsec_${Buffer.from('a key of the tests, thirty-two b').toString('base64')}`
const OLD_SECRET = `whsec_${Buffer.from('an older key, which is still used').toString('base64')}`
const HOUR = 3_600_000

describe.each(DATABASES)('events on %s', (database) => {
  const all = new WebhookReceiver()
  const some = new WebhookReceiver()
  const heard: PortcullisEvent<User>[] = []
  let handle: (event: PortcullisEvent<User>) => unknown = () => undefined
  const hear = async (event: PortcullisEvent<User>) => {
    heard.push(event)
    await handle(event)
  }

  beforeAll(async () => {
    await all.listen()
    await some.listen()
  })
  beforeEach(() => {
    all.clear()
    some.clear()
    heard.length = 0
    handle = () => undefined
  })
  afterAll(async () => {
    await all.close()
    await some.close()
  })

  const { site, op, clock } = useSite({
    database,
    env: () => ({
      ADMIN_EMAILS: 'rita@staff.example',
      WEBHOOKS: JSON.stringify([
        { url: all.url, secret: [SECRET, OLD_SECRET] },
        { url: some.url, secret: SECRET, events: ['user-deleted', 'account-linked'] },
      ]),
    }),
    backends: ({ op: acme, provider }) => ({
      acme: backendAt(acme),
      staff: backendAt(provider.alias('staff'), { trustEmail: true, allowedDomains: ['staff.example'] }),
    }),
    extensions: { ...NO_EXTENSIONS, on: { 'signed-in': hear, 'user-created': hear, 'signed-out': hear } },
  })
  const count = async () => site.rows.eventDelivery.count({ where: { state: 'pending' } })
  const settled = () => until(async () => (await count()) === 0)
  const typesOf = (events: readonly { readonly type: string }[]) => events.map(({ type }) => type)
  const signIn = async (sub: string) => {
    op.person({ sub, name: `Name of ${sub}`, email: `${sub}@example.test`, preferred_username: sub })
    const visitor = site.visitor()
    expect((await visitor.signIn('acme')).status).toBe(200)
    const user = await site.store.findUserByName(sub)
    return { visitor, id: user?.id ?? '' }
  }

  const change = (userId: string, name: string) =>
    site.store.updateUser(userId, { name }, new Date(Date.now() + clock.aheadMs))

  test('the events of a first sign-in are delivered in order, signed with both secrets, once, to each receiver that wants them', async () => {
    const { id, visitor } = await signIn('first')
    await settled()
    expect(typesOf(all.accepted)).toEqual(['user-created', 'account-linked', 'signed-in'])
    expect(typesOf(some.accepted)).toEqual(['account-linked'])
    expect(typesOf(heard)).toEqual(['user-created', 'signed-in'])
    for (const event of all.received) {
      expect([isSigned(event, SECRET), isSigned(event, OLD_SECRET)]).toEqual([true, true])
      expect(isSigned({ ...event, body: `${event.body} ` }, SECRET)).toBe(false)
      expect(event.headers['webhook-id']).toBe(event.id)
      expect(event.headers['content-type']).toBe('application/json')
    }
    const [, linked, signedIn] = all.accepted
    expect(linked?.data).toMatchObject({
      account: { backend: 'acme', subject: 'first', issuer: op.issuer, claims: {} },
    })
    expect(signedIn?.data).toMatchObject({
      isNew: true,
      backend: 'acme',
      reference: expect.stringMatching(/^\w{8}$/) as unknown,
      user: { id, username: 'first', claimedEmail: 'first@example.test', email: null, active: true },
      session: { kind: 'browser', backend: 'acme' },
    })
    const [, inProcess] = heard
    expect(inProcess).toMatchObject({ isNew: true, at: expect.any(Date) as unknown, user: { id } })
    expect(inProcess?.id).toBe(signedIn?.id)
    await visitor.ask('/logout', { form: { _csrf: await visitor.csrf() } })
    await settled()
    const { session } = signedIn?.data ?? {}
    expect(all.accepted.at(-1)).toMatchObject({ type: 'signed-out', data: { reason: 'person', session } })
  })

  test('a sign-in costs one statement more with receivers, however many events it makes', async () => {
    const { visitor } = await signIn('statements')
    await visitor.ask('/logout', { form: { _csrf: await visitor.csrf() } })
    await settled()
    const callback = await site.visitor().untilCallback('acme')
    expect(callback).toContain('/complete/')
    const again = site.visitor()
    const back = await again.untilCallback('acme')
    site.statements.length = 0
    expect((await again.ask(back)).status).toBe(303)
    const inserts = site.statements.filter((sql) => sql.includes('"EventDelivery"'))
    expect(inserts).toHaveLength(1)
    // Two receivers hear of the sign-in: the handlers and one webhook.
    expect(inserts[0]?.match(/\), \(/g)).toHaveLength(1)
    const others = site.statements.filter((sql) => !/"EventDelivery"|^(?:BEGIN|COMMIT)/.test(sql))
    expect(others).toHaveLength(4)
    await settled()
  })

  test('a receiver that is down for a day loses nothing, gets everything in order, and is not flooded meanwhile', async () => {
    all.answer = () => 503
    const people = ['down-a', 'down-b', 'down-c', 'down-d']
    const visitors = []
    for (const name of people) visitors.push(await signIn(name))
    // Each hour something happens to one of them.
    for (let hour = 0; hour < 24; hour += 1) {
      clock.aheadMs += HOUR
      const { length } = all.received
      await change(visitors[hour % people.length]?.id ?? '', `Name ${hour}`)
      // An attempt that is just ending may put the next one off.
      await until(() => {
        clock.aheadMs += 60_000
        return all.received.length > length
      })
    }
    // An attempt an hour, and a few at the beginning: not one for each event each time.
    expect(all.received.length).toBeLessThan(60)
    expect(all.accepted).toEqual([])
    all.answer = () => 204
    clock.aheadMs += HOUR
    await change(visitors[0]?.id ?? '', 'Name up')
    // As above: an attempt that ended just before has put the next one off.
    await until(async () => {
      clock.aheadMs += 60_000
      return (await count()) === 0
    })
    for (const { id } of visitors) {
      const events = all.accepted.filter(({ userId }) => userId === id)
      expect(typesOf(events)).toEqual([
        'user-created',
        'account-linked',
        'signed-in',
        ...Array.from({ length: id === visitors[0]?.id ? 7 : 6 }, () => 'user-changed'),
      ])
      const times = events.map(({ timestamp }) => Date.parse(timestamp))
      expect(times).toEqual([...times].sort((a, b) => a - b))
    }
    expect(new Set(all.accepted.map(({ id }) => id)).size).toBe(all.accepted.length)
  }, 60_000)

  test('what waits since a time when the clock was a day ahead is sent soon after it is set back', async () => {
    const { id } = await signIn('early')
    await settled()
    all.answer = () => 503
    clock.aheadMs += 24 * HOUR
    await change(id, 'Early bird')
    await until(() => all.received.at(-1)?.type === 'user-changed')
    all.answer = () => 204
    clock.aheadMs -= 24 * HOUR
    await settled()
    expect(all.accepted.at(-1)?.type).toBe('user-changed')
  })

  test('an event that its receiver refuses delays its user only, and is given up after three days', async () => {
    const slow = await signIn('refused-one')
    await settled()
    all.clear()
    all.answer = (event: ReceivedEvent) => (event.userId === slow.id ? 500 : 204)
    await signIn('refused-one')
    const other = await signIn('other-one')
    await until(() => all.accepted.filter(({ userId }) => userId === other.id).length === 3)
    expect(all.accepted.filter(({ userId }) => userId === slow.id)).toEqual([])
    for (let tries = 0; tries < 8; tries += 1) {
      clock.aheadMs += 12 * HOUR
      const before = all.received.length
      await change(other.id, `Name ${tries}`)
      await until(() => all.received.length > before)
      await settledFor(slow.id)
    }
    const failed = await site.rows.eventDelivery.findMany({ where: { userId: slow.id, state: 'failed' } })
    expect(failed).toMatchObject([{ type: 'signed-in', status: 500 }])
    expect(failed[0]?.attempts).toBeGreaterThan(3)
    expect(site.logged.some((line) => line.includes('"failure":"webhook_failed"'))).toBe(true)
  }, 60_000)

  /** Waits until what is due for this user was tried. */
  const settledFor = (userId: string) =>
    until(
      async () =>
        (await site.rows.eventDelivery.count({
          where: { userId, state: 'pending', nextAt: { lte: new Date(Date.now() + clock.aheadMs) } },
        })) === 0,
    )

  test('a handler that throws is called again; one that hangs stops neither the webhooks nor the site', async () => {
    let calls = 0
    handle = (event) => {
      if (event.type !== 'signed-in') return
      calls += 1
      if (calls === 1) throw new Error('a fault of the program')
    }
    await signIn('thrower')
    await until(() => all.accepted.some(({ type }) => type === 'signed-in'))
    await until(() => calls === 1)
    clock.aheadMs += 6000
    await until(() => calls === 2)
    await settled()
    const ids = heard.filter(({ type }) => type === 'signed-in').map(({ id }) => id)
    expect(ids.length).toBe(new Set(ids).size + 1)
    const line = site.logged.find((each) => each.includes('"failure":"event_handler_failed"'))
    expect(line).toContain('a fault of the program')
    handle = () => new Promise(() => undefined)
    await signIn('hung')
    await until(() => all.accepted.filter(({ type }) => type === 'signed-in').length === 2)
    expect((await site.visitor().ask('/login')).status).toBe(200)
    // The one that hangs is not waited for.
    handle = () => undefined
    await site.rows.eventDelivery.updateMany({
      where: { receiver: 'handlers', state: 'pending' },
      data: { state: 'failed' },
    })
  }, 40_000)

  test('gate.on gets the events of this process, and a listener that fails is only logged', async () => {
    const listened: string[] = []
    const offs = [
      site.on('signed-in', () => {
        throw new Error('a fault of a listener')
      }),
      site.on('signed-in', ({ user }) => {
        listened.push(user.username)
      }),
    ]
    await signIn('listened')
    await until(() => listened.length > 0)
    for (const off of offs) off()
    await signIn('unheard')
    await settled()
    expect(listened).toEqual(['listened'])
    expect(site.logged.some((line) => line.includes('"failure":"event_listener_failed"'))).toBe(true)
  })

  test('a sign-out everywhere, a provider’s refusal, a pause, a link, an action of an administrator and a deletion are events', async () => {
    const one = await signIn('many')
    const two = await signIn('many')
    await settled()
    all.clear()
    await one.visitor.ask('/sessions/end-all', { form: { _csrf: await one.visitor.csrf() } })
    await settled()
    expect(typesOf(all.accepted)).toEqual(['signed-out', 'signed-out'])
    expect(all.accepted.map(({ data }) => data['reason'])).toEqual(['everywhere', 'everywhere'])
    expect(await two.visitor.isSignedIn()).toBe(false)
  })
})
