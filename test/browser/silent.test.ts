import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { type Op, type Provider, startProvider } from '../support/provider/index.js'
import { freePort } from '../support/free-port.js'
import { backendAt, type Site } from '../support/site.js'
import { useSites } from '../support/use-site.js'
import { openChromium } from './chromium.js'

const startSite = useSites()

const FOLDER = fileURLToPath(new URL('../..', import.meta.url))

/** The page that docs/backends.md shows. */
function example(): string {
  const page = /^```html\n(.*?)^```$/ms.exec(readFileSync(join(FOLDER, 'docs/backends.md'), 'utf8'))?.[1]
  if (page === undefined) throw new Error('docs/backends.md has no page')
  return page
}

describe('a hidden frame in a real browser', () => {
  let browser: Browser
  let provider: Provider
  let op: Op
  /** Of the same site as the provider, as login.example.com and id.example.com are. */
  let site: Site
  /** Of another site than the provider. */
  let elsewhere: Site
  let context: BrowserContext
  let page: Page

  beforeAll(async () => {
    // The page of the application is the test's own, and so not of loopback in the eyes of the browser.
    browser = await openChromium('--disable-features=LocalNetworkAccessChecks')
    provider = await startProvider()
    op = provider.alias('acme')
    op.keepsSessions = true
    const siteOptions = {
      database: 'sqlite',
      backends: { acme: backendAt(op, { silentSignIn: true }) },
    } as const
    const env = { ALLOW_INSECURE_ISSUERS: 'true' }
    elsewhere = await startSite({ ...siteOptions, env })
    const port = String(await freePort())
    site = await startSite({
      ...siteOptions,
      env: { ...env, PORT: port, BASE_URL: `http://127.0.0.1:${port}` },
    })
  })

  afterAll(async () => {
    await browser.close()
    await site.close()
    await elsewhere.close()
    await provider.close()
  })

  beforeEach(async () => {
    context = await browser.newContext({ reducedMotion: 'reduce' })
    page = await context.newPage()
    page.setDefaultTimeout(5000)
    await page.route('**/app', (route) => route.fulfill({ contentType: 'text/html', body: example() }))
  })

  afterEach(async () => {
    await context.close()
  })

  const who = async ({ url }: Site) => {
    await page.goto(`${url}/app`)
    await page.waitForFunction("document.getElementById('who').textContent !== 'Looking'")
    return page.textContent('#who')
  }

  async function signInAndOut({ url }: Site): Promise<void> {
    await page.goto(`${url}/login/acme`)
    await page.waitForURL(`${url}/account`)
    await page.getByRole('button', { name: 'Sign out', exact: true }).first().click()
    await page.waitForURL((at) => at.pathname !== '/account')
    await page.goto(`${url}/account`)
    expect(page.url()).toContain('/login')
  }

  test('signs a visitor in who has a session at the provider', async () => {
    await signInAndOut(site)
    expect(await who(site)).toBe('ann')
    await page.goto(`${site.url}/account`)
    expect(await page.content()).toContain('Ann Example')
  })

  test('and signs no one in, without an error, where there is none', async () => {
    expect(await who(site)).toBe('nobody')
  })

  test('nor where the browser keeps the cookies of another site from frames; the window itself can still sign in', async () => {
    await signInAndOut(elsewhere)
    // What incognito windows do by default, and other windows of Chromium if the user has chosen so.
    const devtools = await context.newCDPSession(page)
    await devtools.send('Network.enable')
    await devtools.send('Network.setCookieControls', { enableThirdPartyCookieRestriction: true })
    expect(await who(elsewhere)).toBe('nobody')
    await page.goto(`${elsewhere.url}/login/acme/silent?next=/account`)
    await page.waitForURL(`${elsewhere.url}/account`)
    expect(await page.content()).toContain('Ann Example')
  })

  test('a page of another origin begins nothing by a frame', async () => {
    const before = await site.rows.attempt.count()
    const body = `<!doctype html><iframe src="${site.url}/login/acme/silent"></iframe>`
    op.misbehave({ at: { revoke: { status: 200, contentType: 'text/html', body } } })
    const answered = page.waitForResponse(`${site.url}/login/acme/silent`)
    await page.goto(`${op.issuer}/revoke`)
    expect((await answered).status()).toBe(400)
    expect(await site.rows.attempt.count()).toBe(before)
  })
})
