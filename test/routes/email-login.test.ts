import { DATABASES } from '../support/database.js'
import {
  askForSignIn,
  enterSignInCode,
  linkIn,
  openEmailLogin,
  signInByEmail,
} from '../support/email-login.js'
import { askForAddress, confirmAddress, fieldOf, join } from '../support/joining.js'
import { useSite, useSites } from '../support/use-site.js'
import type { Answer } from '../support/visitor.js'

const startAnySite = useSites()

describe.each(DATABASES)('signing in with an emailed code on %s', (database) => {
  const { site, op, office, clock } = useSite({
    database,
    mail: true,
    env: { EMAIL_LOGIN: 'true', PASSWORD_LOGIN: 'true', ADMIN_EMAILS: 'boss@example.com' },
    acme: { trustEmail: true },
  })

  const accountsOf = async (address: string) => {
    const user = await site.rows.user.findUnique({
      where: { provenEmail: address },
      include: { accounts: true },
    })
    return user?.accounts.map(({ backend, issuer, subject, label }) => [backend, issuer, subject, label])
  }

  test('a new person types the address and the code, and is signed in where they wanted to go', async () => {
    const visitor = site.visitor()
    const login = await visitor.ask('/login?next=/account%3Ftab%3D1')
    expect(login.body).toContain('Continue with email')
    const page = await openEmailLogin(visitor, '/account?tab=1')
    expect(page.body).toContain('No password is needed')
    const state = fieldOf(page, 'state')
    const asked = await visitor.ask('/login/email/address', { form: { state, email: ' Ada@Example.com ' } })
    expect(asked.body).toContain('ada@example.com')
    expect(asked.body).toContain('Valid for 10 minutes.')
    const code = await office.codeFor('ada@example.com')
    const done = await enterSignInCode(visitor, fieldOf(asked, 'handle'), code)
    expect(done.url).toBe(`${site.url}/account?tab=1`)
    expect(done.body).toContain('Signed in with an emailed code')
    expect(await accountsOf('ada@example.com')).toEqual([
      ['email', 'email', 'ada@example.com', 'ada@example.com'],
    ])
    const user = await site.rows.user.findUnique({ where: { provenEmail: 'ada@example.com' } })
    expect(user).toMatchObject({ username: 'ada', email: 'ada@example.com', emailVerified: true })
    // The proof of a mailbox is a sign-in of now, so nothing asks for another one.
    expect((await visitor.ask('/account/email')).body).not.toContain('sign in again')
  })

  test('the same address finds the same account, in any spelling', async () => {
    await signInByEmail(site.visitor(), office, 'twice@example.com')
    const visitor = site.visitor()
    const asked = await askForSignIn(visitor, 'TWICE@example.com')
    await enterSignInCode(visitor, fieldOf(asked, 'handle'), await office.codeFor('twice@example.com'))
    expect(await visitor.isSignedIn()).toBe(true)
    expect(await site.rows.user.count({ where: { email: 'twice@example.com' } })).toBe(1)
  })

  test('the link signs in the browser that requested it, after a button', async () => {
    const visitor = site.visitor()
    await askForSignIn(visitor, 'linked@example.com', '/account?from=link')
    const link = linkIn(await office.mailTo('linked@example.com'))
    const page = await visitor.ask(link)
    expect(page.status).toBe(200)
    expect(page.body).toContain('signing in as <bdi>linked@example.com</bdi>')
    expect(await visitor.isSignedIn()).toBe(false)
    const form = { _proof: fieldOf(page, '_proof'), answer: 'confirm' }
    const done = await visitor.open(link, { form })
    expect(done.url).toBe(`${site.url}/account?from=link`)
    expect(await visitor.isSignedIn()).toBe(true)
  })

  test('the link signs in another browser after the code, and explains what will happen', async () => {
    const [desk, phone] = [site.visitor(), site.visitor()]
    const page = await openEmailLogin(desk, '/account?from=desk')
    const headers = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0' }
    const form = { state: fieldOf(page, 'state'), email: 'roams@example.com' }
    await desk.ask('/login/email/address', { form, headers })
    const mail = await office.mailTo('roams@example.com')
    expect(mail.text).toContain('Browser: Firefox on Linux')
    expect(mail.text).toMatch(/^IP address: [\d.:a-f]+$/m)
    expect(mail.html).toContain('Firefox on Linux')
    const link = linkIn(mail)
    const opened = await phone.ask(link)
    expect(opened.body).toContain('started in another browser')
    expect(opened.body).toContain('Firefox on Linux')
    expect(opened.body).toContain('roams@example.com')
    const _proof = fieldOf(opened, '_proof')
    expect((await phone.ask(link, { form: { _proof, answer: 'confirm' } })).status).toBe(400)
    const wrong = await phone.ask(link, { form: { _proof, answer: 'confirm', code: 'AAAA-2222' } })
    expect(wrong.body).toContain('4 tries left')
    expect(await phone.isSignedIn()).toBe(false)
    const code = await office.codeFor('roams@example.com')
    const done = await phone.open(link, { form: { _proof, answer: 'confirm', code } })
    expect(done.url).toBe(`${site.url}/account?from=desk`)
    expect(await phone.isSignedIn()).toBe(true)
    expect(await desk.isSignedIn()).toBe(false)
  })

  test('a person who did not request the email invalidates its code', async () => {
    const [stranger, owner] = [site.visitor(), site.visitor()]
    const asked = await askForSignIn(stranger, 'drops@example.com')
    const link = linkIn(await office.mailTo('drops@example.com'))
    const form = { _proof: fieldOf(await owner.ask(link), '_proof'), answer: 'drop' }
    const dropped = await owner.open(link, { form })
    expect(dropped.body).toContain('no one was signed in with it')
    const late = await enterSignInCode(
      stranger,
      fieldOf(asked, 'handle'),
      await office.codeFor('drops@example.com'),
    )
    expect(late.body).toContain('code_rejected')
    expect((await owner.ask(link)).body).toContain('code_rejected')
  })

  test('an address that a trusted provider has verified opens that account, and its owner gets an email about it', async () => {
    op.person({ sub: 'grace', email: 'grace@example.com', email_verified: true, name: 'Grace Hopper' })
    await site.visitor().signIn('acme')
    const visitor = site.visitor()
    const done = await signInByEmail(visitor, office, 'grace@example.com')
    expect(done.body).toContain('Grace Hopper')
    expect((await accountsOf('grace@example.com'))?.map(([backend]) => backend)).toEqual(['acme', 'email'])
    const notice = await office.mailTo('grace@example.com', /sign-in method was added/)
    expect(notice.text).toContain('sign in with an emailed code')
    // And the other way round: the provider finds the account of the mailbox only as far as its policy allows.
    await signInByEmail(site.visitor(), office, 'first@example.com')
    op.person({ sub: 'first', email: 'first@example.com', email_verified: true })
    expect((await site.visitor().signIn('acme')).body).toContain('You already have an account')
  })

  test('a new address of the account replaces the old one, which opens it no longer', async () => {
    const visitor = site.visitor()
    await signInByEmail(visitor, office, 'before@example.com')
    const asked = await askForAddress(visitor, 'after@example.com')
    await confirmAddress(visitor, fieldOf(asked, 'handle'), await office.codeFor('after@example.com'))
    expect(await accountsOf('after@example.com')).toEqual([
      ['email', 'email', 'after@example.com', 'after@example.com'],
    ])
    const { userId } = await site.rows.account.findFirstOrThrow({ where: { subject: 'after@example.com' } })
    await signInByEmail(site.visitor(), office, 'before@example.com')
    const other = await site.rows.account.findFirstOrThrow({ where: { subject: 'before@example.com' } })
    expect(other.userId).not.toBe(userId)
    const again = site.visitor()
    await signInByEmail(again, office, 'after@example.com')
    expect((await again.ask('/account')).body).toContain('after@example.com')
  })

  test('a user connects a mailbox, signs in with it, and disconnects it', async () => {
    const visitor = site.visitor()
    await join(visitor, office, 'owner@example.com')
    expect((await visitor.ask('/account')).body).toContain('Connect an email address')
    const connect = await visitor.open('/connect/email', { form: { _csrf: await visitor.csrf() } })
    const form = { state: fieldOf(connect, 'state'), email: 'second@example.com' }
    const asked = await visitor.ask('/login/email/address', { form })
    const link = linkIn(await office.mailTo('second@example.com'))
    // Connecting stays in the browser whose user asked for it.
    const elsewhere = site.visitor()
    const page = await elsewhere.ask(link)
    expect(page.body).toContain('Open the link in the browser where you requested it')
    const code = await office.codeFor('second@example.com')
    const taken = { _proof: fieldOf(page, '_proof'), answer: 'confirm', code }
    expect((await elsewhere.ask(link, { form: taken })).status).toBe(400)
    const done = await enterSignInCode(visitor, fieldOf(asked, 'handle'), code)
    expect(done.body).toContain('Email is connected.')
    const other = site.visitor()
    expect((await signInByEmail(other, office, 'second@example.com')).body).toContain('owner@example.com')
    const account = await site.rows.account.findFirstOrThrow({ where: { subject: 'second@example.com' } })
    await visitor.ask(`/disconnect/email/${account.id}`, { form: { _csrf: await visitor.csrf() } })
    expect(await other.isSignedIn()).toBe(false)
    expect(await site.rows.account.count({ where: { subject: 'second@example.com' } })).toBe(0)
  })

  test('the only login method cannot be disconnected', async () => {
    const visitor = site.visitor()
    await signInByEmail(visitor, office, 'only@example.com')
    const account = await site.rows.account.findFirstOrThrow({ where: { subject: 'only@example.com' } })
    const form = { _csrf: await visitor.csrf() }
    const refused = await visitor.ask(`/disconnect/email/${account.id}`, { form })
    expect(refused.body).toContain('last_login_method')
  })

  test('a new code on the page of an old attempt is valid for as long as the page says', async () => {
    const visitor = site.visitor()
    const asked = await askForSignIn(visitor, 'slow@example.com', '/account?slow=1')
    await office.codeFor('slow@example.com')
    clock.aheadMs = 9 * 60_000
    const again = await visitor.ask('/login/email/again', { form: { handle: fieldOf(asked, 'handle') } })
    await office.codeFor('slow@example.com')
    clock.aheadMs = 18 * 60_000
    const third = await visitor.ask('/login/email/again', { form: { handle: fieldOf(again, 'handle') } })
    const code = await office.codeFor('slow@example.com')
    clock.aheadMs = 27 * 60_000
    const done = await enterSignInCode(visitor, fieldOf(third, 'handle'), code)
    expect(done.url).toBe(`${site.url}/account?slow=1`)
  })

  test('the pages and the email are in the language of the person', async () => {
    const visitor = site.visitor()
    const headers = { 'accept-language': 'de' }
    const page = await visitor.open('/login/email', { headers })
    const form = { state: fieldOf(page, 'state'), email: 'deutsch@example.com' }
    const asked = await visitor.ask('/login/email/address', { form, headers })
    expect(asked.body).toContain('10 Minuten gültig.')
    expect((await office.mailTo('deutsch@example.com')).text).toContain('mit dieser E-Mail-Adresse anmelden')
    expect((await visitor.ask('/login', { headers })).body).toContain('Weiter mit E\u2011Mail')
  })

  test('administrators see it as a built-in provider, and sign-ins with it as those of any other', async () => {
    const boss = site.visitor()
    await signInByEmail(boss, office, 'boss@example.com')
    expect((await boss.ask('/admin/providers/email')).body).toContain('/complete/email')
    const before = await site.counts()
    const test = await boss.open('/admin/providers/email/test', { form: { _csrf: await boss.csrf() } })
    const tried = { state: fieldOf(test, 'state'), email: 'tried@example.com' }
    const testing = await boss.ask('/login/email/address', { form: tried })
    const code = await office.codeFor('tried@example.com')
    const report = await enterSignInCode(boss, fieldOf(testing, 'handle'), code)
    expect(report.status).toBe(200)
    expect(report.body).toContain('tried@example.com')
    expect(await site.rows.user.count({ where: { email: 'tried@example.com' } })).toBe(0)
    expect((await site.counts()).users).toBe(before.users)
    const asked = await askForSignIn(site.visitor(), 'traced@example.com')
    const traced = site.visitor()
    const page = await askForSignIn(traced, 'traced@example.com')
    await enterSignInCode(traced, fieldOf(page, 'handle'), 'AAAA-2222')
    const foreign = { handle: fieldOf(asked, 'handle'), code: 'AAAA-2222' }
    await site.visitor().ask('/login/email/code', { form: foreign })
    const list = await boss.ask('/admin/sign-ins?backend=email')
    expect(list.body).toContain('code_wrong')
    expect(list.body).toContain('attempt_wrong_browser')
    expect(list.body).toContain('Signed in')
    expect((await site.visitor().ask('/api/backends')).body).toContain('"email"')
    // What an administrator does is told without the administrator's browser and address.
    await signInByEmail(site.visitor(), office, 'loses@example.com')
    const account = await site.rows.account.findFirstOrThrow({ where: { subject: 'loses@example.com' } })
    const form = { _csrf: await boss.csrf() }
    await boss.ask(`/admin/users/${account.userId}/accounts/${account.id}/disconnect`, { form })
    const told = await office.mailTo('loses@example.com', /was removed/)
    expect(told.text).toContain('can no longer sign in with an emailed code')
    expect(told.text).not.toMatch(/Browser:|IP address:/)
  })
})

