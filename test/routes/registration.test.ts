import { DATABASES } from '../support/database.js'
import { askToJoin, fieldOf, join, PASSWORD, signInWithPassword } from '../support/joining.js'
import { useSite, useSites } from '../support/use-site.js'

const startSite = useSites()

describe.each(DATABASES)('registration with a password on %s', (database) => {
  const { site, office, startAnother } = useSite({
    database,
    mail: true,
    env: { PASSWORD_LOGIN: 'true' },
    backends: () => ({}),
  })

  test('a new person types address, password and code, and is signed in where they wanted to go', async () => {
    const visitor = site.visitor()
    const page = await visitor.ask('/register?next=/account%3Ftab%3D1')
    expect(page.body).toContain('Create an account')
    const next = fieldOf(page, 'next')
    const asked = await askToJoin(visitor, 'Ada@Example.com', { name: 'Ada Lovelace', next })
    expect(asked.status).toBe(200)
    expect(asked.body).toContain('ada@example.com')
    const form = { handle: fieldOf(asked, 'handle'), code: await office.codeFor('ada@example.com') }
    const done = await visitor.ask('/register/confirm', { form })
    expect(done.status).toBe(303)
    expect(done.location).toBe(`${site.url}/account?tab=1`)
    expect((await visitor.ask('/account')).body).toContain('Ada Lovelace')
    const user = await site.rows.user.findUnique({
      where: { provenEmail: 'ada@example.com' },
      include: { accounts: true, password: true, sessions: true },
    })
    expect(user).toMatchObject({
      email: 'ada@example.com',
      emailVerified: true,
      username: 'ada',
      admin: false,
    })
    expect(user?.accounts.map(({ backend }) => backend)).toEqual(['password'])
    expect(user?.password?.hash).toMatch(/^\$argon2id\$/)
    expect(user?.sessions).toHaveLength(1)
  })

  test('afterwards the password opens the account, by address and by user name', async () => {
    await join(site.visitor(), office, 'later@example.com')
    for (const name of ['later@example.com', 'LATER@example.com', 'later']) {
      const visitor = site.visitor()
      await signInWithPassword(visitor, name, PASSWORD)
      expect(await visitor.isSignedIn()).toBe(true)
    }
  })

  test('nothing is in the tables of users before the code is typed', async () => {
    const before = await site.counts()
    await askToJoin(site.visitor(), 'pending@example.com', { name: 'Pending' })
    await office.codeFor('pending@example.com')
    expect(await site.counts()).toEqual(before)
  })

  test('a person who has an account gets another email, and the very same page', async () => {
    await join(site.visitor(), office, 'owner@example.com')
    office.clear()
    const known = await askToJoin(site.visitor(), 'OWNER@example.com')
    const unknown = await askToJoin(site.visitor(), 'nobody@example.com')
    const plain = (body: string) =>
      body.replace(/name="handle" value="[^"]+"/g, '').replaceAll(/(?:owner|nobody)@example.com/g, 'X')
    expect(known.status).toBe(unknown.status)
    expect(plain(known.body)).toBe(plain(unknown.body))
    const mail = await office.mailTo('owner@example.com')
    expect(mail.text).toContain('You already have an account')
    expect(mail.text).not.toMatch(/[A-Z0-9]{3}-[A-Z0-9]{3}-[A-Z0-9]{3}/)
    const tried = await site
      .visitor()
      .ask('/register/confirm', { form: { handle: fieldOf(known, 'handle'), code: 'AAAA-BBBB' } })
    const other = await site
      .visitor()
      .ask('/register/confirm', { form: { handle: fieldOf(unknown, 'handle'), code: 'AAAA-BBBB' } })
    expect([tried.status, other.status]).toEqual([400, 400])
    const blank = (body: string) => plain(body).replace(/\b[2-9A-HJKMNP-TV-Z]{8}\b/g, '')
    expect(blank(tried.body)).toBe(blank(other.body))
  })

  test('a wrong code is answered with the number of tries that are left, and the right one still works', async () => {
    const visitor = site.visitor()
    const asked = await askToJoin(visitor, 'typo@example.com')
    const handle = fieldOf(asked, 'handle')
    const wrong = await visitor.ask('/register/confirm', { form: { handle, code: 'AAAA-BBBB' } })
    expect(wrong.status).toBe(400)
    expect(wrong.body).toContain('4 tries left')
    expect(fieldOf(wrong, 'handle')).toBe(handle)
    const code = (await office.codeFor('typo@example.com')).toLowerCase().replace('-', ' ')
    expect((await visitor.ask('/register/confirm', { form: { handle, code } })).status).toBe(303)
  })

  test('a new code can be requested without typing everything again, and replaces the old one', async () => {
    const visitor = site.visitor()
    const asked = await askToJoin(visitor, 'again@example.com')
    const first = { handle: fieldOf(asked, 'handle'), code: await office.codeFor('again@example.com') }
    office.clear()
    const again = await visitor.ask('/register/again', { form: { handle: first.handle } })
    const second = { handle: fieldOf(again, 'handle'), code: await office.codeFor('again@example.com') }
    const refused = await visitor.ask('/register/confirm', { form: first })
    expect(refused.status).toBe(400)
    expect(refused.body).toContain('code_rejected')
    expect((await visitor.ask('/register/confirm', { form: second })).status).toBe(303)
    const other = site.visitor()
    await signInWithPassword(other, 'again@example.com', PASSWORD)
    expect(await other.isSignedIn()).toBe(true)
  })

  test.each([
    [{ password: 'short', repeated: 'short' }, 'at least 10 characters'],
    [{ password: 'password1234', repeated: 'password1234' }, 'too easy to guess'],
    [{ repeated: 'another thing' }, 'don’t match'],
    [{ password: 'unfit@example.com', repeated: 'unfit@example.com' }, 'must not be your user name'],
    [{ email: 'nobody' }, 'not a valid email address'],
    [{ email: '' }, 'not a valid email address'],
    [{ password: '' }, 'fill in every field'],
  ])('an invalid form %j is shown again with what is wrong, and sends nothing', async (more, said) => {
    const answer = await askToJoin(site.visitor(), 'unfit@example.com', { name: 'Una', ...more })
    expect(answer.status).toBe(400)
    expect(answer.body).toContain(said)
    expect(answer.body).toContain('value="Una"')
    expect(answer.body).not.toContain(PASSWORD)
    expect(office.delivered).toEqual([])
  })

  test('the second page without its handle, or opened by its URL, registers no one', async () => {
    const visitor = site.visitor()
    expect((await visitor.ask('/register/confirm')).location).toBe(`${site.url}/register`)
    for (const form of [{ code: 'AAAA-BBBB' }, { handle: 'A'.repeat(43), code: 'AAAA-BBBB' }]) {
      const refused = await visitor.ask('/register/confirm', { form })
      expect(refused.status).toBe(400)
      expect(refused.body).toContain('code_rejected')
    }
  })

  test('a browser from which another site sends the form is refused', async () => {
    const form = { email: 'x@example.com', password: PASSWORD, repeated: PASSWORD }
    const headers = { origin: 'https://evil.test' }
    for (const path of ['/register', '/register/confirm', '/register/again', '/forgot', '/reset']) {
      expect((await site.visitor().ask(path, { form, headers })).status).toBe(403)
    }
    expect(office.delivered).toEqual([])
  })

  test('two visitors who confirm one address at once create one user, and neither is signed in to the other’s', async () => {
    const [first, second] = [site.visitor(), site.visitor()]
    const one = await askToJoin(first, 'twice@example.com')
    const form = { handle: fieldOf(one, 'handle'), code: await office.codeFor('twice@example.com') }
    const answers = await Promise.all([
      first.ask('/register/confirm', { form }),
      second.ask('/register/confirm', { form }),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 400])
    expect(await site.rows.user.count({ where: { email: 'twice@example.com' } })).toBe(1)
  })

  test('the login page links to it, and keeps the page that the visitor wanted', async () => {
    const { body } = await site.visitor().ask('/login?next=/somewhere')
    expect(body).toMatch(/href="\/register\?next=%2Fsomewhere"/)
    expect(body).toMatch(/href="\/forgot"/)
  })

  test('with registration closed, a page says so, and there is no link; existing users can reset their password', async () => {
    const closed = await startAnother({ env: { REGISTRATION: 'closed' } })
    const visitor = closed.visitor()
    expect((await visitor.ask('/register')).body).toContain('registration_closed')
    expect((await askToJoin(visitor, 'late@example.com')).status).toBe(403)
    const { body } = await visitor.ask('/login')
    expect(body).not.toContain('/register')
    expect(body).toContain('/forgot')
  })
})

