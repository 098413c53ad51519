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
import { backendAt, startSite } from '../support/site.js'
import { mailingAt, useMailingStage } from '../support/stage.js'

const NEW_PASSWORD = 'another four word thing'

describe.each(DATABASES)('attacks on mail and its codes on %s', (database) => {
  const stage = useMailingStage(database)

  test('S70: who registers a stranger’s address without its mail has nothing when the owner comes', async () => {
    const attacker = stage.site.visitor()
    const asked = await askToJoin(attacker, 'victim@example.com')
    const code = await stage.office.codeFor('victim@example.com')
    stage.op.person({ sub: 'victim', email: 'victim@example.com', email_verified: true, name: 'Vic Tim' })
    const victim = stage.site.visitor()
    await victim.signIn('acme')
    expect(await victim.isSignedIn()).toBe(true)
    await signInWithPassword(stage.site.visitor(), 'victim@example.com', PASSWORD)
    // Even with the very code: the address is the victim's now.
    const late = await attacker.ask('/register/confirm', { form: { handle: fieldOf(asked, 'handle'), code } })
    expect(late.status).toBe(409)
    expect(late.body).toContain('email_belongs_to_user')
    expect(await attacker.isSignedIn()).toBe(false)
    const user = await stage.site.rows.user.findUnique({
      where: { provenEmail: 'victim@example.com' },
      include: { accounts: true, password: true },
    })
    expect(user?.password).toBeNull()
    expect(user?.accounts.map(({ backend }) => backend)).toEqual(['acme'])
  })

  test('S70: a change of address that a thief began ends with the reset by its owner', async () => {
    const thief = stage.site.visitor()
    await join(thief, stage.office, 'robbed@example.com')
    const handle = fieldOf(await askForAddress(thief, 'thief@example.com'), 'handle')
    const code = await stage.office.codeFor('thief@example.com')
    const csrf = await thief.csrf()
    const owner = stage.site.visitor()
    const again = await askForReset(owner, 'robbed@example.com')
    await reset(owner, again, await stage.office.codeFor('robbed@example.com'), NEW_PASSWORD)
    const form = { handle, code, _csrf: csrf }
    expect((await thief.ask('/account/email/confirm', { form })).status).toBe(401)
    expect(await stage.site.rows.user.count({ where: { provenEmail: 'thief@example.com' } })).toBe(0)
  })

  test('S71: other spellings of one address are one address; other addresses are not', async () => {
    await join(stage.site.visitor(), stage.office, 'mike@example.com')
    for (const spelling of ['MIKE@EXAMPLE.COM', '\uFF4Dike@example.com', ' mike@example.com ']) {
      stage.office.clear()
      await stage.site.rows.limit.deleteMany()
      await askToJoin(stage.site.visitor(), spelling)
      expect((await stage.office.mailTo('mike@example.com')).text).toContain('You have one already')
    }
    stage.office.clear()
    for (const other of ['m\u0131ke@example.com', 'mike+x@example.com', 'mi.ke@example.com']) {
      await stage.site.rows.limit.deleteMany()
      await askForReset(stage.site.visitor(), other)
      await askToJoin(stage.site.visitor(), other)
      await stage.office.codeFor(other)
    }
    expect(stage.office.delivered.filter(({ to }) => to.includes('mike@example.com'))).toEqual([])
  })

  test('S71: two spellings registered at once make one user', async () => {
    const [one, two] = [stage.site.visitor(), stage.site.visitor()]
    const first = fieldOf(await askToJoin(one, 'Same@example.com'), 'handle')
    const code = await stage.office.codeFor('same@example.com')
    const second = fieldOf(await askToJoin(two, 'sAME@example.com'), 'handle')
    const newer = await stage.office.codeFor('same@example.com')
    const answers = await Promise.all([
      one.ask('/register/confirm', { form: { handle: first, code } }),
      two.ask('/register/confirm', { form: { handle: second, code: newer } }),
    ])
    expect(answers.map(({ status }) => status)).toEqual([400, 303])
    expect(await stage.site.rows.user.count({ where: { provenEmail: 'same@example.com' } })).toBe(1)
  })

  test('S95: the code of another address is wrong on this page, in every flow', async () => {
    const visitor = stage.site.visitor()
    await join(visitor, stage.office, 'mine@example.com')
    await join(stage.site.visitor(), stage.office, 'theirs@example.com')
    const mine = await askForReset(stage.site.visitor(), 'mine@example.com')
    const theirs = await askForReset(stage.site.visitor(), 'theirs@example.com')
    const [myCode, theirCode] = [
      await stage.office.codeFor('mine@example.com'),
      await stage.office.codeFor('theirs@example.com'),
    ]
    expect((await reset(stage.site.visitor(), theirs, myCode, NEW_PASSWORD)).body).toContain('4 tries left')
    expect((await reset(stage.site.visitor(), mine, theirCode, NEW_PASSWORD)).body).toContain('4 tries left')
    const asked = await askToJoin(stage.site.visitor(), 'third@example.com')
    const form = { handle: fieldOf(asked, 'handle'), code: myCode }
    expect((await stage.site.visitor().ask('/register/confirm', { form })).body).toContain('4 tries left')
    // A handle of one flow is none of another.
    const crossed = await stage.site
      .visitor()
      .ask('/register/confirm', { form: { handle: mine, code: myCode } })
    expect(crossed.body).toContain('code_rejected')
    expect((await confirmAddress(visitor, mine, myCode)).body).toContain('code_rejected')
  })

  test('S98: what is not exactly one plain address is refused, and nothing is sent anywhere', async () => {
    const visitor = stage.site.visitor()
    await join(visitor, stage.office, 'sender@example.com')
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
    await askToJoin(stage.site.visitor(), 'marker@example.com')
    await stage.office.codeFor('marker@example.com')
    expect(stage.office.delivered.flatMap(({ to }) => to).filter((to) => /@[xy]\.com$/.test(to))).toEqual([])
  })

  test('S98: a name cannot put anything into a mail', async () => {
    await askToJoin(stage.site.visitor(), 'named@example.com', {
      name: 'Win a prize\r\nBcc: b@y.com at http://evil.test',
    })
    const mail = await stage.office.mailTo('named@example.com')
    expect(mail.to).toEqual(['named@example.com'])
    expect(JSON.stringify([...mail.headers, mail.text])).not.toMatch(/prize|evil|b@y/)
  })

  test('S101: of fifty tries to have mails sent to one address five get through, in any spelling', async () => {
    const statuses: number[] = []
    for (let tries = 0; tries < 50; tries += 1) {
      const email = tries % 2 === 0 ? 'flooded@example.com' : 'FLOODED@Example.com'
      const path = tries % 3 === 0 ? '/register' : '/forgot'
      const form = { email, password: PASSWORD, repeated: PASSWORD }
      statuses.push((await stage.site.visitor().ask(path, { form })).status)
    }
    expect(statuses.filter((status) => status === 200)).toHaveLength(5)
    expect(statuses.filter((status) => status === 429)).toHaveLength(45)
    // Another address has a count of its own, but this network has asked often enough.
    const other = await stage.site.visitor().ask('/forgot', { form: { email: 'calm@example.com' } })
    expect(other.status).toBe(429)
    expect(Number(other.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(other.body).toContain('Please try again in')
  })

  test('S101: asking again on the page of the code counts, too', async () => {
    let handle = fieldOf(await askToJoin(stage.site.visitor(), 'resent@example.com'), 'handle')
    for (let sent = 1; sent < 5; sent += 1) {
      handle = fieldOf(await stage.site.visitor().ask('/register/again', { form: { handle } }), 'handle')
    }
    expect((await stage.site.visitor().ask('/register/again', { form: { handle } })).status).toBe(429)
  })

  test('S101: fifty addresses from one network are too many', async () => {
    const statuses: number[] = []
    for (let tries = 0; tries < 50; tries += 1) {
      const form = { email: `many${tries}@example.com` }
      statuses.push((await stage.site.visitor().ask('/forgot', { form })).status)
    }
    expect(statuses.filter((status) => status === 200)).toHaveLength(30)
  })

  test('S136: a code for a new password is good once', async () => {
    await join(stage.site.visitor(), stage.office, 'once@example.com')
    const handle = await askForReset(stage.site.visitor(), 'once@example.com')
    const code = await stage.office.codeFor('once@example.com')
    expect((await reset(stage.site.visitor(), handle, code, NEW_PASSWORD)).status).toBe(303)
    const again = await reset(stage.site.visitor(), handle, code, 'the third of the passwords')
    expect(again.status).toBe(400)
    expect(again.body).toContain('code_rejected')
  })

  test('S136: a newer code, and time, end it', async () => {
    await join(stage.site.visitor(), stage.office, 'older@example.com')
    const first = await askForReset(stage.site.visitor(), 'older@example.com')
    const firstCode = await stage.office.codeFor('older@example.com')
    const second = await askForReset(stage.site.visitor(), 'older@example.com')
    const secondCode = await stage.office.codeFor('older@example.com')
    expect((await reset(stage.site.visitor(), first, firstCode, NEW_PASSWORD)).body).toContain(
      'code_rejected',
    )
    await stage.site.rows.code.updateMany({ data: { expiresAt: new Date(Date.now() - 1000) } })
    expect((await reset(stage.site.visitor(), second, secondCode, NEW_PASSWORD)).body).toContain(
      'code_rejected',
    )
  })

  test('S136: a change of the password ends it', async () => {
    const visitor = stage.site.visitor()
    await join(visitor, stage.office, 'changes@example.com')
    const handle = await askForReset(stage.site.visitor(), 'changes@example.com')
    const code = await stage.office.codeFor('changes@example.com')
    const form = {
      current: PASSWORD,
      password: NEW_PASSWORD,
      repeated: NEW_PASSWORD,
      _csrf: await visitor.csrf(),
    }
    expect((await visitor.ask('/account/password', { form })).status).toBe(303)
    const refused = await reset(stage.site.visitor(), handle, code, 'the third of the passwords')
    expect(refused.body).toContain('code_rejected')
    await signInWithPassword(visitor, 'changes@example.com', NEW_PASSWORD)
    expect(await visitor.isSignedIn()).toBe(true)
  })

  test('S136: a change of the address ends it', async () => {
    const visitor = stage.site.visitor()
    await join(visitor, stage.office, 'moves@example.com')
    const handle = await askForReset(stage.site.visitor(), 'moves@example.com')
    const code = await stage.office.codeFor('moves@example.com')
    const asked = await askForAddress(visitor, 'moved@example.com')
    await confirmAddress(visitor, fieldOf(asked, 'handle'), await stage.office.codeFor('moved@example.com'))
    expect((await reset(stage.site.visitor(), handle, code, NEW_PASSWORD)).body).toContain('code_rejected')
    expect(await visitor.isSignedIn()).toBe(true)
  })

  test('S136: disabling the user ends it', async () => {
    await join(stage.site.visitor(), stage.office, 'stopped@example.com')
    const handle = await askForReset(stage.site.visitor(), 'stopped@example.com')
    const code = await stage.office.codeFor('stopped@example.com')
    await stage.site.rows.user.updateMany({
      where: { email: 'stopped@example.com' },
      data: { active: false },
    })
    expect((await reset(stage.site.visitor(), handle, code, NEW_PASSWORD)).body).toContain('code_rejected')
  })

  test('S136: the second page without having asked is refused', async () => {
    const visitor = stage.site.visitor()
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
    await join(stage.site.visitor(), stage.office, 'guessed@example.com')
    const handle = await askForReset(stage.site.visitor(), 'guessed@example.com')
    const code = await stage.office.codeFor('guessed@example.com')
    for (let tries = 0; tries < 5; tries += 1) {
      expect((await reset(stage.site.visitor(), handle, `AAAA-222${tries + 2}`, NEW_PASSWORD)).status).toBe(
        400,
      )
    }
    expect((await reset(stage.site.visitor(), handle, code, NEW_PASSWORD)).body).toContain('code_rejected')
  })

  test('R19: of ten redemptions at once, on two processes, exactly one succeeds', async () => {
    const second = await startSite({
      database,
      env: mailingAt(stage.office),
      backends: { acme: backendAt(stage.op, { trustEmail: true }) },
      databaseUrl: stage.site.databaseUrl,
    })
    await join(stage.site.visitor(), stage.office, 'racer@example.com')
    const handle = await askForReset(stage.site.visitor(), 'racer@example.com')
    const code = await stage.office.codeFor('racer@example.com')
    const asked = await askToJoin(stage.site.visitor(), 'newcomer@example.com')
    const form = {
      handle: fieldOf(asked, 'handle'),
      code: await stage.office.codeFor('newcomer@example.com'),
    }
    const sites = Array.from({ length: 10 }, (_, index) => (index % 2 === 0 ? stage.site : second))
    const resets = await Promise.all(sites.map((each) => reset(each.visitor(), handle, code, NEW_PASSWORD)))
    expect(resets.map(({ status }) => status).sort()).toEqual([303, ...Array<number>(9).fill(400)])
    const joined = await Promise.all(sites.map((each) => each.visitor().ask('/register/confirm', { form })))
    expect(joined.map(({ status }) => status).sort()).toEqual([303, ...Array<number>(9).fill(400)])
    expect(await stage.site.rows.user.count({ where: { email: 'newcomer@example.com' } })).toBe(1)
    await second.close()
  })

  test('no code, handle, password or whole address is in the log', async () => {
    stage.site.logged.length = 0
    await join(stage.site.visitor(), stage.office, 'quiet@example.com')
    const visitor = stage.site.visitor()
    const handle = await askForReset(visitor, 'quiet@example.com')
    const code = await stage.office.codeFor('quiet@example.com')
    await reset(visitor, handle, 'AAAA-2222', NEW_PASSWORD)
    await reset(visitor, handle, code, NEW_PASSWORD)
    await stage.office.mailTo('quiet@example.com', /was changed/)
    const log = stage.site.logged.join('')
    expect(log).toContain('q***@example.com')
    for (const secret of [code, handle, PASSWORD, NEW_PASSWORD, 'AAAA-2222', 'quiet@example.com']) {
      expect(log).not.toContain(secret)
    }
  })
})
