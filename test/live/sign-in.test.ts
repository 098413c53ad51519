import { DATABASES } from '../support/database.js'
import { type LivePage, openLive } from '../support/live.js'
import { FORWARDED, from, GOOD, personWithPassword, someAddress } from '../support/passwords.js'
import type { Answer, Visitor } from '../support/visitor.js'
import { useSite, useSites } from '../support/use-site.js'

const startSite = useSites()

const SESSION = 'portcullis'
const SECOND = 1000

describe.each(DATABASES)('signing in over a socket on %s', (database) => {
  const { site, op, clock } = useSite({ database, env: FORWARDED, acme: { trustEmail: true } })

  async function nobody(): Promise<Visitor> {
    const visitor = site.visitor()
    await visitor.ask('/live')
    return visitor
  }

  function open(visitor: Visitor, path?: string) {
    return openLive(site, visitor, {
      headers: from(someAddress()),
      ...(path === undefined ? {} : { path }),
    })
  }

  /** Signs in over a socket of this browser, and returns the ticket. */
  async function ticketFor(visitor: Visitor, username: string, page?: LivePage): Promise<string> {
    const over = page ?? (await open(visitor)).page
    const message = await over.ask({ type: 'login', username, password: GOOD })
    if (message.type !== 'ticket') throw new Error(`no ticket: ${JSON.stringify(message)}`)
    return message.ticket
  }

  function redeem(visitor: Visitor, ticket: string, headers = {}): Promise<Answer> {
    return visitor.ask('/api/live/ticket', {
      body: JSON.stringify({ ticket }),
      headers: { 'content-type': 'application/json', ...headers },
    })
  }

  test('a visitor gets a ticket, redeems it for the cookie, and is signed in everywhere', async () => {
    await personWithPassword(site, op, 'first')
    const visitor = await nobody()
    const { page, state } = await open(visitor)
    expect(state).toMatchObject({ user: null, password: true })
    const ticket = await ticketFor(visitor, 'first', page)
    expect(await page.closed).toEqual({ code: 4002, reason: 'signed in anew' })
    expect(await visitor.isSignedIn()).toBe(false)
    const swapped = await redeem(visitor, ticket)
    expect(swapped.status).toBe(204)
    expect(swapped.headers.get('cache-control')).toBe('no-store')
    expect(await visitor.isSignedIn()).toBe(true)
    const again = await open(visitor)
    expect(again.state).toMatchObject({ user: { name: 'first' } })
    await again.page.close()
  })

  test('S104, S167: a sign-in over a socket replaces the session, and its sockets are closed, never relabelled', async () => {
    await personWithPassword(site, op, 's167-b')
    const visitor = await personWithPassword(site, op, 's167-a')
    const old = visitor.clone()
    const { page } = await open(visitor)
    const other = await open(visitor)
    const ticket = await ticketFor(visitor, 's167-b', page)
    expect((await other.page.closed).code).toBe(4002)
    expect((await page.closed).code).toBe(4002)
    expect(await old.isSignedIn()).toBe(false)
    expect((await redeem(visitor, ticket)).status).toBe(204)
    expect(visitor.cookie(SESSION)).not.toBe(old.cookie(SESSION))
    const again = await open(visitor)
    expect(again.state).toMatchObject({ user: { name: 's167-b' } })
    await again.page.close()
  })

  test('S104: an ended cookie that was planted before the sign-in is no session after it', async () => {
    await personWithPassword(site, op, 's104')
    const visitor = await personWithPassword(site, op, 's104-before')
    await site.rows.session.deleteMany()
    const planted = visitor.clone()
    const { page } = await open(visitor, '/api/live?as=visitor')
    await redeem(visitor, await ticketFor(visitor, 's104', page))
    expect(await visitor.isSignedIn()).toBe(true)
    expect(await planted.isSignedIn()).toBe(false)
  })

  test('R19: of ten simultaneous uses of one ticket, one succeeds', async () => {
    await personWithPassword(site, op, 'r19')
    const visitor = await nobody()
    const ticket = await ticketFor(visitor, 'r19')
    const browsers = Array.from({ length: 10 }, () => visitor.clone())
    const answers = await Promise.all(browsers.map((browser) => redeem(browser, ticket)))
    expect(answers.map(({ status }) => status).sort()).toEqual([204, ...Array<number>(9).fill(400)])
    const refused = answers.find(({ status }) => status === 400)
    expect(JSON.parse(refused?.body ?? '')).toMatchObject({ code: 'ticket_rejected' })
    expect((await redeem(visitor, ticket)).status).toBe(400)
  })

  test('a ticket is refused in another browser, from another site, and after half a minute', async () => {
    await personWithPassword(site, op, 'bound')
    const visitor = await nobody()
    const ticket = await ticketFor(visitor, 'bound')
    expect((await redeem(await nobody(), ticket)).status).toBe(400)
    expect((await redeem(site.visitor(), ticket)).status).toBe(401)
    expect((await redeem(visitor, ticket, { origin: 'https://evil.example' })).status).toBe(403)
    clock.aheadMs = 30 * SECOND
    expect((await redeem(visitor, ticket)).status).toBe(400)
  })

  test('a session whose ticket is not redeemed is ended', async () => {
    const user = await personWithPassword(site, op, 'unclaimed')
    const mine = { where: { user: { username: 'unclaimed' } } }
    await user.ask('/logout', { form: { _csrf: await user.csrf() } })
    await ticketFor(await nobody(), 'unclaimed')
    expect(await site.rows.session.count(mine)).toBe(1)
    clock.aheadMs = 31 * SECOND
    while ((await site.rows.session.count(mine)) > 0) await new Promise((resolve) => setTimeout(resolve, 50))
    expect(
      await site.rows.ticket.count({
        where: { expiresAt: { lt: new Date(Date.now() + clock.aheadMs) } },
      }),
    ).toBe(0)
  })

  test('a session that was ended before its ticket is redeemed sets no cookie', async () => {
    await personWithPassword(site, op, 'ended-between')
    const visitor = await nobody()
    const ticket = await ticketFor(visitor, 'ended-between')
    await site.rows.session.deleteMany({ where: { user: { username: 'ended-between' } } })
    expect((await redeem(visitor, ticket)).status).toBe(401)
    expect(visitor.cookie(SESSION)).toBeUndefined()
  })

  test('the session that the browser had when it redeems the ticket is ended', async () => {
    await personWithPassword(site, op, 'swap-over')
    const visitor = await nobody()
    const ticket = await ticketFor(visitor, 'swap-over')
    op.person({ sub: 'meanwhile', name: 'Mean While' })
    await visitor.signIn('acme')
    const meanwhile = visitor.clone()
    expect((await redeem(visitor, ticket)).status).toBe(204)
    expect(await meanwhile.isSignedIn()).toBe(false)
    expect(await visitor.isSignedIn()).toBe(true)
  })

  test('a wrong password is answered with the texts of the error pages, and the socket stays open', async () => {
    await personWithPassword(site, op, 'wrong')
    const { page } = await open(await nobody())
    const answer = await page.ask({ type: 'login', username: 'wrong', password: 'not this one at all' })
    expect(answer).toMatchObject({ type: 'error', code: 'wrong_credentials', retryAfter: null })
    expect(await page.ask({ type: 'ping' })).toMatchObject({ type: 'pong' })
    await page.close()
  })

  test('guesses over sockets count like those on the login page', async () => {
    await personWithPassword(site, op, 'guessed-at')
    const { page } = await open(await nobody())
    const guess = { type: 'login', username: 'guessed-at', password: 'a guess that is wrong' }
    for (let tries = 0; tries < 5; tries += 1) {
      expect(await page.ask(guess)).toMatchObject({ code: 'wrong_credentials' })
    }
    const limited = await page.ask({ ...guess, password: GOOD })
    expect(limited).toMatchObject({ type: 'error', code: 'too_many_requests' })
    expect(limited.type === 'error' ? limited.retryAfter : null).toBeGreaterThan(0)
    await page.close()
  })

  test('a disabled user gets no ticket and no session', async () => {
    await personWithPassword(site, op, 'disabled')
    await site.rows.user.update({ where: { username: 'disabled' }, data: { active: false } })
    const { page } = await open(await nobody())
    const answer = await page.ask({ type: 'login', username: 'disabled', password: GOOD })
    expect(answer).toMatchObject({ type: 'error', code: 'user_disabled' })
    expect(await page.ask({ type: 'logout' })).toMatchObject({ type: 'error', code: 'login_required' })
    await page.close()
  })

  test('a program with a bearer token has no browser that a cookie could be set in', async () => {
    const visitor = await personWithPassword(site, op, 'program')
    const headers = { authorization: `Bearer ${visitor.cookie(SESSION) ?? ''}` }
    const { page } = await openLive(site, site.visitor(), { origin: null, headers })
    const answer = await page.ask({ type: 'login', username: 'program', password: GOOD })
    expect(answer).toMatchObject({ type: 'error', code: 'browser_cookie_required' })
    expect(await visitor.isSignedIn()).toBe(true)
    await page.close()
  })

  test('the log contains neither passwords nor tickets', async () => {
    await personWithPassword(site, op, 'unlogged')
    const visitor = await nobody()
    const ticket = await ticketFor(visitor, 'unlogged')
    await redeem(visitor, ticket)
    const log = site.logged.join('\n')
    expect(log).toContain('live sign-in')
    expect(log).not.toContain(GOOD)
    expect(log).not.toContain(ticket)
    const rows = await site.rows.ticket.findMany()
    expect(rows.map(({ ticketHash }) => ticketHash)).not.toContain(ticket)
  })
})

test('where passwords are switched off, sockets do not take them either', async () => {
  const site = await startSite({ database: 'sqlite', env: { PASSWORD_LOGIN: 'false' } })
  const visitor = site.visitor()
  await visitor.ask('/live')
  const { page, state } = await openLive(site, visitor)
  expect(state).toMatchObject({ password: false })
  const answer = await page.ask({ type: 'login', username: 'ann', password: GOOD })
  expect(answer).toMatchObject({ type: 'error', code: 'not_found' })
  await page.close()
  await site.close()
})
