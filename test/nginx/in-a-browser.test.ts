import type { Browser } from 'playwright-core'
import { openChromium } from '../browser/chromium.js'
import { keepPicture } from '../browser/picture.js'
import { type Op, type Provider, startProvider } from '../support/provider/index.js'
import { startTwoHosts, type TwoHosts } from './two-hosts.js'

// These need nginx and a Chromium. scripts/jest.js has said so already where there is none, and CI has both.
const story = process.env['CHROMIUM'] === undefined ? test.skip : test

describe('an application of another host behind nginx, in a real browser', () => {
  let provider: Provider
  let op: Op
  let hosts: TwoHosts
  let browser: Browser | null = null

  beforeAll(async () => {
    provider = await startProvider()
    op = provider.alias('acme')
    hosts = await startTwoHosts(op)
    if (process.env['CHROMIUM'] !== undefined) {
      browser = await openChromium('--host-resolver-rules=MAP *.example.com 127.0.0.1')
    }
  })

  afterAll(async () => {
    await browser?.close()
    await hosts.close()
    await provider.close()
  })

  async function open() {
    if (browser === null) throw new Error('there is no browser')
    const context = await browser.newContext({ reducedMotion: 'reduce' })
    const page = await context.newPage()
    page.setDefaultTimeout(5000)
    return page
  }

  story('one sign-in opens the page that was wanted, and signing out closes it', async () => {
    op.person({ sub: 'real', preferred_username: 'real', name: 'Ree Al' })
    const page = await open()
    await page.goto(`${hosts.app}/wiki?page=Home&edit=1`)
    expect(page.url()).toMatch(`${hosts.login}/login?next=`)
    expect(hosts.application.seen).toEqual([])
    await page.getByRole('link', { name: /Acme/ }).click()
    await page.waitForURL(`${hosts.app}/wiki?page=Home&edit=1`)
    expect(await page.textContent('body')).toContain('"X-Auth-Request-User","real"')
    await page.goto(`${hosts.login}/`)
    await page.getByRole('button', { name: 'Sign out', exact: true }).click()
    await page.waitForURL(`${hosts.login}/logged-out?*`)
    await page.goto(`${hosts.app}/wiki`)
    expect(page.url()).toMatch(`${hosts.login}/login?next=`)
  })

  story('the live page is connected through it, and notices the end of the session', async () => {
    op.person({ sub: 'live', preferred_username: 'live', name: 'Li Ve' })
    const page = await open()
    await page.goto(`${hosts.login}/login?next=/live`)
    await page.getByRole('link', { name: /Acme/ }).click()
    await page.getByText('Live: this page updates when your session ends.').waitFor()
    await hosts.site().rows.session.deleteMany()
    await page.getByRole('heading', { name: 'You’re not signed in' }).waitFor()
    await page.getByText('Live: this page updates when you sign in.').waitFor()
  })

  story('whoever belongs to no group that is let in reads so, and finds a way on', async () => {
    const page = await open()
    await page.goto(`${hosts.login}/members-only`)
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('access to this page')
    await keepPicture(page, 'members-only')
    await page.getByRole('link', { name: 'Home page' }).click()
    await page.waitForURL(`${hosts.login}/login`)
  })
})
