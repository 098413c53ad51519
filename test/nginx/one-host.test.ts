import { type Op, type Provider, startProvider } from '../support/provider/index.js'
import { freePort } from '../support/free-port.js'
import { backendAt, type Site } from '../support/site.js'
import { useSites } from '../support/use-site.js'
import { type Application, startApplication } from './application.js'
import { HostsBrowser } from './hosts-browser.js'
import { configurationsIn, type Nginx, startNginx } from './nginx.js'

const startSite = useSites()

describe('Portcullis and an application on one host behind nginx, as docs/forward-auth.md has it', () => {
  let provider: Provider
  let op: Op
  let application: Application
  let site: Site
  let nginx: Nginx
  let origin: string

  beforeAll(async () => {
    provider = await startProvider()
    op = provider.alias('acme')
    application = await startApplication()
    const [port, sitePort] = [await freePort(), await freePort()]
    origin = `http://example.com:${port}`
    op.redirectUris = [`${origin}/auth/complete/acme`]
    const env = { PORT: String(sitePort), BASE_URL: `${origin}/auth`, TRUST_PROXY: '127.0.0.1' }
    const backends = { acme: backendAt(op) }
    site = await startSite({ database: 'sqlite', env: { ALLOW_INSECURE_ISSUERS: 'true', ...env }, backends })
    const files = configurationsIn('forward-auth.md')
    const maps = (files['conf.d/app.conf'] ?? '').replace(/^server \{.*/ms, '')
    nginx = await startNginx(
      {
        ...files,
        'conf.d/app.conf': '',
        'conf.d/maps.conf': `upstream portcullis { server 127.0.0.1:${sitePort}; }\n${maps}`,
      },
      port,
      [
        ['http://portcullis/forward-auth', 'http://portcullis/auth/forward-auth'],
        ['10.0.0.21:8080', `127.0.0.1:${application.port}`],
      ],
    )
  })

  afterAll(async () => {
    await nginx.close()
    await site.close()
    await application.close()
    await provider.close()
  })

  test('a visitor signs in below the path of Portcullis, and returns to the page that they wanted', async () => {
    const browser = new HostsBrowser()
    const page = await browser.open(`${origin}/wanted?x=1&y=2`)
    expect(page.url).toMatch(`${origin}/auth/login?next=`)
    expect(application.seen).toEqual([])
    const back = await browser.logIn(page, 'acme')
    expect([back.status, back.url]).toEqual([200, `${origin}/wanted?x=1&y=2`])
    expect(application.seen).toHaveLength(1)
  })
})
