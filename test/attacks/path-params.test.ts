import { mock } from 'node:test'
import Router from 'koa-router'
import { administered, type Administrator, signInAsAdmin } from '../support/administrator.js'
import { DATABASES } from '../support/database.js'
import { startProvider, type Provider } from '../support/provider/index.js'
import { type Site } from '../support/site.js'
import { useSites } from '../support/use-site.js'

const startSite = useSites()

/** Values of a path parameter, as a client writes them: none is a name or an identifier. */
const HOSTILE_VALUES: Readonly<Record<string, string>> = {
  'U+0000': 'a%00b',
  'invalid UTF-8': 'a%ffb',
  'a surrogate': 'a%ed%a0%80b',
  'half an escape': 'a%E',
  '10 kB': 'a'.repeat(10_000),
  'a slash': 'a%2Fb',
}

describe.each(DATABASES)('path parameters on %s', (database) => {
  let provider: Provider
  let site: Site
  let admin: Administrator
  let routes: readonly (readonly [method: string, path: string])[]

  beforeAll(async () => {
    const prototype: { routes: () => unknown } = Router.prototype
    const routers = mock.method(prototype, 'routes')
    provider = await startProvider()
    site = await startSite(
      administered(provider.alias('staff'), { database, env: { PASSWORD_LOGIN: 'true' } }),
    )
    routes = routers.mock.calls
      .map((call): unknown => call.this)
      .filter((router) => router instanceof Router)
      .flatMap((router) => router.stack)
      .flatMap(({ methods, path }) => methods.map((method) => [method, String(path)] as const))
      .filter(([method, path]) => method !== 'HEAD' && path.includes(':'))
    routers.mock.restore()
    admin = await signInAsAdmin(site, provider.alias('staff'))
  })
  afterAll(async () => {
    await site.close()
    await provider.close()
  })

  test('the table of routes is the one of the site', () => {
    expect(routes).toContainEqual(['POST', '/complete/:backend'])
    expect(routes.length).toBeGreaterThan(25)
  })

  test.each(Object.entries(HOSTILE_VALUES))(
    '%s is refused with a code, for every route',
    async (_, value) => {
      const stranger = site.visitor()
      await stranger.ask('/login/staff')
      const form = { state: 'x'.repeat(43), version: '1', revision: '1', answer: 'confirm' }
      for (const visitor of [admin.visitor, stranger]) {
        const csrf = visitor === stranger ? {} : { _csrf: await visitor.csrf() }
        for (const [method, path] of routes) {
          const target = path.replaceAll(/:\w+/g, value)
          const options = method === 'POST' ? { form: { ...form, ...csrf } } : { method }
          const query = method === 'GET' ? `?state=${form.state}` : ''
          const { status } = await visitor.ask(target + query, options)
          expect([method, path, status < 303 || status >= 500 ? status : 'refused']).toEqual([
            method,
            path,
            'refused',
          ])
        }
      }
      expect(site.logged.filter((line) => line.includes('request failed'))).toEqual([])
    },
  )
})
