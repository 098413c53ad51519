import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { requestBackend } from '../../src/exports/backends.js'
import { freePort } from '../support/free-port.js'
import { useSite } from '../support/use-site.js'
import { openChromium } from './chromium.js'
import { keepPicture } from './picture.js'

const intranet = requestBackend({
  label: 'Intranet',
  headers: ['x-webauth-user'],
  identify: ({ headers }) => {
    const subject = headers.get('x-webauth-user')
    return subject === null ? null : { subject, username: subject }
  },
})

describe('a request backend in a real browser', () => {
  let browser: Browser
  let context: BrowserContext
  let page: Page
  const complaints: string[] = []
  let otherPort = 0
  const elsewhere = createServer((request, response) => {
    response.setHeader('content-type', 'text/html')
    const link = new URL(request.url ?? '/', 'http://elsewhere').searchParams.get('to') ?? '/'
    response.end(`<title>Elsewhere</title><link rel="icon" href="data:,"><a href="${link}">Click here</a>`)
  })

  beforeAll(async () => {
    otherPort = await freePort()
    await new Promise<void>((resolve) => elsewhere.listen(otherPort, '127.0.0.1', resolve))
    browser = await openChromium()
  })
  const { site } = useSite({
    database: 'sqlite',
    env: () => ({ TRUST_PROXY: '127.0.0.1', ALLOWED_REDIRECT_ORIGINS: `http://127.0.0.1:${otherPort}` }),
    backends: () => ({ intranet: intranet.fields }),
  })
  afterAll(async () => {
    await browser.close()
    elsewhere.close()
  })
  beforeEach(async () => {
    // The headers that the proxy would add to each request.
    context = await browser.newContext({
      reducedMotion: 'reduce',
      extraHTTPHeaders: { 'x-webauth-user': 'ada' },
    })
    page = await context.newPage()
    page.setDefaultTimeout(5000)
    complaints.length = 0
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text())
    })
  })
  afterEach(async () => {
    await context.close()
  })

  test('a link on another site shows a button, which signs in and leads to an allowed origin', async () => {
    const { port } = elsewhere.address() as AddressInfo
    const wanted = `http://127.0.0.1:${port}/wanted`
    const start = `${site.url}/login/intranet?next=${encodeURIComponent(wanted)}`
    await page.goto(`http://127.0.0.1:${port}/?to=${encodeURIComponent(start)}`)
    await page.getByRole('link', { name: 'Click here' }).click()
    const button = page.getByRole('button', { name: 'Continue with Intranet' })
    await button.waitFor()
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Sign in')
    await keepPicture(page, 'request-backend')
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.setViewportSize({ width: 360, height: 640 })
    await keepPicture(page, 'request-backend-dark')
    await button.click()
    await page.waitForURL(wanted)
    expect(complaints).toEqual([])
    await page.goto(`${site.url}/account`)
    expect(await page.getByText('ada').count()).toBeGreaterThan(0)
  })

  test('the button of the login page signs in', async () => {
    await page.goto(`${site.url}/login`)
    await keepPicture(page, 'request-backend-login')
    await page.getByRole('button', { name: 'Continue with Intranet' }).click()
    await page.waitForURL(`${site.url}/account`)
    expect(complaints).toEqual([])
  })
})
