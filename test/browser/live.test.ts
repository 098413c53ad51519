import type { Browser, BrowserContext, Page } from 'playwright-core'
import { GOOD, personWithPassword } from '../support/passwords.js'
import { type Op, type Provider, startProvider } from '../support/provider/index.js'
import { freePort } from '../support/free-port.js'
import { backendAt, type Site } from '../support/site.js'
import { useSites } from '../support/use-site.js'
import { collectScriptErrors } from '../support/script-errors.js'
import { openChromium } from './chromium.js'
import { keepPicture } from './picture.js'

const startSite = useSites()

describe('the live page in a real browser', () => {
  let browser: Browser
  let provider: Provider
  let op: Op
  let site: Site
  let context: BrowserContext
  const complaints: string[] = []

  beforeAll(async () => {
    browser = await openChromium()
    provider = await startProvider()
    op = provider.alias('acme')
    site = await startSite(siteOptions())
  })

  afterAll(async () => {
    await browser.close()
    await site.close()
    await provider.close()
  })

  beforeEach(async () => {
    op.reset()
    op.person({ sub: 'live', name: 'Lea Live', email: 'lea@acme.example', email_verified: true })
    complaints.length = 0
    context = await browser.newContext({ reducedMotion: 'reduce', viewport: { width: 1200, height: 800 } })
    context.setDefaultTimeout(5000)
    context.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text())
    })
    collectScriptErrors(context, complaints)
  })

  afterEach(async () => {
    await context.close()
  })

  function siteOptions() {
    return {
      database: 'sqlite' as const,
      demo: true,
      env: { ALLOW_INSECURE_ISSUERS: 'true' },
      backends: { acme: backendAt(op, { icon: 'gitlab' }) },
    }
  }

  async function openTab(of: Site = site): Promise<Page> {
    const tab = await context.newPage()
    await tab.goto(`${of.url}/live`)
    await live(tab)
    return tab
  }

  /** Until the tab says that it is connected. */
  async function live(tab: Page): Promise<void> {
    await tab.getByText(/^Live: this page/).waitFor()
  }

  async function shows(tab: Page, heading: RegExp): Promise<void> {
    await tab.getByRole('heading', { level: 1, name: heading }).waitFor()
  }

  async function signInByPopup(tab: Page): Promise<Page> {
    const opened = context.waitForEvent('page')
    await tab.getByRole('link', { name: 'Sign in with Acme' }).click()
    return opened
  }

  test('two tabs watch a sign-in in a popup, which closes itself, and a sign-out, without a reload', async () => {
    const first = await openTab()
    const second = await openTab()
    await shows(first, /You’re not signed in/)
    await shows(second, /You’re not signed in/)
    await first.evaluate('window.untouched = true')
    const popup = await signInByPopup(first)
    await Promise.all([shows(first, /Signed in as Lea Live/), shows(second, /Signed in as Lea Live/)])
    if (!popup.isClosed()) await popup.waitForEvent('close')
    await Promise.all([live(first), live(second)])
    await second.getByRole('button', { name: 'Sign out' }).click()
    await Promise.all([shows(first, /You’re not signed in/), shows(second, /You’re not signed in/)])
    await second.getByText('You’ve signed out.').waitFor()
    await first.getByText('You were signed out elsewhere.').waitFor()
    expect(await first.evaluate('window.untouched')).toBe(true)
    expect(complaints).toEqual([])
  })

  test('two tabs watch a sign-in with a password, by the keyboard alone; the form says that a password is wrong', async () => {
    await personWithPassword(site, op, 'live-password')
    const first = await openTab()
    const second = await openTab()
    await first.getByLabel('User name or email').fill('live-password')
    await first.keyboard.press('Tab')
    await first.keyboard.type('not this one at all')
    await first.keyboard.press('Enter')
    await first
      .getByRole('alert')
      .getByText(/^Wrong user name or password/)
      .waitFor()
    await keepPicture(first, 'live-wrong-password')
    // The field is empty again, and has the focus.
    await first.keyboard.type(GOOD)
    await first.keyboard.press('Enter')
    await Promise.all([first, second].map((tab) => shows(tab, /Signed in as live-password/)))
    await Promise.all([first, second].map(live))
    await first.reload()
    await shows(first, /Signed in as live-password/)
    expect(complaints).toEqual([])
  })

  test('a user who is signed out from elsewhere sees it without reloading the page', async () => {
    const tab = await openTab()
    await signInByPopup(tab)
    await shows(tab, /Signed in as Lea Live/)
    await live(tab)
    await site.rows.session.deleteMany()
    await shows(tab, /You’re not signed in/)
    await tab.getByText('You were signed out elsewhere.').waitFor()
  })

  test('where windows are blocked, the button is an ordinary link that returns to the page', async () => {
    const tab = await context.newPage()
    await tab.addInitScript('window.open = () => null')
    await tab.goto(`${site.url}/live`)
    await live(tab)
    await tab.getByRole('link', { name: 'Sign in with Acme' }).click()
    await shows(tab, /Signed in as Lea Live/)
    expect(tab.url()).toBe(`${site.url}/live`)
  })

  test('without JavaScript the page says who is signed in, and its links and buttons work', async () => {
    const plain = await browser.newContext({ reducedMotion: 'reduce', javaScriptEnabled: false })
    const tab = await plain.newPage()
    await tab.goto(`${site.url}/live`)
    await shows(tab, /You’re not signed in/)
    await tab.getByRole('link', { name: 'Sign in with Acme' }).click()
    await tab.waitForURL(`${site.url}/live`)
    await shows(tab, /Signed in as Lea Live/)
    await tab.getByRole('button', { name: 'Sign out' }).click()
    await tab.goto(`${site.url}/live`)
    await shows(tab, /You’re not signed in/)
    await plain.close()
  })

  test('R65: a restart in the middle is a pause: the tab reconnects, still signed in', async () => {
    const port = await freePort()
    const address = { PORT: String(port), BASE_URL: `http://localhost:${port}` }
    const env = { ...siteOptions().env, ...address }
    const before = await startSite({ ...siteOptions(), env })
    const tab = await openTab(before)
    await signInByPopup(tab)
    await shows(tab, /Signed in as Lea Live/)
    await live(tab)
    await before.close()
    await tab.getByText(/^Not connected/).waitFor()
    await shows(tab, /Signed in as Lea Live/)
    const after = await startSite({ ...siteOptions(), env, databaseUrl: before.databaseUrl })
    try {
      await tab.getByText(/^Live: this page/).waitFor({ timeout: 15_000 })
      await shows(tab, /Signed in as Lea Live/)
    } finally {
      await after.close()
    }
  })

  test.each([
    ['light', 1200],
    ['dark', 1200],
    ['light', 360],
    ['dark', 360],
  ] as const)('it is not wider than the window (%s, %d pixels)', async (colorScheme, width) => {
    const tab = await context.newPage()
    await tab.emulateMedia({ colorScheme })
    await tab.setViewportSize({ width, height: 900 })
    await tab.goto(`${site.url}/live`)
    await live(tab)
    await fits(tab, `live-nobody-${colorScheme}-${width}`)
    await signInByPopup(tab)
    await shows(tab, /Signed in as Lea Live/)
    await live(tab)
    await fits(tab, `live-${colorScheme}-${width}`)
  })
})

async function fits(page: Page, name: string): Promise<void> {
  expect(await page.evaluate('document.documentElement.scrollWidth - window.innerWidth')).toBeLessThanOrEqual(
    0,
  )
  await keepPicture(page, name)
}
