import type { Browser, Page } from 'playwright-core'
import { administered } from '../support/administrator.js'
import { type Certified, startCertified } from '../support/certified/certified.js'
import { type Op, type Provider, startProvider } from '../support/provider/index.js'
import { type Site, startSite } from '../support/site.js'
import { openChromium } from './chromium.js'
import { keepPicture } from './picture.js'

describe('an administrator with a real browser', () => {
  let browser: Browser
  let provider: Provider
  let certified: Certified
  let acme: Op
  let site: Site
  let page: Page
  const complaints: string[] = []

  beforeAll(async () => {
    browser = await openChromium()
    provider = await startProvider()
    const staff = provider.alias('staff')
    acme = provider.alias('acme')
    staff.person({ sub: 'rita', email: 'rita@staff.example', email_verified: true, name: 'Rita Root' })
    acme.person({ sub: 'ann', email: 'ann@acme.example', email_verified: true, name: 'Ann Acme' })
    site = await startSite(administered(staff, { database: 'sqlite' }))
    certified = await startCertified(`${site.url}/complete/certified`)
    page = await (await browser.newContext({ viewport: { width: 1200, height: 800 } })).newPage()
    page.setDefaultTimeout(5000)
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text())
    })
    await page.goto(`${site.url}/login/staff`)
    await page.waitForURL(`${site.url}/account`)
  })

  afterAll(async () => {
    await browser.close()
    await site.close()
    await certified.close()
    await provider.close()
  })

  const press = (name: string) => page.getByRole('button', { name, exact: true }).click()
  const write = (name: string, text: string) => page.getByRole('textbox', { name, exact: true }).fill(text)

  /** From the account page to the form of a provider, as somebody finds the way who reads only the pages. */
  async function lookUp(issuer: string): Promise<void> {
    await page.goto(`${site.url}/account`)
    await page.getByRole('link', { name: 'Administration of this site' }).click()
    await page.getByRole('link', { name: 'Providers', exact: true }).click()
    await page.getByRole('link', { name: 'Add a provider' }).click()
    await keepPicture(page, 'provider-new')
    await write('Issuer', issuer)
    await press('Look it up')
  }

  async function signsIn(label: string, name: string): Promise<void> {
    const context = await browser.newContext()
    const other = await context.newPage()
    other.setDefaultTimeout(5000)
    await other.goto(`${site.url}/login`)
    await other.getByRole('link', { name: `Log in with ${label}` }).click()
    await other.waitForURL(`${site.url}/account`)
    expect(await other.content()).toContain(name)
    await context.close()
  }

  test('adds a provider by pasting its issuer, tests it, puts it into use, and somebody else signs in', async () => {
    await lookUp(`${acme.issuer}/.well-known/openid-configuration`)
    expect(await page.getByLabel('Callback address').first().inputValue()).toBe(`${site.url}/complete/acme`)
    await write('Name', 'acme-id')
    expect(await page.getByLabel('Callback address').first().inputValue()).toBe(
      `${site.url}/complete/acme-id`,
    )
    await write('Label', 'Acme ID')
    await write('Client ID', acme.clientId)
    await write('Client secret', 'a wrong one')
    await keepPicture(page, 'provider-form')
    await press('Save')
    await press('Test sign-in')
    await page.waitForURL(/notice=provider-failed/)
    expect(await page.content()).toContain('Copy client ID and client secret from the provider once more')
    await keepPicture(page, 'provider-failed')
    await page.getByRole('link', { name: 'Change', exact: true }).click()
    await write('Client secret', acme.clientSecret)
    await press('Save as a new version')
    await press('Test sign-in')
    await page.waitForURL(/notice=provider-passed/)
    expect(await page.content()).toContain('ann@acme.example')
    await keepPicture(page, 'provider-passed')
    await press('Put version 2 into use')
    await page.waitForURL(/notice=provider-enabled/)
    await signsIn('Acme ID', 'Ann Acme')
    expect(complaints).toEqual([])
  })

  test('adds a certified provider that nobody here wrote', async () => {
    await lookUp(certified.issuer)
    await write('Name', 'certified')
    await write('Client ID', 'portcullis')
    await write('Client secret', certified.clientSecret)
    await page.getByText('More settings').click()
    await write('Other fields', '{"authorizationParams": {"login_hint": "casey"}}')
    await press('Save')
    await press('Test sign-in')
    await page.waitForURL(/notice=provider-passed/)
    await press('Put version 1 into use')
    await page.waitForURL(/notice=provider-enabled/)
    await signsIn('Certified', 'Certified casey')
    expect(complaints).toEqual([])
  })

  test.each([
    ['light', 1200],
    ['dark', 360],
  ] as const)('no page is wider than the window (%s, %d pixels)', async (colorScheme, width) => {
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize({ width, height: 900 })
    for (const path of ['', '/new', '/acme-id', '/acme-id/edit']) {
      await page.goto(`${site.url}/admin/providers${path}`)
      const overflow = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth')
      expect(overflow).toBeLessThanOrEqual(0)
      await keepPicture(page, `providers${path.replaceAll('/', '-')}-${colorScheme}-${width}`)
    }
  })
})
