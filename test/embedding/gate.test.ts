import type { Server } from 'node:http'
import { connect } from 'node:net'
import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import Koa from 'koa'
import mount from 'koa-mount'
import WebSocket, { type WebSocketServer } from 'ws'
import { z } from 'zod'
import type { KoaGate } from '../../src/gate/public-koa-gate.js'
import { freshDatabase } from '../support/database.js'
import { freePort } from '../support/free-port.js'
import { openLive, refusedLive } from '../support/live.js'
import { createProvider } from '../support/provider/index.js'
import { Visitor } from '../support/visitor.js'
import { createHost, echoSocket, gateEnv, listen, openGate } from './host.js'

const CsrfSchema = z.object({ csrf: z.string() })

const provider = createProvider()
const op = provider.alias('acme')
const user = { roles: ['editor'] } as const

let origin = ''
let gate: KoaGate
let staff: KoaGate
let server: Server
let sockets: WebSocketServer
let seen: string[] = []
const statements: string[] = []

beforeAll(async () => {
  await provider.listen()
  const port = await freePort()
  origin = `http://localhost:${port}`
  const env = gateEnv(op)
  gate = await openGate(
    { baseUrl: `${origin}/auth`, database: await freshDatabase('sqlite'), user },
    { env, onStatement: (sql) => statements.push(sql) },
  )
  staff = await openGate({ baseUrl: `${origin}/staff`, database: await freshDatabase('sqlite') }, { env })
  const host = createHost(gate, [staff])
  seen = host.seen
  server = await listen(host.app, port)
  gate.attach(staff.attach(server))
  sockets = echoSocket(server)
})
afterAll(async () => {
  await Promise.all([gate.close(), staff.close()])
  for (const socket of sockets.clients) socket.terminate()
  sockets.close()
  await stop(server)
  await provider.close()
})
beforeEach(() => {
  provider.reset()
  seen.length = 0
})

const json = (text: string): unknown => JSON.parse(text)
const visitor = () => new Visitor(origin)

async function stop(listening: Server): Promise<void> {
  const closed = once(listening, 'close')
  listening.close()
  listening.closeAllConnections()
  await closed
}

async function signedIn(path = '/auth'): Promise<Visitor> {
  const person = visitor()
  await person.open(`${path}/login/acme?next=/`)
  return person
}

