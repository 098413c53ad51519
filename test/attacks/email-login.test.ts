import { DATABASES } from '../support/database.js'
import {
  askForSignIn,
  enterSignInCode,
  linkIn,
  openEmailLogin,
  signInByEmail,
} from '../support/email-login.js'
import { askForReset, fieldOf, join } from '../support/joining.js'
import { useSite } from '../support/use-site.js'

describe.each(DATABASES)('attacks on the sign-in with an emailed code on %s', (database) => {
  const { site, op, office, clock, startAnother } = useSite({
    database,
    mail: true,
    env: { EMAIL_LOGIN: 'true', PASSWORD_LOGIN: 'true' },
    acme: { trustEmail: true },
  })

  test('a code works once, and so does the callback that it leads to', async () => {
    const visitor = site.visitor()
    const asked = await askForSignIn(visitor, 'once@example.com')
    const form = { handle: fieldOf(asked, 'handle'), code: await office.codeFor('once@example.com') }
    const callback = (await visitor.ask('/login/email/code', { form })).location ?? ''
    expect(callback).toContain('/complete/email?state=')
    // The address is in no URL, so in no history and in no log of a proxy.
    expect(callback).not.toContain('once')
    const thief = site.visitor()
    expect((await thief.ask(callback)).body).toContain('attempt_wrong_browser')
    expect((await visitor.ask(callback)).status).toBe(303)
    expect((await visitor.clone().ask('/login/email/code', { form })).body).toContain('code_rejected')
    await visitor.open('/logout', { form: { _csrf: await visitor.csrf() } })
    await visitor.ask(callback)
    expect(await visitor.isSignedIn()).toBe(false)
  })

  test('an attacker who knows the code but not the page, or the page but not the code, is not signed in', async () => {
    const victim = site.visitor()
    const asked = await askForSignIn(victim, 'victim@example.com')
    const handle = fieldOf(asked, 'handle')
    const code = await office.codeFor('victim@example.com')
    const thief = site.visitor()
    const own = fieldOf(await askForSignIn(thief, 'thief@example.com'), 'handle')
    expect((await enterSignInCode(thief, own, code)).body).toContain('4 tries left')
    // With both, it is still another browser; and its tries do not count.
    for (let tries = 0; tries < 6; tries += 1)
      expect((await enterSignInCode(thief, handle, 'AAAA-2222')).body).toContain('attempt_wrong_browser')
    expect((await enterSignInCode(thief, handle, code)).body).toContain('attempt_wrong_browser')
    expect(await thief.isSignedIn()).toBe(false)
    await enterSignInCode(victim, handle, code)
    expect(await victim.isSignedIn()).toBe(true)
  })

  test('a link that an attacker requested signs no visitor in when it is opened, prefetched or posted from elsewhere', async () => {
    await askForSignIn(site.visitor(), 'stranger@example.com')
    const link = linkIn(await office.mailTo('stranger@example.com'))
    const victim = site.visitor()
    for (const headers of [{}, { 'sec-purpose': 'prefetch' }, { 'sec-fetch-dest': 'image' }])
      await victim.ask(link, { headers })
    await victim.ask(link, { method: 'HEAD' })
    const page = await victim.ask(link)
    expect(page.body).toContain('If someone sent you this link, close this page')
    // Neither the page nor its form has the code, which a person must know from the email.
    const _proof = fieldOf(page, '_proof')
    for (const form of [{ answer: 'confirm', code: '' }, { _proof, answer: 'confirm' }, { _proof }])
      expect((await victim.ask(link, { form })).status).toBeGreaterThanOrEqual(400)
    const headers = { origin: 'https://evil.example' }
    const code = await office.codeFor('stranger@example.com')
    const forged = await victim.ask(link, { form: { _proof, answer: 'confirm', code }, headers })
    expect(forged.body).toContain('origin_rejected')
    // A proof of another browser is none of this one.
    const other = fieldOf(await site.visitor().ask(link), '_proof')
    const crossed = await victim.ask(link, { form: { _proof: other, answer: 'confirm', code } })
    expect(crossed.body).toContain('csrf_failed')
    expect(await victim.isSignedIn()).toBe(false)
  })

  test('a form of another site cannot type the code of its author', async () => {
    const attacker = site.visitor()
    const asked = await askForSignIn(attacker, 'author@example.com')
    const form = { handle: fieldOf(asked, 'handle'), code: await office.codeFor('author@example.com') }
    const victim = site.visitor()
    const answer = await victim.ask('/login/email/code', {
      form,
      headers: { origin: 'https://evil.example' },
    })
    expect(answer.body).toContain('origin_rejected')
    expect((await victim.ask('/login/email/code', { form })).body).toContain('attempt_wrong_browser')
    expect(await victim.isSignedIn()).toBe(false)
  })

  test('nothing that the owner of a mailbox does signs in the attacker who typed the address', async () => {
    const [stranger, owner] = [site.visitor(), site.visitor()]
    await signInByEmail(owner, office, 'mailbox@example.com')
    office.clear()
    const asked = await askForSignIn(stranger, 'mailbox@example.com')
    const mail = await office.mailTo('mailbox@example.com')
    const link = linkIn(mail)
    const _proof = fieldOf(await owner.ask(link), '_proof')
    const code = await office.codeFor('mailbox@example.com')
    await owner.open(link, { form: { _proof, answer: 'confirm', code } })
    const late = await enterSignInCode(stranger, fieldOf(asked, 'handle'), code)
    expect(late.body).toContain('code_rejected')
    expect(await stranger.isSignedIn()).toBe(false)
  })

  test('five guesses end a code, on the page and behind the link together', async () => {
    const visitor = site.visitor()
    const handle = fieldOf(await askForSignIn(visitor, 'guessed@example.com'), 'handle')
    const link = linkIn(await office.mailTo('guessed@example.com'))
    const other = site.visitor()
    const _proof = fieldOf(await other.ask(link), '_proof')
    for (let tries = 0; tries < 5; tries += 1) {
      const guess = `AAAA-222${tries + 2}`
      if (tries % 2 === 0) await enterSignInCode(visitor, handle, guess)
      else await other.ask(link, { form: { _proof, answer: 'confirm', code: guess } })
    }
    const code = await office.codeFor('guessed@example.com')
    expect((await enterSignInCode(visitor, handle, code)).body).toContain('code_rejected')
    expect((await visitor.ask(link)).body).toContain('code_rejected')
  })

  test('codes of other purposes, of other pages and of before ten minutes are refused', async () => {
    await join(site.visitor(), office, 'crossed@example.com')
    const reset = await askForReset(site.visitor(), 'crossed@example.com')
    const resetCode = await office.codeFor('crossed@example.com')
    const visitor = site.visitor()
    expect((await enterSignInCode(visitor, reset, resetCode)).body).toContain('code_rejected')
    const first = fieldOf(await askForSignIn(visitor, 'crossed@example.com'), 'handle')
    const code = await office.codeFor('crossed@example.com')
    const again = await visitor.ask('/login/email/again', { form: { handle: first } })
    expect((await enterSignInCode(visitor, first, code)).body).toContain('code_rejected')
    const newer = await office.codeFor('crossed@example.com')
    expect((await enterSignInCode(visitor, fieldOf(again, 'handle'), code)).body).toContain('4 tries left')
    clock.aheadMs = 10 * 60_000
    expect((await enterSignInCode(visitor, fieldOf(again, 'handle'), newer)).body).toContain('code_rejected')
    for (const handle of ['', 'A'.repeat(43), '[object Object]'])
      expect((await enterSignInCode(visitor, handle, newer)).body).toContain('code_rejected')
    expect((await visitor.ask(`/login/email/link/${'A'.repeat(43)}/AAAA-2222`)).status).toBe(400)
    expect((await visitor.ask('/login/email/link/%00/x')).status).toBe(400)
  })

  test('an address is proven only by what the callback received for its attempt', async () => {
    const [one, two] = [site.visitor(), site.visitor()]
    const callbackOf = async (visitor: typeof one, email: string) => {
      const asked = await askForSignIn(visitor, email)
      const form = { handle: fieldOf(asked, 'handle'), code: await office.codeFor(email) }
      return new URL((await visitor.ask('/login/email/code', { form })).location ?? '')
    }
    const mine = await callbackOf(one, 'mine@example.com')
    const theirs = await callbackOf(two, 'theirs@example.com')
    const forged = new URL(mine)
    forged.searchParams.set('code', theirs.searchParams.get('code') ?? '')
    expect((await one.ask(forged.href)).body).toContain('callback_invalid')
    for (const code of ['', 'AAAA', 'a'.repeat(5000), '%00']) {
      const page = await openEmailLogin(two)
      const query = new URLSearchParams({ state: fieldOf(page, 'state'), code })
      expect([code.slice(0, 5), (await two.ask(`/complete/email?${query.toString()}`)).status]).toEqual([
        code.slice(0, 5),
        400,
      ])
    }
    expect(await one.isSignedIn()).toBe(false)
  })

  test('an attempt of another provider, or of another browser, sends no email', async () => {
    const visitor = site.visitor()
    const start = await visitor.ask('/login/acme')
    const state = new URL(start.location ?? '').searchParams.get('state') ?? ''
    const form = { state, email: 'unsent@example.com' }
    expect((await visitor.ask('/login/email/address', { form })).body).toContain('attempt_other_backend')
    const own = fieldOf(await openEmailLogin(visitor), 'state')
    const stranger = site.visitor()
    const foreign = await stranger.ask('/login/email/address', { form: { ...form, state: own } })
    expect(foreign.body).toContain('attempt_wrong_browser')
    for (const email of ['', 'a@x.com, b@y.com', 'a@x.com\r\nBcc: b@y.com', 'Ada <a@x.com>'])
      expect((await visitor.ask('/login/email/address', { form: { state: own, email } })).status).toBe(400)
    await askForSignIn(visitor, 'marker@example.com')
    await office.codeFor('marker@example.com')
    expect(office.delivered.flatMap(({ to }) => to)).toEqual(['marker@example.com'])
  })

  test('of twenty requests for one address five send an email, and of many addresses thirty', async () => {
    const statuses: number[] = []
    for (let tries = 0; tries < 20; tries += 1)
      statuses.push((await askForSignIn(site.visitor(), 'flooded@example.com')).status)
    expect(statuses.filter((status) => status === 200)).toHaveLength(5)
    expect(statuses.filter((status) => status === 429)).toHaveLength(15)
    const others: number[] = []
    for (let tries = 0; tries < 20; tries += 1)
      others.push((await askForSignIn(site.visitor(), `many${tries}@example.com`)).status)
    expect(others.filter((status) => status === 200)).toHaveLength(10)
  })

  test('attackers who use up the requests for an address do not keep its owner out of a known browser', async () => {
    const owner = site.visitor()
    await signInByEmail(owner, office, 'besieged@example.com')
    await owner.open('/logout', { form: { _csrf: await owner.csrf() } })
    // The first sign-in of the owner was the first of five requests.
    for (let tries = 0; tries < 4; tries += 1) {
      await askForSignIn(site.visitor(), 'besieged@example.com')
      await office.codeFor('besieged@example.com')
    }
    expect((await askForSignIn(site.visitor(), 'besieged@example.com')).status).toBe(429)
    await signInByEmail(owner, office, 'besieged@example.com')
    expect(await owner.isSignedIn()).toBe(true)
    // The browser is known to this user only, and its requests are bounded, too.
    const statuses: number[] = []
    for (let tries = 0; tries < 5; tries += 1)
      statuses.push((await askForSignIn(owner, 'besieged@example.com')).status)
    expect(statuses).toEqual([200, 200, 200, 200, 429])
    for (let tries = 0; tries < 5; tries += 1) await askForSignIn(site.visitor(), 'other@example.com')
    expect((await askForSignIn(owner, 'other@example.com')).status).toBe(429)
  })

  test('a mailbox that the provider no longer states opens the account no longer', async () => {
    op.person({ sub: 'moved', email: 'left@example.com', email_verified: true, name: 'Moved' })
    await site.visitor().signIn('acme')
    await signInByEmail(site.visitor(), office, 'left@example.com')
    op.person({ sub: 'moved', email: 'arrived@example.com', email_verified: true, name: 'Moved' })
    await site.visitor().signIn('acme')
    const successor = site.visitor()
    expect((await signInByEmail(successor, office, 'left@example.com')).body).not.toContain('Moved')
    expect((await signInByEmail(site.visitor(), office, 'arrived@example.com')).body).toContain('Moved')
  })

  test('two first sign-ins at once, on two processes, create one user', async () => {
    const second = await startAnother()
    const callbacks = await Promise.all(
      [site.visitor(), second.visitor()].map(async (visitor, index) => {
        const page = await visitor.open('/login/email')
        const email = index === 0 ? 'Racer@example.com' : 'racer@example.com'
        const form = { state: fieldOf(page, 'state'), email }
        const handle = fieldOf(await visitor.ask('/login/email/address', { form }), 'handle')
        return { visitor, handle }
      }),
    )
    const codes = [await office.codeFor('racer@example.com'), await office.codeFor('racer@example.com')]
    const ready = await Promise.all(
      callbacks.map(async ({ visitor, handle }) => {
        for (const code of codes) {
          const { location } = await visitor.ask('/login/email/code', { form: { handle, code } })
          if (location !== null) return { visitor, location }
        }
        throw new Error('no code fits')
      }),
    )
    const answers = await Promise.all(ready.map(({ visitor, location }) => visitor.ask(location)))
    expect(answers.map(({ status }) => status)).toEqual([303, 303])
    expect(await site.rows.user.count({ where: { provenEmail: 'racer@example.com' } })).toBe(1)
    expect(await site.rows.account.count({ where: { subject: 'racer@example.com' } })).toBe(1)
  })

  test('of ten uses of one code at once, on two processes, exactly one succeeds', async () => {
    const second = await startAnother()
    const visitor = site.visitor()
    const handle = fieldOf(await askForSignIn(visitor, 'raced@example.com'), 'handle')
    const form = { handle, code: await office.codeFor('raced@example.com') }
    const targets = Array.from({ length: 10 }, (_, index) => (index % 2 === 0 ? site.url : second.url))
    const answers = await Promise.all(
      targets.map((url) => visitor.clone().ask(`${url}/login/email/code`, { form })),
    )
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1)
    expect(answers.every(({ status }) => status < 500)).toBe(true)
  })

  test('a disabled user is not signed in, nor is a user who was disabled after the code was sent', async () => {
    await signInByEmail(site.visitor(), office, 'disabled@example.com')
    const visitor = site.visitor()
    const handle = fieldOf(await askForSignIn(visitor, 'disabled@example.com'), 'handle')
    const code = await office.codeFor('disabled@example.com')
    await site.rows.user.updateMany({ where: { email: 'disabled@example.com' }, data: { active: false } })
    expect((await enterSignInCode(visitor, handle, code)).body).toContain('user_disabled')
    expect(await visitor.isSignedIn()).toBe(false)
  })

  test('an address that a provider only claims gives no access to the account of its mailbox', async () => {
    await signInByEmail(site.visitor(), office, 'target@example.com')
    op.person({ sub: 'claims', email: 'target@example.com', email_verified: false, name: 'Claims' })
    const visitor = site.visitor()
    await visitor.signIn('acme')
    expect((await visitor.ask('/account')).body).toContain('Claims')
    const owner = await site.rows.user.findUnique({
      where: { provenEmail: 'target@example.com' },
      include: { accounts: true },
    })
    expect(owner?.accounts.map(({ backend }) => backend)).toEqual(['email'])
  })

  test('the log contains no code, handle, state or proof, and no whole address', async () => {
    site.logged.length = 0
    const visitor = site.visitor()
    const page = await openEmailLogin(visitor)
    const state = fieldOf(page, 'state')
    const form = { state, email: 'quiet@example.com' }
    const handle = fieldOf(await visitor.ask('/login/email/address', { form }), 'handle')
    const link = linkIn(await office.mailTo('quiet@example.com'))
    await visitor.ask(link)
    const code = await office.codeFor('quiet@example.com')
    await enterSignInCode(visitor, handle, 'AAAA-2222')
    await enterSignInCode(visitor, handle, code)
    const log = site.logged.join('')
    expect(log).toContain('q***@example.com')
    for (const secret of [code, handle, state, 'AAAA-2222', 'quiet@example.com'])
      expect(log).not.toContain(secret)
  })
})
