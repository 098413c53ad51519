import { DATABASES } from '../support/database.js'
import { fieldOf } from '../support/joining.js'
import {
  type AskingSite,
  headingOf,
  reply,
  replyForm,
  replyOnce,
  startAskingSite,
} from '../support/pauses.js'
import type { PostOffice } from '../support/smtp-server.js'
import type { Op } from '../support/provider/index.js'
import { backendAt, type Site, type SiteOptions } from '../support/site.js'
import { useSites } from '../support/use-site.js'
import type { Answer, Visitor } from '../support/visitor.js'

const startSite = useSites()

const MINUTE_MS = 60_000

describe.each(DATABASES)('attacks on paused sign-ins on %s', (database) => {
  let asking: AskingSite
  let op: Op
  let office: PostOffice
  let site: Site

  beforeAll(async () => {
    asking = await startAskingSite(database, {
      env: { ADMIN_EMAILS: 'boss@example.com' },
      backends: (at) => ({
        acme: backendAt(at, { trustEmail: true }),
        // A typed address is enough.
        typing: backendAt(at, { label: 'Typing', requireEmail: true }),
        asking: backendAt(at, { label: 'Asking', requireEmail: true, requireVerifiedEmail: true }),
        linking: backendAt(at, {
          label: 'Links',
          trustEmail: true,
          linkByVerifiedEmail: true,
          requireEmail: true,
          requireVerifiedEmail: true,
        }),
      }),
    })
    ;({ op, office, site } = asking)
  })

  afterAll(() => asking.close())

  beforeEach(async () => {
    await asking.fresh()
    await site.rows.partial.deleteMany()
  })

  /** Pauses for the code of this address. */
  async function askedForCode(
    visitor: Visitor,
    sub: string,
    email: string,
    backend = 'asking',
  ): Promise<Answer> {
    op.person({ sub, name: `Name of ${sub}` })
    const page = await reply(visitor, await visitor.signIn(backend), 'email', { email })
    expect(headingOf(page)).toBe('Check your email')
    return page
  }

  async function linkFor(mailbox: string): Promise<string> {
    const { text } = await office.mailTo(mailbox)
    const link = /(http\S+\/continue\/mail\/\S+)/.exec(text)?.[1]
    if (link === undefined) throw new Error(`no link in ${text}`)
    return link
  }

  const usersWith = (subject: string) =>
    site.rows.user.findMany({ where: { accounts: { some: { subject } } } })

  test('S91: the link of an email, opened in another browser than the one that waits, signs no one in and proves nothing', async () => {
    const first = site.visitor()
    const waiting = await askedForCode(first, 's91', 's91@example.com')
    const link = await linkFor('s91@example.com')
    const code = await office.codeFor('s91@example.com')
    const other = site.visitor()
    const page = await other.ask(link)
    expect(headingOf(page)).toBe('Was this you?')
    for (const shown of ['Asking', 'Name of s91 (ID s91)', 'just now', '127.0.0.1', 's91@example.com', code])
      expect(page.body).toContain(shown)
    for (const answer of ['confirm', 'take-over', 'code', 'connect'])
      expect((await replyOnce(other, page, answer, { code })).body).toContain('partial_wrong_browser')
    expect((await other.ask(link, { form: { answer: 'confirm' } })).body).toContain('csrf_failed')
    expect(await other.isSignedIn()).toBe(false)
    expect(await usersWith('s91')).toEqual([])
    // Who started it and has read the email elsewhere, as on a phone, enters the code where it was started.
    expect((await reply(first, waiting, 'code', { code })).url).toMatch(/\/account$/)
    expect((await usersWith('s91')).map(({ provenEmail }) => provenEmail)).toEqual(['s91@example.com'])
    expect(await other.isSignedIn()).toBe(false)
  })

  test('F11: the page behind the link names an unknown person by nothing that this person chose to be taken for the reader', async () => {
    const email = 'f11-victim@example.com'
    for (const [sub, names] of [
      ['f11-mallory', { preferred_username: 'mallory', name: email }],
      ['f11-posing', { preferred_username: email, name: email }],
    ] as const) {
      op.person({ sub, ...names, email, email_verified: false })
      expect(headingOf(await site.visitor().signIn('asking'))).toBe('Check your email')
      const page = await site.visitor().ask(await linkFor(email))
      const account = /<dt>Account<\/dt><dd>(.*?)<\/dd>/s.exec(page.body)?.[1] ?? ''
      expect(account).toContain(`ID ${sub}`)
      expect(account).not.toContain(email)
      expect(page.body).toContain('someone else’s identity at Asking will be able to open an account here')
      office.clear()
    }
  })

  test('S91: with an address or identity that is known here, an opened link does nothing either', async () => {
    const email = 's91-owner@example.com'
    op.person({ sub: 's91-owner', email, email_verified: true })
    const owner = site.visitor()
    await owner.signIn('acme')
    const attacker = site.visitor()
    const waiting = await askedForCode(attacker, 's91-attacker', email)
    for (const victim of [owner, site.visitor()]) {
      const page = await victim.ask(await linkFor(email))
      expect((await replyOnce(victim, page, 'confirm')).body).toContain('partial_wrong_browser')
    }
    expect(await usersWith('s91-attacker')).toEqual([])
    const proven = await reply(attacker, waiting, 'code', { code: await office.codeFor(email) })
    expect(headingOf(proven)).toBe('You already have an account')
  })

  test('S91: opening the link, however often, does nothing; in the browser that waits its button is enough', async () => {
    const visitor = site.visitor()
    await askedForCode(visitor, 's91-here', 's91-here@example.com')
    const link = await linkFor('s91-here@example.com')
    for (let scans = 0; scans < 7; scans += 1) await site.visitor().ask(link)
    await site.visitor().ask(link, { method: 'HEAD' })
    expect(await usersWith('s91-here')).toEqual([])
    const page = await visitor.ask(link)
    expect(headingOf(page)).toBe('Verify your email')
    expect((await reply(visitor, page, 'confirm')).url).toMatch(/\/account$/)
    expect(await visitor.isSignedIn()).toBe(true)
    expect((await visitor.ask(link)).body).toContain('code_rejected')
  })

  test('S91: a person who gets such an email without having requested it can cancel that sign-in', async () => {
    const stranger = site.visitor()
    const waiting = await askedForCode(stranger, 's91-no', 's91-no@example.com')
    const owner = site.visitor()
    const page = await owner.ask(await linkFor('s91-no@example.com'))
    expect(headingOf(await reply(owner, page, 'drop'))).toBe('Sign-in cancelled')
    expect((await stranger.ask(waiting.url)).body).toContain('partial_unknown')
  })

  test('S92: a token that is guessed, another browser’s, used or expired opens nothing', async () => {
    op.person({ sub: 's92' })
    const visitor = site.visitor()
    const page = await visitor.signIn('typing')
    const token = page.url.slice(-43)
    const guessed = page.url.replace(token, 'A'.repeat(43))
    expect([(await visitor.ask(guessed)).status, (await visitor.ask('/continue/short')).status]).toEqual([
      404, 404,
    ])
    for (const thief of [site.visitor(), await withCookie()]) {
      const refused = await thief.ask(page.url)
      expect(refused.status).toBe(400)
      expect(refused.body).toContain('partial_wrong_browser')
      const form = replyForm(page, 'email', { email: 'thief@example.com' })
      expect((await thief.ask(page.url, { form })).body).toContain('partial_wrong_browser')
    }
    // A token is good at its own address only; as a parameter of a callback it is nothing.
    const callback = await visitor.ask(`/complete/acme?state=${token}&partial=${token}`)
    expect(callback.body).toContain('attempt_unknown')
    expect(await usersWith('s92')).toEqual([])
    await reply(visitor, page, 'email', { email: 's92@example.com' })
    expect((await visitor.ask(page.url)).body).toContain('partial_used')
    expect((await replyOnce(visitor, page, 'email', { email: 'x@example.com' })).body).toContain(
      'partial_used',
    )
    const late = site.visitor()
    op.person({ sub: 's92-late' })
    const waiting = await late.signIn('typing')
    asking.clock.time += 30 * MINUTE_MS
    expect((await late.ask(waiting.url)).body).toContain('partial_expired')
    expect((await replyOnce(late, waiting, 'email', { email: 'x@example.com' })).body).toContain(
      'partial_expired',
    )
    expect(await usersWith('s92-late')).toEqual([])
  })

  /** A browser that has been here before. */
  async function withCookie(): Promise<Visitor> {
    const visitor = site.visitor()
    await visitor.ask('/live')
    return visitor
  }

  test('S94: of two codes the newer one counts, once, for a quarter of an hour', async () => {
    const visitor = site.visitor()
    const page = await askedForCode(visitor, 's94', 's94@example.com')
    const older = await office.codeFor('s94@example.com')
    asking.clock.time += 1000
    await reply(visitor, page, 'send')
    const newer = await office.codeFor('s94@example.com')
    expect((await reply(visitor, page, 'code', { code: older })).body).toContain('4 tries left')
    asking.clock.time += 16 * MINUTE_MS
    const late = await reply(visitor, page, 'code', { code: newer })
    expect(late.status).toBe(400)
    expect(late.body).toContain('Please request a new code')
    expect(headingOf(late)).toBe('Verify your email')
    // The sign-in waits on, and a new code can be asked for.
    const again = await reply(visitor, late, 'send')
    const code = await office.codeFor('s94@example.com')
    await reply(visitor, again, 'code', { code })
    expect(await visitor.isSignedIn()).toBe(true)
    expect((await replyOnce(visitor, again, 'code', { code })).body).toContain('partial_used')
  })

  test('S95: the code for one address does not work for another address, in any browser', async () => {
    const [one, two] = [site.visitor(), site.visitor()]
    const first = await askedForCode(one, 's95-one', 's95-one@example.com')
    const second = await askedForCode(two, 's95-two', 's95-two@example.com')
    const code = await office.codeFor('s95-one@example.com')
    const crossed = await reply(two, second, 'code', { code })
    expect(crossed.body).toContain('4 tries left')
    // Nor does the code of an address prove the one that was chosen after it.
    const typing = await reply(one, first, 'other-address')
    const third = await reply(one, typing, 'email', { email: 's95-three@example.com' })
    expect((await reply(one, third, 'code', { code })).body).toContain('4 tries left')
    const link = await linkFor('s95-one@example.com')
    expect((await one.ask(link)).body).toContain('code_rejected')
    expect([...(await usersWith('s95-one')), ...(await usersWith('s95-two'))]).toEqual([])
  })

  test('S97: a user who was disabled meanwhile is refused', async () => {
    op.person({ sub: 's97', email: 's97@example.com', email_verified: false })
    await site.visitor().signIn('acme')
    const [user] = await usersWith('s97')
    await site.rows.account.updateMany({ where: { subject: 's97' }, data: { backend: 'asking' } })
    const visitor = site.visitor()
    const page = await visitor.signIn('asking')
    expect(headingOf(page)).toBe('Check your email')
    await site.rows.user.update({ where: { id: user?.id ?? '' }, data: { active: false } })
    const refused = await reply(visitor, page, 'code', { code: await office.codeFor('s97@example.com') })
    expect(refused.body).toContain('user_disabled')
    expect(await visitor.isSignedIn()).toBe(false)
  })

  test('S97: it does not outlive the end of all sessions of the user it is about', async () => {
    const person = { sub: 's97-ended', email: 's97-ended@example.com', email_verified: false }
    op.person(person)
    const owner = site.visitor()
    await owner.signIn('acme')
    const account = { where: { subject: person.sub } }
    await site.rows.account.updateMany({ ...account, data: { backend: 'asking' } })
    const thief = site.visitor()
    const page = await thief.signIn('asking')
    expect(headingOf(page)).toBe('Check your email')
    const all = await owner.ask('/sessions/end-all', { form: { _csrf: await owner.csrf() } })
    expect(all.status).toBe(303)
    const refused = await reply(thief, page, 'code', { code: await office.codeFor(person.email) })
    expect([refused.status, refused.body.includes('login_required')]).toEqual([401, true])
    expect(await thief.isSignedIn()).toBe(false)
    expect(await site.rows.session.count({ where: { account: { subject: person.sub } } })).toBe(0)
  })

  test('S97: it does not replace the session of another user who has signed in there meanwhile', async () => {
    op.person({ sub: 's97-paused' })
    const visitor = site.visitor()
    const page = await visitor.signIn('typing')
    op.person({ sub: 's97-other', email: 's97-other@example.com', email_verified: true })
    await visitor.signIn('acme')
    expect((await visitor.ask(page.url)).body).toContain('session_user_changed')
    const refused = await replyOnce(visitor, page, 'email', { email: 'x@example.com' })
    expect(refused.status).toBe(409)
    expect(await usersWith('s97-paused')).toEqual([])
    expect((await visitor.ask('/account')).body).toContain('s97-other')
  })

  test('S97: nor does the link of its email, in that browser', async () => {
    const visitor = site.visitor()
    await askedForCode(visitor, 's97-mailed', 's97-mailed@example.com')
    op.person({ sub: 's97-next', email: 's97-next@example.com', email_verified: true })
    await visitor.signIn('acme')
    const page = await visitor.ask(await linkFor('s97-mailed@example.com'))
    expect((await reply(visitor, page, 'confirm')).body).toContain('session_user_changed')
    expect(await usersWith('s97-mailed')).toEqual([])
    expect((await visitor.ask('/account')).body).toContain('s97-next')
  })

  test('S97: a process that does not know the backend does not continue the sign-in', async () => {
    op.person({ sub: 's97-unknown' })
    const visitor = site.visitor()
    const page = await visitor.signIn('typing')
    const refused = await askElsewhere(visitor, page, { backends: { acme: backendAt(op) } })
    expect([refused.status, refused.body.includes('unknown_backend')]).toEqual([404, true])
  })

  test('S97: a process in which the name belongs to another issuer does not continue the sign-in', async () => {
    await site.rows.account.deleteMany({ where: { backend: 'typing' } })
    op.person({ sub: 's97-moved' })
    const visitor = site.visitor()
    const page = await visitor.signIn('typing')
    expect(page.body).toContain('name="email"')
    const moved = { label: 'Typing', requireEmail: true }
    const backends = (at: Op) => ({ backends: { typing: backendAt(at, moved) } })
    const refused = await askElsewhere(visitor, page, backends(asking.provider.alias('elsewhere')))
    expect([refused.status, refused.body.includes('backend_disabled')]).toEqual([403, true])
    expect((await askElsewhere(visitor, page, backends(op))).status).toBe(200)
  })

  /** Asks another process, with other settings, for the same page. */
  async function askElsewhere(
    visitor: Visitor,
    page: Answer,
    changes: Partial<SiteOptions>,
  ): Promise<Answer> {
    const other = await startSite({ ...asking.siteOptions, databaseUrl: site.databaseUrl, ...changes })
    try {
      const there = other.visitor()
      for (const name of visitor.cookieNames()) there.setCookie(name, visitor.cookie(name) ?? '')
      return await there.ask(page.url.replace(site.url, other.url))
    } finally {
      await other.close()
    }
  }

  test('S98: anything but one plain address is refused, and nothing is sent', async () => {
    op.person({ sub: 's98' })
    const visitor = site.visitor()
    const page = await visitor.signIn('asking')
    for (const email of [
      'a@x.com\r\nBcc: b@y.com',
      'a@x.com, b@y.com',
      'Ada <a@x.com>',
      '"a@x.com" <b@y.com>',
      '',
    ]) {
      const refused = await reply(visitor, page, 'email', { email })
      expect([email, refused.status, headingOf(refused)]).toEqual([email, 400, 'Your email address'])
      expect(refused.body).toContain('not a valid email address')
    }
    await reply(visitor, page, 'email', { email: 's98@example.com' })
    await office.codeFor('s98@example.com')
    expect(office.delivered.flatMap(({ to }) => to)).toEqual(['s98@example.com'])
  })

  test('S98: no text of a provider or a visitor gets into the email', async () => {
    op.person({ sub: 's98-name', name: 'Win a prize at http://evil.test' })
    const visitor = site.visitor()
    await reply(visitor, await visitor.signIn('asking'), 'email', { email: 's98-name@example.com' })
    const mail = await office.mailTo('s98-name@example.com')
    expect(JSON.stringify([...mail.headers, mail.text])).not.toMatch(/prize|evil/)
  })

  test('S101: of fifty requests for codes to one address, five send one, whatever the spelling and the page', async () => {
    const visitor = site.visitor()
    const page = await askedForCode(visitor, 's101', 'S101@Example.com')
    const statuses: number[] = []
    for (let tries = 1; tries < 50; tries += 1) statuses.push((await replyOnce(visitor, page, 'send')).status)
    expect(statuses.filter((status) => status === 303)).toHaveLength(4)
    expect(statuses.filter((status) => status === 429)).toHaveLength(45)
    // Another sign-in with that address waits, too, and says so only when its button is used.
    op.person({ sub: 's101-again', email: 's101@EXAMPLE.com', email_verified: false })
    const other = site.visitor()
    const unsent = await other.signIn('asking')
    expect(headingOf(unsent)).toBe('Verify your email')
    const refused = await replyOnce(other, unsent, 'send')
    expect(refused.status).toBe(429)
    expect(refused.body).toContain('Please try again in')
  })

  test('S103: tokens of the provider are encrypted while the sign-in waits, and deleted when it ends', async () => {
    op.person({ sub: 's103' })
    const visitor = site.visitor()
    const page = await visitor.signIn('typing')
    const [row] = await site.rows.partial.findMany()
    const sealed = Buffer.from(row?.data ?? []).toString('latin1')
    expect(sealed.length).toBeGreaterThan(500)
    for (const secret of ['accessToken', 's103', page.url.slice(-43)]) expect(sealed).not.toContain(secret)
    expect(JSON.stringify(site.logged)).not.toContain(page.url.slice(-43))
    await reply(visitor, page, 'email', { email: 's103@example.com' })
    expect((await site.rows.partial.findMany()).map(({ data }) => data.length)).toEqual([0])
    op.person({ sub: 's103-abandoned' })
    await site.visitor().signIn('typing')
    asking.clock.time += 31 * MINUTE_MS
    await site.store.purgeExpired(new Date(asking.clock.time))
    expect(await site.rows.partial.count()).toBe(0)
  })

  test('R82: a user who was asked a question while all keys were replaced can start again', async () => {
    op.person({ sub: 'r82' })
    const visitor = site.visitor()
    const page = await visitor.signIn('typing')
    const ENCRYPTION_KEYS = 'another key of more than thirty-two bytes'
    const refused = await askElsewhere(visitor, page, { env: { ...asking.siteOptions.env, ENCRYPTION_KEYS } })
    expect([refused.status, refused.body.includes('partial_expired')]).toEqual([400, true])
    expect(refused.body).toContain('Start again')
    expect((await visitor.ask(page.url)).status).toBe(200)
  })

  test('S103: what was encrypted for one row does not decrypt in another', async () => {
    op.person({ sub: 's103-mine' })
    const visitor = site.visitor()
    const mine = await visitor.signIn('typing')
    op.person({ sub: 's103-theirs' })
    await site.visitor().signIn('typing')
    const [one, two] = await site.rows.partial.findMany({ orderBy: { createdAt: 'asc' } })
    await site.rows.partial.updateMany({ data: { data: Uint8Array.from(two?.data ?? []) } })
    const answers = [await visitor.ask(mine.url)]
    await site.rows.partial.updateMany({ data: { data: Uint8Array.from(one?.data ?? []) } })
    answers.push(await visitor.ask(mine.url))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400])
  })

  test('of the sign-ins that wait in one browser, the newest twenty stay, and those of other browsers are not touched', async () => {
    op.person({ sub: 'many' })
    const [visitor, bystander] = [site.visitor(), site.visitor()]
    const theirs = await bystander.signIn('typing')
    asking.clock.time += 1000
    const oldest = await visitor.signIn('typing')
    const [, mine] = await site.rows.partial.findMany({ orderBy: { createdAt: 'asc' } })
    if (!mine) throw new Error('nothing waits')
    const copies = Array.from({ length: 30 }, (_, index) => ({
      ...mine,
      id: `copy-${index}`,
      tokenHash: `copy-${index}`,
      createdAt: new Date(asking.clock.time + 1000 + index),
    }))
    await site.rows.partial.createMany({ data: copies })
    asking.clock.time += 60_000
    const newest = await visitor.signIn('typing')
    expect(await site.rows.partial.count({ where: { browserHash: mine.browserHash } })).toBe(20)
    expect(await site.rows.partial.count({ where: { id: 'copy-11' } })).toBe(1)
    expect((await visitor.ask(oldest.url)).body).toContain('partial_unknown')
    expect([(await visitor.ask(newest.url)).status, (await bystander.ask(theirs.url)).status]).toEqual([
      200, 200,
    ])
  })

  test('S214: neither the URL of a pause, nor a code, nor the content of a link is in a log or a trace', async () => {
    site.logged.length = 0
    const visitor = site.visitor()
    const page = await askedForCode(visitor, 's214', 's214@example.com')
    const link = await linkFor('s214@example.com')
    const [handle = '', code = ''] = link.split('/').slice(-2)
    const thief = site.visitor()
    await thief.ask(page.url)
    await thief.ask(`${link.slice(0, -code.length)}AAA-AAA-AAA`)
    await replyOnce(visitor, page, 'code', { code: 'AAAA-AAAA' })
    const shown = await visitor.ask(link)
    await reply(visitor, shown, 'confirm')
    expect(await visitor.isSignedIn()).toBe(true)
    await visitor.ask(link)
    const seen = site.logged.join('') + JSON.stringify(await site.rows.event.findMany())
    expect(seen).toContain('partial_wrong_browser')
    expect(seen).toContain('code_rejected')
    const secrets = [page.url.slice(-43), handle, code, fieldOf(page, '_proof'), fieldOf(shown, '_proof')]
    expect(secrets.filter((secret) => secret.length < 9 || seen.includes(secret))).toEqual([])
  })

  test('S121: signing out ends the sign-ins that wait in that browser, and nothing else', async () => {
    const elsewhere = site.visitor()
    op.person({ sub: 's121-elsewhere' })
    const theirs = await elsewhere.signIn('typing')
    op.person({ sub: 's121', email: 's121@example.com', email_verified: true })
    const visitor = site.visitor()
    await visitor.signIn('acme')
    op.person({ sub: 's121-paused' })
    const page = await visitor.signIn('typing')
    expect(headingOf(page)).toBe('Your email address')
    const csrf = fieldOf(await visitor.ask('/account'), '_csrf')
    await visitor.ask('/logout', { form: { _csrf: csrf } })
    expect((await visitor.ask(page.url)).body).toContain('partial_unknown')
    expect(await site.rows.partial.count()).toBe(1)
    expect((await elsewhere.ask(theirs.url)).status).toBe(200)
    // Also where nobody was signed in yet, and by the API.
    const form = { _csrf: 'none' }
    await elsewhere.ask('/logout', { form })
    expect(await site.rows.partial.count()).toBe(0)
    await elsewhere.signIn('typing')
    await elsewhere.ask('/api/logout', { method: 'POST', headers: { origin: site.url } })
    expect(await site.rows.partial.count()).toBe(0)
  })

  test('R19: of ten answers at once, exactly one signs in', async () => {
    op.person({ sub: 'r19' })
    const visitor = site.visitor()
    const page = await visitor.signIn('typing')
    const answers = await Promise.all(
      Array.from({ length: 10 }, () =>
        replyOnce(visitor.clone(), page, 'email', { email: 'r19@example.com' }),
      ),
    )
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1)
    expect(answers.filter(({ body }) => body.includes('partial_used'))).toHaveLength(9)
    expect(await site.rows.session.count({ where: { account: { subject: 'r19' } } })).toBe(1)
    expect(await usersWith('r19')).toHaveLength(1)
  })

  test('R19: of a link that is used five times at once, and its code besides, exactly one signs in', async () => {
    const first = site.visitor()
    const waiting = await askedForCode(first, 'r19-link', 'r19-link@example.com')
    const page = await first.ask(await linkFor('r19-link@example.com'))
    const code = await office.codeFor('r19-link@example.com')
    const answers = await Promise.all([
      replyOnce(first.clone(), waiting, 'code', { code }),
      ...Array.from({ length: 5 }, () => replyOnce(first.clone(), page, 'confirm')),
    ])
    expect(answers.flatMap(({ status, location }) => (status === 303 ? [location] : []))).toEqual([
      `${site.url}/account`,
    ])
    expect(answers.every(({ status }) => status < 500)).toBe(true)
    expect(await site.rows.session.count({ where: { account: { subject: 'r19-link' } } })).toBe(1)
    expect(await usersWith('r19-link')).toHaveLength(1)
  })

  test('R19: of ten right codes at once exactly one signs in', async () => {
    const visitor = site.visitor()
    const page = await askedForCode(visitor, 'r19-code', 'r19-code@example.com')
    const code = await office.codeFor('r19-code@example.com')
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => replyOnce(visitor.clone(), page, 'code', { code })),
    )
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1)
    expect(answers.every(({ status }) => status < 500)).toBe(true)
    expect(await site.rows.session.count({ where: { account: { subject: 'r19-code' } } })).toBe(1)
  })
})
