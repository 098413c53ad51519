import { bearer } from './api-answers/sample.js'
import { useSite } from '../support/use-site.js'

const APP = 'https://app.test'
const EVIL = 'https://evil.test'

describe('pages of other origins and the API', () => {
  const { site } = useSite({
    database: 'sqlite',
    env: { ALLOWED_API_ORIGINS: `${APP}, https://second.test` },
  })

  function corsOf(headers: Headers): Record<string, string> {
    return Object.fromEntries([...headers].filter(([name]) => name.startsWith('access-control-')))
  }

  test('a listed origin sends a preflight request, and learns what it may send', async () => {
    const answer = await site.visitor().ask('/api/sessions', {
      method: 'OPTIONS',
      headers: {
        origin: APP,
        'access-control-request-method': 'DELETE',
        'access-control-request-headers': 'authorization',
      },
    })
    expect(answer.status).toBe(204)
    expect(answer.headers.get('vary')).toMatch(/\borigin\b/i)
    expect(corsOf(answer.headers)).toEqual({
      'access-control-allow-origin': APP,
      'access-control-allow-methods': 'GET, POST, DELETE',
      'access-control-allow-headers': 'Authorization, Content-Type',
      'access-control-expose-headers': 'Retry-After, WWW-Authenticate',
      'access-control-max-age': '600',
    })
  })

  test('a listed origin calls with a bearer token, and may read failures, too', async () => {
    const visitor = site.visitor()
    await visitor.signIn('acme')
    const headers = { origin: APP, ...bearer(visitor) }
    const good = await site.visitor().ask('/api/session', { headers })
    expect([good.status, good.headers.get('access-control-allow-origin')]).toEqual([200, APP])
    expect((await site.visitor().ask('/api/ping', { method: 'POST', headers })).status).toBe(204)
    for (const path of ['/api/session', '/api/nowhere']) {
      const bad = await site.visitor().ask(path, { headers: { origin: APP } })
      expect(bad.status).toBeGreaterThanOrEqual(401)
      expect(bad.headers.get('access-control-allow-origin')).toBe(APP)
    }
  })

  test('S125: a cookie of another origin does not count, listed or not, and is left alone', async () => {
    const visitor = site.visitor()
    await visitor.signIn('acme')
    for (const origin of [APP, EVIL, 'null']) {
      const answer = await visitor.ask('/api/session', { headers: { origin } })
      expect([origin, answer.status]).toEqual([origin, 401])
      expect(answer.headers.getSetCookie()).toEqual([])
      expect(answer.headers.has('access-control-allow-credentials')).toBe(false)
      const refused = await visitor.ask('/api/sessions', { method: 'DELETE', headers: { origin } })
      expect([origin, refused.status]).toEqual([origin, 403])
    }
    expect((await visitor.ask('/api/session')).status).toBe(200)
  })

  test('S125: an origin that is not listed exactly gets no CORS header', async () => {
    const visitor = site.visitor()
    await visitor.signIn('acme')
    for (const origin of [
      EVIL,
      'null',
      `${APP}.evil.test`,
      'http://app.test',
      `${APP}:8443`,
      'HTTPS://APP.TEST',
      '*',
    ]) {
      for (const path of ['/api/session', '/api/backends', '/api/nowhere', '/api/openapi.json']) {
        for (const method of ['GET', 'OPTIONS']) {
          const headers = { origin, 'access-control-request-method': 'GET', ...bearer(visitor) }
          const answer = await visitor.ask(path, { method, headers })
          expect([origin, path, method, corsOf(answer.headers)]).toEqual([origin, path, method, {}])
          expect(answer.headers.get('vary')).toMatch(/\borigin\b/i)
        }
      }
    }
  })

  test('S125: pages are no part of it, not even for a listed origin', async () => {
    for (const path of ['/', '/account', '/login', '/healthz', '/api']) {
      const { headers } = await site.visitor().ask(path, { headers: { origin: APP } })
      expect([path, corsOf(headers)]).toEqual([path, {}])
    }
  })
})
