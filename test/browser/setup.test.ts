import type { Browser, Page } from 'playwright-core'
import { type Op, type Provider, startProvider } from '../support/provider/index.js'
import type { Site } from '../support/site.js'
import { useSites } from '../support/use-site.js'
import { openChromium } from './chromium.js'
import { keepPicture } from './picture.js'

const startSite = useSites()

describe('the first start in production, with a real browser without JavaScript', () => {
  let browser: Browser
  let provider: Provider
  let acme: Op
  let site: Site
  let page: Page

  beforeAll(async () => {
    browser = await openChromium()
    provider = await startProvider()
    acme = provider.alias('acme')
    acme.person({ sub: 'ada', email: 'ada@acme.example', email_verified: true, name: 'Ada Lovelace' })
    const env = { ALLOW_INSECURE_ISSUERS: 'true', PASSWORD_LOGIN: 'false' }
    site = await startSite({ database: 'sqlite', production: true, env })
    page = await (await browser.newContext({ reducedMotion: 'reduce', javaScriptEnabled: false })).newPage()
    page.setDefaultTimeout(5000)
  })

  afterAll(async () => {
    await browser.close()
    await site.close()
    await provider.close()
  })

  const press = (name: string) => page.getByRole('button', { name, exact: true }).click()
  const follow = (name: string) => page.getByRole('link', { name, exact: true }).click()
  const write = (name: string, text: string) => page.getByRole('textbox', { name, exact: true }).fill(text)

  test('the link makes the administrator, who adds, tests, enables and connects a provider, and signs in with it', async () => {
    await page.goto(site.url)
    expect(await page.content()).toContain('This site is not set up yet.')
    await page.goto(site.setupUrl ?? '')
    expect(page.url()).toBe(`${site.url}/setup`)
    await keepPicture(page, 'setup')
    await write('User name', 'ada')
    await press('Create administrator')
    expect(page.url()).toBe(`${site.url}/admin/providers/new`)
    await page.goto(`${site.url}/admin`)
    await keepPicture(page, 'setup-steps')
    await follow('Add a provider')
    await write('Issuer URL', acme.issuer)
    await press('Continue')
    await write('Name', 'acme')
    await write('Label', 'Acme')
    await write('Client ID', acme.clientId)
    await write('Client secret', acme.clientSecret)
    await press('Save')
    await page.goto(`${site.url}/admin`)
    await follow('Test it')
    await press('Test sign-in')
    await page.getByText('The test sign-in passed.').waitFor()
    await press('Enable version 1')
    await page.getByText('Enabled. It appears').waitFor()
    await follow('Connect it to your account')
    await press('Connect Acme')
    await page.waitForURL(`${site.url}/account`)
    await page.goto(`${site.url}/admin`)
    expect(await page.getByRole('heading', { name: 'Set up sign-in' }).count()).toBe(0)
    await page.goto(`${site.url}/account`)
    await press('Sign out')

    await page.goto(`${site.url}/admin`)
    expect(page.url()).toBe(`${site.url}/login?next=%2Fadmin`)
    await follow('Sign in with Acme')
    await page.waitForURL(`${site.url}/admin`)
    await page.goto(site.setupUrl ?? '')
    expect(await page.content()).toContain('This setup link no longer works')
  }, 60_000)
})
