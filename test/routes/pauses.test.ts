import { DATABASES } from '../support/database.js'
import { startBalancer } from '../support/balancer.js'
import { join, PASSWORD } from '../support/joining.js'
import { openLive } from '../support/live.js'
import { type AskingSite, headingOf, reply, replyForm, startAskingSite } from '../support/pauses.js'
import type { PostOffice } from '../support/smtp-server.js'
import type { Op } from '../support/provider/index.js'
import { freePort } from '../support/free-port.js'
import { backendAt, type Site } from '../support/site.js'
import { useSites } from '../support/use-site.js'
import { Visitor } from '../support/visitor.js'

const startSite = useSites()

describe.each(DATABASES)('a sign-in that asks on %s', (database) => {
  let asking: AskingSite
  let op: Op
  let office: PostOffice
  let site: Site

  beforeAll(async () => {
    asking = await startAskingSite(database, {
      env: { PASSWORD_LOGIN: 'true', TERMS_URL: 'https://example.com/terms', TERMS_VERSION: '2026-11' },
      backends: (at) => ({
        acme: backendAt(at, { trustEmail: true }),
        asking: backendAt(at, {
          label: 'Asking',
          trustEmail: true,
          requireEmail: true,
          requireVerifiedEmail: true,
        }),
      }),
    })
    ;({ op, office, site } = asking)
  })

  afterAll(() => asking.close())

  beforeEach(() => asking.fresh())

  test('a new user accepts the terms, once, and comes to the page they wanted', async () => {
    op.person({ sub: 'terms', name: 'Terry Mann' })
    const visitor = site.visitor()
    const page = await visitor.signIn('acme', '/live?wanted')
    expect(page.url).toMatch(/\/continue\/[\w-]{43}$/)
    expect(headingOf(page)).toBe('Terms of use')
    expect(page.body).toContain('href="https://example.com/terms"')
    expect(await visitor.isSignedIn()).toBe(false)
    expect(await site.rows.account.count({ where: { subject: 'terms' } })).toBe(0)
    expect((await reply(visitor, page, 'accept')).url).toMatch(/\/live\?wanted$/)
    const { user } = await site.rows.account.findFirstOrThrow({
      where: { subject: 'terms' },
      include: { user: true },
    })
    expect(user.acceptedTerms).toBe('2026-11')
    expect((await site.visitor().signIn('acme')).url).toMatch(/\/account$/)
    // Another version asks everybody again.
    await site.rows.user.update({ where: { id: user.id }, data: { acceptedTerms: '2025-01' } })
    const again = site.visitor()
    const asked = await again.signIn('acme')
    expect(headingOf(asked)).toBe('Terms of use')
    await reply(again, asked, 'accept')
    expect(await again.isSignedIn()).toBe(true)
  })

  test('a missing address is asked for, proven by a code, and stored', async () => {
    op.person({ sub: 'nameless', name: 'Nadia' })
    const visitor = site.visitor()
    const page = await visitor.signIn('asking')
    expect(headingOf(page)).toBe('Your email address')
    const code = await reply(visitor, page, 'email', { email: ' Nadia@Example.com ' })
    expect(headingOf(code)).toBe('Check your email')
    expect(code.body).toContain('nadia@example.com')
    const wrong = await reply(visitor, code, 'code', { code: 'AAAA-AAAA' })
    expect(wrong.status).toBe(400)
    expect(wrong.body).toContain('4 tries left')
    const terms = await reply(visitor, wrong, 'code', { code: await office.codeFor('nadia@example.com') })
    expect(headingOf(terms)).toBe('Terms of use')
    await reply(visitor, terms, 'accept')
    expect(await visitor.isSignedIn()).toBe(true)
    const { user } = await site.rows.account.findFirstOrThrow({
      where: { subject: 'nameless' },
      include: { user: true },
    })
    expect(user).toMatchObject({ email: 'nadia@example.com', provenEmail: 'nadia@example.com' })
    expect((await site.visitor().signIn('asking')).url).toMatch(/\/account$/)
  })

  test('an address that the provider has not verified gets a code without being typed', async () => {
    op.person({ sub: 'unverified', email: 'una@example.com', email_verified: false })
    const visitor = site.visitor()
    const page = await visitor.signIn('asking')
    expect(headingOf(page)).toBe('Check your email')
    const code = await office.codeFor('una@example.com')
    const terms = await reply(visitor, page, 'code', { code: code.toLowerCase().replace('-', ' ') })
    await reply(visitor, terms, 'accept')
    expect(await site.rows.user.count({ where: { provenEmail: 'una@example.com' } })).toBe(1)
  })

  test('another address can be used instead, and a stale form only shows what is asked now', async () => {
    op.person({ sub: 'other', email: 'old@example.com', email_verified: false })
    const visitor = site.visitor()
    const first = await visitor.signIn('asking')
    const typing = await reply(visitor, first, 'other-address')
    expect(headingOf(typing)).toBe('Your email address')
    const stale = await reply(visitor, first, 'code', { code: await office.codeFor('old@example.com') })
    expect(headingOf(stale)).toBe('Your email address')
    const second = await reply(visitor, typing, 'email', { email: 'new@example.com' })
    const terms = await reply(visitor, second, 'code', { code: await office.codeFor('new@example.com') })
    await reply(visitor, terms, 'accept')
    const users = await site.rows.user.findMany({ where: { accounts: { some: { subject: 'other' } } } })
    expect(users.map(({ provenEmail }) => provenEmail)).toEqual(['new@example.com'])
  })

  test('a sign-in with a password that is removed while it waits creates no user', async () => {
    const joining = site.visitor()
    const registered = await join(joining, office, 'vic@example.com')
    await reply(joining, await joining.ask(registered.location ?? ''), 'accept')
    const { id } = await site.rows.user.findFirstOrThrow({ where: { provenEmail: 'vic@example.com' } })
    await site.rows.user.update({ where: { id }, data: { acceptedTerms: '2025-01' } })
    const visitor = site.visitor()
    const typed = { username: 'vic@example.com', password: PASSWORD }
    const asked = await visitor.open('/login', { form: { ...typed, next: '/' } })
    expect(headingOf(asked)).toBe('Terms of use')
    const users = await site.rows.user.count()
    await site.rows.account.deleteMany({ where: { userId: id } })
    const refused = await reply(visitor, asked, 'accept')
    expect([refused.status, refused.body.includes('login_required')]).toEqual([401, true])
    expect(await visitor.isSignedIn()).toBe(false)
    expect(await site.rows.user.count()).toBe(users)
    expect(await site.rows.account.count({ where: { userId: id } })).toBe(0)
  })

  test('a user with a password is asked, too, wherever they sign in', async () => {
    const joining = site.visitor()
    const registered = await join(joining, office, 'pat@example.com')
    const terms = await joining.ask(registered.location ?? '')
    expect(headingOf(terms)).toBe('Terms of use')
    expect(await site.rows.user.count({ where: { provenEmail: 'pat@example.com' } })).toBe(0)
    await reply(joining, terms, 'accept')
    expect(await joining.isSignedIn()).toBe(true)
    await site.rows.user.updateMany({
      where: { provenEmail: 'pat@example.com' },
      data: { acceptedTerms: '2025-01' },
    })
    // Programs cannot be asked.
    const typed = { username: 'pat@example.com', password: PASSWORD }
    const api = await site.visitor().ask('/api/login', {
      body: JSON.stringify(typed),
      headers: { 'content-type': 'application/json' },
    })
    expect([api.status, api.body.includes('interaction_required')]).toEqual([403, true])
    const watching = site.visitor()
    await watching.ask('/live')
    const { page: live } = await openLive(site, watching)
    expect(await live.ask({ type: 'login', ...typed })).toMatchObject({ code: 'interaction_required' })
    const visitor = site.visitor()
    const asked = await visitor.open('/login', { form: { ...typed, next: '/live?wanted' } })
    expect(headingOf(asked)).toBe('Terms of use')
    expect((await reply(visitor, asked, 'accept')).url).toMatch(/\/live\?wanted$/)
  })

  test('a returning sign-in costs four statements where terms and addresses are looked at, too', async () => {
    op.person({ sub: 'frugal', email: 'fru@example.com', email_verified: true })
    const visitor = site.visitor()
    await reply(visitor, await visitor.signIn('asking'), 'accept')
    const callback = await visitor.untilCallback('asking')
    site.statements.length = 0
    await visitor.ask(callback)
    expect(site.statements.filter((sql) => !/^(BEGIN|COMMIT|-- Implicit)/.test(sql))).toHaveLength(4)
  })

  test('a sign-in that halts is counted as halted, and its steps are in the log line of its request', async () => {
    op.person({ sub: 'counted' })
    site.logged.length = 0
    await site.visitor().signIn('acme')
    const line = site.logged.find((each) => each.includes('/complete/:backend'))
    expect(line).toContain('acceptTerms')
    expect(line).toContain('terms 2026-11 have not been accepted')
  })

  test('R68: two processes take turns to ask, send, read the answers and sign in', async () => {
    const [front, ...ports] = [await freePort(), await freePort(), await freePort()]
    const balancer = await startBalancer(front, ports)
    const { databaseUrl } = site
    const sites = await Promise.all(
      ports.map((port) =>
        startSite({
          ...asking.siteOptions,
          databaseUrl,
          env: { ...asking.siteOptions.env, PORT: String(port), BASE_URL: balancer.url },
        }),
      ),
    )
    try {
      op.person({ sub: 'r68-turns' })
      const visitor = new Visitor(balancer.url)
      const page = await visitor.signIn('asking')
      const code = await reply(visitor, page, 'email', { email: 'turns@example.com' })
      const terms = await reply(visitor, code, 'code', { code: await office.codeFor('turns@example.com') })
      expect(headingOf(terms)).toBe('Terms of use')
      expect((await reply(visitor, terms, 'accept')).url).toMatch(/\/account$/)
    } finally {
      await Promise.all(sites.map((each) => each.close()))
      await balancer.close()
    }
  })

  test('a visitor who stops is not signed in, and nothing of the provider is stored', async () => {
    op.person({ sub: 'stopper', name: 'Stan' })
    const visitor = site.visitor()
    const page = await visitor.signIn('acme')
    const stopped = await reply(visitor, page, 'drop')
    expect(headingOf(stopped)).toBe('Sign-in cancelled')
    expect(
      await site.rows.partial.count({
        where: { usedAt: null, createdAt: { gte: new Date(asking.clock.time) } },
      }),
    ).toBe(0)
    expect((await visitor.ask(page.url)).body).toContain('partial_unknown')
  })

  test('a form without the proof of its page changes nothing', async () => {
    op.person({ sub: 'forger', name: 'Fay' })
    const visitor = site.visitor()
    const page = await visitor.signIn('acme')
    for (const form of [{ answer: 'accept' }, { answer: 'accept', _proof: 'x' }]) {
      expect((await visitor.ask(page.url, { form })).body).toContain('csrf_failed')
    }
    const other = await site.visitor().signIn('acme')
    const crossed = { ...replyForm(page, 'accept'), _proof: replyForm(other, 'accept')['_proof'] ?? '' }
    expect((await visitor.ask(page.url, { form: crossed })).body).toContain('csrf_failed')
    const headers = { origin: 'https://evil.example' }
    const cross = await visitor.ask(page.url, { form: replyForm(page, 'accept'), headers })
    expect(cross.body).toContain('origin_rejected')
    expect(await site.rows.account.count({ where: { subject: 'forger' } })).toBe(0)
  })
})
