import { freePort } from '../support/free-port.js'
import { useSite } from '../support/use-site.js'

describe('below a path prefix', () => {
  let port = ''

  beforeAll(async () => {
    port = String(await freePort())
  })

  const { site, op } = useSite({
    database: 'sqlite',
    env: () => ({ PORT: port, BASE_URL: `http://localhost:${port}/auth` }),
    setUp: ({ op }) => {
      op.person({ sub: 'prefix', name: 'Pree Fix' })
    },
  })

  test('the whole way stays below it', async () => {
    const visitor = site.visitor()
    const page = await visitor.open('/auth/login/acme')
    expect(page.url).toBe(`${site.url}/account`)
    expect(page.body).toContain('Pree Fix')
    expect(op.lastAuthorization.get('redirect_uri')).toBe(`${site.url}/complete/acme`)
    const asset = /href="(\/auth\/assets\/[^"]+\.css)"/.exec(page.body)?.[1]
    expect((await visitor.ask(asset ?? '')).status).toBe(200)
  })

  test('an error page leads back into it', async () => {
    op.misbehave({ authorizeError: { error: 'access_denied' } })
    const page = await site.visitor().open('/auth/login/acme')
    expect(page.status).toBe(403)
    expect(page.body).toContain('href="/auth/login/acme')
  })

  test('a session of a device opens no page below it, whatever the method and the spelling', async () => {
    const visitor = site.visitor()
    await visitor.open('/auth/login/acme')
    const form = {
      _csrf: /name="_csrf" value="([^"]+)"/.exec((await visitor.ask('/auth/account')).body)?.[1] ?? '',
    }
    await site.rows.session.updateMany({ data: { kind: 'device' } })
    const pages = [
      'account',
      'account/data',
      'account/delete',
      'account/email',
      'device',
      'admin',
      'admin/users/x',
    ]
    for (const page of pages) {
      const [read, head] = [
        await visitor.ask(`/auth/${page}`),
        await visitor.ask(`/auth/${page}`, { method: 'HEAD' }),
      ]
      expect([page, read.status, read.body.includes('browser_session_required'), head.status]).toEqual([
        ...[page, 403, true, 403],
      ])
      for (const spelling of [
        `/auth/${page}/`,
        `/auth//${page}`,
        `/auth/%61${page.slice(1)}`,
        `/auth/logout/../${page}`,
      ])
        expect([403, 404]).toContain((await visitor.ask(spelling)).status)
    }
    for (const page of ['connect/acme', 'account/delete', 'sessions/end-all', 'admin/users/x/disable'])
      expect([page, (await visitor.ask(`/auth/${page}`, { form })).status]).toEqual([page, 403])
    expect(await site.rows.session.count()).toBeGreaterThan(0)
  })
})
