import { type Op, type Provider, startProvider } from '../support/provider/index.js'
import { HostsBrowser } from './hosts-browser.js'
import { configurationsIn } from './nginx.js'
import { startTwoHosts, type TwoHosts } from './two-hosts.js'

const DAY = 86_400_000

describe('an application behind nginx, with SESSION_STORE=cookie', () => {
  let provider: Provider
  let op: Op
  let hosts: TwoHosts
  let ahead = 0

  beforeAll(async () => {
    provider = await startProvider()
    op = provider.alias('acme')
    const { 'added to portcullis/identity.conf': identity = '' } = configurationsIn('forward-auth.md')
    const now = () => new Date(Date.now() + ahead)
    hosts = await startTwoHosts(op, { env: { SESSION_STORE: 'cookie' }, identity, now })
  })

  afterAll(async () => {
    await hosts.close()
    await provider.close()
  })

  test('a user of the application stays signed in past the idle limit, because each use brings a new cookie', async () => {
    const browser = new HostsBrowser()
    await browser.logIn(await browser.open(`${hosts.app}/`), 'acme')
    const first = browser.cookieHeader(new URL(hosts.app))
    for (const days of [10, 20, 30]) {
      ahead = days * DAY
      expect([days, (await browser.ask(`${hosts.app}/page`)).status]).toEqual([days, 200])
    }
    const late = new HostsBrowser()
    const { status } = await late.ask(`${hosts.app}/page`, { headers: { cookie: first } })
    expect(status).toBe(303)
  })
})
