import type { Browser, BrowserContext, Page } from 'playwright-core'
import { openChromium } from './chromium.js'
import { keepPicture } from './picture.js'
import { useSite } from '../support/use-site.js'
import { collectScriptErrors } from '../support/script-errors.js'

describe('in a real browser', () => {
  let browser: Browser
  let context: BrowserContext
  let page: Page
  const complaints: string[] = []

  const { site, op } = useSite({
    database: 'sqlite',
    demo: true,
    env: { ADMIN_EMAILS: 'ada@demo.example' },
    acme: { responseMode: 'form_post', icon: 'gitlab', trustEmail: true },
    setUp: ({ op }) => {
      op.person({ sub: 'browser-acme', name: 'Ann Acme', email: 'ann@acme.example', email_verified: true })
    },
  })

  beforeAll(async () => {
    browser = await openChromium()
  })

  afterAll(async () => {
    await browser.close()
  })

  beforeEach(async () => {
    context = await browser.newContext({ reducedMotion: 'reduce', viewport: { width: 1200, height: 800 } })
    page = await context.newPage()
    page.setDefaultTimeout(5000)
    complaints.length = 0
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text())
    })
    collectScriptErrors(context, complaints)
  })

  afterEach(async () => {
    await context.close()
  })

  async function signInAs(person: string): Promise<void> {
    await page.goto(`${site.url}/login`)
    await page.getByRole('link', { name: /Demo ID/ }).click()
    await page
      .getByRole('button', { name: new RegExp(`^${person}|${person}`) })
      .first()
      .click()
    await page.waitForURL(`${site.url}/account`)
  }

  test('a visitor signs in with Demo ID, connects a second account by form_post, and signs out', async () => {
    await signInAs('Ada Lovelace')
    expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1)
    expect(await page.content()).toContain('Ada Lovelace')

    await page.getByRole('button', { name: /Acme/ }).click()
    await page.waitForURL(`${site.url}/account`)
    expect(await page.content()).toContain('ann@acme.example')
    expect(await page.getByRole('button', { name: /Disconnect/ }).count()).toBe(2)

    await page
      .getByRole('button', { name: /Disconnect/ })
      .last()
      .click()
    await page.getByRole('heading', { name: 'Disconnect Acme?' }).waitFor()
    await keepPicture(page, 'account-question')
    await page.getByRole('button', { name: 'Disconnect', exact: true }).click()
    await page.getByText('The account was disconnected.').waitFor()
    await page.waitForURL(`${site.url}/account`)
    expect(await page.getByRole('status').textContent()).toContain('disconnected')
    expect(await page.content()).not.toContain('ann@acme.example')

    await page
      .getByRole('button', { name: /Sign out/ })
      .first()
      .click()
    await page.getByRole('button', { name: 'Sign out of Demo ID' }).click()
    await page.waitForURL(new RegExp(`^${site.url}/logged-out\\?state=`))
    expect(await page.content()).toContain('You’re signed out here and at Demo ID')
    await page.goto(`${site.url}/account`)
    expect(page.url()).toContain('/login')
    expect(complaints).toEqual([])
  })

  test('a person whose address is already in use proves that it is theirs, and has one account', async () => {
    await signInAs('Ada Lovelace')
    await context.clearCookies()
    op.person({ sub: 'browser-ada', name: 'Ada L.', email: 'ada@demo.example', email_verified: true })
    await page.goto(`${site.url}/login/acme`)
    await page.getByRole('heading', { name: 'You already have an account' }).waitFor()
    await keepPicture(page, 'continue-proof')
    await page.getByRole('link', { name: /Demo ID/ }).click()
    await page
      .getByRole('button', { name: /Ada Lovelace/ })
      .first()
      .click()
    await page.getByRole('heading', { name: 'Connect Acme to your account?' }).waitFor()
    await keepPicture(page, 'continue-connect')
    await page.getByRole('button', { name: 'Connect' }).click()
    await page.waitForURL(`${site.url}/account`)
    expect(await page.getByRole('button', { name: /Disconnect/ }).count()).toBe(2)
    expect(complaints).toEqual([])
  })

  test('the keyboard alone is enough to sign in', async () => {
    await page.goto(`${site.url}/login`)
    await page.getByRole('link', { name: /Demo ID/ }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: /Alan Turing/ }).focus()
    await page.keyboard.press('Enter')
    await page.waitForURL(`${site.url}/account`)
    expect(await page.content()).toContain('Alan Turing')
  })

  test('with forced colors, only the open tab of the administration is marked', async () => {
    await signInAs('Ada Lovelace')
    await page.emulateMedia({ forcedColors: 'active' })
    await page.goto(`${site.url}/admin/providers`)
    const styleOf = (selector: string, property: string) =>
      page.evaluate<string>(`getComputedStyle(document.querySelector('${selector}')).${property}`)
    const borderOf = (path: string) => styleOf(`.tabs a[href="${path}"]`, 'borderBottomColor')
    const background = await styleOf('body', 'backgroundColor')
    expect([await borderOf('/admin/users'), await borderOf('/admin')]).toEqual([background, background])
    expect(await borderOf('/admin/providers')).not.toBe(background)
  })

  test('on a phone, the filters of sign-ins leave room for the list', async () => {
    await signInAs('Ada Lovelace')
    await page.setViewportSize({ width: 360, height: 740 })
    await page.goto(`${site.url}/admin/sign-ins`)
    const { y = Infinity } = (await page.getByRole('table').boundingBox()) ?? {}
    expect(y).toBeLessThan(740)
  })

  test('an administrator reads that Demo ID is part of the program, and where the others are changed', async () => {
    await signInAs('Ada Lovelace')
    await page.goto(`${site.url}/admin/providers`)
    const row = (name: string) => page.getByRole('row').filter({ hasText: name }).innerText()
    expect(await row('Demo ID')).toContain('built in')
    expect(await row('Demo ID')).not.toContain('BACKENDS_FILE')
    expect(await row('Acme')).toContain('from the settings')
    expect(await page.locator('main').innerText()).toContain('edit them in BACKENDS_FILE')
    await keepPicture(page, 'admin-providers-demo')
  })

  test.each([
    ['light', 1200],
    ['dark', 1200],
    ['light', 360],
    ['dark', 360],
  ] as const)('no page is wider than the window (%s, %d pixels)', async (colorScheme, width) => {
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize({ width, height: 900 })
    await signInAs('Grace Hopper')
    for (const path of ['/', '/login', '/account', '/nothing-here']) {
      await page.goto(`${site.url}${path}`)
      const overflow = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth')
      expect(overflow).toBeLessThanOrEqual(0)
      await keepPicture(page, `${path.slice(1) || 'home'}-${colorScheme}-${width}`)
    }
  })
})
