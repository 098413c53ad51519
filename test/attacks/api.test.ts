import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { z } from 'zod'
import { ERROR_KINDS } from '../../src/errors.js'
import { operations } from '../../src/routes/api/routes.js'
import { bearer, sessionIdOf } from '../routes/api-answers/sample.js'
import { anyCharacter } from '../support/any-character.js'
import { DATABASES } from '../support/database.js'
import { backendAt } from '../support/site.js'
import { useSite, useSites } from '../support/use-site.js'
import type { Visitor } from '../support/visitor.js'
import { accountOf } from './actions.js'
import { type RawAnswer, rawRequest } from './raw.js'

const startSite = useSites()

const Problem = z.object({ code: z.string(), status: z.number(), title: z.string(), reference: z.string() })

/** What an HTTP parser refuses before any of our code runs. */
const PARSER_REFUSALS = new Set([400, 408, 413, 417, 431, 505])

describe.each(DATABASES)('attacks on the API on %s', (database) => {
  let origin: string
  let host: string

  const { site, op } = useSite({ database, env: { ALLOWED_API_ORIGINS: 'https://app.test' } })

  beforeAll(() => {
    origin = new URL(site.url).origin
    host = `Host: ${new URL(site.url).host}`
  })

  async function signedIn(): Promise<Visitor> {
    const visitor = site.visitor()
    await visitor.signIn('acme')
    return visitor
  }

  test('whatever method, path, headers and body a client sends, the server never fails, and programs get JSON', async () => {
    let visitor = await signedIn()
    const property = fc.asyncProperty(hostileRequest, async ({ method, path, headers, carrier, body }) => {
      if ((await visitor.ask('/api/session')).status !== 200) visitor = await signedIn()
      const value = visitor.cookie('portcullis') ?? ''
      const proof = {
        cookie: [`Cookie: portcullis=${value}`],
        bearer: [`Authorization: Bearer ${value}`],
        none: [],
      }
      const length = `Content-Length: ${Buffer.byteLength(body, 'latin1')}`
      const lines = [`${method} ${path} HTTP/1.1`, host, ...proof[carrier], ...headers, length]
      const answer = await rawRequest(origin, lines, body)
      expect([lines, answer.status]).not.toEqual([lines, 0])
      expect([lines, answer.status === 500 || answer.status === 503]).toEqual([lines, false])
      if (path.startsWith('/api/') && answer.status >= 400) expectProblem(answer, method)
    })
    await fc.assert(property, { numRuns: 250 })
    expect(site.logged.filter((line) => line.includes('"error":"internal"'))).toEqual([])
    expect((await site.visitor().ask('/readyz')).status).toBe(200)
  }, 120_000)

  test('S122, S124: a request that changes something with a cookie must come from a page of this site', async () => {
    const visitor = await signedIn()
    const unsafe = operations.filter(
      ({ method, security }) => method !== 'GET' && security.includes('cookie'),
    )
    expect(unsafe.length).toBeGreaterThan(4)
    const { hostname, port } = new URL(origin)
    for (const { method, path } of unsafe) {
      for (const headers of [
        { origin: 'null' },
        { origin: 'https://evil.test' },
        { origin: 'https://app.test' },
        { origin: `${origin}.evil.test` },
        { origin: `https://${hostname}:${port}` },
        { origin: 'https://evil.test', 'sec-fetch-site': 'same-origin' },
        { 'sec-fetch-site': 'cross-site' },
        { 'sec-fetch-site': 'same-site' },
        { origin: 'https://evil.test', authorization: 'Basic eDp5' },
      ] satisfies Record<string, string>[]) {
        const answer = await visitor.ask(path.replace('{id}', await sessionIdOf(visitor)), {
          method,
          headers,
        })
        expect([method, path, headers, answer.status]).toEqual([method, path, headers, 403])
      }
    }
    const ours = { origin, 'sec-fetch-site': 'same-origin' }
    expect((await visitor.ask('/api/ping', { method: 'POST', headers: ours })).status).toBe(204)
  })

  test('S124: a bearer token needs no other proof, wherever the call comes from', async () => {
    const visitor = await signedIn()
    for (const origin of ['null', 'https://evil.test', 'https://app.test']) {
      const headers = { origin, 'sec-fetch-site': 'cross-site', ...bearer(visitor) }
      expect((await site.visitor().ask('/api/ping', { method: 'POST', headers })).status).toBe(204)
    }
  })

  test('S127: TRACE and disguised methods do nothing', async () => {
    const visitor = await signedIn()
    const cookie = `Cookie: portcullis=${visitor.cookie('portcullis') ?? ''}`
    for (const method of ['TRACE', 'PATCH', 'PROPFIND', 'PURGE']) {
      const answer = await rawRequest(origin, [`${method} /api/session HTTP/1.1`, host, cookie])
      expect([method, [403, 405].includes(answer.status)]).toEqual([method, true])
      expect(answer.body).not.toContain('portcullis=')
      expectProblem(answer, method)
    }
    for (const header of ['X-HTTP-Method-Override', 'X-HTTP-Method', 'X-Method-Override']) {
      expect((await visitor.ask('/api/session', { headers: { [header]: 'DELETE' } })).status).toBe(200)
    }
    expect((await visitor.ask('/api/session?_method=DELETE')).status).toBe(200)
    expect((await visitor.ask('/api/session')).status).toBe(200)
  })

  test('S137: no response reveals more than the site may reveal', async () => {
    op.person({ sub: 's137-subject', name: 'Known Name', email: 's137@acme.example', email_verified: true })
    const visitor = await signedIn()
    const { id, tokens, user } = await accountOf(site, 'acme', 's137-subject')
    const [session] = await site.rows.session.findMany({ where: { userId: user.id } })
    const bodies: string[] = []
    for (const path of [
      '/api/session',
      '/api/sessions',
      '/api/backends',
      '/api/sessions/x',
      '/api/nowhere',
    ]) {
      bodies.push((await visitor.ask(path)).body)
    }
    bodies.push((await visitor.ask('/api/sessions/x', { method: 'DELETE' })).body)
    const told = bodies.join('\n')
    expect(told).toContain('s137@acme.example')
    const value = visitor.cookie('portcullis') ?? ''
    for (const secret of [
      's137-subject',
      op.issuer,
      op.clientSecret,
      id,
      session?.tokenHash ?? 'none',
      value,
      value.split('.')[0] ?? 'none',
      Buffer.from(tokens ?? []).toString('base64'),
      ...op.idTokens,
      'tokenHash',
      'sessionEpoch',
      'provenEmail',
      'accountId',
      'risma',
      'SELECT',
      'node_modules',
      '    at ',
    ]) {
      expect(secret).not.toBe('')
      expect(told).not.toContain(secret)
    }
  })

  test('S137: an error of the server shows its reference and nothing else', async () => {
    const broken = await startSite({
      database,
      env: { ALLOW_INSECURE_ISSUERS: 'true' },
      backends: { acme: backendAt(op) },
    })
    try {
      const visitor = broken.visitor()
      await visitor.signIn('acme')
      await broken.rows.$executeRawUnsafe('DROP TABLE "Session"')
      const answer = await visitor.ask('/api/session')
      expect([500, 503]).toContain(answer.status)
      expect(answer.headers.getSetCookie()).toEqual([])
      const { code, reference } = Problem.parse(JSON.parse(answer.body))
      expect(['internal', 'unavailable']).toContain(code)
      expect(answer.body).not.toMatch(/risma|SQL|table|Session|node_modules| at /)
      expect(broken.logged.some((line) => line.includes(reference))).toBe(true)
    } finally {
      await broken.close()
    }
  })

  test('S146: an Authorization header of any form signs no one in, and never causes an error of the server', async () => {
    const visitor = await signedIn()
    const { authorization } = bearer(visitor)
    const good = authorization.slice('Bearer '.length)
    for (const lines of [
      ['Bearer %'],
      ['Bearer'],
      ['bearer  x y'],
      ['Bearer '],
      ['Bearer ='],
      [`Bearer ${good}, Bearer ${good}`],
      [`Bearer ${good} ${good}`],
      [`Bearer "${good}"`],
      [`Token ${good}`],
      ['Basic x'],
      ['Basic eDp5'],
      [''],
      ['Bearer \xff\xfe'],
      ['Bearer \u00fcber'],
      [`Bearer ${good}\u0000`],
      ['Bearer x', authorization],
      [`Bearer ${'x'.repeat(100_000)}`],
      [`Bearer ${good.toUpperCase()}`],
      [`Bearer ${good.slice(0, -1)}`],
    ]) {
      const sent = lines.map((line) => `Authorization: ${line}`)
      const { status } = await rawRequest(origin, ['GET /api/session HTTP/1.1', host, ...sent])
      expect([lines[0]?.slice(0, 40), [400, 401, 431].includes(status)]).toEqual([
        lines[0]?.slice(0, 40),
        true,
      ])
    }
    const odd = [`GET /api/session HTTP/1.1`, host, `AUTHORIZATION: bEARER   ${good}`]
    expect((await rawRequest(origin, odd)).status).toBe(200)
    expect((await visitor.ask('/api/session')).status).toBe(200)
  })

  test('S205, S206: a missing, repeated or malformed ID or query ends nothing', async () => {
    const [visitor, other] = [await signedIn(), await signedIn()]
    const id = await sessionIdOf(other)
    for (const [path, expected] of [
      ['/api/sessions/', [404]],
      ['/api/sessions//', [404]],
      ['/api/sessions/undefined', [404]],
      ['/api/sessions/null', [404]],
      [`/api/sessions/${id},${id}`, [404]],
      [`/api/sessions/${id}%00`, [400, 404]],
      [`/api/sessions/${id.toUpperCase()}%20`, [404]],
      [`/api/sessions?id=${id}`, [400]],
      ['/api/sessions?keep[]=current', [400]],
      ['/api/sessions?keep=current&keep=none', [400]],
      ['/api/sessions?keep=%00', [400]],
      ['/api/sessions?keep=1e309', [400]],
      ['/api/sessions?%ED%A0%80', [400]],
    ] as const) {
      const { status } = await visitor.ask(path, { method: 'DELETE' })
      expect([path, status, expected.some((each) => each === status)]).toEqual([path, status, true])
    }
    for (const each of [visitor, other]) expect((await each.ask('/api/session')).status).toBe(200)
  })

  test('bodies have a maximum size, and bodies that no route needs are not read', async () => {
    const visitor = await signedIn()
    const post = (body: string, type: string) =>
      visitor.ask('/api/ping', { body, headers: { 'content-type': type } })
    expect((await post('{"a":', 'application/json')).status).toBe(204)
    expect((await post('['.repeat(50_000), 'application/json')).status).toBe(204)
    expect((await post('{}', 'application/json; charset=x')).status).toBeLessThan(500)
    expect((await post('x'.repeat(70_000), 'text/html')).status).toBe(204)
    for (const encoding of ['gzip', 'deflate', 'br', 'x']) {
      const headers = { 'content-type': 'application/json', 'content-encoding': encoding }
      const { status } = await visitor.ask('/api/ping', { body: '{}', headers })
      expect([encoding, [400, 415].includes(status)]).toEqual([encoding, true])
    }
    const bomb = gzipSync(Buffer.alloc(5_000_000)).toString('latin1')
    const packed = [
      'Content-Type: application/json',
      'Content-Encoding: gzip',
      `Content-Length: ${bomb.length}`,
    ]
    const unpacked = await rawRequest(origin, ['POST /api/ping HTTP/1.1', host, ...packed], bomb)
    expect(unpacked.status).toBe(413)
    const big = await post('x'.repeat(70_000), 'application/json')
    expect([big.status, Problem.parse(JSON.parse(big.body)).code]).toEqual([413, 'too_large'])
  })
})

