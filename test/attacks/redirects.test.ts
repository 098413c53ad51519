import { backendAt } from '../support/site.js'
import { useSite } from '../support/use-site.js'
import { accountOf, connect, disconnect, untilConnected } from './actions.js'
import { rawRequest } from './raw.js'

/** S56: every payload of the case, and some relatives. */
const PAYLOADS = [
  '//evil.test',
  '///evil.test',
  '////evil.test',
  '/\\evil.test',
  '\\\\evil.test',
  '\\/evil.test',
  '/%09/evil.test',
  '/\t/evil.test',
  '/\n/evil.test',
  '\t//evil.test',
  ' //evil.test',
  '/./\\evil.test',
  '/.//evil.test',
  '/x/..//evil.test',
  'https:evil.test',
  'https:/evil.test',
  'https:///evil.test',
  'https://localhost@evil.test',
  'https://localhost.evil.test',
  'http://localhost:1',
  'http://localhost:1/x',
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'data:text/html,x',
  'vbscript:x',
  'file:///etc/passwd',
  '%2f%2fevil.test',
  '/%2f%2fevil.test',
  '/%5cevil.test',
  'https://evil.c\u2100.localhost',
  '//evil\u3002test',
  '',
  ' ',
  `/${'x'.repeat(8192)}`,
  'evil.test',
  '@evil.test',
  '?x',
  '/\u0000',
  '/\r\nSet-Cookie: a=b',
]

