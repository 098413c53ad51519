import { ANY_DATABASE } from '../support/database.js'
import { backendAt } from '../support/site.js'
import { useSite } from '../support/use-site.js'
import { accountOf } from './actions.js'
import { rawRequest } from './raw.js'

describe.each(ANY_DATABASE)('hostile input on %s', (database) => {
  let origin: string
  let host: string

  const { site, op } = useSite({
    database,
    backends: ({ op }) => ({
      acme: backendAt(op, { extraClaims: ['deep', 'constructor', '__proto__', 'nul'] }),
      post: backendAt(op, { label: 'By form', responseMode: 'form_post' }),
    }),
  })

  beforeAll(() => {
    origin = new URL(site.url).origin
    host = `Host: ${new URL(site.url).host}`
  })

  test('S124: a request that changes something must come from a page of this site', async () => {
    const visitor = site.visitor()
    await visitor.signIn('acme')
    const form = { _csrf: await visitor.csrf() }
    const { hostname, port } = new URL(origin)
    for (const headers of [
      { origin: 'null' },
      { origin: 'https://evil.test' },
      { origin: `${origin}.evil.test` },
      { origin: `https://${hostname}:${port}` },
      { origin: `http://${hostname}` },
      { origin: 'https://evil.test', 'sec-fetch-site': 'same-origin' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ]) {
      const refused = await visitor.ask('/logout', { form, headers })
      expect(refused.status).toBe(403)
      expect(refused.body).toContain('origin_rejected')
    }
    expect(await visitor.isSignedIn()).toBe(true)
    expect((await visitor.ask('/logout', { form, headers: { origin } })).status).toBe(303)
  })

  test('S125: no other origin can read a response', async () => {
    const visitor = site.visitor()
    await visitor.signIn('acme')
    for (const path of ['/', '/account', '/login', '/healthz', '/api/me', '/nowhere']) {
      for (const method of ['GET', 'OPTIONS']) {
        const headers = { origin: 'https://evil.test', 'access-control-request-method': 'GET' }
        const answer = await visitor.ask(path, { method, headers })
        const names = [...answer.headers.keys()].filter((name) => name.startsWith('access-control-'))
        expect([path, method, names]).toEqual([path, method, []])
      }
    }
  })

  test('S127: other methods, and methods in disguise, do nothing', async () => {
    const visitor = site.visitor()
    await visitor.signIn('acme')
    const cookie = `Cookie: portcullis=${visitor.cookie('portcullis') ?? ''}`
    for (const method of ['TRACE', 'PUT', 'DELETE', 'PATCH', 'PROPFIND']) {
      for (const path of ['/account', '/login/acme', '/logout', '/', '/complete/acme']) {
        const answer = await rawRequest(origin, [`${method} ${path} HTTP/1.1`, host, cookie])
        expect([403, 404, 405, 501]).toContain(answer.status)
        expect(answer.setCookies).toEqual([])
        expect(answer.body).not.toContain('cookie:')
      }
    }
    for (const header of ['X-HTTP-Method-Override', 'X-HTTP-Method', 'X-Method-Override']) {
      expect((await visitor.ask('/logout', { headers: { [header]: 'POST' } })).status).toBeGreaterThanOrEqual(
        400,
      )
      expect((await visitor.ask('/account', { headers: { [header]: 'DELETE' } })).status).toBe(200)
    }
    expect((await visitor.ask('/logout?_method=POST')).status).toBeGreaterThanOrEqual(400)
    expect(await visitor.isSignedIn()).toBe(true)
  })

  test('S127: HEAD starts no sign-in and ends none', async () => {
    const visitor = site.visitor()
    const before = await site.counts()
    expect((await visitor.ask('/login/acme', { method: 'HEAD' })).status).toBe(405)
    expect(await site.counts()).toEqual(before)
    const callback = await visitor.untilCallback('acme')
    expect((await visitor.ask(callback, { method: 'HEAD' })).status).toBe(405)
    expect((await visitor.ask(callback)).status).toBe(303)
  })

  test('S205: a parameter that is missing or misnamed finds nothing, and never a row of another user', async () => {
    const victim = site.visitor()
    await victim.untilCallback('acme')
    const visitor = site.visitor()
    await visitor.ask('/login/acme')
    for (const query of ['', '?', '?code=x', '?State=x&code=x', '?state=&code=x', '?state', '?%00=x']) {
      const answer = await visitor.ask(`/complete/acme${query}`)
      expect([query, answer.status]).toEqual([query, 400])
    }
    expect((await visitor.ask('/complete/post', { form: { code: 'x' } })).status).toBe(400)
    expect((await visitor.ask('/complete/')).status).toBe(404)
    await visitor.signIn('acme')
    const { id } = await accountOf(site, 'acme', 'ann')
    for (const form of [{}, { csrf: await visitor.csrf() }, { _CSRF: await visitor.csrf() }, { _csrf: '' }]) {
      expect((await visitor.ask(`/disconnect/acme/${id}`, { form })).status).toBe(403)
    }
    for (const path of [
      '/disconnect/acme',
      '/disconnect/acme/',
      '/disconnect//x',
      '/connect/',
      '/connect/undefined',
    ]) {
      const answer = await visitor.ask(path, { form: { _csrf: await visitor.csrf() } })
      expect([path, answer.status]).toEqual([path, 404])
    }
    expect(op.counts.token).toBe(1)
  })

  test('S206: malformed values of every parameter get a 4xx, and never cause an error of the server', async () => {
    const visitor = site.visitor()
    await visitor.signIn('acme')
    const csrf = await visitor.csrf()
    const odd = [
      'a&state=b',
      '&state=',
      '1e309',
      '%ED%A0%80',
      '%00',
      'a%00b',
      '%FF',
      '%',
      'null',
      '%7B%7D',
      'x'.repeat(9000),
    ]
    for (const value of odd) {
      for (const path of [
        `/complete/acme?code=x&state=${value}`,
        `/complete/acme?state[]=${value}`,
        `/complete/acme?state=x&code=${value}&iss=${value}&error=${value}`,
      ]) {
        const { status } = await visitor.ask(path)
        expect(status).toBeGreaterThanOrEqual(400)
        expect(status).toBeLessThan(500)
      }
      const body = `state=${value}&code=${value}`
      const headers = { 'content-type': 'application/x-www-form-urlencoded' }
      const posted = await site.visitor().ask('/complete/post', { body, headers })
      expect(posted.status).toBe(400)
      const out = await visitor.ask('/logout', { body: `_csrf=${value}`, headers })
      expect(out.status).toBe(403)
      const path = `/disconnect/acme/${encodeURIComponent(value.slice(0, 200))}`
      const gone = await visitor.ask(path, { form: { _csrf: csrf } })
      expect([path, gone.status]).toEqual([path, 404])
    }
    for (const id of ['%00', 'a%00b', '%ED%A0%80', '%FF']) {
      const { status } = await visitor.ask(`/disconnect/acme/${id}`, { form: { _csrf: csrf } })
      expect([400, 404]).toContain(status)
    }
    expect(await visitor.isSignedIn()).toBe(true)
  })

  test('S206: malformed values in the callback of a real sign-in', async () => {
    for (const [name, value] of [
      ['code', ''],
      ['code', '\0'],
      ['code', '\ud800'],
      ['iss', '\0'],
      ['error', '\0'],
      ['error', '<svg onload=alert(1)>'],
      ['code', 'x'.repeat(9000)],
    ] as const) {
      op.misbehave({
        callback: (params) => {
          params.set(name, value)
          return params
        },
      })
      const visitor = site.visitor()
      const answer = await visitor.ask(await visitor.untilCallback('acme'))
      expect([name, value.slice(0, 20), answer.status >= 400 && answer.status < 500]).toEqual([
        name,
        value.slice(0, 20),
        true,
      ])
      expect(answer.body).not.toContain('<svg onload')
    }
  })

  test('S206: other bodies are refused by size and by type', async () => {
    const visitor = site.visitor()
    await visitor.signIn('acme')
    const big = await visitor.ask('/logout', { form: { _csrf: 'x'.repeat(70_000) } })
    expect(big.status).toBe(413)
    for (const type of ['application/json', 'text/plain', 'multipart/form-data; boundary=x', 'x']) {
      const answer = await visitor.ask('/logout', {
        body: '{"_csrf":"x"}',
        headers: { 'content-type': type },
      })
      expect(answer.status).toBe(415)
    }
  })

  test('S206: who sends more than is read gets the refusal, also when the connection ends with it', async () => {
    const { host, origin } = new URL(site.url)
    for (const [from, status] of [
      [origin, 413],
      ['https://evil.test', 403],
    ] as const) {
      const lines = [
        'POST /api/login HTTP/1.1',
        `Host: ${host}`,
        `Origin: ${from}`,
        'Content-Type: application/json',
        // More than the system takes before the server reads it.
        'Content-Length: 15000000',
      ]
      const answer = await rawRequest(site.url, lines, 'x'.repeat(15_000_000))
      expect(answer.status).toBe(status)
    }
  })

  test.each([
    '<svg onload=alert(1)>',
    '" onx="alert(1)',
    "' onx='alert(1)",
    '</script><script>alert(1)</script>',
    '{{ 7777 * 7777 }}{% include "x" %}',
    'javascript:alert(1)',
    '"\\" ";alert(1)//',
  ])('S208: %s stays text wherever it is shown', async (payload) => {
    op.person({
      sub: `s208 ${payload}`,
      name: payload,
      given_name: payload,
      family_name: payload,
      picture: payload,
      website: payload,
      preferred_username: payload,
      email: `${payload}@example.test`,
    })
    const visitor = site.visitor()
    const page = await visitor.signIn('acme')
    expect(page.status).toBe(200)
    const bodies = [page.body, (await visitor.ask('/')).body, (await visitor.ask('/login')).body]
    op.misbehave({
      authorizeError: { error: 'server_error', error_description: payload, error_uri: payload },
    })
    bodies.push((await site.visitor().signIn('acme')).body)
    for (const body of bodies) {
      expect(body).not.toMatch(/<svg onload|<script>|\sonx=["']|(?:href|src)="?javascript:/i)
      expect(body).not.toContain('60481729')
    }
    const escaped = payload.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
    expect(page.body).toContain(
      escaped.replace(/"/g, '&quot;').replace(/'/g, '&#39;').replace(/\\/g, '&#92;'),
    )
  })

  test('S208: a picture is an https address or nothing', async () => {
    for (const [picture, shown] of [
      ['https://pics.test/a.png?x="onerror=alert(1)', true],
      ['http://pics.test/a.png', false],
      ['//pics.test/a.png', false],
      ['data:image/svg+xml,<svg onload=alert(1)>', false],
      ['https://user:pw@pics.test/a.png', false],
    ] as const) {
      op.person({ sub: `picture ${picture}`, picture })
      const { body } = await site.visitor().signIn('acme')
      expect([picture, body.includes('pics.test')]).toEqual([picture, shown])
      expect(body).not.toMatch(/"onerror=|<svg onload/)
    }
  })

  test('S209: claims that reach for prototypes, or are deep or many, do no harm', async () => {
    const claims = '"__proto__":{"x":1},"constructor":{"prototype":{"x":1}},"prototype":{"x":1}'
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
    const many = Array.from({ length: 10_000 }, (_, index) => `"k${index}":1`).join(',')
    for (const [index, more] of [
      claims,
      `"deep":${deep}`,
      many,
      '"nul":"a\\u0000b","deep":"\\ud800"',
    ].entries()) {
      const sub = `s209-${index}`
      op.person({ sub })
      const body = `{"sub":"${sub}","name":"Nine","toString":"x",${more}}`
      op.misbehave({ at: { userinfo: { body, contentType: 'application/json' } } })
      const visitor = site.visitor()
      const callback = await visitor.untilCallback('acme')
      const answer = await visitor.ask(callback)
      expect([index, answer.status < 500 || answer.status === 502]).toEqual([index, true])
      expect(Object.hasOwn(Object.prototype, 'x')).toBe(false)
      if (answer.status === 303) expect((await accountOf(site, 'acme', sub)).extraData).toBe('{}')
    }
  })

  test.each([
    '/login/a%2f..%2fb',
    '/login/%00',
    '/login/%0d%0aSet-Cookie:%20a=b',
    '/login/%E0%A4%A',
    '/login/acme%00',
    '/complete/%E0%A4%A?state=x',
    '/connect/%',
    '/%00',
    '/%0d%0aX-Evil:1',
    '/..%2f..%2fetc/passwd',
    '/login/../..',
    '/login/__proto__',
    '/login/constructor',
    '/login/toString',
    '/login/ACME',
    '/login/acme//',
  ])('S212: %s is a 4xx, and its raw bytes appear nowhere', async (path) => {
    site.logged.length = 0
    const answer = await rawRequest(origin, [`GET ${path} HTTP/1.1`, host])
    expect([400, 404, 405]).toContain(answer.status)
    expect(answer.head).not.toMatch(/a=b|x-evil/)
    expect(site.logged.join('').replace(/\n/g, '')).not.toMatch(/[\u0000-\u001f]|\\u0000|\\r|\\n(?!\s+at )/)
  })
})