function expectProblem({ status, head, body }: RawAnswer, method: string): void {
  if (PARSER_REFUSALS.has(status) && !head.includes('content-type:')) return
  const isProblem = head.includes('content-type: application/problem+json')
  const isOAuth = head.includes('content-type: application/json') && body.includes('"error"')
  expect([head, isProblem || isOAuth]).toEqual([head, true])
  if (method === 'HEAD' || !isProblem) return
  const problem = Problem.parse(JSON.parse(body))
  expect(problem.status).toBe(status)
  expect(Object.keys(ERROR_KINDS)).toContain(problem.code)
}

/** Bytes of a header line or a path: everything but what would end the line. */
const bytes = fc.string({ unit: anyCharacter, maxLength: 60 }).map((text) =>
  Buffer.from(text)
    .toString('latin1')
    .replace(/[\r\n]/g, ''),
)

const odd = fc.oneof(
  bytes,
  fc.constantFrom('', '%00', '%', '%ED%A0%80', '..%2f..', 'null', '1e309', '__proto__', '[]=x', '{{7*7}}'),
  fc.constantFrom('{}', '{"username":{"$ne":1}}', '"\\ud800"', '[[[[', '{"__proto__":{"x":1}}', '\ufeff{}'),
  fc.constant('x'.repeat(9000)),
)

