import { DATABASES } from '../../support/database.js'
import {
  codeOf,
  FORWARDED,
  from,
  GOOD,
  login,
  newPerson,
  OTHER,
  personWithPassword,
  savePassword,
  someAddress,
} from '../../support/passwords.js'
import { useSite } from '../../support/use-site.js'

const MINUTE = 60_000

describe.each(DATABASES)('passwords on %s', (database) => {
  const { site, op, clock } = useSite({
    database,
    env: { ...FORWARDED, ADMIN_EMAILS: 'boss@example.test' },
    acme: { trustEmail: true },
  })

  test('a name and a password give a session object, whose value is the cookie and the bearer token', async () => {
    await personWithPassword(site, op, 'ann')
    const visitor = site.visitor()
    const answer = await login(visitor, { username: 'ann', password: GOOD })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('cache-control')).toBe('no-store')
    const object: unknown = JSON.parse(answer.body)
    expect(object).toEqual({
      name: 'portcullis',
      value: visitor.cookie('portcullis'),
      domain: null,
      path: '/',
      secure: false,
      httponly: true,
      expires: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as unknown,
      inactive_lifetime: 14 * 86_400,
    })
    const { body } = await visitor.ask('/api/session')
    expect(JSON.parse(body)).toMatchObject({ user: { username: 'ann' }, session: { kind: 'browser' } })
    const program = await site.visitor().ask('/api/session', {
      headers: { authorization: `Bearer ${visitor.cookie('portcullis') ?? ''}` },
    })
    expect(program.status).toBe(200)
  })

  test('the proven address is a name, too; neither case nor blanks around a name matter', async () => {
    await personWithPassword(site, op, 'bob')
    for (const username of ['bob', 'BOB', ' bob ', 'bob@example.test', ' Bob@EXAMPLE.test', 'ｂｏｂ']) {
      const answer = await login(site.visitor(), { username, password: GOOD })
      expect([username, answer.status]).toEqual([username, 200])
    }
    for (const username of ['bo b', 'bob@example', '@example.test', 'bob@', 'bob\0', 'b\ud800ob']) {
      const answer = await login(site.visitor(), { username, password: GOOD })
      expect([username, answer.status, codeOf(answer)]).toEqual([username, 401, 'wrong_credentials'])
    }
  })

  test('an address that no user has proven is not a name to sign in with', async () => {
    const visitor = await personWithPassword(site, op, 'cyd')
    const [user] = await site.rows.user.findMany({ where: { username: 'cyd' } })
    await site.rows.user.update({ where: { id: user?.id ?? '' }, data: { provenEmail: null } })
    const answer = await login(site.visitor(), { username: 'cyd@example.test', password: GOOD })
    expect(answer.status).toBe(401)
    expect(await visitor.isSignedIn()).toBe(true)
  })

  test('the form of the login page leads to the page that the visitor wanted', async () => {
    await personWithPassword(site, op, 'dee')
    const visitor = site.visitor()
    const page = await visitor.ask('/login?next=%2F%3Ffrom%3Dhere')
    expect(page.body).toContain('name="next" value="/?from=here"')
    const form = { username: 'dee', password: GOOD, next: '/?from=here' }
    const answer = await visitor.ask('/login', { form, headers: from(someAddress()) })
    expect([answer.status, answer.location]).toEqual([303, `${site.url}/?from=here`])
    expect(await visitor.isSignedIn()).toBe(true)
  })

  test('a wrong password shows the form again, with the name and the way on, and without the password', async () => {
    await personWithPassword(site, op, 'eve')
    const visitor = site.visitor()
    const form = { username: 'eve', password: 'my secret guess', next: '/?from=here' }
    const answer = await visitor.ask('/login', { form, headers: from(someAddress()) })
    expect(answer.status).toBe(401)
    expect(answer.body).toContain('Wrong user name or password.')
    expect(answer.body).toContain('role="alert"')
    expect(answer.body).toContain('value="eve"')
    expect(answer.body).toContain('name="next" value="/?from=here"')
    expect(answer.body).not.toContain('my secret guess')
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.body).not.toContain('Reference')
    expect(site.logged.join('')).toContain('wrong_credentials')
    expect(site.logged.join('')).not.toMatch(/my secret guess|a long enough password|argon2id/)
  })

  test.each([{}, { username: 'eve' }, { password: GOOD }, { username: '', password: '' }])(
    'a form with an empty field asks for it: %j',
    async (form) => {
      const answer = await site.visitor().ask('/login', { form: { x: '', ...form } })
      expect(answer.status).toBe(400)
      expect(answer.body).toContain('Please fill in every field.')
      expect(answer.body).toContain('id="current-password"')
    },
  )

  test('a password sign-in changes nothing about the user, and notes the use of the account', async () => {
    await personWithPassword(site, op, 'fay')
    const look = () =>
      site.rows.user.findUnique({
        where: { username: 'fay' },
        include: { accounts: true, password: true },
      })
    const before = await look()
    clock.aheadMs = MINUTE
    expect((await login(site.visitor(), { username: 'fay', password: GOOD })).status).toBe(200)
    const after = await look()
    expect({ ...after, accounts: [] }).toEqual({ ...before, accounts: [] })
    const account = after?.accounts.find(({ backend }) => backend === 'password')
    expect(account).toMatchObject({ label: 'fay', issuer: 'local', tokens: null, extraData: '{}' })
    expect(account?.subject).not.toBe(after?.id)
    expect(after?.emailVerified).toBe(true)
    expect(account?.lastLoginAt.getTime()).toBeGreaterThanOrEqual(Date.now() + clock.aheadMs - 10_000)
  })

  test('whose address has become that of an administrator is one after a password sign-in', async () => {
    await personWithPassword(site, op, 'boss')
    await site.rows.user.update({ where: { username: 'boss' }, data: { admin: false } })
    expect((await login(site.visitor(), { username: 'boss', password: GOOD })).status).toBe(200)
    expect(await site.rows.user.findUnique({ where: { username: 'boss' } })).toMatchObject({
      admin: true,
    })
  })

  test('a disabled user reads that they are disabled, but only with the right password', async () => {
    await personWithPassword(site, op, 'gus')
    await site.rows.user.update({ where: { username: 'gus' }, data: { active: false } })
    const wrong = await login(site.visitor(), { username: 'gus', password: OTHER })
    expect([wrong.status, codeOf(wrong)]).toEqual([401, 'wrong_credentials'])
    const visitor = site.visitor()
    const right = await login(visitor, { username: 'gus', password: GOOD })
    expect([right.status, codeOf(right)]).toEqual([403, 'user_disabled'])
    expect(visitor.cookie('portcullis')).toBeUndefined()
  })

  test('a user without a password sets one, shortly after signing in, and has two login methods', async () => {
    const visitor = await newPerson(site, op, 'hal')
    expect((await visitor.ask('/account')).body).toContain('Set a password')
    expect((await visitor.ask('/account/password')).body).toContain('id="new-password"')
    clock.aheadMs = 9 * MINUTE
    const saved = await savePassword(visitor, { password: GOOD })
    expect([saved.status, saved.location]).toEqual([303, `${site.url}/account?notice=password-saved`])
    const page = await visitor.ask('/account?notice=password-saved')
    expect(page.body).toContain('Your password was saved.')
    expect(page.body).toContain('Change your password')
    expect(page.body.match(/>Disconnect<|>Remove</g)).toHaveLength(2)
    expect((await login(site.visitor(), { username: 'hal', password: GOOD })).status).toBe(200)
  })

  test('passwords that do not fit the rules are refused with the reason, and nothing is stored', async () => {
    const visitor = await newPerson(site, op, 'ida.ida.ida')
    for (const [password, repeated, reason] of [
      ['short', 'short', 'at least 10'],
      ['ida.ida.ida', 'ida.ida.ida', 'must not be your user name'],
      ['password1234', 'password1234', 'too easy to guess'],
      [GOOD, OTHER, 'don’t match'],
      ['', '', 'fill in every field'],
    ] as const) {
      const answer = await savePassword(visitor, { password, repeated })
      expect([answer.status, reason, answer.body.includes(reason)]).toEqual([400, reason, true])
      expect(password === '' || !answer.body.includes(`"${password}"`) || password === 'ida.ida.ida').toBe(
        true,
      )
    }
    expect(await site.rows.password.count({ where: { user: { username: 'ida.ida.ida' } } })).toBe(0)
    expect(await visitor.isSignedIn()).toBe(true)
  })

  test('changing a password replaces the old one', async () => {
    const visitor = await personWithPassword(site, op, 'jan')
    clock.aheadMs = 60 * MINUTE
    expect((await savePassword(visitor, { password: OTHER, current: GOOD })).status).toBe(303)
    expect((await login(site.visitor(), { username: 'jan', password: GOOD })).status).toBe(401)
    expect((await login(site.visitor(), { username: 'jan', password: OTHER })).status).toBe(200)
    expect(await site.rows.account.count({ where: { backend: 'password', user: { username: 'jan' } } })).toBe(
      1,
    )
  })

  test('of two changes at once exactly one counts', async () => {
    const visitor = await personWithPassword(site, op, 'kit')
    const other = site.visitor()
    await login(other, { username: 'kit', password: GOOD })
    const answers = await Promise.all([
      savePassword(visitor, { password: 'the first new one', current: GOOD }),
      savePassword(other, { password: 'the second new one', current: GOOD }),
    ])
    expect(answers.every(({ status }) => status < 500)).toBe(true)
    const works = await Promise.all(
      [GOOD, 'the first new one', 'the second new one'].map(
        async (password) => (await login(site.visitor(), { username: 'kit', password })).status === 200,
      ),
    )
    expect(works.filter(Boolean)).toHaveLength(1)
    expect(works[0]).toBe(false)
  })

  test('of five first passwords at once, one is stored, and it is the one whose form was confirmed', async () => {
    const visitor = await newPerson(site, op, 'kay')
    const form = { _csrf: await visitor.csrf() }
    const passwords = Array.from({ length: 5 }, (_, index) => `the first password ${index}`)
    const answers = await Promise.all(
      passwords.map((password) =>
        visitor.clone().ask('/account/password', { form: { ...form, password, repeated: password } }),
      ),
    )
    expect(answers.filter(({ status }) => status >= 500)).toEqual([])
    const told = passwords.filter((_, index) => answers[index]?.status === 303)
    expect(told).toHaveLength(1)
    const answer = await login(site.visitor(), { username: 'kay', password: told[0] })
    expect(answer.status).toBe(200)
  })

  test('a removed password signs no one in; the page then offers to set one', async () => {
    const visitor = await personWithPassword(site, op, 'lea')
    const page = await visitor.ask('/account')
    const action = /action="(\/disconnect\/password\/[^"]+)"/.exec(page.body)?.[1] ?? ''
    const answer = await visitor.ask(action, { form: { _csrf: await visitor.csrf() } })
    expect(answer.status).toBe(303)
    expect(await site.rows.password.count({ where: { user: { username: 'lea' } } })).toBe(0)
    expect((await login(site.visitor(), { username: 'lea', password: GOOD })).status).toBe(401)
    expect((await visitor.ask('/account')).body).toContain('Set a password')
  })
})

describe('a site without passwords', () => {
  const { site } = useSite({ database: 'sqlite', env: { PASSWORD_LOGIN: 'false' }, backends: () => ({}) })

  test('has no form and no address for them', async () => {
    const visitor = site.visitor()
    for (const path of ['/', '/login'])
      expect((await visitor.ask(path)).body).not.toMatch(/password"|a password</)
    const answer = await login(visitor, { username: 'ann', password: GOOD })
    expect([answer.status, codeOf(answer)]).toEqual([404, 'not_found'])
    expect((await visitor.ask('/login', { form: { username: 'ann', password: GOOD } })).status).toBe(405)
    expect((await visitor.ask('/account/password')).status).toBe(404)
  })
})
