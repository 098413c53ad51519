import type { Browser, BrowserContext, Page } from 'playwright-core'
import { type AskingSite, startAskingSite } from '../support/pauses.js'
import type { PostOffice } from '../support/smtp-server.js'
import type { Op } from '../support/provider/index.js'
import { backendAt, type Site } from '../support/site.js'
import { collectScriptErrors } from '../support/script-errors.js'
import { openChromium } from './chromium.js'
import { keepPicture } from './picture.js'

describe('a sign-in that asks, in a real browser', () => {
  let browser: Browser
  let asking: AskingSite
  let op: Op
  let office: PostOffice
  let site: Site
  let context: BrowserContext
  let page: Page
  const complaints: string[] = []

  beforeAll(async () => {
    browser = await openChromium()
    asking = await startAskingSite('sqlite', {
      env: { TERMS_URL: 'https://example.com/terms', TERMS_VERSION: '2026-11' },
      backends: (at) => ({
        acme: backendAt(at, { requireEmail: true, requireVerifiedEmail: true, icon: 'gitlab' }),
      }),
    })
    ;({ op, office, site } = asking)
  })

  afterAll(async () => {
    await browser.close()
    await asking.close()
  })

  beforeEach(async () => {
    await asking.fresh()
    complaints.length = 0
    context = await browser.newContext({ reducedMotion: 'reduce', viewport: { width: 1200, height: 800 } })
    collectScriptErrors(context, complaints)
    page = await open(context)
  })

  afterEach(async () => {
    await context.close()
  })

  async function open(where: BrowserContext): Promise<Page> {
    const opened = await where.newPage()
    opened.setDefaultTimeout(5000)
    opened.on('console', (message) => {
      // A wrong code is answered with 400, and the browser notes that.
      if (message.type() === 'error' && !/status of 400/.test(message.text())) complaints.push(message.text())
    })
    return opened
  }

  async function look(at: Page, name: string): Promise<void> {
    const overflow = await at.evaluate('document.documentElement.scrollWidth - window.innerWidth')
    expect([name, Number(overflow) <= 0]).toEqual([name, true])
    await keepPicture(at, `continue-${name}`)
  }

  async function signInAndType(sub: string, email: string): Promise<void> {
    op.person({ sub, name: `Name of ${sub}` })
    await page.goto(`${site.url}/login`)
    await page.getByRole('link', { name: /Acme/ }).click()
    await page.getByRole('heading', { name: 'Your email address' }).waitFor()
    await look(page, 'email')
    await page.keyboard.type(email)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Check your email' }).waitFor()
  }

  test('by the keyboard alone: an address, a wrong code, the right one, the terms, and in', async () => {
    await signInAndType('typist', 'typist@example.com')
    await page.keyboard.type('wrong-one')
    await page.keyboard.press('Enter')
    expect(await page.getByRole('alert').textContent()).toContain('4 tries left')
    await look(page, 'code-wrong')
    await page.keyboard.type(await office.codeFor('typist@example.com'))
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Terms of use' }).waitFor()
    await look(page, 'terms')
    await page.getByRole('button', { name: 'I accept the terms' }).press('Enter')
    await page.waitForURL(`${site.url}/account`)
    expect(await page.content()).toContain('typist@example.com')
    expect(complaints).toEqual([])
  })

  test('the link of the email, opened on a phone, shows the code for the browser that waits', async () => {
    await signInAndType('roamer', 'roamer@example.com')
    const { text } = await office.mailTo('roamer@example.com')
    const link = /http\S+\/continue\/mail\/\S+/.exec(text)?.[0] ?? ''
    const code = await office.codeFor('roamer@example.com')
    const phone = await browser.newContext({
      reducedMotion: 'reduce',
      viewport: { width: 360, height: 740 },
      colorScheme: 'dark',
    })
    collectScriptErrors(phone, complaints)
    try {
      const there = await open(phone)
      await there.goto(link)
      await there.getByRole('heading', { name: 'Was this you?' }).waitFor()
      expect(await there.content()).toContain('Name of roamer')
      await there.getByText(code).waitFor()
      await look(there, 'mail-elsewhere')
    } finally {
      await phone.close()
    }
    await page.keyboard.type(code)
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'I accept the terms' }).click()
    await page.waitForURL(`${site.url}/account`)
    expect(complaints).toEqual([])
  })
})
