import type { Browser, BrowserContext, Page } from 'playwright-core'
import { backendAt } from '../support/site.js'
import { useSite } from '../support/use-site.js'
import { collectScriptErrors } from '../support/script-errors.js'
import { openChromium } from './chromium.js'
import { keepPicture } from './picture.js'

const NAMES = Array.from({ length: 38 }, (_, index) => `p${String(index + 1).padStart(2, '0')}`)
const LONG_LABEL = 'The Federated Identity Service of a Company with a Long Name'

describe('the login page with forty providers, in a real browser', () => {
  const { site } = useSite({
    database: 'sqlite',
    backends: ({ op }) => ({
      long: backendAt(op, { label: LONG_LABEL, order: 1 }),
      google: backendAt(op, { label: 'Google', icon: 'google' }),
      ...Object.fromEntries(
        NAMES.map((name) => [name, backendAt(op, { label: `Société ${name.toUpperCase()}` })]),
      ),
    }),
    setUp: ({ op }) => {
      op.person({ sub: 'ada', name: 'Augusta Ada King-Noel, Countess of Lovelace, Enchantress' })
    },
  })
  let browser: Browser
  let context: BrowserContext
  let page: Page
  const complaints: string[] = []

  beforeAll(async () => {
    browser = await openChromium()
  })

  afterAll(async () => {
    await browser.close()
  })

  beforeEach(async () => {
    context = await browser.newContext({ reducedMotion: 'reduce', viewport: { width: 1280, height: 800 } })
    page = await context.newPage()
    page.setDefaultTimeout(5000)
    complaints.length = 0
    page.on('console', (message) => {
      // A wrong password is answered with 401, which the browser reports.
      if (message.type() === 'error' && !message.text().includes('401')) complaints.push(message.text())
    })
    collectScriptErrors(context, complaints)
  })

  afterEach(async () => {
    expect(complaints).toEqual([])
    await context.close()
  })

  test('a provider among the others is found by its name, is the first the next time, and says that it is busy', async () => {
    await page.goto(`${site.url}/login`)
    await page.getByText('More sign-in methods').click()
    await page.getByLabel('Find a provider').fill('societe p3')
    expect(await page.getByRole('link', { name: /Société P3/ }).count()).toBe(9)
    expect(await page.getByRole('link', { name: 'Sign in with Société P12', exact: true }).count()).toBe(0)
    await page.getByLabel('Find a provider').fill('nothing like that')
    await page.getByText('No provider has this name.').waitFor()
    await page.getByLabel('Find a provider').fill('P37')
    await page.getByRole('link', { name: 'Sign in with Société P37', exact: true }).click()
    await page.waitForURL(`${site.url}/account`)

    await page.goto(`${site.url}/login?prompt=login`)
    const [first] = await page.getByRole('link', { name: /^Sign in with/ }).all()
    expect(await first?.getAttribute('aria-describedby')).toBe('last-used')
    const press =
      "const link = document.querySelector('a.button-brand'); link.click(); link.getAttribute('aria-busy')"
    expect(await page.evaluate(press)).toBe('true')
  })

  test('the box for a shared computer also counts for the providers', async () => {
    await page.goto(`${site.url}/login`)
    await page.getByRole('checkbox', { name: 'This is a shared computer' }).check()
    await page.getByRole('link', { name: 'Sign in with Google', exact: true }).click()
    await page.waitForURL(`${site.url}/account`)
    const cookies = await context.cookies()
    expect(cookies.find(({ name }) => name === 'portcullis')?.expires).toBe(-1)
  })

  test('a password can be shown, and is hidden again before it is sent', async () => {
    await page.goto(`${site.url}/login`)
    const field = page.locator('#current-password')
    await field.fill('not the right one')
    const button = page.getByRole('button', { name: 'Show password' })
    await button.click()
    expect([await field.getAttribute('type'), await button.getAttribute('aria-pressed')]).toEqual([
      'text',
      'true',
    ])
    await button.click()
    expect(await field.getAttribute('type')).toBe('password')
    await button.click()
    await page.getByLabel('User name or email').fill('ada')
    const send =
      "document.getElementById('password-form').requestSubmit(); document.getElementById('current-password').type"
    expect(await page.evaluate(send)).toBe('password')
  })

  test.each([
    ['light', 1280, 'en'],
    ['dark', 360, 'fr'],
    ['light', 360, 'de'],
  ] as const)('no page is wider than the window (%s, %d pixels, %s)', async (colorScheme, width, locale) => {
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize({ width, height: 800 })
    await page.setExtraHTTPHeaders({ 'accept-language': locale })
    const look = async (name: string) => {
      const overflow = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth')
      expect([name, Number(overflow) <= 0]).toEqual([name, true])
      await keepPicture(page, `login-${name}-${colorScheme}-${width}`)
    }
    await page.goto(`${site.url}/login?next=/admin`)
    await look('fresh')
    await page.locator('summary').click()
    await look('unfolded')
    await page.locator('#username').fill(`ada-${width}-${colorScheme}`)
    await page.locator('#current-password').fill('wrong')
    await page.keyboard.press('Enter')
    await page.getByRole('alert').waitFor()
    await look('wrong')
    await page.goto(`${site.url}/login/long`)
    await page.waitForURL(`${site.url}/account`)
    const justNow = { en: 'just now', fr: 'à l’instant', de: 'gerade eben' }[locale]
    const [time] = await page.locator('time').all()
    expect(await time?.textContent()).toBe(justNow)
    expect(await time?.getAttribute('title')).toMatch(/\d{4}/)
    await look('account')
    await page.locator('summary').click()
    await page.locator('#find-provider').fill('p38')
    expect(await page.locator('#more-providers button:visible').count()).toBe(1)
    await look('account-unfolded')
    await page.goto(`${site.url}/login`)
    await look('signed-in')
    await page.goto(`${site.url}/login?prompt=login`)
    await look('again')
  })
})
