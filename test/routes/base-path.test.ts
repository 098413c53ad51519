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
})