describe('redirects', () => {
  let origin: string
  let host: string

  const { site, op } = useSite({
    database: 'sqlite',
    env: { ALLOWED_REDIRECT_ORIGINS: 'https://friend.test' },
    backends: ({ op, provider }) => ({
      acme: backendAt(op),
      post: backendAt(op, { label: 'By form', responseMode: 'form_post' }),
      other: backendAt(provider.alias('other')),
    }),
  })

  beforeAll(() => {
    origin = new URL(site.url).origin
    host = new URL(site.url).host
  })

  test.each(PAYLOADS)('S56: next=%j stays on this site', async (payload) => {
    const visitor = site.visitor()
    const query = new URLSearchParams({ next: payload }).toString()
    const login = await visitor.ask(`/login?${query}`)
    for (const [, link = ''] of login.body.matchAll(/href="(\/login\/[^"]+)"/g)) {
      const next = new URL(link.replaceAll('&amp;', '&'), origin).searchParams.get('next')
      expect(new URL(next ?? '/', origin).origin).toBe(origin)
    }
    const callback = await visitor.untilCallback('acme', payload)
    const back = await visitor.ask(callback)
    expect(back.status).toBe(303)
    expect(new URL(back.location ?? '').origin).toBe(origin)
    expect(back.headers.get('set-cookie')).not.toContain('a=b')
    // The same callback again: a forgiven repetition leads to the same place.
    expect(new URL((await visitor.ask(callback)).location ?? '').origin).toBe(origin)
  })

  test('S56: no other parameter is used as a return path', async () => {
    const visitor = site.visitor()
    await visitor.signIn('acme')
    await connect(visitor, 'other')
    const evil = 'next=//evil.test&return_to=//evil.test&rd=//evil.test&redirect_uri=//evil.test'
    const form = async () => ({
      _csrf: await visitor.csrf(),
      next: '//evil.test',
      return_to: '//evil.test',
      rd: '//evil.test',
    })
    const { id } = await accountOf(site, 'other', 'ann')
    const start = await visitor.ask(`/connect/other?${evil}`, { form: await form() })
    const redirect = new URL(start.location ?? '').searchParams.get('redirect_uri')
    expect(redirect).toBe(`${origin}/complete/other`)
    const gone = await visitor.ask(`/disconnect/other/${id}?${evil}`, { form: await form() })
    expect(gone.location).toBe(`${origin}/account?notice=disconnected`)
    const unknown = await visitor.ask(`/complete/acme?state=x&${evil}`)
    expect(unknown.status).toBe(400)
    expect(unknown.body).not.toContain('evil.test')
    const out = await visitor.ask(`/logout?${evil}`, { form: await form() })
    const way = new URL(out.location ?? '')
    expect(way.href).not.toContain('evil.test')
    expect(way.searchParams.get('post_logout_redirect_uri')).toBe(`${origin}/logged-out`)
  })

  test('S56: an allowed origin is reached, and no other that looks like it', async () => {
    const answer = await site.visitor().untilCallback('acme', 'https://friend.test/x')
    expect(answer).toContain(`${origin}/complete/acme`)
    const visitor = site.visitor()
    const back = await visitor.ask(await visitor.untilCallback('acme', 'https://friend.test/x'))
    expect(back.location).toBe('https://friend.test/x')
    const lookalike = await visitor.ask(await visitor.untilCallback('acme', 'https://friend.test.evil.test/'))
    expect(lookalike.location).toBe(`${origin}/account`)
  })

  test.each([
    'next=/?good&next=//evil.test',
    'next=//evil.test&next=/?good',
    'next[]=//evil.test',
    'next[a]=/x',
  ])('S58: %s is the account page', async (query) => {
    const visitor = site.visitor()
    const start = await visitor.ask(`/login/acme?${query}`)
    const back = await visitor.ask(start.location ?? '')
    expect((await visitor.ask(back.location ?? '')).location).toBe(`${origin}/account`)
  })

  test.each([
    '/logout',
    '/login/acme',
    '/login',
    '/LOGIN/acme',
    '/%6cogin/acme',
    '/x/../login/acme',
    '/complete/acme',
  ])('S59: next=%s neither loops nor signs out', async (next) => {
    const visitor = site.visitor()
    await visitor.signIn('acme', next)
    expect(op.counts.authorize).toBe(1)
    expect(await visitor.isSignedIn()).toBe(true)
  })

  test('S59: the callback itself is not a return path', async () => {
    const visitor = site.visitor()
    const callback = await visitor.untilCallback('acme')
    await visitor.signIn('acme', callback)
    await visitor.signIn('acme', new URL(callback).pathname + new URL(callback).search)
    expect(op.counts.token).toBe(2)
    expect(await visitor.isSignedIn()).toBe(true)
  })

  test.each(['evil.test', 'evil.test:x@localhost', 'localhost.evil.test', '', 'localhost:1', 'LOCALHOST:1'])(
    'S61: Host %j is refused',
    async (name) => {
      const answer = await rawRequest(origin, ['GET /login/acme HTTP/1.1', `Host: ${name}`])
      expect([400, 421]).toContain(answer.status)
      expect(answer.setCookies).toEqual([])
      expect(`${answer.head}${answer.body}`).not.toContain('evil')
    },
  )

  test.each([
    ['two Host headers', ['GET /login/acme HTTP/1.1', 'Host: HOST', 'Host: evil.test']],
    ['two Host headers, the other way round', ['GET /login/acme HTTP/1.1', 'Host: evil.test', 'Host: HOST']],
    ['an absolute target', ['GET http://evil.test/login/acme HTTP/1.1', 'Host: HOST']],
    ['an absolute target of our own', ['GET ORIGIN/login/acme HTTP/1.1', 'Host: evil.test']],
    ['no Host', ['GET /login/acme HTTP/1.1']],
  ])('S61: %s is refused', async (_name, lines) => {
    const sent = lines.map((line) => line.replace('HOST', host).replace('ORIGIN', origin))
    const answer = await rawRequest(origin, sent)
    expect([400, 421]).toContain(answer.status)
    expect(answer.setCookies).toEqual([])
    expect(`${answer.head}${answer.body}`).not.toContain('evil')
  })

  test('S61: forwarded headers of a peer that is not a trusted proxy change nothing', async () => {
    const answer = await rawRequest(origin, [
      'GET /login/acme HTTP/1.1',
      `Host: ${host}`,
      'X-Forwarded-Host: evil.test',
      'X-Forwarded-Proto: https',
      'X-Forwarded-Port: 1',
      'Forwarded: host=evil.test;proto=https',
      'X-Original-URL: /logout',
    ])
    expect(answer.status).toBe(302)
    expect(new URL(answer.location ?? '').searchParams.get('redirect_uri')).toBe(`${origin}/complete/acme`)
    expect(answer.head).not.toContain('evil')
    expect(answer.setCookies.join('\n')).not.toMatch(/domain|secure/i)
  })

  test('S61: another spelling of loopback is led to the right one, whatever follows', async () => {
    const { port } = new URL(origin)
    for (const target of ['/login', '//evil.test/', '/\\evil.test', '///evil.test']) {
      const answer = await rawRequest(origin, [`GET ${target} HTTP/1.1`, `Host: 127.0.0.1:${port}`])
      expect(answer.status).toBe(302)
      expect(new URL(answer.location ?? '', `http://127.0.0.1:${port}`).origin).toBe(origin)
    }
  })

  test('S62: a Referer is not a return path', async () => {
    const visitor = site.visitor()
    const headers = { referer: 'https://evil.test/' }
    await visitor.signIn('acme')
    const form = { _csrf: await visitor.csrf() }
    const answers = [
      await visitor.ask('/nowhere', { headers }),
      await visitor.ask('/complete/acme?state=x', { headers }),
      await visitor.ask('/login', { headers }),
      await visitor.ask('/logout', { headers, form: { _csrf: 'x' } }),
      await visitor.ask('/logout', { headers, form }),
    ]
    for (const { location, body, headers: got } of answers) {
      if (location !== null) expect([origin, new URL(op.issuer).origin]).toContain(new URL(location).origin)
      expect(`${body}${JSON.stringify([...got])}`).not.toContain('evil.test')
    }
  })

  test('S64: the page after a POST is always requested with GET', async () => {
    const visitor = site.visitor()
    await visitor.signIn('acme')
    const start = await visitor.ask('/connect/other', { form: { _csrf: await visitor.csrf() } })
    expect(start.status).toBe(303)
    await visitor.ask(await untilConnected(visitor, 'other'))
    const { id } = await accountOf(site, 'other', 'ann')
    expect((await disconnect(visitor, 'other', id)).status).toBe(303)
    expect((await visitor.ask('/logout', { form: { _csrf: await visitor.csrf() } })).status).toBe(303)
    const begun = await visitor.ask('/login/post')
    const state = new URL(begun.location ?? '').searchParams.get('state') ?? ''
    const posted = await site.visitor().ask('/complete/post', { form: { state, code: 'x' } })
    expect(posted.status).toBe(303)
    expect(posted.location).not.toContain('code')
  })

  test('S65: neither callbacks nor error pages tell other sites where they were', async () => {
    const visitor = site.visitor()
    const callback = await visitor.untilCallback('acme')
    const answers = [
      await site.visitor().ask(callback),
      await visitor.ask(callback),
      await visitor.ask(`${callback}&state=twice`),
      await visitor.ask('/nowhere?code=x'),
    ]
    for (const { headers, body, location } of answers) {
      expect(['no-referrer', 'same-origin']).toContain(headers.get('referrer-policy'))
      expect(headers.get('cache-control')).toContain('no-store')
      for (const [, target = ''] of body.matchAll(
        /<(?:script|img|link|iframe)[^>]*\s(?:src|href)="([^"]*)"/g,
      )) {
        expect(new URL(target, origin).origin).toBe(origin)
      }
      expect(`${body}${location ?? ''}`).not.toContain(new URL(callback).searchParams.get('code'))
    }
  })
})
