import { DATABASES } from '../support/database.js'
import {
  askForAddress,
  askForReset,
  askToJoin,
  confirmAddress,
  fieldOf,
  join,
  PASSWORD,
  reset,
  signInWithPassword,
} from '../support/joining.js'
import { useSite } from '../support/use-site.js'

const NEW_PASSWORD = 'another four word thing'

describe.each(DATABASES)('attacks on email and its codes on %s', (database) => {
  const { site, op, office, startAnother } = useSite({
    database,
    mail: true,
    env: { PASSWORD_LOGIN: 'true' },
    acme: { trustEmail: true },
  })

  test('S70: a visitor who registers another person’s address without its email has nothing when the owner comes', async () => {
    const attacker = site.visitor()
    const asked = await askToJoin(attacker, 'victim@example.com')
    const code = await office.codeFor('victim@example.com')
    op.person({ sub: 'victim', email: 'victim@example.com', email_verified: true, name: 'Vic Tim' })
    const victim = site.visitor()
    await victim.signIn('acme')
    expect(await victim.isSignedIn()).toBe(true)
    await signInWithPassword(site.visitor(), 'victim@example.com', PASSWORD)
    // Even with the very code: the address is the victim's now.
    const late = await attacker.ask('/register/confirm', { form: { handle: fieldOf(asked, 'handle'), code } })
    expect(late.status).toBe(409)
    expect(late.body).toContain('email_belongs_to_user')
    expect(await attacker.isSignedIn()).toBe(false)
    const user = await site.rows.user.findUnique({
      where: { provenEmail: 'victim@example.com' },
      include: { accounts: true, password: true },
    })
    expect(user?.password).toBeNull()
    expect(user?.accounts.map(({ backend }) => backend)).toEqual(['acme'])
  })

  test('S70: a change of address that a thief began ends with the reset by its owner', async () => {
    const thief = site.visitor()
    await join(thief, office, 'robbed@example.com')
    const handle = fieldOf(await askForAddress(thief, 'thief@example.com'), 'handle')
    const code = await office.codeFor('thief@example.com')
    const csrf = await thief.csrf()
    const owner = site.visitor()
    const again = await askForReset(owner, 'robbed@example.com')
    await reset(owner, again, await office.codeFor('robbed@example.com'), NEW_PASSWORD)
    const form = { handle, code, _csrf: csrf }
    expect((await thief.ask('/account/email/confirm', { form })).status).toBe(401)
    expect(await site.rows.user.count({ where: { provenEmail: 'thief@example.com' } })).toBe(0)
  })

  test('S71: other spellings of one address are one address; other addresses are not', async () => {
    await join(site.visitor(), office, 'mike@example.com')
    for (const spelling of ['MIKE@EXAMPLE.COM', '\uFF4Dike@example.com', ' mike@example.com ']) {
      office.clear()
      await site.rows.limit.deleteMany()
      await askToJoin(site.visitor(), spelling)
      expect((await office.mailTo('mike@example.com')).text).toContain('You already have an account')
    }
    office.clear()
    for (const other of ['m\u0131ke@example.com', 'mike+x@example.com', 'mi.ke@example.com']) {
      await site.rows.limit.deleteMany()
      await askForReset(site.visitor(), other)
      await askToJoin(site.visitor(), other)
      await office.codeFor(other)
    }
    expect(office.delivered.filter(({ to }) => to.includes('mike@example.com'))).toEqual([])
  })

  test('S71: two spellings registered at once create one user', async () => {
    const [one, two] = [site.visitor(), site.visitor()]
    const first = fieldOf(await askToJoin(one, 'Same@example.com'), 'handle')
    const code = await office.codeFor('same@example.com')
    const second = fieldOf(await askToJoin(two, 'sAME@example.com'), 'handle')
    const newer = await office.codeFor('same@example.com')
    const answers = await Promise.all([
      one.ask('/register/confirm', { form: { handle: first, code } }),
      two.ask('/register/confirm', { form: { handle: second, code: newer } }),
    ])
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1)
    expect(answers.every(({ status }) => status < 500)).toBe(true)
    expect(await site.rows.user.count({ where: { provenEmail: 'same@example.com' } })).toBe(1)
  })

  test('S95: the code of another address is wrong on this page, in every flow', async () => {
    const visitor = site.visitor()
    await join(visitor, office, 'mine@example.com')
    await join(site.visitor(), office, 'theirs@example.com')
    const mine = await askForReset(site.visitor(), 'mine@example.com')
    const theirs = await askForReset(site.visitor(), 'theirs@example.com')
    const [myCode, theirCode] = [
      await office.codeFor('mine@example.com'),
      await office.codeFor('theirs@example.com'),
    ]
    expect((await reset(site.visitor(), theirs, myCode, NEW_PASSWORD)).body).toContain('4 tries left')
    expect((await reset(site.visitor(), mine, theirCode, NEW_PASSWORD)).body).toContain('4 tries left')
    const asked = await askToJoin(site.visitor(), 'third@example.com')
    const form = { handle: fieldOf(asked, 'handle'), code: myCode }
    expect((await site.visitor().ask('/register/confirm', { form })).body).toContain('4 tries left')
    // A handle of one flow is none of another.
    const crossed = await site.visitor().ask('/register/confirm', { form: { handle: mine, code: myCode } })
    expect(crossed.body).toContain('code_rejected')
    expect((await confirmAddress(visitor, mine, myCode)).body).toContain('code_rejected')
  })

  test('S98: what is not exactly one plain address is refused, and nothing is sent anywhere', async () => {
    const visitor = site.visitor()
    await join(visitor, office, 'sender@example.com')
    for (const email of [
      'a@x.com\r\nBcc: b@y.com',
      'a@x.com\nBcc: b@y.com',
      'a@x.com, b@y.com',
      'a@x.com;b@y.com',
      'Ada <a@x.com>',
      '"a@x.com" <b@y.com>',
      'a@x.com>\r\nRCPT TO:<b@y.com',
    ]) {
      const answers = [
        await askToJoin(visitor, email),
        await visitor.ask('/forgot', { form: { email } }),
        await askForAddress(visitor, email),
      ]
      expect([email, ...answers.map(({ status }) => status)]).toEqual([email, 400, 400, 400])
      for (const { body } of answers) expect(body).toContain('not a valid email address')
    }
    // Mails go out in order, so that whatever was posted before this one is there, too.
    await askToJoin(site.visitor(), 'marker@example.com')
    await office.codeFor('marker@example.com')
    expect(office.delivered.flatMap(({ to }) => to).filter((to) => /@[xy]\.com$/.test(to))).toEqual([])
  })

  test('S98: a name cannot add anything to an email', async () => {
    await askToJoin(site.visitor(), 'named@example.com', {
      name: 'Win a prize\r\nBcc: b@y.com at http://evil.test',
    })
    const mail = await office.mailTo('named@example.com')
    expect(mail.to).toEqual(['named@example.com'])
    expect(JSON.stringify([...mail.headers, mail.text])).not.toMatch(/prize|evil|b@y/)
  })

  test('S101: of fifty requests for emails to one address, five are sent, in any spelling', async () => {
    const statuses: number[] = []
    for (let tries = 0; tries < 50; tries += 1) {
      const email = tries % 2 === 0 ? 'flooded@example.com' : 'FLOODED@Example.com'
      const path = tries % 3 === 0 ? '/register' : '/forgot'
      const form = { email, password: PASSWORD, repeated: PASSWORD }
      statuses.push((await site.visitor().ask(path, { form })).status)
    }
    expect(statuses.filter((status) => status === 200)).toHaveLength(5)
    expect(statuses.filter((status) => status === 429)).toHaveLength(45)
    // Another address has a count of its own, but this network has asked often enough.
    const other = await site.visitor().ask('/forgot', { form: { email: 'calm@example.com' } })
    expect(other.status).toBe(429)
    expect(Number(other.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(other.body).toContain('Please try again in')
  })

  test('S101: asking again on the page of the code counts, too', async () => {
    let handle = fieldOf(await askToJoin(site.visitor(), 'resent@example.com'), 'handle')
    for (let sent = 1; sent < 5; sent += 1) {
      handle = fieldOf(await site.visitor().ask('/register/again', { form: { handle } }), 'handle')
    }
    expect((await site.visitor().ask('/register/again', { form: { handle } })).status).toBe(429)
  })

  test('S101: fifty addresses from one network are too many', async () => {
    const statuses: number[] = []
    for (let tries = 0; tries < 50; tries += 1) {
      const form = { email: `many${tries}@example.com` }
      statuses.push((await site.visitor().ask('/forgot', { form })).status)
    }
    expect(statuses.filter((status) => status === 200)).toHaveLength(30)
  })

  test('S136: a code for a new password works once', async () => {
    await join(site.visitor(), office, 'once@example.com')
    const handle = await askForReset(site.visitor(), 'once@example.com')
    const code = await office.codeFor('once@example.com')
    expect((await reset(site.visitor(), handle, code, NEW_PASSWORD)).status).toBe(303)
    const again = await reset(site.visitor(), handle, code, 'the third of the passwords')
    expect(again.status).toBe(400)
    expect(again.body).toContain('code_rejected')
  })

  test('an attacker who requests codes to the same address invalidates no code, for any purpose', async () => {
    await join(site.visitor(), office, 'waits@example.com')
    const handle = await askForReset(site.visitor(), 'waits@example.com')
    const code = await office.codeFor('waits@example.com')
    for (let index = 0; index < 3; index += 1) await askForReset(site.visitor(), 'waits@example.com')
    expect((await reset(site.visitor(), handle, code, NEW_PASSWORD)).status).toBe(303)
    const visitor = site.visitor()
    const form = { handle: fieldOf(await askToJoin(visitor, 'joins@example.com'), 'handle') }
    const joining = await office.codeFor('joins@example.com')
    for (let index = 0; index < 3; index += 1) await askToJoin(site.visitor(), 'joins@example.com')
    const joined = await visitor.ask('/register/confirm', { form: { ...form, code: joining } })
    expect(joined.status).toBe(303)
  })

  test('S136: a used code for the same user, and time, end it', async () => {
    await join(site.visitor(), office, 'older@example.com')
    const first = await askForReset(site.visitor(), 'older@example.com')
    const firstCode = await office.codeFor('older@example.com')
    const second = await askForReset(site.visitor(), 'older@example.com')
    const secondCode = await office.codeFor('older@example.com')
    expect((await reset(site.visitor(), first, firstCode, NEW_PASSWORD)).status).toBe(303)
    expect((await reset(site.visitor(), second, secondCode, NEW_PASSWORD)).body).toContain('code_rejected')
    const third = await askForReset(site.visitor(), 'older@example.com')
    const thirdCode = await office.codeFor('older@example.com')
    await site.rows.code.updateMany({ data: { expiresAt: new Date(Date.now() - 1000) } })
    expect((await reset(site.visitor(), third, thirdCode, NEW_PASSWORD)).body).toContain('code_rejected')
  })

  test('S136: a change of the password ends it', async () => {
    const visitor = site.visitor()
    await join(visitor, office, 'changes@example.com')
    const handle = await askForReset(site.visitor(), 'changes@example.com')
    const code = await office.codeFor('changes@example.com')
    const form = {
      current: PASSWORD,
      password: NEW_PASSWORD,
      repeated: NEW_PASSWORD,
      _csrf: await visitor.csrf(),
    }
    expect((await visitor.ask('/account/password', { form })).status).toBe(303)
    const refused = await reset(site.visitor(), handle, code, 'the third of the passwords')
    expect(refused.body).toContain('code_rejected')
    await signInWithPassword(visitor, 'changes@example.com', NEW_PASSWORD)
    expect(await visitor.isSignedIn()).toBe(true)
  })

  test('S136: a change of the address ends it', async () => {
    const visitor = site.visitor()
    await join(visitor, office, 'moves@example.com')
    const handle = await askForReset(site.visitor(), 'moves@example.com')
    const code = await office.codeFor('moves@example.com')
    const asked = await askForAddress(visitor, 'moved@example.com')
    await confirmAddress(visitor, fieldOf(asked, 'handle'), await office.codeFor('moved@example.com'))
    expect((await reset(site.visitor(), handle, code, NEW_PASSWORD)).body).toContain('code_rejected')
    expect(await visitor.isSignedIn()).toBe(true)
  })

  test('S136: disabling the user ends it', async () => {
    await join(site.visitor(), office, 'stopped@example.com')
    const handle = await askForReset(site.visitor(), 'stopped@example.com')
    const code = await office.codeFor('stopped@example.com')
    await site.rows.user.updateMany({
      where: { email: 'stopped@example.com' },
      data: { active: false },
    })
    expect((await reset(site.visitor(), handle, code, NEW_PASSWORD)).body).toContain('code_rejected')
  })

  test('S136: the second page without a request is refused', async () => {
    const visitor = site.visitor()
    const opened = await visitor.ask('/reset')
    expect(opened.status).toBe(400)
    expect(opened.body).toContain('code_rejected')
    expect(opened.body).toContain('href="/forgot"')
    const form = { code: 'AAAA-BBBB', password: NEW_PASSWORD, repeated: NEW_PASSWORD }
    for (const handle of ['', 'A'.repeat(43), '[object Object]']) {
      expect((await visitor.ask('/reset', { form: { ...form, handle } })).body).toContain('code_rejected')
    }
    const twice = 'handle=a&handle=b&code=AAAA-BBBB&password=x&repeated=x'
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    expect((await visitor.ask('/reset', { method: 'POST', body: twice, headers })).status).toBe(400)
  })

  test('five wrong codes on the page end it', async () => {
    await join(site.visitor(), office, 'guessed@example.com')
    const handle = await askForReset(site.visitor(), 'guessed@example.com')
    const code = await office.codeFor('guessed@example.com')
    for (let tries = 0; tries < 5; tries += 1) {
      expect((await reset(site.visitor(), handle, `AAAA-222${tries + 2}`, NEW_PASSWORD)).status).toBe(400)
    }
    expect((await reset(site.visitor(), handle, code, NEW_PASSWORD)).body).toContain('code_rejected')
  })

  test('R19: of ten redemptions at once, on two processes, exactly one succeeds', async () => {
    const second = await startAnother()
    await join(site.visitor(), office, 'racer@example.com')
    const handle = await askForReset(site.visitor(), 'racer@example.com')
    const code = await office.codeFor('racer@example.com')
    const asked = await askToJoin(site.visitor(), 'newcomer@example.com')
    const form = {
      handle: fieldOf(asked, 'handle'),
      code: await office.codeFor('newcomer@example.com'),
    }
    const sites = Array.from({ length: 10 }, (_, index) => (index % 2 === 0 ? site : second))
    const resets = await Promise.all(sites.map((each) => reset(each.visitor(), handle, code, NEW_PASSWORD)))
    expect(resets.map(({ status }) => status).sort()).toEqual([303, ...Array<number>(9).fill(400)])
    const joined = await Promise.all(sites.map((each) => each.visitor().ask('/register/confirm', { form })))
    expect(joined.map(({ status }) => status).sort()).toEqual([303, ...Array<number>(9).fill(400)])
    expect(await site.rows.user.count({ where: { email: 'newcomer@example.com' } })).toBe(1)
  })

  test('the log contains no code, handle or password, and no whole address', async () => {
    site.logged.length = 0
    await join(site.visitor(), office, 'quiet@example.com')
    const visitor = site.visitor()
    const handle = await askForReset(visitor, 'quiet@example.com')
    const code = await office.codeFor('quiet@example.com')
    await reset(visitor, handle, 'AAAA-2222', NEW_PASSWORD)
    await reset(visitor, handle, code, NEW_PASSWORD)
    await office.mailTo('quiet@example.com', /was changed/)
    const log = site.logged.join('')
    expect(log).toContain('q***@example.com')
    for (const secret of [code, handle, PASSWORD, NEW_PASSWORD, 'AAAA-2222', 'quiet@example.com']) {
      expect(log).not.toContain(secret)
    }
  })
})