const knownPath = fc.constantFrom(...operations.map(({ path }) => path))

// Spaces and line ends would make it another request; everything else may stand there.
const hostilePath = fc
  .oneof(
    fc.tuple(knownPath, odd).map(([path, id]) => path.replace(/\{\w+\}/, id)),
    fc.tuple(knownPath, odd, odd).map(([path, name, value]) => `${path}?${name}=${value}`),
    fc.tuple(knownPath, odd).map(([path, more]) => `${path}/${more}`),
    odd.map((text) => `/api/${text}`),
  )
  .map((path) => path.replace(/[\s\0]/g, ''))

const hostileHeader = fc.oneof(
  fc
    .tuple(
      fc.constantFrom(
        'Authorization',
        'Cookie',
        'Content-Type',
        'Accept',
        'Origin',
        'Sec-Fetch-Site',
        'DPoP',
      ),
      odd,
    )
    .map(([name, value]) => `${name}: ${value}`),
  fc.constantFrom(
    'Content-Type: application/json',
    'Content-Type: application/x-www-form-urlencoded',
    'Content-Encoding: gzip',
    'Content-Encoding: x',
    'Content-Type: application/json; charset=nothing',
    'Origin: https://app.test',
    'Access-Control-Request-Method: DELETE',
    'X-HTTP-Method-Override: DELETE',
    'X-Forwarded-For: \xff',
    'Accept: text/html;q=x',
    'User-Agent: \x01\x7f',
    'Expect: the unexpected',
    'Cookie: portcullis=x; portcullis=y',
  ),
)

const hostileRequest = fc.record({
  method: fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND'),
  path: hostilePath,
  headers: fc.array(hostileHeader, { maxLength: 4 }),
  carrier: fc.constantFrom('none', 'cookie', 'bearer'),
  body: odd.map((text) => Buffer.from(text).toString('latin1')),
})
