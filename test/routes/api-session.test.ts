import { z } from 'zod'
import { DATABASES } from '../support/database.js'
import { backendAt } from '../support/site.js'
import type { Answer, Visitor } from '../support/visitor.js'
import { useSite } from '../support/use-site.js'
import { bearer } from './api-answers/sample.js'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

describe.each(DATABASES)('the session by the API on %s', (database) => {
  const { site, op, clock } = useSite({
    database,
    env: { SESSION_IDLE_LIFETIME: '1h', SESSION_MAX_LIFETIME: '4h' },
    backends: ({ op }) => ({
      acme: backendAt(op),
      second: backendAt(op, { label: 'Second', icon: 'gitlab' }),
    }),
  })

  async function signedIn(): Promise<Visitor> {
    const visitor = site.visitor()
    await visitor.signIn('acme')
    return visitor
  }

  function problemOf(answer: Answer): string {
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    const { code, status } = z.object({ code: z.string(), status: z.number() }).parse(JSON.parse(answer.body))
    expect(status).toBe(answer.status)
    return code
  }

  /** The statements that this question costs. */
  async function costOf(ask: () => Promise<Answer>): Promise<number> {
    site.statements.length = 0
    await ask()
    return site.statements.length
  }

  test('it says who is signed in, to a cookie and to a bearer token, and to no one else', async () => {
    op.person({
      sub: 'who',
      name: 'Who Ever',
      given_name: 'Who',
      family_name: 'Ever',
      preferred_username: 'whoever',
      email: 'who@acme.example',
      email_verified: true,
      picture: 'https://pics.test/who.png',
    })
    const visitor = await signedIn()
    const byCookie = await visitor.ask('/api/session', { headers: { 'user-agent': 'curl/8.0' } })
    const byBearer = await site.visitor().ask('/api/session', { headers: bearer(visitor) })
    expect(byCookie.body).toBe(byBearer.body)
    expect(byCookie.headers.get('cache-control')).toBe('no-store')
    expect(JSON.parse(byCookie.body)).toMatchObject({
      user: {
        username: 'whoever',
        name: 'Who Ever',
        givenName: 'Who',
        familyName: 'Ever',
        admin: false,
        email: 'who@acme.example',
        emailVerified: true,
        picture: 'https://pics.test/who.png',
      },
      session: { current: true, kind: 'browser', backend: 'acme', label: null, address: '127.0.0.1' },
    })
    const nobody = await site.visitor().ask('/api/session')
    expect([nobody.status, problemOf(nobody)]).toEqual([401, 'login_required'])
    expect(nobody.headers.get('www-authenticate')).toBe('Bearer')
    expect(nobody.headers.getSetCookie()).toEqual([])
  })

  test('a bearer token takes precedence over a cookie, and a valid cookie does not replace an invalid token', async () => {
    const visitor = await signedIn()
    const answer = await visitor.ask('/api/session', { headers: { authorization: 'Bearer nonsense' } })
    expect(answer.status).toBe(401)
    expect(answer.headers.getSetCookie()).toEqual([])
    expect((await visitor.ask('/api/session')).status).toBe(200)
  })

  test('the response removes a cookie whose session has ended', async () => {
    const visitor = await signedIn()
    const copy = visitor.clone()
    await visitor.ask('/api/logout', { method: 'POST' })
    expect((await copy.ask('/api/session')).status).toBe(401)
    expect(copy.cookie('portcullis')).toBeUndefined()
    const forged = site.visitor()
    forged.setCookie('portcullis', 'what-nobody.signed')
    expect((await forged.ask('/api/ping', { method: 'POST' })).status).toBe(401)
    expect(forged.cookie('portcullis')).toBeUndefined()
  })

  test('asking costs one read; asking without a session, or with a value that this site did not sign, costs none', async () => {
    const visitor = await signedIn()
    expect(await costOf(() => visitor.ask('/api/session'))).toBe(1)
    expect(await costOf(() => visitor.ask('/api/ping', { method: 'POST' }))).toBe(1)
    expect(await costOf(() => site.visitor().ask('/api/session', { headers: bearer(visitor) }))).toBe(1)
    expect(await costOf(() => visitor.ask('/api/sessions'))).toBe(2)
    expect(await costOf(() => site.visitor().ask('/api/session'))).toBe(0)
    const headers = { authorization: `${bearer(visitor).authorization}x` }
    expect(await costOf(() => site.visitor().ask('/api/session', { headers }))).toBe(0)
    clock.aheadMs = 2 * MINUTE
    expect(await costOf(() => visitor.ask('/api/ping', { method: 'POST' }))).toBe(2)
    expect(await costOf(() => visitor.ask('/api/ping', { method: 'POST' }))).toBe(1)
  })

  test('pings keep a session alive, and never past its absolute end', async () => {
    const visitor = await signedIn()
    for (let minutes = 45; minutes < 240; minutes += 45) {
      clock.aheadMs = minutes * MINUTE
      expect([minutes, (await visitor.ask('/api/ping', { method: 'POST' })).status]).toEqual([minutes, 204])
    }
    clock.aheadMs = 4 * HOUR + MINUTE
    expect((await visitor.ask('/api/ping', { method: 'POST' })).status).toBe(401)
    clock.aheadMs = 0
    const idle = await signedIn()
    clock.aheadMs = HOUR + MINUTE
    expect((await idle.ask('/api/ping', { method: 'POST' })).status).toBe(401)
  })

  test('the response contains the use that it recorded, and a session that is renewed in the same request keeps it', async () => {
    const visitor = await signedIn()
    clock.aheadMs = 59 * MINUTE
    const now = Date.now() + clock.aheadMs
    const { session } = z
      .object({ session: z.object({ lastSeenAt: z.coerce.date(), idleExpiresAt: z.coerce.date() }) })
      .parse(JSON.parse((await visitor.ask('/api/session')).body))
    expect(Math.abs(session.lastSeenAt.getTime() - now)).toBeLessThan(MINUTE)
    expect(Math.abs(session.idleExpiresAt.getTime() - now - HOUR)).toBeLessThan(MINUTE)
    clock.aheadMs = 117 * MINUTE
    expect((await visitor.ask('/api/sessions?keep=current', { method: 'DELETE' })).status).toBe(204)
    clock.aheadMs = 130 * MINUTE
    expect((await visitor.ask('/api/session')).status).toBe(200)
  })

  test('R17: signing out twice, at once, or without ever having signed in, is no error', async () => {
    const visitor = await signedIn()
    const copies = Array.from({ length: 6 }, () => visitor.clone())
    const answers = await Promise.all(
      copies.map((copy, index) =>
        index % 2 === 0
          ? copy.ask('/api/logout', { method: 'POST' })
          : copy.ask('/api/session', { method: 'DELETE' }),
      ),
    )
    expect(answers.map(({ status, body }) => [status, body])).toEqual(Array(6).fill([204, '']))
    expect(copies[0]?.cookie('portcullis')).toBeUndefined()
    expect((await visitor.ask('/api/session')).status).toBe(401)
    expect((await site.visitor().ask('/api/logout', { method: 'POST' })).status).toBe(204)
    expect((await site.visitor().ask('/api/session', { method: 'DELETE' })).status).toBe(204)
  })

  test('a program that signs out ends its own session, not that of the cookie beside it', async () => {
    const [program, page] = [await signedIn(), await signedIn()]
    const answer = await page.ask('/api/logout', { method: 'POST', headers: bearer(program) })
    expect([answer.status, answer.headers.getSetCookie()]).toEqual([204, []])
    expect((await page.ask('/api/session')).status).toBe(200)
    expect((await program.ask('/api/session')).status).toBe(401)
  })

  test('a page learns which buttons to draw, and each starts a sign-in at its provider', async () => {
    const visitor = site.visitor()
    const { body } = await visitor.ask('/api/backends')
    expect(JSON.parse(body)).toEqual({
      backends: [
        { name: 'acme', label: 'Acme', icon: null, mark: null, loginUrl: `${site.url}/login/acme` },
        { name: 'second', label: 'Second', icon: 'gitlab', mark: null, loginUrl: `${site.url}/login/second` },
      ],
      passwords: true,
    })
    const start = await visitor.ask(`${site.url}/login/second?next=/`)
    expect(start.location).toContain(op.issuer)
  })

  test('S116: a visitor who only reads pages gets no cookie and costs no write', async () => {
    site.statements.length = 0
    for (const path of [
      '/api/backends',
      '/api/openapi.json',
      '/api/session',
      '/api/sessions',
      '/api/nowhere',
    ]) {
      const { headers } = await site.visitor().ask(path)
      expect([path, headers.getSetCookie()]).toEqual([path, []])
    }
    expect(site.statements).toEqual([])
  })

  test('S127: other methods get 405 with the allowed ones; HEAD responds like GET, without a body', async () => {
    const visitor = await signedIn()
    for (const [path, method, allowed] of [
      ['/api/session', 'PUT', 'HEAD, GET, DELETE'],
      ['/api/sessions', 'POST', 'HEAD, GET, DELETE'],
      ['/api/sessions/x', 'GET', 'DELETE'],
      ['/api/ping', 'GET', 'POST'],
      ['/api/logout', 'GET', 'POST'],
      ['/api/logout', 'HEAD', 'POST'],
      ['/api/backends', 'DELETE', 'HEAD, GET'],
    ] as const) {
      const answer = await visitor.ask(path, { method })
      expect([path, method, answer.status]).toEqual([path, method, 405])
      const named = (answer.headers.get('allow') ?? '').split(', ')
      expect([path, named]).toEqual([path, expect.arrayContaining(allowed.split(', '))])
      expect(named).not.toContain(method)
      if (method !== 'HEAD') expect(problemOf(answer)).toBe('method_not_allowed')
    }
    const head = await visitor.ask('/api/session', { method: 'HEAD' })
    expect([head.status, head.body]).toEqual([200, ''])
    expect((await visitor.ask('/api/session')).status).toBe(200)
  })

  test('what is not there is a problem document, whatever the client would rather have', async () => {
    for (const path of [
      '/api',
      '/api/',
      '/api/nowhere',
      '/api/session/',
      '/API/session',
      '/api/sessions/a/b',
    ]) {
      const answer = await site.visitor().ask(path, { headers: { accept: 'text/html' } })
      expect([path, answer.status]).toEqual([path, 404])
      if (path.startsWith('/api')) expect(problemOf(answer)).toBe('not_found')
    }
  })
})
