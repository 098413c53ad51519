import type { Browser, BrowserContext, Page } from 'playwright-core'
import { linkIn } from '../support/email-login.js'
import { collectScriptErrors } from '../support/script-errors.js'
import { useSite } from '../support/use-site.js'
import { openChromium } from './chromium.js'
import { keepPicture } from './picture.js'

describe('signing in by email in a real browser', () => {
  let browser: Browser
  let context: BrowserContext
  let page: Page
  const complaints: string[] = []

  const { site, office } = useSite({ database: 'sqlite', mail: true, env: { EMAIL_LOGIN: 'true' } })

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
      if (message.type() === 'error' && !/status of 400/.test(message.text())) complaints.push(message.text())
    })
    collectScriptErrors(context, complaints)
  })

  afterEach(async () => {
    await context.close()
    expect(complaints).toEqual([])
  })

  async function request(address: string): Promise<void> {
    await page.goto(`${site.url}/login`)
    await page.getByRole('link', { name: 'Continue with email' }).click()
    await keepPicture(page, 'email-login')
    await page.getByLabel('Email address').fill(address)
    await page.keyboard.press('Enter')
    await page.getByText(`We sent a code to ${address}`).waitFor()
    await keepPicture(page, 'email-login-code')
  }

  test('a person types the address and the code', async () => {
    await request('typed@example.com')
    await page.getByLabel('Code').fill('aaaa 2222')
    await page.keyboard.press('Enter')
    await page.getByText('4 tries left').waitFor()
    const code = await office.codeFor('typed@example.com')
    await page.getByLabel('Code').fill(code.toLowerCase().replace('-', ' '))
    await page.keyboard.press('Enter')
    await page.waitForURL(`${site.url}/account`)
    await page.getByText('typed@example.com').first().waitFor()
  })

  test('a person opens the link in another tab and presses the button', async () => {
    await request('opened@example.com')
    const tab = await context.newPage()
    await tab.goto(linkIn(await office.mailTo('opened@example.com')))
    await keepPicture(tab, 'email-login-link')
    await tab.getByRole('button', { name: 'Sign in' }).click()
    await tab.waitForURL(`${site.url}/account`)
  })

  test('another browser is signed in only after the code', async () => {
    await request('roaming@example.com')
    const other = await browser.newContext({ viewport: { width: 360, height: 740 }, colorScheme: 'dark' })
    const phone = await other.newPage()
    phone.setDefaultTimeout(5000)
    await phone.goto(linkIn(await office.mailTo('roaming@example.com')))
    await phone.getByText('started in another browser').waitFor()
    await keepPicture(phone, 'email-login-other')
    const overflow = await phone.evaluate('document.documentElement.scrollWidth - innerWidth')
    expect(overflow).toBeLessThanOrEqual(0)
    await phone.getByLabel('Code').fill(await office.codeFor('roaming@example.com'))
    await phone.getByRole('button', { name: 'Sign in' }).click()
    await phone.waitForURL(`${site.url}/account`)
    await other.close()
  })
})