test('in production without a mail server nothing that needs email is offered, and its pages say so', async () => {
  const site = await startSite({
    database: 'sqlite',
    env: { NODE_ENV: 'production', PASSWORD_LOGIN: 'true', ALLOW_INSECURE_ISSUERS: 'false' },
  })
  const visitor = site.visitor()
  for (const path of ['/register', '/forgot', '/account/email']) {
    const page = await visitor.ask(path)
    expect([path, page.status]).toEqual([path, 404])
    expect(page.body).toContain('mail_unavailable')
    expect(page.body).toContain('cannot send any')
  }
  const { body } = await visitor.ask('/login')
  expect(body).not.toMatch(/register|forgot/)
  await site.close()
})

test('without a mail server outside production the code is printed to the log, and works', async () => {
  const site = await startSite({ database: 'sqlite', env: { PASSWORD_LOGIN: 'true' } })
  const visitor = site.visitor()
  const asked = await askToJoin(visitor, 'dev@example.com')
  let code: string | undefined
  for (let tries = 0; code === undefined && tries < 200; tries += 1) {
    await new Promise((resume) => setTimeout(resume, 10))
    code = /([A-Z0-9]{3}-[A-Z0-9]{3}-[A-Z0-9]{3})\\n/.exec(site.logged.join(''))?.[1]
  }
  const form = { handle: fieldOf(asked, 'handle'), code: code ?? '' }
  expect((await visitor.ask('/register/confirm', { form })).status).toBe(303)
  await site.close()
})

test('with passwords switched off there is neither registration nor reset', async () => {
  const site = await startSite({ database: 'sqlite', env: { PASSWORD_LOGIN: 'false' } })
  for (const path of ['/register', '/forgot', '/reset']) {
    expect((await site.visitor().ask(path)).status).toBe(404)
  }
  await site.close()
})
