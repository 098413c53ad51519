import fc from 'fast-check'
import { anyCharacter } from '../support/any-character.js'
import { DATABASES } from '../support/database.js'
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
} from '../support/passwords.js'
import type { Visitor } from '../support/visitor.js'
import { useSite } from '../support/use-site.js'
import { accountOf, disconnect } from './actions.js'

const MINUTE = 60_000

describe.each(DATABASES)('attacks on passwords on %s', (database) => {
  const { site, op, clock, startAnother } = useSite({
    database,
    env: FORWARDED,
    acme: { trustEmail: true },
  })

  /** The status of one try from an address. */
  async function tryFrom(address: string, username: string, password: string): Promise<number> {
    return (await login(site.visitor(), { username, password }, from(address))).status
  }

  /** Lets some minutes pass for the sessions of this user; the clock of the provider stays as it is. */
  async function signedInEarlier(username: string, minutes = 11): Promise<void> {
    const authenticatedAt = new Date(Date.now() - minutes * MINUTE)
    await site.rows.session.updateMany({ where: { user: { username } }, data: { authenticatedAt } })
  }

  test('S85: the last provider goes only when there is a password, and the password only when there is a provider', async () => {
    const without = await newPerson(site, op, 's85-without')
    const { id } = await accountOf(site, 'acme', 's85-without')
    const refused = await disconnect(without, 'acme', id)
    expect([refused.status, refused.body.includes('last_login_method')]).toEqual([409, true])
    const visitor = await personWithPassword(site, op, 's85-with')
    const account = await accountOf(site, 'acme', 's85-with')
    const own = await site.rows.account.findFirst({
      where: { userId: account.userId, backend: 'password' },
    })
    expect((await disconnect(visitor, 'acme', account.id)).status).toBe(303)
    expect(await visitor.isSignedIn()).toBe(true)
    const last = await disconnect(visitor, 'password', own?.id ?? '')
    expect([last.status, last.body.includes('last_login_method')]).toEqual([409, true])
    expect(await tryFrom(someAddress(), 's85-with', GOOD)).toBe(200)
  })

  test('S85: of a provider and a password that are removed at the same instant one stays', async () => {
    const visitor = await personWithPassword(site, op, 's85-race')
    const { id, userId } = await accountOf(site, 'acme', 's85-race')
    const own = await site.rows.account.findFirst({ where: { userId, backend: 'password' } })
    const form = { _csrf: await visitor.csrf() }
    const answers = await Promise.all(
      [`/disconnect/acme/${id}`, `/disconnect/password/${own?.id ?? ''}`].map((path) =>
        visitor.clone().ask(path, { form }),
      ),
    )
    expect(answers.filter(({ status }) => status === 303).length).toBeLessThanOrEqual(1)
    expect(answers.every(({ status }) => status < 500)).toBe(true)
    expect(await site.rows.account.count({ where: { userId } })).toBe(1)
    const kept = await site.rows.account.findFirst({ where: { userId } })
    expect(await site.rows.password.count({ where: { userId } })).toBe(kept?.backend === 'password' ? 1 : 0)
  })

  test('S85: a user with an account at the password backend, but without a password, cannot sign in with it', async () => {
    const visitor = await personWithPassword(site, op, 's85-hollow')
    const { id, userId } = await accountOf(site, 'acme', 's85-hollow')
    await site.rows.password.delete({ where: { userId } })
    expect((await disconnect(visitor, 'acme', id)).status).toBe(409)
  })

  test('S104: a cookie that existed before the password sign-in is not a session after it', async () => {
    const attacker = await personWithPassword(site, op, 's104-attacker')
    await personWithPassword(site, op, 's104-victim')
    for (const way of ['form', 'json'] as const) {
      await login(attacker, { username: 's104-attacker', password: GOOD })
      const planted = attacker.cookie('portcullis') ?? ''
      const victim = site.visitor()
      victim.setCookie('portcullis', planted)
      const username = 's104-victim'
      const headers = from(someAddress())
      if (way === 'json') await login(victim, { username, password: GOOD }, headers)
      else await victim.ask('/login', { form: { username, password: GOOD }, headers })
      expect(victim.cookie('portcullis')).not.toBe(planted)
      expect(await victim.isSignedIn()).toBe(true)
      expect(await attacker.isSignedIn()).toBe(false)
    }
  })

  test('S106: setting and changing a password end all other sessions, and give this one a new token', async () => {
    const visitor = await newPerson(site, op, 's106')
    const other = await newPerson(site, op, 's106')
    const before = visitor.clone()
    await savePassword(visitor, { password: GOOD })
    expect([await visitor.isSignedIn(), await before.isSignedIn(), await other.isSignedIn()]).toEqual([
      true,
      false,
      false,
    ])
    const program = site.visitor()
    await login(program, { username: 's106', password: GOOD })
    const again = visitor.clone()
    await savePassword(visitor, { password: OTHER, current: GOOD })
    expect([await visitor.isSignedIn(), await again.isSignedIn(), await program.isSignedIn()]).toEqual([
      true,
      false,
      false,
    ])
    expect(await site.rows.session.count({ where: { user: { username: 's106' } } })).toBe(1)
  })

  test('S106: a sign-in with the old password that is under way during the change ends with no session', async () => {
    const visitor = await personWithPassword(site, op, 's106-race')
    const rivals = Array.from({ length: 4 }, () => site.visitor())
    const [saved] = await Promise.all([
      savePassword(visitor, { password: OTHER, current: GOOD }),
      ...rivals.map((rival) => login(rival, { username: 's106-race', password: GOOD })),
    ])
    expect(saved.status).toBe(303)
    const alive = await Promise.all(rivals.map((rival) => rival.isSignedIn()))
    expect(alive).toEqual([false, false, false, false])
    expect(await visitor.isSignedIn()).toBe(true)
  })

  test('S128: a form of another site signs no visitor in to the attacker’s account', async () => {
    await personWithPassword(site, op, 's128')
    const form = { username: 's128', password: GOOD }
    const json = { body: JSON.stringify(form), method: 'POST' }
    for (const foreign of [
      { origin: 'https://evil.test' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ]) {
      const victim = site.visitor()
      const byForm = await victim.ask('/login', { form, headers: foreign })
      expect([byForm.status, byForm.body.includes('origin_rejected')]).toEqual([403, true])
      const headers = { 'content-type': 'application/json', ...foreign }
      expect((await victim.ask('/api/login', { ...json, headers })).status).toBe(403)
      const plain = { 'content-type': 'text/plain', ...foreign }
      expect((await victim.ask('/api/login', { ...json, headers: plain })).status).toBe(403)
      expect(victim.cookieNames()).toEqual([])
    }
    const plain = await site
      .visitor()
      .ask('/api/login', { ...json, headers: { 'content-type': 'text/plain' } })
    expect([plain.status, codeOf(plain)]).toEqual([415, 'wrong_content_type'])
  })

  test('S130: name, address, case and blanks are one counter, wherever the guesses come from', async () => {
    await personWithPassword(site, op, 's130')
    const spellings = ['s130', 'S130', ' s130', 's130@example.test', 'S130@Example.TEST ', 'ｓ130']
    const statuses = []
    for (const username of spellings) statuses.push(await tryFrom(someAddress(), username, OTHER))
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429])
    expect(await tryFrom(someAddress(), 's130', GOOD)).toBe(429)
    const refused = await login(site.visitor(), { username: 's130', password: GOOD })
    expect(codeOf(refused)).toBe('too_many_requests')
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(600)
    clock.aheadMs = 16 * MINUTE
    expect(await tryFrom(someAddress(), 's130', GOOD)).toBe(200)
  })

  test('S130: the form and the password page count together with the API', async () => {
    const visitor = await personWithPassword(site, op, 's130-all')
    // As a browser that is not known yet; a known one has a counter of its own.
    visitor.setCookie('portcullis-known', '')
    const wrong = { username: 's130-all', password: OTHER }
    for (let tries = 0; tries < 2; tries += 1) {
      await visitor.ask('/login', { form: wrong, headers: from(someAddress()) })
      await savePassword(visitor, { password: 'what I want now', current: OTHER })
    }
    await login(site.visitor(), wrong)
    const page = await visitor.ask('/login', {
      form: { ...wrong, password: GOOD },
      headers: from(someAddress()),
    })
    expect(page.status).toBe(429)
    expect(page.body).toContain('Please try again in 15 minutes.')
    expect(page.body).toContain('value="s130-all"')
    const change = await savePassword(visitor, { password: 'what I want now', current: GOOD })
    expect([change.status, change.body.includes('too many attempts')]).toEqual([429, true])
    expect(await visitor.isSignedIn()).toBe(true)
  })

  test('S130: one IPv6 network has one limit, whichever of its addresses guesses, and whatever headers it sends', async () => {
    const guess = async (address: string, index: number) =>
      (
        await login(
          site.visitor(),
          { username: `s130-nobody-${index}`, password: OTHER },
          { 'x-forwarded-for': `203.0.113.${index}, ${address}` },
        )
      ).status
    const statuses = []
    for (let index = 0; index < 31; index += 1) {
      statuses.push(await guess(`2001:db8:130:1:${index.toString(16)}::1`, index))
    }
    expect(statuses).toEqual([...Array<number>(30).fill(401), 429])
    expect(await guess('2001:db8:130:2::1', 40)).toBe(401)
  })

  test('an attacker cannot lock users out of a browser that they have signed in with before', async () => {
    await personWithPassword(site, op, 'regular')
    await personWithPassword(site, op, 'stranger')
    const [mine, theirs] = [site.visitor(), site.visitor()]
    const status = async (visitor: Visitor, username: string, password: string) =>
      (await login(visitor, { username, password }, from(someAddress()))).status
    expect(await status(mine, 'regular', GOOD)).toBe(200)
    expect(await status(theirs, 'stranger', GOOD)).toBe(200)
    const copy = mine.clone()
    const lockOut = async () => {
      for (let tries = 0; tries < 6; tries += 1) await tryFrom(someAddress(), 'regular', OTHER)
    }
    await lockOut()
    expect(await tryFrom(someAddress(), 'regular', GOOD)).toBe(429)
    // The cookie of another user, or one that was changed, is worth nothing.
    expect(await status(theirs, 'regular', GOOD)).toBe(429)
    const forged = site.visitor()
    forged.setCookie('portcullis-known', `x${mine.cookie('portcullis-known') ?? ''}`)
    expect(await status(forged, 'regular', GOOD)).toBe(429)
    expect(await status(mine, 'regular', GOOD)).toBe(200)
    const form = { username: 'regular', password: GOOD }
    expect((await mine.ask('/login', { form, headers: from(someAddress()) })).status).toBe(303)
    // The cookie signs nobody in, names nobody, and allows no more guesses than there are elsewhere.
    const thief = site.visitor()
    thief.setCookie('portcullis-known', copy.cookie('portcullis-known') ?? '')
    expect(await thief.isSignedIn()).toBe(false)
    const { id } = await site.rows.user.findUniqueOrThrow({ where: { username: 'regular' } })
    expect(copy.cookie('portcullis-known')).not.toContain(id)
    const guesses = []
    for (let tries = 0; tries < 6; tries += 1) guesses.push(await status(copy, 'regular', OTHER))
    expect(guesses).toEqual([401, 401, 401, 401, 401, 429])
    expect(await status(mine, 'regular', GOOD)).toBe(200)
    // A user who ends all other sessions, as with a new password, keeps this browser known, with its counter.
    const guess = await status(mine, 'regular', OTHER)
    const ended = await mine.ask('/sessions/end-others', { form: { _csrf: await mine.csrf() } })
    expect([guess, ended.status]).toEqual([401, 303])
    await lockOut()
    expect(await tryFrom(someAddress(), 'regular', GOOD)).toBe(429)
    expect(await status(mine.clone(), 'regular', GOOD)).toBe(200)
    for (let tries = 0; tries < 4; tries += 1) expect(await status(mine, 'regular', OTHER)).toBe(401)
    expect(await status(mine, 'regular', OTHER)).toBe(429)
    // After signing out everywhere, no browser is known.
    await site.rows.user.update({ where: { id }, data: { sessionEpoch: { increment: 1 } } })
    expect(await status(mine, 'regular', GOOD)).toBe(429)
  })

  test('signing in again and again gives a user no endless new guesses', async () => {
    await personWithPassword(site, op, 'known')
    await personWithPassword(site, op, 'bystander')
    const statuses: number[] = []
    for (let signIns = 0; signIns < 5; signIns += 1) {
      const visitor = site.visitor()
      const right = { username: 'known', password: GOOD }
      await login(visitor, right, from(someAddress()))
      for (let tries = 0; tries < 5; tries += 1) {
        const wrong = { username: 'known', password: OTHER }
        statuses.push((await login(visitor.clone(), wrong, from(someAddress()))).status)
      }
    }
    expect(statuses).toEqual([...Array<number>(20).fill(401), ...Array<number>(5).fill(429)])
    expect(await tryFrom(someAddress(), 'bystander', GOOD)).toBe(200)
    clock.aheadMs += 16 * MINUTE
    expect(await tryFrom(someAddress(), 'known', GOOD)).toBe(200)
  })

  test('a browser remembers five users, and the cookie stays small', async () => {
    const visitor = site.visitor()
    for (let index = 0; index < 7; index += 1) {
      await personWithPassword(site, op, `shared-${index}`)
      await login(visitor, { username: `shared-${index}`, password: GOOD }, from(someAddress()))
    }
    expect((visitor.cookie('portcullis-known') ?? '').split('!')).toHaveLength(5)
    expect(visitor.cookie('portcullis-known')?.length).toBeLessThan(400)
    clock.aheadMs = 181 * 24 * 60 * MINUTE
    await login(visitor, { username: 'shared-0', password: GOOD }, from(someAddress()))
    expect((visitor.cookie('portcullis-known') ?? '').split('!')).toHaveLength(1)
  })

  test('S131: an attacker who signs in to an own account between guesses clears no counter', async () => {
    await personWithPassword(site, op, 's131-own')
    const address = someAddress()
    let evaluated = 0
    for (let victim = 0; victim < 32; victim += 1) {
      if ((await tryFrom(address, `s131-victim-${victim}`, OTHER)) === 401) evaluated += 1
      if (victim < 29) expect(await tryFrom(address, 's131-own', GOOD)).toBe(200)
    }
    expect(evaluated).toBe(30)
    expect(await tryFrom(address, 's131-own', GOOD)).toBe(429)
    expect(await tryFrom(someAddress(), 's131-own', GOOD)).toBe(200)
  })

  test('S133: without a password, nothing is the password', async () => {
    await newPerson(site, op, 's133')
    const user = await site.rows.user.findUniqueOrThrow({ where: { username: 's133' } })
    const withHash = await personWithPassword(site, op, 's133-hash')
    const { hash } = await site.rows.password.findFirstOrThrow({
      where: { user: { username: 's133-hash' } },
    })
    const bodies = ['', null, undefined, 'null', 'undefined', [], {}, 0, false, { not: 'x' }]
    const tryAll = async () => {
      for (const password of bodies) {
        const answer = await login(site.visitor(), { username: 's133', password })
        expect([password, [400, 401].includes(answer.status)]).toEqual([password, true])
        clock.aheadMs += 16 * MINUTE
      }
    }
    await tryAll()
    await site.rows.account.create({
      data: {
        id: 's133',
        userId: user.id,
        backend: 'password',
        subject: 's133',
        issuer: 'local',
        createdAt: new Date(),
        lastLoginAt: new Date(),
      },
    })
    await site.rows.password.create({ data: { userId: user.id, hash: '', changedAt: new Date() } })
    await tryAll()
    expect(await tryFrom(someAddress(), 's133-hash', hash)).toBe(401)
    expect(await withHash.ask('/live').then(({ status }) => status)).toBe(200)
    expect(await site.rows.session.count({ where: { userId: user.id, backend: 'password' } })).toBe(0)
  })

  test('S133: an unknown user, a user without a password and a wrong password get the same response', async () => {
    await personWithPassword(site, op, 's133-known')
    await newPerson(site, op, 's133-none')
    const bodies = []
    for (const username of ['s133-known', 's133-none', 's133-unknown', 'unknown@example.test', '@', 'a\0b']) {
      const { status, body } = await login(site.visitor(), { username, password: OTHER })
      bodies.push([status, body.replace(/"reference":"[^"]+"/, '')])
    }
    expect(new Set(bodies.map((each) => JSON.stringify(each))).size).toBe(1)
    expect(bodies[0]?.[0]).toBe(401)
  })

  test('S134: a first password needs a sign-in of the last ten minutes', async () => {
    const visitor = await newPerson(site, op, 's134')
    await signedInEarlier('s134')
    const page = await visitor.ask('/account/password')
    expect(page.body).toContain('please sign in again')
    expect(page.body).not.toContain('id="new-password"')
    const refused = await savePassword(visitor, { password: GOOD })
    expect([refused.status, refused.body.includes('reauthentication_required')]).toEqual([403, true])
    const again = /href="(\/login\?next=[^"]+)">Sign in again/.exec(refused.body)?.[1] ?? ''
    expect(new URLSearchParams(again.split('?')[1]).get('next')).toBe('/account/password')
    expect(await site.rows.password.count({ where: { user: { username: 's134' } } })).toBe(0)
    op.person({ sub: 's134', name: 's134' })
    const back = await visitor.signIn('acme', '/account/password')
    expect(back.body).toContain('id="new-password"')
    expect((await savePassword(visitor, { password: GOOD })).status).toBe(303)
  })

  test('S134: connecting an account does not prove who is at the browser', async () => {
    const visitor = await newPerson(site, op, 's134-connect')
    await signedInEarlier('s134-connect', 9)
    op.person({ sub: 's134-attackers-own', name: 'Mallory' })
    const start = await visitor.ask('/connect/acme', { form: { _csrf: await visitor.csrf() } })
    await visitor.open(start.location ?? '')
    expect((await accountOf(site, 'acme', 's134-attackers-own')).user.username).toBe('s134-connect')
    const { authenticatedAt } = await site.rows.session.findFirstOrThrow({
      where: { user: { username: 's134-connect' } },
    })
    expect(Date.now() - authenticatedAt.getTime()).toBeGreaterThanOrEqual(9 * MINUTE)
    await signedInEarlier('s134-connect')
    expect((await savePassword(visitor, { password: GOOD })).status).toBe(403)
  })

  test('S134: a password is not changed without the current one', async () => {
    const visitor = await personWithPassword(site, op, 's134-change')
    const hashOf = async () =>
      (await site.rows.password.findFirst({ where: { user: { username: 's134-change' } } }))?.hash
    const before = await hashOf()
    const without = await savePassword(visitor, { password: OTHER })
    expect([without.status, without.body.includes('Please fill in every field.')]).toEqual([400, true])
    const wrong = await savePassword(visitor, { password: OTHER, current: OTHER })
    expect([wrong.status, wrong.body.includes('The current password is incorrect.')]).toEqual([401, true])
    expect((await savePassword(visitor, { password: OTHER, current: before ?? '' })).status).toBe(401)
    expect(await hashOf()).toBe(before)
    expect(await visitor.isSignedIn()).toBe(true)
    const stranger = await visitor.ask('/account/password', { form: { password: OTHER, current: GOOD } })
    expect([stranger.status, stranger.body.includes('csrf_failed')]).toEqual([403, true])
  })

  test('S137: no response contains a hash, the ID of a row, or words of the database', async () => {
    const visitor = await personWithPassword(site, op, 's137')
    const { user, hash } = await site.rows.password.findFirstOrThrow({
      where: { user: { username: 's137' } },
      include: { user: { include: { accounts: true } } },
    })
    const own = user.accounts.find(({ backend }) => backend === 'password')
    const program = site.visitor()
    const answers = [
      await login(program, { username: 's137', password: GOOD }),
      await login(site.visitor(), { username: 's137', password: OTHER }),
      await login(site.visitor(), { username: 's137\0', password: OTHER }),
      await login(site.visitor(), { username: 's137', password: 1 }),
      await visitor.ask('/account/password'),
      await visitor.ask('/account'),
      await program.ask('/api/session'),
    ]
    for (const { body, url } of answers) {
      for (const secret of [hash, 'argon2', own?.subject ?? 'none', 'prisma', 'SELECT', 'at Object.', GOOD]) {
        expect([url, secret, body.toLowerCase().includes(secret.toLowerCase())]).toEqual([url, secret, false])
      }
    }
    expect(site.logged.join('')).not.toContain(hash)
  })

  test('R20: of two hundred wrong passwords at once five are looked at; the right one is then refused, too', async () => {
    await personWithPassword(site, op, 'r20')
    const wrong = Array.from({ length: 200 }, (_, index) => `wrong password ${index}`)
    const tries = wrong.map((password) => login(site.visitor(), { username: 'r20', password }))
    const answers = await Promise.all(tries)
    const statuses = answers.map(({ status }) => status)
    expect(statuses.filter((status) => status === 401)).toHaveLength(5)
    expect(statuses.filter((status) => status === 429)).toHaveLength(195)
    expect(await tryFrom(someAddress(), 'r20', GOOD)).toBe(429)
    clock.aheadMs = 16 * MINUTE
    expect(await tryFrom(someAddress(), 'r20', GOOD)).toBe(200)
  })

  test('whatever a program sends, the response is never an error of the server', async () => {
    const address = () => from(someAddress())
    const value = fc.oneof(
      fc.string({ unit: anyCharacter }),
      fc.jsonValue(),
      fc.constantFrom('s137', OTHER, '__proto__'),
    )
    const body = fc.oneof(
      fc
        .record({ username: value, password: value }, { requiredKeys: [] })
        .map((each) => JSON.stringify(each)),
      fc.json(),
      fc.string({ unit: anyCharacter }),
      fc.constantFrom('', '{', '[]', 'null', `{"username":"a","username":"b","password":"${GOOD}"}`),
    )
    await fc.assert(
      fc.asyncProperty(body, async (text) => {
        const headers = { 'content-type': 'application/json', ...address() }
        const { status } = await site.visitor().ask('/api/login', { method: 'POST', body: text, headers })
        expect([400, 401, 429]).toContain(status)
      }),
      { numRuns: 60 },
    )
    const fields = fc.array(
      fc.tuple(fc.constantFrom('username', 'password', 'next', 'x'), fc.string({ unit: anyCharacter })),
    )
    await fc.assert(
      fc.asyncProperty(fields, async (pairs) => {
        const form = new URLSearchParams(pairs).toString()
        const headers = { 'content-type': 'application/x-www-form-urlencoded', ...address() }
        const { status } = await site.visitor().ask('/login', { method: 'POST', body: form, headers })
        expect([400, 401, 429]).toContain(status)
      }),
      { numRuns: 60 },
    )
  })

  test('S139: with registration closed, users with a password sign in, and no user is created', async () => {
    const closed = await startAnother({ env: { REGISTRATION: 'closed' } })
    await personWithPassword(site, op, 's139')
    const before = await closed.counts()
    const answer = await login(closed.visitor(), { username: 's139-new', password: GOOD })
    expect(answer.status).toBe(401)
    expect((await closed.counts()).users).toBe(before.users)
    const visitor = closed.visitor()
    expect((await login(visitor, { username: 's139', password: GOOD })).status).toBe(200)
    expect(await visitor.isSignedIn()).toBe(true)
  })
})
