import { accountOf, connect, disconnect } from '../attacks/actions.js'
import { DATABASES } from '../support/database.js'
import { type Op, type Provider, startProvider } from '../support/provider/index.js'
import { askGate } from '../support/proxied.js'
import { decide, DeviceAt, readAnswer } from '../support/device.js'
import { freePort } from '../support/free-port.js'
import { backendAt, type Site, startSite } from '../support/site.js'
import type { Visitor } from '../support/visitor.js'
import type { Gives } from './conformance.js'

const SESSION = 'portcullis'
const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** What visitors see is the same wherever sessions are kept; `env` says where. */
export function sessionStories(
  name: string,
  env: () => Readonly<Record<string, string>>,
  { lists, notesUse }: Gives,
): void {
  describe.each(DATABASES)(`visitors whose sessions are in ${name}, users on %s`, (database) => {
    let provider: Provider
    let op: Op
    let gated: Op
    let backends: Record<string, Record<string, unknown>>
    let port: number
    let site: Site
    let ahead = 0

    beforeAll(async () => {
      provider = await startProvider()
      op = provider.alias('acme')
      gated = provider.alias('gated')
      backends = {
        acme: backendAt(op),
        other: backendAt(provider.alias('other'), { label: 'Other' }),
        gated: backendAt(gated, {
          extraClaims: ['groups'],
          requiredValues: { groups: ['staff'] },
          requiredClaims: ['name'],
          allowedDomains: ['example.test'],
        }),
        asking: backendAt(gated, {
          label: 'Asking',
          requireEmail: true,
          requiredValues: { groups: ['staff'] },
        }),
      }
      port = await freePort()
      site = await start()
    })

    afterAll(async () => {
      await site.close()
      await provider.close()
    })

    beforeEach(() => {
      op.reset()
      gated.reset()
      ahead = 0
    })

    /** A process on this database, at the same address as the first unless told otherwise. */
    async function start(there: { databaseUrl?: string; port?: number } = {}): Promise<Site> {
      const at = String(there.port ?? port)
      return startSite({
        database,
        backends,
        now: () => new Date(Date.now() + ahead),
        ...(there.databaseUrl === undefined ? {} : { databaseUrl: there.databaseUrl }),
        env: {
          PORT: at,
          BASE_URL: `http://localhost:${at}`,
          ALLOW_INSECURE_ISSUERS: 'true',
          SESSION_IDLE_LIFETIME: '1h',
          SESSION_MAX_LIFETIME: '4h',
          ...env(),
        },
      })
    }

    async function signedIn(sub: string): Promise<Visitor> {
      op.person({ sub })
      const visitor = site.visitor()
      await visitor.signIn('acme')
      expect(await visitor.isSignedIn()).toBe(true)
      return visitor
    }

    test('R65: all users stay signed in when the process is restarted', async () => {
      const visitors: Visitor[] = []
      for (let index = 0; index < 20; index += 1) visitors.push(await signedIn(`r65-${index}`))
      await site.close()
      port = await freePort()
      site = await start({ databaseUrl: site.databaseUrl })
      for (const visitor of visitors) {
        const again = site.visitor()
        again.setCookie(SESSION, visitor.cookie(SESSION) ?? '')
        expect(await again.isSignedIn()).toBe(true)
      }
    })

    test('a session that one process has opened is known to another, and ended there', async () => {
      const visitor = await signedIn('two-processes')
      const second = await start({ databaseUrl: site.databaseUrl, port: await freePort() })
      try {
        const there = second.visitor()
        there.setCookie(SESSION, visitor.cookie(SESSION) ?? '')
        expect(await there.isSignedIn()).toBe(true)
        expect((await there.ask('/logout', { form: { _csrf: await there.csrf() } })).status).toBe(303)
        expect(await visitor.isSignedIn()).toBe(false)
      } finally {
        await second.close()
      }
    })

    test('a request of a signed-in user costs one read of the database and no write', async () => {
      const visitor = await signedIn('budget')
      site.statements.length = 0
      const { body } = await visitor.ask('/login')
      expect(body).toContain('Continue as')
      expect(site.statements).toHaveLength(1)
      expect(site.statements[0]).toMatch(/^\s*SELECT/)
    })

    test('a returning sign-in costs one statement at its start, and four in the callback', async () => {
      const visitor = await signedIn('returning')
      op.person({ sub: 'returning' })
      site.statements.length = 0
      const callback = await visitor.untilCallback('acme')
      expect(site.statements).toHaveLength(1)
      site.statements.length = 0
      expect((await visitor.ask(callback)).status).toBe(303)
      const own = site.statements.filter((sql) => !/^(?:BEGIN|COMMIT|-- Implicit)/.test(sql))
      expect(own.length).toBeLessThanOrEqual(4)
    })

    test('R56: logging out ends every copy of the cookie, and a slow request does not restore it', async () => {
      const visitor = await signedIn('logout')
      const form = { _csrf: await visitor.csrf() }
      // Two minutes later each request wants to note that the session was used.
      ahead = 2 * MINUTE
      const copies = Array.from({ length: 6 }, () => visitor.clone())
      const [out] = await Promise.all([
        visitor.ask('/logout', { form }),
        ...copies.map((copy) => copy.ask('/account')),
      ])
      expect(out.status).toBe(303)
      expect(visitor.cookieNames()).not.toContain(SESSION)
      for (const copy of copies) expect(await copy.isSignedIn()).toBe(false)
      expect((await copies[0]?.ask('/live'))?.status).toBe(200)
    })

    test('R17: signing out five times at once is not an error', async () => {
      const visitor = await signedIn('five-times')
      const form = { _csrf: await visitor.csrf() }
      const copies = Array.from({ length: 5 }, () => visitor.clone())
      const answers = await Promise.all(copies.map((copy) => copy.ask('/logout', { form })))
      expect(answers.map(({ status }) => status)).toEqual(Array(5).fill(303))
    })

    test('S104: signing in again ends the cookie from before, and a planted one is not accepted', async () => {
      const attacker = await signedIn('s104-attacker')
      const victim = site.visitor()
      victim.setCookie(SESSION, attacker.cookie(SESSION) ?? '')
      op.person({ sub: 's104-victim' })
      await victim.signIn('acme')
      expect(await victim.isSignedIn()).toBe(true)
      expect(await attacker.isSignedIn()).toBe(false)
    })

    test('S106: disconnecting an account ends the sessions that it opened, and renews the one in use', async () => {
      const visitor = await signedIn('s106')
      await connect(visitor, 'other')
      const byOther = site.visitor()
      await byOther.signIn('other')
      expect(await byOther.isSignedIn()).toBe(true)
      const before = visitor.clone()
      const { id } = await accountOf(site, 'other', 'ann')
      expect((await disconnect(visitor, 'other', id)).status).toBe(303)
      expect(await visitor.isSignedIn()).toBe(true)
      expect(await before.isSignedIn()).toBe(false)
      expect(await byOther.isSignedIn()).toBe(false)
    })

    test('S106: a user who disconnects the very account that opened the session stays signed in', async () => {
      const visitor = await signedIn('s106-own')
      await connect(visitor, 'other')
      const { id } = await accountOf(site, 'acme', 's106-own')
      expect((await disconnect(visitor, 'acme', id)).status).toBe(303)
      expect(await visitor.isSignedIn()).toBe(true)
    })

    test('S305: a session that has outlived its account belongs to no backend, and approves no device', async () => {
      gated.person({
        sub: 's305-gated',
        name: 'S305',
        email: 's305@example.test',
        email_verified: true,
        groups: ['staff'],
      })
      const visitor = site.visitor()
      await visitor.signIn('gated')
      const [inside, outside] = ['?backend=gated&group=gated:staff', '?backend=other']
      expect((await askGate(site, visitor, inside)).status).toBe(200)
      provider.alias('other').person({ sub: 's305-other' })
      await connect(visitor, 'other')
      await visitor.signIn('other')
      expect((await askGate(site, visitor, inside)).status).toBe(403)
      expect((await askGate(site, visitor, outside)).status).toBe(200)
      const { id } = await accountOf(site, 'other', 's305-other')
      expect((await disconnect(visitor, 'other', id)).status).toBe(303)
      expect(await visitor.isSignedIn()).toBe(true)
      for (const query of [inside, outside, '?backend=gated', '?group=gated:staff'])
        expect([query, (await askGate(site, visitor, query)).status]).toEqual([query, 403])
      const freed = await askGate(site, visitor, '')
      expect([freed.status, freed.headers.get('x-auth-request-backend')]).toEqual([200, null])
      expect((await visitor.ask('/account')).body).toContain('a method that has since been disconnected')
      const device = new DeviceAt(site)
      const { device_code, user_code } = await device.start()
      const refused = await decide(visitor, user_code)
      expect([refused.status, refused.body.includes('reauthentication_required')]).toEqual([403, true])
      expect(await device.polled(device_code)).toBe('authorization_pending')
    })

    test('S303: the token of a device is not accepted as the cookie of a browser', async () => {
      const visitor = await signedIn('s303')
      const device = new DeviceAt(site)
      const { device_code, user_code } = await device.start()
      await decide(visitor, user_code)
      const token = readAnswer(await device.poll(device_code)).access_token ?? ''
      const thief = site.visitor()
      thief.setCookie(SESSION, token)
      expect((await thief.ask('/api/session')).status).toBe(200)
      expect((await askGate(site, thief, '')).status).toBe(200)
      for (const path of ['/account', '/account/password', '/admin', '/admin/users', '/device']) {
        const page = await thief.ask(path)
        expect([path, page.status, page.body.includes('browser_session_required')]).toEqual([path, 403, true])
      }
      const sent = await thief.ask('/connect/other', { form: { _csrf: await visitor.csrf() } })
      expect([sent.status, sent.body.includes('browser_session_required')]).toEqual([403, true])
    })

    test('S304: a device ends with the session that approved it, at the latest', async () => {
      const visitor = await signedIn('s304')
      const device = new DeviceAt(site)
      ahead = 9 * MINUTE
      const { device_code, user_code } = await device.start()
      await decide(visitor, user_code)
      const token = readAnswer(await device.poll(device_code)).access_token ?? ''
      const endOf = async (asking: Visitor, headers = {}) =>
        /"current":true.*?"expiresAt":"([^"]+)"/.exec(
          (await asking.ask('/api/sessions', { headers })).body,
        )?.[1]
      const end = await endOf(visitor)
      expect(end).toBeDefined()
      expect(await endOf(site.visitor(), { authorization: `Bearer ${token}` })).toBe(end)
    })

    test('S107: an idle session ends, whatever the browser does with its cookie', async () => {
      const visitor = await signedIn('s107-idle')
      const old = visitor.clone()
      ahead = HOUR - 1000
      expect(await visitor.isSignedIn()).toBe(true)
      ahead = 2 * HOUR - 2000
      expect(await visitor.isSignedIn()).toBe(true)
      // Where the use is noted in the cookie, the one from before stands at its own idle limit.
      expect(await old.isSignedIn()).toBe(notesUse)
      ahead = 3 * HOUR
      expect(await visitor.isSignedIn()).toBe(false)
      expect((await visitor.ask('/live')).status).toBe(200)
    })

    test('S107: a busy session ends at its absolute limit', async () => {
      const visitor = await signedIn('s107-busy')
      for (ahead = 0; ahead < 4 * HOUR; ahead += 30 * MINUTE) expect(await visitor.isSignedIn()).toBe(true)
      ahead = 4 * HOUR + MINUTE
      expect(await visitor.isSignedIn()).toBe(false)
    })

    test('S112: a changed cookie signs no one in, and never causes an error of the server', async () => {
      const visitor = await signedIn('s112')
      const value = visitor.cookie(SESSION) ?? ''
      for (let at = 0; at < value.length; at += 23) {
        const stranger = visitor.clone()
        stranger.setCookie(
          SESSION,
          value.slice(0, at) + (value[at] === 'A' ? 'B' : 'A') + value.slice(at + 1),
        )
        expect((await stranger.ask('/live')).status).toBe(200)
        expect(await stranger.isSignedIn()).toBe(false)
      }
    })

    test('S113: the cookie reveals nothing about the user, and is small', async () => {
      op.person({
        sub: 's113-subject',
        name: 'Secret Name',
        email: 's113@example.test',
        email_verified: true,
      })
      const visitor = site.visitor()
      await visitor.open('/login/acme', { headers: { 'user-agent': 'S113-Agent' } })
      const { id, userId } = await accountOf(site, 'acme', 's113-subject')
      const value = visitor.cookie(SESSION) ?? ''
      expect(value.length).toBeLessThan(700)
      const parts = value.split('.').map((part) => Buffer.from(part, 'base64url').toString('latin1'))
      const seen = [value, ...parts].join('\n')
      for (const secret of [
        's113',
        'Secret',
        'example',
        'acme',
        'admin',
        'browser',
        id,
        userId,
        ...op.idTokens,
      ]) {
        expect(seen).not.toContain(secret)
      }
    })

    test('S115: fifty starts keep the cookies of a signed-in user below 8 KB, and the newest start works', async () => {
      const visitor = await signedIn('s115')
      let newest = ''
      for (let index = 0; index < 50; index += 1) newest = await visitor.untilCallback('acme')
      const header = visitor.cookieNames().map((cookie) => `${cookie}=${visitor.cookie(cookie) ?? ''}`)
      expect(header.join('; ').length).toBeLessThan(8192)
      expect((await visitor.ask(newest)).status).toBe(303)
      expect(await visitor.isSignedIn()).toBe(true)
    })

    test('S119: the list contains the current session, and others where the store can list them', async () => {
      const first = await signedIn('s119')
      op.person({ sub: 's119' })
      const second = site.visitor()
      await second.open('/login/acme', { headers: { 'user-agent': 'curl/8.0' } })
      const page = await second.ask('/account')
      expect(page.body.match(/this browser/gi)).toHaveLength(1)
      expect(page.body.includes('can’t be listed here')).toBe(!lists)
      expect(page.body).toContain('/sessions/end-others')
      const { sessions } = JSON.parse((await second.ask('/api/sessions')).body) as {
        sessions: { id: string; current: boolean }[]
      }
      expect(sessions).toHaveLength(lists ? 2 : 1)
      expect(sessions.filter(({ current }) => current)).toHaveLength(1)
      const origin = { origin: `http://localhost:${port}` }
      const own = JSON.parse((await first.ask('/api/session')).body) as { session: { id: string } }
      const gone = await second.ask(`/api/sessions/${own.session.id}`, { method: 'DELETE', headers: origin })
      expect(gone.status).toBe(lists ? 204 : 404)
      expect(await first.isSignedIn()).toBe(!lists)
      const id = sessions.find(({ current }) => current)?.id ?? ''
      const mine = await second.ask(`/api/sessions/${id}`, { method: 'DELETE', headers: origin })
      expect(mine.status).toBe(204)
      expect(await second.isSignedIn()).toBe(false)
    })

    test('a bearer of the same value is the same session, and ends with it', async () => {
      const visitor = await signedIn('bearer')
      const headers = { authorization: `Bearer ${visitor.cookie(SESSION) ?? ''}` }
      const program = site.visitor()
      const answer = await program.ask('/api/session', { headers })
      expect(answer.status).toBe(200)
      ahead = 2 * MINUTE
      // Programs keep no cookies, so they are given none.
      expect((await program.ask('/api/session', { headers })).headers.getSetCookie()).toEqual([])
      expect((await program.ask('/api/logout', { method: 'POST', headers })).status).toBe(204)
      expect(await visitor.isSignedIn()).toBe(false)
    })

    test('the use of a session is recorded once a minute, and forms from before stay valid', async () => {
      const visitor = await signedIn('noted')
      const form = { _csrf: await visitor.csrf() }
      ahead = MINUTE - 2000
      expect((await visitor.ask('/')).headers.getSetCookie()).toEqual([])
      ahead = 2 * MINUTE
      expect((await visitor.ask('/')).headers.getSetCookie()).toHaveLength(notesUse ? 0 : 1)
      expect((await visitor.ask('/')).headers.getSetCookie()).toEqual([])
      expect((await visitor.ask('/logout', { form })).status).toBe(303)
      expect(await visitor.isSignedIn()).toBe(false)
    })

    const colleague = {
      name: 'Colleague',
      email: 'colleague@example.test',
      email_verified: true,
      groups: ['staff', 'admins'],
    }
    const passes = async (visitor: Visitor) =>
      (await askGate(site, visitor, '?group=gated:admins')).status === 200

    /** Two browsers of one colleague, who may pass. */
    async function twoBrowsers(sub: string): Promise<readonly [Visitor, Visitor]> {
      gated.person({ ...colleague, sub })
      const browsers = [site.visitor(), site.visitor()] as const
      for (const visitor of browsers) await visitor.signIn('gated')
      expect(await Promise.all(browsers.map(passes))).toEqual([true, true])
      return browsers
    }

    test.each([
      ['the group is gone', { groups: ['users'] }, 'not_allowed'],
      ['all groups are gone', { groups: undefined }, 'not_allowed'],
      ['a required claim is gone', { name: undefined, groups: ['staff'] }, 'claim_missing'],
      ['the address has another domain', { email: 'x@elsewhere.test', groups: ['staff'] }, 'not_allowed'],
    ])(
      'F8: a sign-in that is refused because %s ends the sessions of that account',
      async (why, change, code) => {
        const sub = `f8 ${why}`
        const [first, second] = await twoBrowsers(sub)
        const [bystander] = await twoBrowsers(`${sub} bystander`)
        gated.person({ ...colleague, sub, ...change })
        const refused = await first.signIn('gated')
        expect([refused.status, refused.body.includes(code)]).toEqual([403, true])
        expect(await Promise.all([first, second].map((visitor) => visitor.isSignedIn()))).toEqual([
          false,
          false,
        ])
        expect(await Promise.all([first, second].map(passes))).toEqual([false, false])
        expect(await passes(bystander)).toBe(true)
        const { extraData } = await accountOf(site, 'gated', sub)
        expect(JSON.parse(extraData)).toEqual(change.groups === undefined ? {} : { groups: change.groups })
        gated.person({ ...colleague, sub })
        await first.signIn('gated')
        expect(await passes(first)).toBe(true)
        expect(await second.isSignedIn()).toBe(false)
      },
    )

    test('F8: a refusal also ends what would become a session: an approved device, and a sign-in that waits', async () => {
      const sub = 'f8 waiting'
      const [first] = await twoBrowsers(sub)
      const device = new DeviceAt(site)
      const codes = await device.start()
      await decide(first, codes.user_code)
      const waitingAt = async (person: object) => {
        gated.person({ sub, email: undefined, groups: ['staff'], ...person })
        const visitor = site.visitor()
        const page = await visitor.signIn('asking')
        expect(page.body).toContain('name="email"')
        return { visitor, path: new URL(page.url).pathname }
      }
      const waiting = await waitingAt({})
      const bystander = await waitingAt({ sub: `${sub} bystander` })
      gated.person({ ...colleague, sub, groups: ['users'] })
      expect((await site.visitor().signIn('gated')).status).toBe(403)
      expect(await device.polled(codes.device_code)).toBe('access_denied')
      expect((await waiting.visitor.ask(waiting.path)).status).toBe(200)
      expect((await site.visitor().signIn('asking')).status).toBe(403)
      const pages = await Promise.all([waiting, bystander].map(({ visitor, path }) => visitor.ask(path)))
      expect(pages.map(({ status }) => status === 200)).toEqual([false, true])
    })

    test('F8: a response that is not verified ends nothing, nor does the refusal of an unknown person', async () => {
      const sub = 'f8 unverified'
      const [first, second] = await twoBrowsers(sub)
      gated.person({ ...colleague, sub, groups: [] })
      gated.misbehave({ idTokenClaims: (claims) => ({ ...claims, nonce: 'wrong' }) })
      expect((await site.visitor().signIn('gated')).status).toBe(400)
      gated.reset()
      gated.person({ ...colleague, sub: 'f8 stranger', groups: [] })
      expect((await site.visitor().signIn('gated')).status).toBe(403)
      expect(await Promise.all([first, second].map(passes))).toEqual([true, true])
    })

    test('a user who is disabled is signed out at once', async () => {
      const visitor = await signedIn('disabled')
      const { userId } = await accountOf(site, 'acme', 'disabled')
      await site.store.setActive(userId, false, new Date())
      expect(await visitor.isSignedIn()).toBe(false)
    })
  })
}
