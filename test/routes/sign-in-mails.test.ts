import { ANY_DATABASE } from '../support/database.js'
import { signInByEmail } from '../support/email-login.js'
import { withFailingInserts } from '../support/failing-inserts.js'
import { askForReset, join, PASSWORD, reset, signInWithPassword } from '../support/joining.js'
import { GOOD, login } from '../support/passwords.js'
import { useSite } from '../support/use-site.js'
import type { Visitor } from '../support/visitor.js'

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0'
const SAFARI =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Mobile/15E148 Safari/604.1'
const SUBJECT = /^New sign-in to your account/

describe.each(ANY_DATABASE)('emails about sign-ins on %s', (database) => {
  const { site, op, office, clock } = useSite({
    database,
    mail: true,
    env: { PASSWORD_LOGIN: 'true', EMAIL_LOGIN: 'true', SIGN_IN_MAILS: 'true', TRUST_PROXY: '127.0.0.1' },
    acme: { trustEmail: true },
  })

  const count = (address: string) =>
    office.delivered.filter(
      ({ to, headers }) => to.includes(address) && SUBJECT.test(headers.get('subject')?.[0] ?? ''),
    ).length

  /** How many were sent to this address. Emails go out in order, so a later one says that all are there. */
  async function sentTo(address: string): Promise<number> {
    await site.rows.limit.deleteMany({})
    await askForReset(site.visitor(), address)
    await office.codeFor(address)
    const sent = count(address)
    office.clear()
    return sent
  }

  async function signIn(visitor: Visitor, name: string, headers: Record<string, string> = {}) {
    const form = { username: name, password: PASSWORD, next: '' }
    const answer = await visitor.ask('/login', { form, headers })
    expect(answer.status).toBe(303)
  }

  test('a sign-in with another browser is announced at the proven address, with browser, address and method', async () => {
    const visitor = site.visitor()
    await join(visitor, office, 'ann@example.com')
    office.clear()
    await signIn(site.visitor(), 'ann@example.com', {
      'user-agent': SAFARI,
      'x-forwarded-for': '203.0.113.9',
    })
    const mail = await office.mailTo('ann@example.com', SUBJECT)
    expect(mail.text).toContain('signed in with a password to your account')
    expect(mail.text).toContain('Browser: Safari on iPhone')
    expect(mail.text).toContain('IP address: 203.0.113.9')
    expect(mail.html).toContain('Safari on iPhone')
  })

  test('no email is sent about the first sign-in, or about one with a known browser', async () => {
    const visitor = site.visitor()
    await join(visitor, office, 'bob@example.com')
    await signIn(visitor, 'bob@example.com')
    expect(await sentTo('bob@example.com')).toBe(0)
    await visitor.open('/sessions/end-others', { form: { _csrf: await visitor.csrf() } })
    await signIn(visitor, 'bob@example.com')
    expect(await sentTo('bob@example.com')).toBe(0)
  })

  test('browsers are known, too, after a sign-in with a provider', async () => {
    op.person({ sub: 'carol', email: 'carol@example.com', email_verified: true })
    const visitor = site.visitor()
    await visitor.signIn('acme')
    await visitor.signIn('acme')
    expect(await sentTo('carol@example.com')).toBe(0)
    await site.visitor().signIn('acme')
    expect((await office.mailTo('carol@example.com', SUBJECT)).text).toContain('signed in with Acme')
  })

  test('a sign-in succeeds, and its email is sent, although the limit of these emails cannot be counted', async () => {
    op.person({ sub: 'dora', email: 'dora@example.com', email_verified: true })
    await site.visitor().signIn('acme')
    await withFailingInserts(site, { database, table: 'Limit' }, async () => {
      const visitor = site.visitor()
      await visitor.signIn('acme')
      expect(await visitor.isSignedIn()).toBe(true)
      expect((await office.mailTo('dora@example.com', SUBJECT)).text).toContain('signed in with Acme')
    })
  })

  test('a program without cookies causes one email in a month, and another one from another network', async () => {
    await join(site.visitor(), office, 'prog@example.com')
    office.clear()
    const from = (address: string) => ({ 'x-forwarded-for': address, 'user-agent': 'curl/8.0' })
    const program = { username: 'prog@example.com', password: PASSWORD }
    for (let times = 0; times < 3; times += 1) await login(site.visitor(), program, from('203.0.113.1'))
    await office.mailTo('prog@example.com', SUBJECT)
    await login(site.visitor(), program, from('198.51.100.1'))
    expect(await sentTo('prog@example.com')).toBe(2)
    clock.aheadMs = 31 * 86_400_000
    await login(site.visitor(), program, from('203.0.113.1'))
    expect(await sentTo('prog@example.com')).toBe(1)
  })

  test('no email is sent about a sign-in that the mailbox itself has proven', async () => {
    await signInByEmail(site.visitor(), office, 'dora@example.com')
    await signInByEmail(site.visitor(), office, 'dora@example.com')
    expect(await sentTo('dora@example.com')).toBe(0)
    await join(site.visitor(), office, 'erik@example.com')
    const visitor = site.visitor()
    const handle = await askForReset(visitor, 'erik@example.com')
    await reset(visitor, handle, await office.codeFor('erik@example.com'), 'another four word thing')
    await office.mailTo('erik@example.com', /password at .* was changed/)
    expect(await sentTo('erik@example.com')).toBe(0)
    // The browser of the reset is known from now on.
    await visitor.open('/logout', { form: { _csrf: await visitor.csrf() } })
    await signInWithPassword(visitor, 'erik@example.com', 'another four word thing')
    expect(await sentTo('erik@example.com')).toBe(0)
  })

  test('after a sign-out everywhere each browser counts as new', async () => {
    const visitor = site.visitor()
    await join(visitor, office, 'fay@example.com')
    await visitor.open('/sessions/end-all', { form: { _csrf: await visitor.csrf() } })
    await signIn(visitor, 'fay@example.com')
    expect(await sentTo('fay@example.com')).toBe(1)
  })

  test('a user turns them off and on again, after a recent sign-in only', async () => {
    const visitor = site.visitor()
    await join(visitor, office, 'gil@example.com')
    expect((await visitor.ask('/account')).body).toContain('We email you when someone signs in')
    const off = { _csrf: await visitor.csrf(), wanted: '0' }
    expect((await visitor.ask('/account/sign-in-mails', { form: { wanted: '0' } })).status).toBe(403)
    clock.aheadMs = 11 * 60_000
    const late = await visitor.ask('/account/sign-in-mails', { form: off })
    expect(late.body).toContain('reauthentication_required')
    clock.aheadMs = 0
    const done = await visitor.open('/account/sign-in-mails', { form: off })
    expect(done.body).toContain('We no longer email you about sign-ins')
    expect(done.body).toContain('Turn on these emails')
    await signIn(site.visitor(), 'gil@example.com', { 'user-agent': FIREFOX })
    expect(await sentTo('gil@example.com')).toBe(0)
    await visitor.open('/account/sign-in-mails', { form: { ...off, wanted: '1' } })
    await signIn(site.visitor(), 'gil@example.com', { 'user-agent': FIREFOX })
    expect(await sentTo('gil@example.com')).toBe(1)
  })

  test('no email goes to an address that no user has proven, or about a failed sign-in', async () => {
    op.person({ sub: 'hugo', email: 'hugo@example.com', email_verified: false })
    await site.visitor().signIn('acme')
    await site.visitor().signIn('acme')
    await join(site.visitor(), office, 'ida@example.com')
    office.clear()
    await signInWithPassword(site.visitor(), 'ida@example.com', GOOD)
    expect(await sentTo('ida@example.com')).toBe(0)
    expect(count('hugo@example.com')).toBe(0)
    const visitor = site.visitor()
    await visitor.signIn('acme')
    expect((await visitor.ask('/account')).body).not.toContain('signs in with a browser')
  })
})

describe('with SIGN_IN_MAILS=false', () => {
  const { site, office } = useSite({
    database: 'sqlite',
    mail: true,
    env: { PASSWORD_LOGIN: 'true', SIGN_IN_MAILS: 'false' },
  })

  test('none is sent, and nothing turns them on', async () => {
    const visitor = site.visitor()
    await join(visitor, office, 'ann@example.com')
    await signInWithPassword(site.visitor(), 'ann@example.com', PASSWORD)
    await askForReset(site.visitor(), 'ann@example.com')
    await office.codeFor('ann@example.com')
    expect(office.delivered.some(({ headers }) => SUBJECT.test(headers.get('subject')?.[0] ?? ''))).toBe(
      false,
    )
    expect((await visitor.ask('/account')).body).not.toContain('these emails')
    const form = { _csrf: await visitor.csrf(), wanted: '1' }
    expect((await visitor.ask('/account/sign-in-mails', { form })).status).toBe(404)
  })
})
