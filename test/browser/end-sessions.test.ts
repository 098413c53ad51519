import type { Browser, BrowserContext, Page } from 'playwright-core'
import { openChromium } from './chromium.js'
import { keepPicture } from './picture.js'
import { useSite } from '../support/use-site.js'

const WINDOWS = [
  ['light', 1200],
  ['dark', 1200],
  ['light', 360],
  ['dark', 360],
] as const

describe('ending sessions in a real browser', () => {
  let browser: Browser
  const contexts: BrowserContext[] = []

  const { site, op } = useSite({ database: 'sqlite' })

  beforeAll(async () => {
    browser = await openChromium()
  })

  afterAll(async () => {
    await browser.close()
  })

  afterEach(async () => {
    await Promise.all(contexts.splice(0).map((context) => context.close()))
  })

  async function signedIn(userAgent?: string): Promise<Page> {
    const context = await browser.newContext({
      reducedMotion: 'reduce',
      ...(userAgent === undefined ? {} : { userAgent }),
    })
    contexts.push(context)
    const page = await context.newPage()
    page.setDefaultTimeout(5000)
    await page.goto(`${site.url}/login/acme`)
    await page.waitForURL(`${site.url}/account`)
    return page
  }

  test('S119: one session, then all others, then all are ended by buttons, and each page confirms it', async () => {
    op.person({ sub: 'ends', name: 'Ann Enders' })
    const here = await signedIn()
    const phone = await signedIn(
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Safari/604.1',
    )
    await signedIn('Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0')
    await here.reload()
    await here.getByRole('button', { name: 'Sign out Safari on iPhone' }).click()
    expect(await here.getByRole('status').textContent()).toBe('That session was signed out.')
    expect(await here.getByRole('button', { name: 'Sign out Safari on iPhone' }).count()).toBe(0)
    await phone.reload()
    expect(phone.url()).toContain('/login')
    await here.getByRole('button', { name: 'Sign out all other sessions' }).click()
    expect(await here.getByRole('status').textContent()).toBe('You’re signed out on all other devices.')
    await here.getByRole('button', { name: 'Sign out everywhere, including here' }).focus()
    await here.keyboard.press('Enter')
    await here.getByRole('heading', { name: 'Sign out everywhere?' }).waitFor()
    await here.getByRole('button', { name: 'Sign out everywhere, including here' }).focus()
    await here.keyboard.press('Enter')
    await here.waitForURL(/\/login/)
    expect(await here.getByRole('status').textContent()).toBe('You’re signed out on all devices.')
  })

  test('the list of sessions fits the window, in both schemes and on both widths', async () => {
    op.person({ sub: 'list', name: 'Lisa Lister' })
    const phone = await signedIn(
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Safari/604.1',
    )
    await signedIn('curl/8.5.0')
    const page = await signedIn()
    const asked = await phone.request.get(`${site.url}/api/sessions`)
    const ids = [...(await asked.text()).matchAll(/"id":"([\w-]+)"/g)].map(([, id = '']) => id)
    for (const [index, change] of [
      { kind: 'device', label: 'The Television In Our Living Room With A Very Long Name' },
      { kind: 'bearer' },
    ].entries()) {
      await site.rows.session.update({ where: { id: ids[index + 1] ?? '' }, data: change })
    }
    for (const [name, path] of [
      ['sessions', '/account?notice=session-ended'],
      ['login-again', '/login?notice=all-ended'],
    ] as const) {
      await page.goto(`${site.url}${path}`)
      for (const [colorScheme, width] of WINDOWS) {
        await page.emulateMedia({ colorScheme })
        await page.setViewportSize({ width, height: 900 })
        const overflow = Number(
          await page.evaluate('document.documentElement.scrollWidth - window.innerWidth'),
        )
        expect({ name, colorScheme, width, isTooWide: overflow > 0 }).toMatchObject({ isTooWide: false })
        await keepPicture(page, `${name}-${colorScheme}-${width}`)
      }
    }
  })
})
