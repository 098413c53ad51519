import { freePort } from '../support/free-port.js'
import { useSite } from '../support/use-site.js'

describe('below a path prefix', () => {
  let port = ''

  beforeAll(async () => {
    port = String(await freePort())
  })

  const { site, op } = useSite({
    database: 'sqlite',
    env: () => ({
      PORT: port,
      BASE_URL: `http://localhost:${port}/auth`,
      SECURITY_CONTACT: 'mailto:security@example.com',
    }),
    setUp: ({ op }) => {
      op.person({ sub: 'prefix', name: 'Pree Fix' })
    },
  })

  test('the whole sign-in stays below it', async () => {
    const visitor = site.visitor()
    const page = await visitor.open('/auth/login/acme')
    expect(page.url).toBe(`${site.url}/account`)
    expect(page.body).toContain('Pree Fix')
    expect(op.lastAuthorization.get('redirect_uri')).toBe(`${site.url}/complete/acme`)
    const asset = /href="(\/auth\/assets\/[^"]+\.css)"/.exec(page.body)?.[1]
    expect((await visitor.ask(asset ?? '')).status).toBe(200)
  })

  test('an address with a slash at its end leads to the page, with its query, and to no other site', async () => {
    const visitor = site.visitor()
    const located = async (path: string) => {
      const { status, headers } = await visitor.ask(path)
      return [status, headers.get('location')]
    }
    expect(await located('/auth/login/')).toEqual([303, '/auth/login'])
    expect(await located('/auth/login/acme/?next=/auth/account')).toEqual([
      303,
      '/auth/login/acme?next=/auth/account',
    ])
    expect(await located('/auth/account/')).toEqual([303, '/auth/account'])
    expect(await located('/auth?ui_locales=fr')).toEqual([303, '/auth/?ui_locales=fr'])
    for (const path of ['/auth/nothing/', '/auth//evil.example/', '/auth/login//', '/auth/assets/'])
      expect(await located(path)).toEqual([404, null])
    const posted = await visitor.ask('/auth/login/acme/', { form: {} })
    expect([403, 404, 405]).toContain(posted.status)
  })

  test.each([
    ['favicon.ico', 'image/x-icon', 'public, max-age=86400'],
    ['apple-touch-icon.png', 'image/png', 'public, max-age=86400'],
    ['manifest.webmanifest', 'application/manifest+json; charset=utf-8', 'public, max-age=3600'],
    ['.well-known/security.txt', 'text/plain; charset=utf-8', 'public, max-age=3600'],
  ])('%s is there and at the root, with its type and its cache lifetime', async (name, type, caching) => {
    for (const path of [`/auth/${name}`, `/${name}`]) {
      const { status, headers, body } = await site.visitor().ask(path)
      expect([status, headers.get('content-type'), headers.get('cache-control')]).toEqual([
        200,
        type,
        caching,
      ])
      expect(body.length).toBeGreaterThan(50)
    }
    const post = await site.visitor().ask(`/auth/${name}`, { form: {} })
    expect([403, 404, 405]).toContain(post.status)
  })

  test('the manifest has icons that exist, and pages are allowed to load it and the fonts', async () => {
    const visitor = site.visitor()
    const manifest: unknown = JSON.parse((await visitor.ask('/auth/manifest.webmanifest')).body)
    expect(manifest).toMatchObject({ start_url: '/auth/account', scope: '/auth/' })
    const sources = [...JSON.stringify(manifest).matchAll(/"src":"([^"]+)"/g)].map(([, src = '']) => src)
    expect(sources).toHaveLength(2)
    const page = await visitor.ask('/auth/login')
    const font = /href="(\/auth\/assets\/inter[^"]+)"/.exec(page.body)?.[1] ?? ''
    for (const source of [...sources, font]) {
      const { status, headers } = await visitor.ask(source)
      expect([status, headers.get('cache-control')]).toEqual([200, 'public, max-age=31536000, immutable'])
    }
    const policy = page.headers.get('content-security-policy') ?? ''
    expect(policy).toContain("font-src 'self'")
    expect(policy).toContain("manifest-src 'self'")
  })

  test('security.txt names the contact and expires within a year (RFC 9116); the password is changed where it is', async () => {
    const { body } = await site.visitor().ask('/auth/.well-known/security.txt')
    expect(body).toMatch(/^Contact: mailto:security@example\.com$/m)
    const expires = Date.parse(/^Expires: (.+)$/m.exec(body)?.[1] ?? '')
    expect(expires).toBeGreaterThan(Date.now() + 90 * 24 * 3600_000)
    expect(expires).toBeLessThan(Date.now() + 365 * 24 * 3600_000)
    expect(body).toContain(`Canonical: ${site.url}/.well-known/security.txt`)
    const change = await site.visitor().ask('/auth/.well-known/change-password')
    expect([change.status, change.location]).toEqual([302, `${site.url}/account/password`])
  })

  test('an error page links to pages below it', async () => {
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
        page,
        403,
        true,
        403,
      ])
      const withSlash = await visitor.ask(`/auth/${page}/`)
      expect([withSlash.status, withSlash.headers.get('location')]).toEqual([303, `/auth/${page}`])
      for (const spelling of [`/auth//${page}`, `/auth/%61${page.slice(1)}`, `/auth/logout/../${page}`])
        expect([403, 404]).toContain((await visitor.ask(spelling)).status)
    }
    for (const page of ['connect/acme', 'account/delete', 'sessions/end-all', 'admin/users/x/disable'])
      expect([page, (await visitor.ask(`/auth/${page}`, { form })).status]).toEqual([page, 403])
    expect(await site.rows.session.count()).toBeGreaterThan(0)
  })
})
