import { type Op, type Provider, startProvider } from '../support/provider/index.js'
import { freePort } from '../support/free-port.js'
import { backendAt, type Site, startSite } from '../support/site.js'

describe('below a path prefix', () => {
  let provider: Provider
  let op: Op
  let site: Site

  beforeAll(async () => {
    provider = await startProvider()
    op = provider.alias('acme')
    op.person({ sub: 'prefix', name: 'Pree Fix' })
    const port = String(await freePort())
    site = await startSite({
      database: 'sqlite',
      env: { ALLOW_INSECURE_ISSUERS: 'true', PORT: port, BASE_URL: `http://localhost:${port}/auth` },
      backends: { acme: backendAt(op) },
    })
  })

  afterAll(async () => {
    await site.close()
    await provider.close()
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
})
