import type { Browser, BrowserContext, Page } from 'playwright-core'
import { GOOD, OTHER } from '../support/passwords.js'
import { useSite } from '../support/use-site.js'
import { collectScriptErrors } from '../support/script-errors.js'
import { openChromium } from './chromium.js'
import { keepPicture } from './picture.js'

describe('a password in a real browser', () => {
  let browser: Browser
  let context: BrowserContext
  let page: Page
  const complaints: string[] = []

  const { site } = useSite({
    database: 'sqlite',
    demo: true,
    env: { PASSWORD_LOGIN: 'true' },
    backends: () => ({}),
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
      // A refused password is answered with 401, and the browser notes that.
      if (message.type() === 'error' && !/status of 40[01]/.test(message.text()))
        complaints.push(message.text())
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
      .getByRole('button', { name: new RegExp(person) })
      .first()
      .click()
    await page.waitForURL(`${site.url}/account`)
  }

  async function setPassword(password: string): Promise<void> {
    await page.getByRole('link', { name: 'Set a password' }).click()
    await page.getByLabel('New password', { exact: true }).fill(password)
    await page.getByLabel('Repeat password').fill(password)
    await page.getByRole('button', { name: 'Set password' }).click()
    await page.getByRole('status').waitFor()
  }

  test('a visitor sets a password, signs in with it by the keyboard alone, changes it and removes it', async () => {
    await signInAs('Ada Lovelace')
    await setPassword(GOOD)
    expect(await page.getByRole('status').textContent()).toContain('Your password was saved.')
    await keepPicture(page, 'password-account-with')
    await context.clearCookies()

    await page.goto(`${site.url}/login?next=%2Flive%3Ffrom%3Dhere`)
    await page.getByLabel('User name or email').focus()
    await page.keyboard.type('ada')
    await page.keyboard.press('Tab')
    await page.keyboard.type('a wrong password')
    await page.keyboard.press('Enter')
    expect(await page.getByRole('alert').textContent()).toContain('Wrong user name or password')
    expect(await page.getByLabel('User name or email').inputValue()).toBe('ada')
    expect(await page.getByLabel('Password', { exact: true }).inputValue()).toBe('')
    await page.keyboard.type(GOOD)
    await page.keyboard.press('Enter')
    await page.waitForURL(`${site.url}/live?from=here`)

    await page.goto(`${site.url}/account`)
    await page.getByRole('link', { name: 'Change your password' }).click()
    await page.getByLabel('Current password').fill(GOOD)
    await page.getByLabel('New password', { exact: true }).fill(OTHER)
    await page.getByLabel('Repeat password').fill(OTHER)
    await page.keyboard.press('Enter')
    await page.getByRole('status').waitFor()

    await page.getByRole('button', { name: /^Remove Password/ }).click()
    await page.getByRole('heading', { name: 'Remove your password?' }).waitFor()
    await page.getByRole('button', { name: 'Remove', exact: true }).click()
    await page.getByRole('status').waitFor()
    expect(await page.getByRole('link', { name: 'Set a password' }).count()).toBe(1)
    expect(complaints).toEqual([])
  })

  test('a password manager finds out what each field is for', async () => {
    await signInAs('Alan Turing')
    const kinds = async () => {
      const fields = await page.locator('input:not([type=hidden])').all()
      return Promise.all(
        fields.map((field) => Promise.all([field.getAttribute('name'), field.getAttribute('autocomplete')])),
      )
    }
    await page.goto(`${site.url}/account/password`)
    expect(await kinds()).toEqual([
      ['username', 'username'],
      ['password', 'new-password'],
      ['repeated', 'new-password'],
    ])
    await page.goto(`${site.url}/login`)
    expect(await kinds()).toEqual([
      ['username', 'username'],
      ['password', 'current-password'],
      ['shared', null],
    ])
  })

  test.each([
    ['light', 1200],
    ['dark', 1200],
    ['light', 360],
    ['dark', 360],
  ] as const)('no page is wider than the window (%s, %d pixels)', async (colorScheme, width) => {
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize({ width, height: 900 })
    const look = async (name: string) => {
      const overflow = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth')
      expect([name, Number(overflow) <= 0]).toEqual([name, true])
      await keepPicture(page, `password-${name}-${colorScheme}-${width}`)
    }
    await page.goto(`${site.url}/`)
    await look('home')
    await page.goto(`${site.url}/login`)
    await look('login')
    await page.getByLabel('User name or email').fill(`nobody-${colorScheme}-${width}`)
    await page.getByLabel('Password', { exact: true }).fill('a wrong password')
    await page.keyboard.press('Enter')
    await page.getByRole('alert').waitFor()
    await look('login-wrong')
    await signInAs('Grace Hopper')
    await look('account')
    await page.goto(`${site.url}/account/password`)
    await look('first')
    await page.getByLabel('New password', { exact: true }).fill('grace hopper')
    await page.getByLabel('Repeat password').fill('hopper grace')
    await page.keyboard.press('Enter')
    await page.getByRole('alert').waitFor()
    await look('first-refused')
  })

  test('a first password long after the sign-in asks to sign in again, and returns to the page', async () => {
    await signInAs('Alan Turing')
    await site.rows.session.updateMany({ data: { authenticatedAt: new Date(Date.now() - 3600_000) } })
    await page.goto(`${site.url}/account/password`)
    await keepPicture(page, 'password-again')
    await page.getByRole('link', { name: 'Sign in again' }).click()
    await page.getByRole('link', { name: /Demo ID/ }).click()
    await page
      .getByRole('button', { name: /Alan Turing/ })
      .first()
      .click()
    await page.waitForURL(`${site.url}/account/password`)
    expect(await page.getByLabel('New password', { exact: true }).count()).toBe(1)
  })
})