describe('a site that is closed to new users', () => {
  const { site, office } = useSite({
    database: 'sqlite',
    mail: true,
    env: { EMAIL_LOGIN: 'true', PASSWORD_LOGIN: 'true', REGISTRATION: 'closed' },
  })

  test('sends the same email and shows the same page to known and unknown addresses; only users who exist are signed in', async () => {
    const user = { id: 'known', username: 'known', email: 'known@example.com', emailVerified: true }
    const now = new Date()
    await site.rows.user.create({
      data: { ...user, provenEmail: 'known@example.com', createdAt: now, updatedAt: now },
    })
    const [known, unknown] = [site.visitor(), site.visitor()]
    const pages = [
      await askForSignIn(known, 'known@example.com'),
      await askForSignIn(unknown, 'new@example.com'),
    ]
    const plain = ({ body }: Answer) =>
      body.replace(/name="handle" value="[^"]+"/g, '').replaceAll(/(?:known|new)@example.com/g, 'X')
    expect(pages.map(({ status }) => status)).toEqual([200, 200])
    expect(new Set(pages.map(plain)).size).toBe(1)
    const texts = [await office.mailTo('known@example.com'), await office.mailTo('new@example.com')].map(
      ({ text }) => text.replace(/[A-Z0-9]{3}-[A-Z0-9]{3}-[A-Z0-9]{3}/g, '').replace(/link\/\S+/, ''),
    )
    expect(new Set(texts).size).toBe(1)
    const [first, second] = pages
    if (first === undefined || second === undefined) throw new Error('no pages')
    await enterSignInCode(known, fieldOf(first, 'handle'), await office.codeFor('known@example.com'))
    expect(await known.isSignedIn()).toBe(true)
    const code = await office.codeFor('new@example.com')
    const refused = await enterSignInCode(unknown, fieldOf(second, 'handle'), code)
    expect(refused.status).toBe(403)
    expect(refused.body).toContain('registration_closed')
    expect(await site.rows.user.count()).toBe(1)
  })
})

describe('without EMAIL_LOGIN', () => {
  const { site } = useSite({ database: 'sqlite', mail: true })

  test('neither the button nor a page nor a call of the API exists', async () => {
    const visitor = site.visitor()
    expect((await visitor.ask('/login')).body).not.toContain('Continue with email')
    for (const path of ['/login/email', '/login/email/address?state=x', '/login/email/link/a/b'])
      expect([path, (await visitor.ask(path)).status]).toEqual([path, 404])
    const answer = await visitor.ask('/login/email/code', { form: { handle: 'x', code: 'x' } })
    expect(answer.status).toBe(404)
  })
})

test.each<[Record<string, string>, string, Record<string, Record<string, string>>?]>([
  [{ EMAIL_LOGIN: 'true', NODE_ENV: 'production' }, 'no email can be sent'],
  [
    { EMAIL_LOGIN: 'true', BACKENDS_FILE: '' },
    'a backend is named "email", too',
    { email: { kind: 'oidc', issuer: 'https://id.example', clientId: 'x', clientSecret: 'y'.repeat(32) } },
  ],
])('a site that cannot have it does not start: %j', async (env, problem, backends = {}) => {
  await expect(startAnySite({ database: 'sqlite', env, backends })).rejects.toThrow(problem)
})
