import fc from 'fast-check'
import { anyCharacter } from '../support/any-character.js'
import { DATABASES, freshDatabase } from '../support/database.js'
import { decide, DEVICE_GRANT, DeviceAt, fieldsOf, readAnswer } from '../support/device.js'
import { type Site } from '../support/site.js'
import { useSite } from '../support/use-site.js'

const LETTERS = 'BCDFGHJKLMNPQRSTVWXZ'

/** A code in the right form that nobody was given: of these there are billions. */
function guess(index: number): string {
  return `BBBB-BB${LETTERS.charAt(Math.floor(index / 20))}${LETTERS.charAt(index % 20)}`
}

describe.each(DATABASES)('attacks on the device grant on %s', (database) => {
  const { site, op, startAnother } = useSite({ database })
  let device: DeviceAt
  let people = 0

  beforeAll(() => {
    device = new DeviceAt(site)
  })

  async function signedIn(at: Site = site) {
    people += 1
    const username = `person${people}`
    op.person({ sub: username, preferred_username: username })
    const visitor = at.visitor()
    await visitor.signIn('acme')
    const user = await at.rows.user.findUniqueOrThrow({ where: { username } })
    return { visitor, user }
  }

  async function approved() {
    const person = await signedIn()
    const codes = await device.start()
    await decide(person.visitor, codes.user_code)
    return { ...person, ...codes }
  }

  test('S157, R19: an approved code that is polled ten times at once gives exactly one token', async () => {
    const { device_code, user } = await approved()
    const polled = await Promise.all(Array.from({ length: 10 }, () => device.polled(device_code)))
    expect(polled.filter((each) => each === 'token')).toHaveLength(1)
    expect(polled.filter((each) => each === 'invalid_grant')).toHaveLength(9)
    expect(await device.polled(device_code)).toBe('invalid_grant')
    expect(await site.rows.session.count({ where: { userId: user.id, kind: 'device' } })).toBe(1)
  })

  test('S158: a user who is disabled after the approval gets no token', async () => {
    const { device_code, user } = await approved()
    await site.store.setActive(user.id, false, new Date())
    expect(await device.polled(device_code)).toBe('access_denied')
    expect(await site.rows.session.count({ where: { userId: user.id, kind: 'device' } })).toBe(0)
  })

  test('S158: signing out everywhere revokes the approval, and so does a changed password', async () => {
    const { device_code, user } = await approved()
    await site.store.incrementSessionEpoch(user.id, new Date())
    expect(await device.polled(device_code)).toBe('access_denied')
    await site.store.setActive(user.id, true, new Date())
    expect(await device.polled(device_code)).toBe('access_denied')
    expect(await site.rows.session.count({ where: { userId: user.id, kind: 'device' } })).toBe(0)
  })

  test('S158: signing out in this browser alone does not, since the device is a place of its own', async () => {
    const { device_code, visitor } = await approved()
    await visitor.ask('/logout', { form: { _csrf: await visitor.csrf() } })
    expect(await device.polled(device_code)).toBe('token')
  })

  test('S158: disconnecting the account, or deleting the user, revokes the approval', async () => {
    const gone = await approved()
    await site.rows.account.deleteMany({ where: { userId: gone.user.id } })
    expect(await device.polled(gone.device_code)).toBe('access_denied')
    const deleted = await approved()
    await site.rows.user.delete({ where: { id: deleted.user.id } })
    expect(await device.polled(deleted.device_code)).toBe('invalid_grant')
  })

  test('S158: disabled at the same instant, a device either comes too late or is ended with the rest', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { device_code, user } = await approved()
      const [answer] = await Promise.all([
        device.poll(device_code),
        site.store.atomically(async (store) => {
          await store.setActive(user.id, false, new Date())
          await store.incrementSessionEpoch(user.id, new Date())
        }),
      ])
      const headers = { authorization: `Bearer ${readAnswer(answer).access_token ?? 'none'}` }
      expect((await site.visitor().ask('/api/session', { headers })).status).toBe(401)
    }
  })

  test('S160: a code of one client is unknown to every other client, and stays valid for its own', async () => {
    const { device_code } = await approved()
    const other = readAnswer(await new DeviceAt(site, 'other').poll(device_code))
    const unknown = readAnswer(await new DeviceAt(site, 'other').poll('never given out'))
    expect(other).toMatchObject({ error: 'invalid_grant', error_description: unknown.error_description })
    expect(await device.polled(device_code)).toBe('token')
  })

  test('S104: the session of a device has a new ID and a new token', async () => {
    const { device_code, user, visitor } = await approved()
    const before = await site.rows.session.findMany({ where: { userId: user.id } })
    const token = readAnswer(await device.poll(device_code)).access_token ?? ''
    const after = await site.rows.session.findMany({ where: { userId: user.id } })
    expect(after).toHaveLength(before.length + 1)
    const made = after.filter(({ id }) => !before.some((old) => old.id === id))
    expect(made).toHaveLength(1)
    expect(token).not.toBe(visitor.cookie('portcullis'))
    expect(token).not.toContain(device_code)
    expect(made[0]?.authenticatedAt.getTime()).toBe(0)
  })

  test('S139: a device creates no user, whether registration is open or closed', async () => {
    const closed = await startAnother({ env: { REGISTRATION: 'closed' } })
    try {
      const users = await site.rows.user.count()
      const there = new DeviceAt(closed)
      const { device_code, verification_uri_complete } = await there.start()
      op.person({ sub: 's139-newcomer' })
      const newcomer = closed.visitor()
      await newcomer.ask(verification_uri_complete)
      expect((await newcomer.signIn('acme', '/device')).body).toContain('registration_closed')
      expect(await there.polled(device_code)).toBe('authorization_pending')
      expect(await site.rows.user.count()).toBe(users)
    } finally {
      await closed.close()
    }
  })

  test('R68: begun on one process, approved on a second, redeemed on a third, and known to all', async () => {
    const others = await Promise.all([1, 2].map(() => startAnother()))
    const [second = site, third = site] = others
    try {
      const { device_code, user_code } = await device.start()
      const { visitor } = await signedIn(second)
      await decide(visitor, user_code)
      const polls = await Promise.all(
        Array.from({ length: 10 }, (_, index) =>
          new DeviceAt(index % 2 === 0 ? third : site).poll(device_code),
        ),
      )
      const tokens = polls
        .map((answer) => readAnswer(answer).access_token)
        .filter((token) => token !== undefined)
      expect(tokens).toHaveLength(1)
      const headers = { authorization: `Bearer ${tokens[0] ?? ''}` }
      for (const each of [site, second, third]) {
        expect((await each.visitor().ask('/api/session', { headers })).status).toBe(200)
      }
      expect((await site.visitor().ask('/api/logout', { method: 'POST', headers })).status).toBe(204)
      expect((await third.visitor().ask('/api/session', { headers })).status).toBe(401)
    } finally {
      await Promise.all(others.map((each) => each.close()))
    }
  })

  describe('S155: guessing', () => {
    let guarded: Site

    beforeAll(async () => {
      guarded = await startAnother({
        databaseUrl: await freshDatabase(database),
        env: { TRUST_PROXY: '127.0.0.1' },
      })
    })

    beforeEach(async () => {
      await guarded.rows.limit.deleteMany()
    })

    const from = (address: string) => ({ headers: { 'x-forwarded-for': address } })

    test('the sixth wrong code of one person is refused, from wherever, and so is the right one then', async () => {
      const { visitor } = await signedIn(guarded)
      const { user_code, device_code } = await new DeviceAt(guarded).start()
      const statuses: number[] = []
      for (let index = 0; index < 7; index += 1) {
        const answer = await visitor.ask(`/device?user_code=${guess(index)}`, from(`192.0.2.${index + 1}`))
        statuses.push(answer.status)
      }
      expect(statuses).toEqual([404, 404, 404, 404, 404, 429, 429])
      const right = await visitor.ask(`/device?user_code=${user_code}`, from('192.0.2.99'))
      expect(right.status).toBe(429)
      expect(Number(right.headers.get('retry-after'))).toBeGreaterThan(0)
      expect(await new DeviceAt(guarded).polled(device_code)).toBe('authorization_pending')
    })

    test('the sixth wrong code from one address is refused, whichever user sends it', async () => {
      const statuses: number[] = []
      for (let index = 0; index < 7; index += 1) {
        const { visitor } = await signedIn(guarded)
        const answer = await visitor.ask(`/device?user_code=${guess(index)}`, from('192.0.2.7'))
        statuses.push(answer.status)
      }
      expect(statuses).toEqual([404, 404, 404, 404, 404, 429, 429])
      const { visitor } = await signedIn(guarded)
      expect((await visitor.ask(`/device?user_code=${guess(99)}`, from('192.0.2.8'))).status).toBe(404)
    })

    test('of fifty wrong codes at once of one person five are looked at', async () => {
      const { visitor } = await signedIn(guarded)
      const answers = await Promise.all(
        Array.from({ length: 50 }, (_, index) => visitor.ask(`/device?user_code=${guess(index)}`)),
      )
      expect(answers.filter(({ status }) => status === 404).length).toBeLessThanOrEqual(5)
      expect(answers.every(({ status }) => status === 404 || status === 429)).toBe(true)
    })

    test('right codes do not count, neither here nor as amends for wrong ones', async () => {
      const { visitor } = await signedIn(guarded)
      const there = new DeviceAt(guarded)
      for (let index = 0; index < 5; index += 1) {
        await decide(visitor, (await there.start()).user_code)
        expect((await visitor.ask(`/device?user_code=${guess(index)}`)).status).toBe(404)
      }
      expect((await visitor.ask(`/device?user_code=${guess(9)}`)).status).toBe(429)
    })

    test('guessed device codes are limited by address', async () => {
      const there = new DeviceAt(guarded)
      const answers = await Promise.all(
        Array.from({ length: 60 }, (_, index) => there.poll(`guess-${index}`)),
      )
      const errors = answers.map((answer) => readAnswer(answer).error)
      expect(errors.filter((each) => each === 'invalid_grant')).toHaveLength(50)
      expect(errors.filter((each) => each === 'temporarily_unavailable')).toHaveLength(10)
      expect(answers.filter(({ status }) => status === 429)).toHaveLength(10)
    })

    test('code requests are limited by address', async () => {
      const there = new DeviceAt(guarded)
      const statuses: number[] = []
      for (let index = 0; index < 102; index += 1) {
        const answer = await there.post('/device/code', { client_id: 'tool' })
        statuses.push(answer.status)
      }
      expect(statuses.filter((status) => status === 429)).toHaveLength(2)
      const elsewhere = await there.post('/device/code', { client_id: 'tool' }, from('192.0.2.1').headers)
      expect(elsewhere.status).toBe(200)
    })
  })

  test.each([
    ['another kind of body', '{}', { 'content-type': 'application/json' }, 'invalid_request'],
    ['no body', '', { 'content-type': 'application/x-www-form-urlencoded' }, 'invalid_request'],
    ['no grant type', 'device_code=a&client_id=b', {}, 'invalid_request'],
    ['another grant type', 'grant_type=password&device_code=a&client_id=b', {}, 'unsupported_grant_type'],
    ['no device code', `grant_type=${DEVICE_GRANT}&client_id=b`, {}, 'invalid_request'],
    ['an empty device code', `grant_type=${DEVICE_GRANT}&device_code=&client_id=b`, {}, 'invalid_request'],
    ['no client', `grant_type=${DEVICE_GRANT}&device_code=a`, {}, 'invalid_request'],
    [
      'two of one',
      `grant_type=${DEVICE_GRANT}&device_code=a&device_code=a&client_id=b`,
      {},
      'invalid_request',
    ],
    [
      'an object for a code',
      `grant_type=${DEVICE_GRANT}&device_code[not]=a&client_id=b`,
      {},
      'invalid_request',
    ],
    ['more than fits', 'x'.repeat(70_000), {}, 'invalid_request'],
  ])('a token request with %s gets an OAuth error', async (_name, body, more, error) => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded', ...more }
    const answer = await site.visitor().ask('/device/token', { method: 'POST', body, headers })
    expect([400, 413]).toContain(answer.status)
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/)
    expect(readAnswer(answer).error).toBe(error)
    expect(readAnswer(answer).error_description).toMatch(/^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/)
  })

  test('whatever a form contains, the response is an OAuth error, and never a 500', async () => {
    const name = fc.constantFrom('client_id', 'scope', 'device_name', 'device_code', 'grant_type', 'x[y]')
    const value = fc.oneof(
      fc.string({ unit: anyCharacter, maxLength: 200 }),
      fc.constantFrom(DEVICE_GRANT, 'tool', ''),
    )
    const form = fc.array(fc.tuple(name, value), { maxLength: 6 })
    const header = fc.option(fc.base64String({ maxLength: 100 }), { nil: undefined })
    await fc.assert(
      fc.asyncProperty(fc.constantFrom('code', 'token'), form, header, async (path, pairs, dpop) => {
        const answer = await site.visitor().ask(`/device/${path}`, {
          method: 'POST',
          body: new URLSearchParams(pairs).toString(),
          headers: {
            'content-type': 'application/x-www-form-urlencoded',
            ...(dpop === undefined ? {} : { dpop }),
          },
        })
        expect([200, 400, 429]).toContain(answer.status)
        expect(answer.headers.get('cache-control')).toBe('no-store')
        if (answer.status !== 200) expect(readAnswer(answer).error).toBeDefined()
      }),
      { numRuns: 60 },
    )
  })

  test('whatever is typed as a code, the response is a complete page, and never a 500', async () => {
    const many = await startAnother({ databaseUrl: await freshDatabase(database) })
    try {
      await fc.assert(
        fc.asyncProperty(fc.string({ unit: anyCharacter, maxLength: 100 }), async (typed) => {
          const visitor = many.visitor()
          const answer = await visitor.ask(`/device?${new URLSearchParams({ user_code: typed }).toString()}`)
          expect(answer.status).toBe(303)
          expect(new URL(answer.location ?? '').pathname).toBe('/login')
        }),
        { numRuns: 40 },
      )
      const { visitor } = await signedIn(many)
      for (const typed of ['', '%00', '%ff', '<b>', '-'.repeat(40), '%F0%9F%98%80', 'x'.repeat(3000)]) {
        const answer = await visitor.ask(`/device?user_code=${typed}`)
        expect([200, 404, 429]).toContain(answer.status)
        expect(answer.body).not.toContain('<b>')
      }
    } finally {
      await many.close()
    }
  })

  test('pages of other origins cannot read the responses of the endpoints, and cookies do not count there', async () => {
    const { visitor } = await signedIn()
    const headers = { origin: 'https://evil.test', 'sec-fetch-site': 'cross-site' }
    const answer = await visitor.ask('/device/code', { form: { client_id: 'tool' }, headers })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('access-control-allow-origin')).toBeNull()
    expect(answer.headers.getSetCookie()).toEqual([])
  })

  test('a page cannot be made to approve by a frame or by other words for the same code', async () => {
    const { visitor } = await signedIn()
    const { user_code, device_code } = await device.start()
    const page = await visitor.open(`/device?user_code=${user_code}`)
    expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    const fields = fieldsOf(page)
    const body = new URLSearchParams([
      ...Object.entries(fields),
      ['decision', 'deny'],
      ['decision', 'approve'],
    ])
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    expect((await visitor.ask('/device', { method: 'POST', body: body.toString(), headers })).status).toBe(
      400,
    )
    expect(await device.polled(device_code)).toBe('authorization_pending')
  })
})
