import { DATABASES } from '../support/database.js'
import { type LivePage, openLive, refusedLive } from '../support/live.js'
import { backendAt, type Site } from '../support/site.js'
import type { Visitor } from '../support/visitor.js'
import { useSite } from '../support/use-site.js'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const SECOND = 1000

describe.each(DATABASES)('the end of a session and its sockets on %s', (database) => {
  const {
    site: here,
    op,
    clock,
    startAnother,
  } = useSite({
    database,
    env: { SESSION_IDLE_LIFETIME: '1h', SESSION_MAX_LIFETIME: '4h' },
    backends: ({ op, provider }) => ({
      acme: backendAt(op),
      other: backendAt(provider.alias('other'), { label: 'Other' }),
    }),
  })
  let there: Site

  beforeAll(async () => {
    there = await startAnother()
  })

  async function signedIn(sub: string): Promise<Visitor> {
    op.person({ sub, name: sub })
    const visitor = here.visitor()
    await visitor.signIn('acme')
    return visitor
  }

  /** The same browser, at the other process. */
  function moved(visitor: Visitor): Visitor {
    const copy = there.visitor()
    for (const name of visitor.cookieNames()) copy.setCookie(name, visitor.cookie(name) ?? '')
    return copy
  }

  async function opened(visitor: Visitor, site = here): Promise<LivePage> {
    return (await openLive(site, visitor)).page
  }

  test('signing out on one process closes the sockets on another, with 4001', async () => {
    const visitor = await signedIn('two-processes')
    const pages = [await opened(visitor), await opened(visitor), await opened(moved(visitor), there)]
    const bystander = await opened(await signedIn('bystander'), there)
    const form = { _csrf: await visitor.csrf() }
    await visitor.ask('/logout', { form })
    for (const page of pages)
      expect(await page.closed).toEqual({ code: 4001, reason: 'the session has ended' })
    expect(bystander.isOpen).toBe(true)
    await bystander.close()
  })

  test('signing out over a socket closes every socket of the session, and no page is signed in any more', async () => {
    const visitor = await signedIn('logout')
    const page = await opened(visitor)
    const second = await opened(visitor)
    const elsewhere = await opened(moved(visitor), there)
    page.say({ type: 'logout' })
    for (const each of [page, second, elsewhere]) expect((await each.closed).code).toBe(4001)
    expect(await visitor.isSignedIn()).toBe(false)
    expect((await refusedLive(here, visitor)).status).toBe(401)
    const { page: asVisitor, state } = await openLive(here, visitor, { path: '/api/live?as=visitor' })
    expect(state).toMatchObject({ user: null })
    await asVisitor.close()
  })

  test.each([
    [
      'the user is disabled',
      (userId: string) => here.rows.user.update({ where: { id: userId }, data: { active: false } }),
    ],
    ['the user is deleted', (userId: string) => here.rows.user.delete({ where: { id: userId } })],
    [
      'the user signs out everywhere',
      (userId: string) => here.store.incrementSessionEpoch(userId, new Date()),
    ],
    ['an operator deletes the row', (userId: string) => here.rows.session.deleteMany({ where: { userId } })],
  ])('when %s, the sockets close on every process', async (_when, end) => {
    const visitor = await signedIn('ended-by-others')
    const pages = [await opened(visitor), await opened(moved(visitor), there)]
    const { userId } = await here.rows.account.findFirstOrThrow({ where: { subject: 'ended-by-others' } })
    await end(userId)
    for (const page of pages) expect((await page.closed).code).toBe(4001)
    await here.rows.user.deleteMany({ where: { id: userId } })
  })

  test('S167: signing in as another user closes the old socket and never changes whose it is', async () => {
    const visitor = await signedIn('s167-first')
    const page = await opened(visitor)
    const elsewhere = await opened(moved(visitor), there)
    op.person({ sub: 's167-second', name: 'The Second' })
    await visitor.signIn('acme')
    expect(await page.closed).toEqual({ code: 4002, reason: 'signed in anew' })
    expect((await elsewhere.closed).code).toBe(4001)
    const { page: again, state } = await openLive(here, visitor)
    expect(state).toMatchObject({ user: { name: 'The Second' } })
    await again.close()
  })

  test('S166: a socket ends with 4003 at the idle limit', async () => {
    const page = await opened(await signedIn('s166-idle'))
    clock.aheadMs = HOUR - SECOND
    expect(await page.ask({ type: 'nonsense' })).toMatchObject({ type: 'error', code: 'bad_request' })
    clock.aheadMs = HOUR + SECOND
    expect((await page.closed).code).toBe(4003)
  })

  test('S166: pings are use, and yet do not reach past the absolute limit', async () => {
    const page = await opened(await signedIn('s166-absolute'))
    for (let minutes = 30; minutes < 240; minutes += 30) {
      clock.aheadMs = minutes * MINUTE
      expect([minutes, await page.ask({ type: 'ping' })]).toEqual([minutes, { type: 'pong', renewed: false }])
    }
    clock.aheadMs = 4 * HOUR
    expect((await page.closed).code).toBe(4003)
  })

  test('an open socket does not count as use: what the browser does by itself keeps no session alive', async () => {
    const visitor = await signedIn('merely-open')
    const page = await opened(visitor)
    clock.aheadMs = 30 * MINUTE
    page.socket.ping()
    await new Promise((resolve) => page.socket.once('pong', resolve))
    const { lastSeenAt } = await here.rows.session.findFirstOrThrow({
      where: { user: { name: 'merely-open' } },
    })
    expect(Date.now() + clock.aheadMs - lastSeenAt.getTime()).toBeGreaterThan(29 * MINUTE)
    await page.close()
  })

  test('a ping costs a read and a write a minute, and in between nothing', async () => {
    const page = await opened(await signedIn('ping-cost'))
    const own = () => here.statements.filter((sql) => !/^(BEGIN|COMMIT)/.test(sql) && !/IN \(/.test(sql))
    here.statements.length = 0
    for (let pings = 0; pings < 10; pings += 1) await page.ask({ type: 'ping' })
    expect(own()).toEqual([])
    clock.aheadMs = MINUTE + SECOND
    for (let pings = 0; pings < 5; pings += 1) await page.ask({ type: 'ping' })
    expect(own()).toHaveLength(2)
    await page.close()
  })

  test('however many sockets are open, a round is one statement', async () => {
    const visitors = await Promise.all(Array.from({ length: 5 }, (_, index) => signedIn(`round-${index}`)))
    const pages = await Promise.all(visitors.flatMap((visitor) => [opened(visitor), opened(visitor)]))
    here.statements.length = 0
    await new Promise((resolve) => setTimeout(resolve, 2 * SECOND))
    expect(here.statements.length).toBeGreaterThan(1)
    expect(here.statements.length).toBeLessThanOrEqual(5)
    await Promise.all(pages.map((page) => page.close()))
    await new Promise((resolve) => setTimeout(resolve, SECOND))
    here.statements.length = 0
    await new Promise((resolve) => setTimeout(resolve, SECOND))
    expect(here.statements).toEqual([])
  })

  test('a change of the user’s details is sent at the next ping that counts', async () => {
    const page = await opened(await signedIn('renamed'))
    await here.rows.user.updateMany({ where: { name: 'renamed' }, data: { name: 'Renée Named' } })
    clock.aheadMs = 2 * MINUTE
    expect(await page.ask({ type: 'ping' })).toMatchObject({ type: 'state', user: { name: 'Renée Named' } })
    expect(await page.next()).toMatchObject({ type: 'pong' })
    await page.close()
  })

  test('a visit ends, too: with 4003 after twelve hours', async () => {
    const visitor = here.visitor()
    await visitor.ask('/api/live/state')
    const page = await opened(visitor)
    clock.aheadMs = 12 * HOUR - SECOND
    expect(await page.ask({ type: 'ping' })).toMatchObject({ type: 'pong' })
    clock.aheadMs = 12 * HOUR
    expect((await page.closed).code).toBe(4003)
  })
})

describe.each(DATABASES)('sockets and a database in trouble on %s', (database) => {
  const { site, clock } = useSite({ database })
  let visitor: Visitor

  beforeAll(async () => {
    visitor = site.visitor()
    await visitor.signIn('acme')
  })

  const takeAway = () => site.rows.$executeRawUnsafe('ALTER TABLE "Session" RENAME TO "Away"')
  const bringBack = () => site.rows.$executeRawUnsafe('ALTER TABLE "Away" RENAME TO "Session"')

  test('a database that is away for a moment closes no socket; for ten seconds, all with 1013', async () => {
    const { page } = await openLive(site, visitor)
    const watching = await nobody(site)
    await takeAway()
    await logged(site, 'sessions of sockets unknown')
    await bringBack()
    await new Promise((resolve) => setTimeout(resolve, SECOND))
    // The doubt is over: a later one begins anew.
    clock.aheadMs = 30 * SECOND
    await takeAway()
    await logged(site, 'sessions of sockets unknown')
    expect(page.isOpen).toBe(true)
    expect((await refusedLive(site, visitor)).status).toBe(503)
    clock.aheadMs = 41 * SECOND
    expect((await page.closed).code).toBe(1013)
    expect(watching.isOpen).toBe(true)
    await bringBack()
    const again = await openLive(site, visitor)
    expect(again.state).toMatchObject({ user: {} })
    await Promise.all([again.page.close(), watching.close()])
  })
})

async function nobody(site: Site): Promise<LivePage> {
  const visitor = site.visitor()
  await visitor.ask('/api/live/state')
  return (await openLive(site, visitor)).page
}

/** Resolves when the site logs this once more. */
async function logged(site: Site, text: string): Promise<void> {
  const before = site.logged.length
  while (!site.logged.slice(before).some((line) => line.includes(text))) {
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
