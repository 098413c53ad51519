import type { Browser, Page } from 'playwright-core'
import { administered } from '../support/administrator.js'
import { type Certified, startCertified } from '../support/certified/certified.js'
import { type Op, type Provider, startProvider } from '../support/provider/index.js'
import { type Site } from '../support/site.js'
import { useSites } from '../support/use-site.js'
import { collectScriptErrors } from '../support/script-errors.js'
import { openChromium } from './chromium.js'
import { keepPicture } from './picture.js'

const startSite = useSites()

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
    // Nothing listens there, so the page of the webhooks has something to show.
    const env = {
      WEBHOOK_URL: 'http://127.0.0.1:9/a/receiver/with/a/path/that/is/longer/than/a/phone/is/wide',
      WEBHOOK_SECRET: `whsec_${Buffer.alloc(32).toString('base64')}`,
    }
    site = await startSite(administered(staff, { database: 'sqlite', env }))
    certified = await startCertified(`${site.url}/complete/certified`)
    page = await (
      await browser.newContext({ reducedMotion: 'reduce', viewport: { width: 1200, height: 800 } })
    ).newPage()
    page.setDefaultTimeout(5000)
    collectScriptErrors(page.context(), complaints)
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
    await page.getByRole('link', { name: 'Administration' }).click()
    await page.getByRole('link', { name: 'Providers', exact: true }).click()
    await page.getByRole('link', { name: 'Add a provider' }).click()
    await keepPicture(page, 'provider-new')
    await page.getByLabel('Find a provider').fill('entra')
    expect(await page.locator('#presets button:visible').allInnerTexts()).toEqual([
      'Microsoft Entra ID, one tenant',
      'Microsoft Entra ID, several tenants',
    ])
    await page.getByLabel('Find a provider').fill('')
    await write('Issuer URL', issuer)
    await press('Continue')
  }

  async function signsIn(label: string, name: string): Promise<void> {
    const context = await browser.newContext({ reducedMotion: 'reduce' })
    const other = await context.newPage()
    other.setDefaultTimeout(5000)
    await other.goto(`${site.url}/login`)
    await other.getByRole('link', { name: `Sign in with ${label}` }).click()
    await other.waitForURL(`${site.url}/account`)
    expect(await other.content()).toContain(name)
    await context.close()
  }

  test('adds a provider by pasting its issuer, tests it, enables it, and another user signs in', async () => {
    await lookUp(`${acme.issuer}/.well-known/openid-configuration`)
    expect(await page.getByLabel('Redirect URI').first().inputValue()).toBe(`${site.url}/complete/acme`)
    await write('Name', 'acme-id')
    expect(await page.getByLabel('Redirect URI').first().inputValue()).toBe(`${site.url}/complete/acme-id`)
    await write('Label', 'Acme ID')
    await write('Client ID', acme.clientId)
    await write('Client secret', 'a wrong one')
    await keepPicture(page, 'provider-form')
    await press('Save')
    await press('Test sign-in')
    await page.getByText('The test sign-in failed.').waitFor()
    expect(await page.content()).toContain('Copy the client ID and client secret from the provider again')
    await keepPicture(page, 'provider-failed')
    await page.getByRole('link', { name: 'Edit', exact: true }).click()
    await write('Client secret', acme.clientSecret)
    await press('Save as a new version')
    await press('Test sign-in')
    await page.getByText('The test sign-in passed.').waitFor()
    expect(await page.content()).toContain('ann@acme.example')
    await keepPicture(page, 'provider-passed')
    await press('Enable version 2')
    await page.getByText('Enabled. It appears').waitFor()
    await signsIn('Acme ID', 'Ann Acme')
    expect(complaints).toEqual([])
  })

  test('adds a certified provider that was not written for this project', async () => {
    await lookUp(certified.issuer)
    await write('Name', 'certified')
    await write('Client ID', 'portcullis')
    await write('Client secret', certified.clientSecret)
    await page.getByText('More settings').click()
    await write('Other fields', '{"authorizationParams": {"login_hint": "casey"}}')
    await press('Save')
    await press('Test sign-in')
    await page.getByText('The test sign-in passed.').waitFor()
    await press('Enable version 1')
    await page.getByText('Enabled. It appears').waitFor()
    await signsIn('Certified', 'Certified casey')
    expect(complaints).toEqual([])
  })

  test('finds a user and disables them, whose page is signed out at the next click, and enables them again', async () => {
    acme.person({ sub: 'vic', email: 'vic@acme.example', name: 'Vic Tim', preferred_username: 'vic' })
    const context = await browser.newContext({ reducedMotion: 'reduce' })
    const theirs = await context.newPage()
    theirs.setDefaultTimeout(5000)
    await theirs.goto(`${site.url}/login/acme-id`)
    await theirs.waitForURL(`${site.url}/account`)

    await page.goto(`${site.url}/admin`)
    await page.getByRole('link', { name: 'Users', exact: true }).click()
    await page.getByRole('searchbox', { name: 'Name, user name or email address' }).fill('vic t')
    await press('Search')
    await page.getByRole('link', { name: 'vic', exact: true }).click()
    const session = { where: { backend: 'staff' } }
    await site.rows.session.updateMany({
      ...session,
      data: { authenticatedAt: new Date(Date.now() - 11 * 60_000) },
    })
    await page.getByRole('link', { name: 'Disable and sign out everywhere' }).click()
    await page.getByRole('heading', { name: 'Disable vic?' }).waitFor()
    await theirs.reload()
    expect(theirs.url()).toBe(`${site.url}/account`)
    await page.getByRole('link', { name: 'Sign in again' }).click()
    await page.getByRole('link', { name: 'Sign in with Staff' }).click()
    await press('Disable and sign out everywhere')
    expect(await page.getByRole('status').textContent()).toBe(
      'The user is disabled and signed out everywhere.',
    )
    await keepPicture(page, 'user-disabled')

    await theirs.getByRole('link', { name: 'Your account' }).click()
    expect(new URL(theirs.url()).pathname).toBe('/login')
    await theirs.getByRole('link', { name: 'Sign in with Acme ID' }).click()
    await theirs.getByRole('heading', { name: 'Your account is disabled' }).waitFor()
    expect(await theirs.getByRole('main').textContent()).toContain('user_disabled')
    await keepPicture(theirs, 'user-disabled-error')

    await press('Undo')
    expect(await page.getByRole('status').textContent()).toBe('The user can sign in again.')
    await theirs.goto(`${site.url}/login/acme-id`)
    await theirs.waitForURL(`${site.url}/account`)
    await context.close()
    expect(complaints).toEqual([])
  })

  test.each(['light', 'dark'] as const)(
    'no page of lists is wider than a phone, in %s colors',
    async (colorScheme) => {
      const before = page.viewportSize()
      await page.emulateMedia({ colorScheme })
      for (const width of [320, 360, 1280]) {
        await page.setViewportSize({ width, height: 800 })
        for (const path of ['', '/users', '/sign-ins', '/events']) {
          await page.goto(`${site.url}/admin${path}`)
          const tooWide = await page.evaluate(
            'document.documentElement.scrollWidth - document.documentElement.clientWidth',
          )
          expect([path, width, tooWide]).toEqual([path, width, 0])
          await keepPicture(page, `admin${path.replace('/', '-')}-${colorScheme}-${width}`)
        }
      }
      await page.emulateMedia({ colorScheme: null })
      if (before !== null) await page.setViewportSize(before)
    },
  )

  test('finds a sign-in that failed by the reference on its error page, and reads there what was wrong', async () => {
    const context = await browser.newContext({ reducedMotion: 'reduce' })
    const theirs = await context.newPage()
    theirs.setDefaultTimeout(5000)
    acme.misbehave({ idTokenClaims: (claims: object) => ({ ...claims, aud: 'somebody-else' }) })
    await theirs.goto(`${site.url}/login/acme-id`)
    const shown = await theirs.getByRole('main').textContent()
    expect(shown).not.toContain('trace')
    const reference = /[2-9A-HJKMNP-TV-Z]{8}/.exec(shown ?? '')?.[0] ?? ''

    await page.goto(`${site.url}/admin`)
    await page.getByRole('link', { name: 'Sign-ins', exact: true }).click()
    await write('Reference from the error page', reference.toLowerCase().replace('-', ' '))
    await press('Find')
    await page.getByRole('heading', { name: `Sign-in ${reference}` }).waitFor()
    expect(await page.getByRole('main').textContent()).toMatch(
      /Refused: identity_rejected[^]*aud[^]*What to do/,
    )
    await keepPicture(page, 'trace')

    // The administrator who has the same trouble needs no search.
    await page.goto(`${site.url}/login/acme-id`)
    await keepPicture(page, 'error-of-administrator')
    await page.getByRole('link', { name: 'see the trace of this sign-in' }).click()
    await page.getByRole('heading', { name: 'Refused: identity_rejected' }).waitFor()
    acme.reset()
    await context.close()
    expect(complaints.splice(0)).toEqual([expect.stringContaining('400')])
  })

  test.each([
    ['light', 1200],
    ['dark', 360],
  ] as const)('no page is wider than the window (%s, %d pixels)', async (colorScheme, width) => {
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize({ width, height: 900 })
    const { id } = await site.rows.user.findUniqueOrThrow({ where: { username: 'vic' } })
    const { reference } = await site.rows.event.findFirstOrThrow({ where: { code: 'identity_rejected' } })
    for (const path of [
      '/providers',
      '/providers/new',
      '/providers/acme-id',
      '/providers/acme-id/edit',
      '',
      '/users',
      `/users/${id}`,
      '/sign-ins',
      `/sign-ins/${reference ?? ''}`,
      '/events',
      '/webhooks',
    ]) {
      await page.goto(`${site.url}/admin${path}`)
      const overflow = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth')
      expect(overflow).toBeLessThanOrEqual(0)
      const name = path
        .replaceAll('/', '-')
        .replace(`-${id}`, '-one')
        .replace(`-${reference ?? ''}`, '-one')
      await keepPicture(page, `admin${name}-${colorScheme}-${width}`)
    }
  })
})