describe('a gate in the Koa application of a program', () => {
  test('signs users in below its path, and says on all other paths who sends the request', async () => {
    const person = visitor()
    expect(json((await person.ask('/')).body)).toEqual({ user: null, kind: null, csrf: null })
    const back = await person.open(gate.loginUrl('acme', '/?tab=1'))
    expect(back.url).toBe(`${origin}/?tab=1`)
    expect(json(back.body)).toMatchObject({
      user: 'ann',
      kind: 'browser',
    })
    expect((await person.ask('/auth/account')).status).toBe(200)
  })

  test('does not touch the sessions, the bodies and the routes of the program', async () => {
    const person = await signedIn()
    expect(json((await person.ask('/visits')).body)).toEqual({ visits: 1 })
    expect(json((await person.ask('/visits')).body)).toEqual({ visits: 2 })
    expect(person.cookieNames()).toEqual(expect.arrayContaining(['shop', 'portcullis-auth']))
    const echo = await person.ask('/echo', { form: { a: '1' } })
    expect(json(echo.body)).toEqual({ body: { a: '1' } })
    expect((await person.ask('/broken')).body).toContain("the program's own error page")
    expect((await person.ask('/auth/nothing-here')).body).toBe("the program's own page for nothing")
    expect((await person.ask('/healthz')).body).toBe("the program's own page for nothing")
    expect((await person.ask('/authors')).body).toBe("the program's own page for nothing")
  })

  test('sets its headers on its own responses only, and writes to the log of the program', async () => {
    const person = visitor()
    const [ours, theirs] = [await person.ask('/auth/login'), await person.ask('/')]
    expect(ours.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(ours.headers.get('access-control-allow-origin')).toBeNull()
    expect(theirs.headers.get('content-security-policy')).toBeNull()
    expect(theirs.headers.get('access-control-allow-origin')).toBe('*')
    expect(theirs.headers.get('set-cookie')).toBeNull()
    expect(theirs.headers.get('portcullis-reference')).toBeNull()
    expect(seen).toEqual(['GET /auth/login 200', 'GET / 200'])
  })

  test('sends the database nothing without a cookie, and one statement with one', async () => {
    const person = await signedIn()
    statements.length = 0
    await visitor().ask('/')
    await visitor().ask('/', { headers: { authorization: 'Basic YTpi', cookie: 'other=1' } })
    await visitor().ask('/', { headers: { cookie: 'portcullis-auth=forged' } })
    expect(statements).toEqual([])
    await person.ask('/')
    expect(statements).toHaveLength(1)
  })

  test('refuses requests below its path with its own errors', async () => {
    const answer = await visitor().ask('/auth/complete/acme?state=forged')
    expect(answer.status).toBe(400)
    expect(answer.headers.get('portcullis-reference')).toMatch(/^\w{8}$/)
  })
})

describe('a gate that is not the usual middleware', () => {
  let own: KoaGate
  let other: Server
  let base = ''
  beforeAll(async () => {
    const port = await freePort()
    base = `http://localhost:${port}`
    own = await openGate(
      { baseUrl: `${base}/auth`, database: await freshDatabase('sqlite') },
      { env: gateEnv(op) },
    )
    const app = new Koa()
    app.use(mount('/auth', own.middleware()))
    app.use((ctx) => {
      ctx.body = `of the program: ${ctx.url}`
    })
    other = await listen(app, port)
  })
  afterAll(async () => {
    await own.close()
    await stop(other)
  })

  test('works behind koa-mount, which removes the path from the URL', async () => {
    const person = new Visitor(base)
    expect((await person.ask('/auth')).location).toBe(`${base}/auth/`)
    expect((await person.open('/auth')).url).toBe(`${base}/auth/login`)
    expect((await person.open('/auth/login/acme')).url).toBe(`${base}/auth/account`)
    expect((await person.ask('/auth/nothing?a=1')).body).toBe('of the program: /auth/nothing?a=1')
    expect((await person.ask('/login')).body).toBe('of the program: /login')
  })

  test('reports that the framework is another one', async () => {
    const calls: readonly (readonly unknown[])[] = [
      [{ app: {}, originalUrl: '/auth/login', url: '/auth/login' }, {}, () => undefined],
      [{ req: { url: 'http://localhost/auth/login' } }, () => Promise.resolve()],
    ]
    for (const args of calls)
      await expect(Reflect.apply(gate.middleware(), undefined, args)).rejects.toThrow(
        'gate.middleware() is middleware of Koa, and another framework has called it.',
      )
  })
})

describe('the guards', () => {
  const navigation = { 'sec-fetch-mode': 'navigate', accept: 'text/html' }
  const program = { accept: 'application/json' }

  test('send a page to the login page, from which the visitor returns', async () => {
    const person = visitor()
    const answer = await person.ask('/members?a=1&b=2', { headers: navigation })
    expect([answer.status, answer.location]).toEqual([
      303,
      `${origin}/auth/login?next=%2Fmembers%3Fa%3D1%26b%3D2`,
    ])
    const back = await person.open('/auth/login/acme?next=%2Fmembers%3Fa%3D1%26b%3D2')
    expect([back.url, back.status]).toEqual([`${origin}/members?a=1&b=2`, 200])
    expect(back.body).toMatch(/^members: /)
  })

  test('tell a program in JSON', async () => {
    const answer = await visitor().ask('/members', { headers: program })
    expect([answer.status, answer.headers.get('content-type')]).toEqual([401, 'application/problem+json'])
    expect(answer.headers.get('www-authenticate')).toBe('Bearer')
    expect(json(answer.body)).toMatchObject({ code: 'login_required', status: 401 })
  })

  test('demand a role', async () => {
    const person = await signedIn()
    const refused = await person.ask('/editors', { headers: program })
    expect([refused.status, json(refused.body)]).toMatchObject([403, { code: 'role_required' }])
    const page = await person.ask('/editors', { headers: navigation })
    expect([page.status, page.body]).toEqual([
      403,
      "the program's own error page: role_required You don’t have access to this page",
    ])
    const id = (await gate.users.list()).users[0]?.id ?? ''
    expect((await gate.users.update(id, { roles: ['editor'] })).roles).toEqual(['editor'])
    expect((await gate.users.list({ role: 'editor', limit: 1 })).users.map((found) => found.id)).toEqual([id])
    expect((await person.ask('/editors')).body).toMatch(/^editors: /)
    await gate.users.update(id, { roles: [] })
    expect((await person.ask('/editors')).status).toBe(403)
  })

  test('demand that a form comes from a page of this browser', async () => {
    const person = await signedIn()
    const { csrf } = CsrfSchema.parse(json((await person.ask('/')).body))
    const post = (form: Record<string, string>, headers: Record<string, string> = {}) =>
      person.ask('/orders', { form, headers: { ...program, ...headers } })
    expect((await post({ _csrf: csrf }, { origin })).body).toMatch(/^ordered: /)
    expect((await post({}, { 'x-csrf-token': csrf })).body).toMatch(/^ordered: /)
    for (const [form, headers, code] of [
      [{}, {}, 'csrf_failed'],
      [{ _csrf: `${csrf}x` }, {}, 'csrf_failed'],
      [{ '_csrf[]': csrf }, {}, 'csrf_failed'],
      [{ _csrf: csrf }, { origin: 'https://evil.example' }, 'origin_rejected'],
      [{ _csrf: csrf }, { 'sec-fetch-site': 'cross-site' }, 'origin_rejected'],
    ] as const)
      expect(json((await post(form, headers)).body)).toMatchObject({ status: 403, code })
    expect((await visitor().ask('/orders', { form: { _csrf: csrf }, headers: program })).status).toBe(401)
  })
})

describe('two gates in one program', () => {
  test('have their own people and their own cookies', async () => {
    const person = await signedIn('/staff')
    expect(person.cookieNames()).toContain('portcullis-staff')
    expect((await person.ask('/staff/account')).status).toBe(200)
    expect((await person.ask('/auth/account')).status).toBe(303)
    expect(json((await person.ask('/')).body)).toMatchObject({ kind: 'browser' })
    // The guard of the other gate does not take its user for its own.
    expect((await person.ask('/members', { headers: { accept: 'application/json' } })).status).toBe(401)
    await person.open('/auth/login/acme?next=/')
    expect((await person.ask('/members')).status).toBe(200)
    expect((await person.ask('/staff/account')).status).toBe(200)
    expect((await staff.users.list()).users).toHaveLength(1)
  })

  test('cannot be given the same database by a variable', async () => {
    const database = await freshDatabase('sqlite')
    const config = { baseUrl: `${origin}/third`, database: 'file:./third.db' }
    const first = await openGate(config, { env: { ...gateEnv(op), DATABASE_URL: database } })
    const second = { baseUrl: `${origin}/fourth`, database: 'file:./fourth.db' }
    await expect(openGate(second, { env: { ...gateEnv(op), DATABASE_URL: database } })).rejects.toThrow(
      'DATABASE_URL overrides the configurations of two gates in this process',
    )
    await first.close()
    const opened = await openGate(second, { env: { ...gateEnv(op), DATABASE_URL: database } })
    await opened.close()
  })
})

describe('upgrades', () => {
  test('below the path are the gate’s, and all others the program’s', async () => {
    const person = await signedIn()
    const { page } = await openLive({ url: `${origin}/auth` }, person)
    expect(page.isOpen).toBe(true)
    await page.close()
    const echo = new WebSocket(`ws://localhost:${new URL(origin).port}/echo`)
    await once(echo, 'open')
    echo.send('hello')
    expect(String((await once(echo, 'message'))[0])).toBe('echo: hello')
    echo.terminate()
    const unknown = await refusedLive({ url: origin }, person, { path: '/nowhere' })
    expect(unknown.status).toBe(400)
  })

  test('get an ordinary response from a program without sockets', async () => {
    const port = await freePort()
    const own = await openGate(
      { baseUrl: `http://localhost:${port}/auth`, database: await freshDatabase('sqlite') },
      { env: gateEnv(op) },
    )
    const host = createHost(own)
    const plain = await listen(host.app, port)
    own.attach(plain)
    const socket = connect(port, '127.0.0.1')
    socket.write(
      `GET /visits HTTP/1.1\r\nHost: localhost:${port}\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n`,
    )
    expect(String((await once(socket, 'data'))[0])).toMatch(/^HTTP\/1\.1 200 /)
    socket.destroy()
    await own.close()
    await stop(plain)
  })
})

describe('pages and parts of the program itself', () => {
  const gone = ['admin', 'passwords', 'devices', 'live', 'api', 'demo'] as const
  const paths = [
    '/admin',
    '/register',
    '/forgot',
    '/device',
    '/live',
    '/api/session',
    '/api/openapi.json',
    '/demo-id/',
  ]
  let own: KoaGate
  let shop: Server
  let base = ''
  beforeAll(async () => {
    const port = await freePort()
    base = `http://localhost:${port}`
    const pages = { login: '/auth/login', account: '/profile', error: '/oops' }
    const config = {
      baseUrl: `${base}/auth`,
      database: await freshDatabase('sqlite'),
      home: '/start',
      pages,
      without: gone,
    }
    own = await openGate(config, { env: gateEnv(op) })
    shop = await listen(createHost(own).app, port)
  })
  afterAll(async () => {
    await own.close()
    await stop(shop)
  })

  test('are at the program’s addresses, and the links lead there', async () => {
    const person = new Visitor(base)
    expect(own.loginUrl(null, '/members')).toBe(`${base}/auth/login?next=%2Fmembers`)
    expect((await person.ask('/auth/login?next=/')).body).toBe("the program's own page for nothing")
    expect((await person.ask('/auth/account?notice=disconnected')).location).toBe(
      `${base}/profile?notice=disconnected`,
    )
    const failed = await person.ask('/auth/complete/acme?state=forged')
    expect(failed.location).toMatch(/\/oops\?code=attempt_\w+&reference=\w{8}$/)
    const program = await person.ask('/auth/complete/acme?state=forged', {
      headers: { accept: 'application/json' },
    })
    expect(program.status).toBe(400)
    expect((await person.open('/auth/login/acme')).url).toBe(`${base}/start`)
  })

  test('do not exist, nor do their paths, which the program may use', async () => {
    const person = new Visitor(base)
    for (const path of paths)
      expect([path, (await person.ask(`/auth${path}`)).body]).toEqual([
        path,
        "the program's own page for nothing",
      ])
    const metadata = await person.ask('/.well-known/oauth-authorization-server/auth')
    expect(metadata.body).toBe("the program's own page for nothing")
  })
})

describe('gate.users', () => {
  test('imports people, who keep their IDs, and sign in', async () => {
    const person = {
      id: '42',
      username: 'Grace',
      accounts: [{ backend: 'acme', subject: 'grace-at-acme' }],
      email: { address: 'grace@example.com', proven: true },
    } as const
    async function* people() {
      yield await Promise.resolve(person)
      yield { ...person, id: '43' }
      yield { id: '44', accounts: [{ backend: 'unknown', subject: '1' }] }
    }
    const rejected = [
      { id: '43', reason: 'the account "grace-at-acme" of acme belongs to an earlier person of this import' },
      { id: '44', reason: 'there is no backend "unknown" here' },
    ]
    expect(await gate.users.import(people(), { dryRun: true })).toEqual({
      created: 1,
      unchanged: 0,
      rejected,
    })
    expect(await gate.users.get('42')).toBeNull()
    expect(await gate.users.import(people())).toEqual({ created: 1, unchanged: 0, rejected })
    expect(await gate.users.import([person])).toEqual({ created: 0, unchanged: 1, rejected: [] })
    expect(await gate.users.get('42')).toMatchObject({ username: 'grace', email: 'grace@example.com' })
    expect(await gate.users.accounts('42')).toMatchObject([{ backend: 'acme', issuer: op.issuer }])
    await gate.users.delete('42')
  })

  test('finds, lists, signs out, disables, exports and deletes', async () => {
    const person = await signedIn()
    const [found] = (await gate.users.list({ text: 'ann' })).users
    const id = found?.id ?? ''
    expect(found).toMatchObject({ username: 'ann', active: true, admin: false, roles: [], fields: {} })
    expect(found?.createdAt).toBeInstanceOf(Date)
    expect(await gate.users.get(id)).toEqual(found)
    expect(await gate.users.get('nobody')).toBeNull()
    const [account] = await gate.users.accounts(id)
    expect(account).toMatchObject({ backend: 'acme', issuer: op.issuer })
    for (const by of [{ username: 'Ann' }, { backend: 'acme', subject: account?.subject ?? '' }])
      expect(await gate.users.find(by)).toEqual(found)
    expect(await gate.users.find({ backend: 'acme', subject: 'nobody' })).toBeNull()
    expect(await gate.users.find({ email: 'nobody@example.com' })).toBeNull()
    expect((await gate.users.list({ role: 'editor' })).users).toEqual([])
    expect((await gate.users.list({ limit: 1 })).next).toBe('ann')
    expect((await gate.users.list({ after: 'ann' })).users).toEqual([])

    const session = json((await person.ask('/')).body)
    expect(session).toMatchObject({ kind: 'browser' })
    expect((await gate.users.sessions(id)).length).toBeGreaterThan(0)
    expect(await gate.users.endSessions(id)).toBeGreaterThan(0)
    expect(json((await person.ask('/')).body)).toMatchObject({ user: null })

    expect((await gate.users.update(id, { name: ' Ann B. ' })).name).toBe('Ann B.')
    const again = await signedIn()
    expect((await gate.users.update(id, { active: false })).active).toBe(false)
    expect(json((await again.ask('/')).body)).toMatchObject({ user: null })
    expect((await gate.users.update(id, { active: true })).active).toBe(true)
    for (const change of [{ roles: ['owner'] }, { name: '' }, { fields: { tenant: 1 } }])
      await expect(gate.users.update(id, change)).rejects.toMatchObject({ kind: { status: 400 } })
    const wrong: readonly (readonly ['update' | 'list' | 'find', readonly unknown[], string])[] = [
      ['update', [id, { active: 'false' }], 'the member active does not fit'],
      ['update', [id, { name: 7 }], 'the member name does not fit'],
      ['update', [id, { nmae: 'x' }], 'has the unknown member nmae. Write { fields, roles, name, active }'],
      ['update', [id], 'the argument does not fit'],
      ['list', [{ limit: '10' }], 'the member limit does not fit'],
      ['list', [{ limit: Number.NaN }], 'the member limit does not fit'],
      ['list', [{ tetx: 'ann' }], 'has the unknown member tetx'],
      ['list', [{ role: 'owner' }], 'the configuration has no role "owner"'],
      ['find', [{}], 'Write { username }, { email } or { backend, subject }'],
      ['find', [{ email: undefined }], 'does not fit'],
    ]
    for (const [name, args, detail] of wrong) {
      const method: unknown = Reflect.get(gate.users, name)
      if (typeof method !== 'function') throw new Error(`there is no ${name}`)
      const called = Reflect.apply(method, gate.users, args) as Promise<unknown>
      await expect(called).rejects.toMatchObject({
        code: 'bad_request',
        detail: expect.stringContaining(detail) as unknown,
      })
    }
    expect((await gate.users.get(id))?.active).toBe(true)
    await expect(gate.users.update('nobody', { name: 'x' })).rejects.toMatchObject({ code: 'unknown_user' })

    expect(await gate.users.export(id)).toMatchObject({
      format: 'portcullis-user',
      user: { username: 'ann' },
    })
    const deleted: unknown[] = []
    const stopListening = gate.on('user-deleted', ({ user: { id: gone } }) => deleted.push(gone))
    await gate.users.delete(id, { reason: 'asked by letter' })
    stopListening()
    expect(deleted).toEqual([id])
    expect(await gate.users.get(id)).toBeNull()
    await expect(gate.users.delete(id)).rejects.toMatchObject({ code: 'unknown_user' })
  })
})

describe('a gate that is closed', () => {
  test('does not touch the server of the program, and can be opened again', async () => {
    const port = await freePort()
    const config = { baseUrl: `http://localhost:${port}/auth`, database: await freshDatabase('sqlite'), user }
    const listeners = process.eventNames().map((name) => [name, process.listenerCount(name)])
    const first = await openGate(config, { env: gateEnv(op) })
    const host = createHost(first)
    const shop = await listen(host.app, port)
    first.attach(shop)
    const person = new Visitor(`http://localhost:${port}`)
    await person.open('/auth/login/acme?next=/')
    const { page } = await openLive({ url: `http://localhost:${port}/auth` }, person)
    const closed = once(page.socket, 'close')
    await Promise.all([first.close(), first.close()])
    expect((await closed)[0]).toBe(1001)
    expect((await new Visitor(`http://localhost:${port}`).ask('/')).status).toBe(200)
    // It cannot say whether there is a user, so it does not say that there is none.
    expect((await person.ask('/')).status).toBe(503)
    expect((await person.ask('/auth/login')).status).toBe(503)
    await stop(shop)
    // The client learns of the end of its connections a little later.
    await setTimeout(100)

    const second = await openGate(config, { env: gateEnv(op) })
    const again = await listen(createHost(second).app, port)
    expect((await person.ask('/members')).status).toBe(200)
    await second.close()
    await stop(again)
    expect(process.eventNames().map((name) => [name, process.listenerCount(name)])).toEqual(listeners)
  })
})
