import { type Op, type Provider, startProvider } from '../support/provider/index.js'
import { writesOf } from '../support/proxied.js'
import { type Application, Seen, valuesOf } from './application.js'
import { HostsBrowser } from './hosts-browser.js'
import { startTwoHosts, type TwoHosts } from './two-hosts.js'

const IDENTITY = ['User', 'User-Id', 'Email', 'Name', 'Groups', 'Backend'].map(
  (name) => `X-Auth-Request-${name}`,
)

describe('an application of another host behind nginx, as docs/forward-auth.md has it', () => {
  let provider: Provider
  let op: Op
  let hosts: TwoHosts
  let application: Application
  let app: string
  let login: string

  beforeAll(async () => {
    provider = await startProvider()
    op = provider.alias('acme')
    hosts = await startTwoHosts(op)
    ;({ application, app, login } = hosts)
  })

  afterAll(async () => {
    await hosts.close()
    await provider.close()
  })

  beforeEach(() => {
    op.reset()
    op.person({
      sub: 'nginx',
      preferred_username: 'enn',
      name: 'Enn Ginx',
      email: 'enn@example.test',
      email_verified: true,
      groups: ['staff', 'Größe'],
    })
    application.seen.length = 0
  })

  async function signedIn(): Promise<HostsBrowser> {
    const browser = new HostsBrowser()
    await browser.logIn(await browser.open(`${app}/`), 'acme')
    application.seen.length = 0
    return browser
  }

  async function seenBy(
    browser: HostsBrowser,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Seen> {
    const { status, body } = await browser.ask(`${app}/page`, { headers })
    expect(status).toBe(200)
    return Seen.parse(JSON.parse(body))
  }

  test('a visitor without a session is sent to the login page, and returns to the very page that they wanted', async () => {
    const browser = new HostsBrowser()
    const wanted = `${app}/reports/2026?by=month&of=a%20b`
    const refused = await browser.ask(wanted)
    expect([refused.status, refused.headers['cache-control']]).toEqual([303, 'no-store'])
    const page = await browser.open(wanted)
    expect(page.url).toMatch(`${login}/login?next=`)
    expect(application.seen).toEqual([])
    const back = await browser.logIn(page, 'acme')
    expect([back.status, back.url]).toEqual([200, wanted])
    expect(application.seen.map(({ target }) => target)).toEqual(['/reports/2026?by=month&of=a%20b'])
  })

  test('the application gets the name of the user', async () => {
    const seen = await seenBy(await signedIn())
    const user = await hosts.site().rows.user.findUniqueOrThrow({ where: { username: 'enn' } })
    const told = IDENTITY.map((name) => valuesOf(seen, name))
    expect(told).toEqual([
      ['enn'],
      [user.id],
      ['enn@example.test'],
      ['Enn Ginx'],
      ['staff,Gr%C3%B6%C3%9Fe'],
      ['acme'],
    ])
  })

  const hostOf = (name: string) => app.replace('//app.', `//${name}.`)
  const FORGED = Object.fromEntries(IDENTITY.map((name) => [name, 'forged']))

  test.each([
    ['grafana', '/api/dashboards/home', 'Bearer glsa_abc', '/api/dashboards/home', 'Bearer eyJhb'],
    ['gitea', '/enn/tools.git/info/refs?service=git-upload-pack', 'Basic YTpi', '/enn/tools/settings', ''],
    ['gitea', '/api/v1/repos/search', 'token abc', '/explore/api/v1', ''],
    ['cloud', '/remote.php/dav/files/enn/', 'Basic YTpi', '/apps/files/?remote.php/', ''],
    ['cloud', '/index.php/login/v2/poll', '', '/index.php/login', ''],
  ])(
    '%s, as docs/forward-auth-applications.md has it: %s passes without an identity, and the rest is behind the gate',
    async (host, open, token, gated, noToken) => {
      const site = hostOf(host)
      const browser = await signedIn()
      const seen = async (path: string, headers: Readonly<Record<string, string>>) => {
        const { status, body } = await browser.ask(`${site}${path}`, { headers })
        expect([path, status]).toEqual([path, 200])
        return Seen.parse(JSON.parse(body))
      }
      const cookie = `theme=dark; ${browser.cookieHeader(new URL(site))}`
      const authorization = token === '' ? {} : { authorization: token }
      const program = await seen(open, { ...FORGED, ...authorization, cookie })
      expect(IDENTITY.flatMap((name) => valuesOf(program, name))).toEqual([])
      expect(valuesOf(program, 'Authorization')).toEqual(token === '' ? [] : [token])
      expect(valuesOf(program, 'Cookie').join()).toMatch(/^theme=dark;? ?$/)
      const person = await seen(gated, { ...FORGED, cookie })
      expect(valuesOf(person, 'X-Auth-Request-User')).toEqual(['enn'])
      expect(valuesOf(person, 'X-Auth-Request-Email')).toEqual(['enn@example.test'])
      expect(valuesOf(person, 'Cookie').join()).toMatch(/^theme=dark;? ?$/)

      application.seen.length = 0
      const stranger = new HostsBrowser()
      const headers = { ...FORGED, ...(noToken === '' ? {} : { authorization: noToken }) }
      const refused = await stranger.ask(`${site}${gated}`, { headers })
      expect([refused.status, refused.location?.startsWith(`${login}/login?next=`)]).toEqual([303, true])
      expect(application.seen).toEqual([])
    },
  )

  test('a visitor returns to the page of the application that they wanted', async () => {
    const wanted = `${hostOf('gitea')}/enn/tools/issues?q=a%20b`
    const browser = new HostsBrowser()
    const back = await browser.logIn(await browser.open(wanted), 'acme')
    expect([back.status, back.url]).toEqual([200, wanted])
  })

  test('S194: headers of a client under these names never reach the application', async () => {
    op.person({ sub: 'plain', preferred_username: 'plain' })
    const browser = await signedIn()
    for (const spelling of [
      (name: string) => name,
      (name: string) => name.toLowerCase(),
      (name: string) => name.toUpperCase(),
      (name: string) => name.replaceAll('-', '_'),
      (name: string) => name.replace('-', '_'),
    ]) {
      const forged = Object.fromEntries(IDENTITY.map((name) => [spelling(name), 'forged']))
      const seen = await seenBy(browser, forged)
      expect(valuesOf(seen, 'X-Auth-Request-User')).toEqual(['plain'])
      expect(IDENTITY.flatMap((name) => valuesOf(seen, name))).not.toContain('forged')
      expect(valuesOf(seen, 'X-Auth-Request-Email')).toEqual([])
      expect(valuesOf(seen, 'X-Auth-Request-Groups')).toEqual([])
    }
  })

  test('the application gets the cookies that are its own, and no key to the session', async () => {
    const browser = await signedIn()
    const session = browser.cookieHeader(new URL(app))
    expect(session).toMatch(/portcullis=.*portcullis-browser=|portcullis-browser=.*portcullis=/)
    expect(valuesOf(await seenBy(browser), 'Cookie').join()).not.toMatch(/portcullis/)
    for (const cookie of [`theme=dark; ${session}; lang=de`, `${session}; theme=dark; lang=de`]) {
      const [got = ''] = valuesOf(await seenBy(browser, { cookie }), 'Cookie')
      expect(got).not.toMatch(/portcullis/)
      expect(got.split('; ').filter((each) => each !== '')).toEqual(['theme=dark', 'lang=de'])
    }
  })

  test('F19: no copy of the session reaches the application, however it is written', async () => {
    const browser = await signedIn()
    const session = /portcullis=[^;]+/.exec(browser.cookieHeader(new URL(app)))?.[0] ?? ''
    for (const cookie of [
      `${session}; theme=dark; ${session}`,
      `theme=dark; ${session}; ${session}; ${session}`,
      `theme=dark;${session}`,
      `${session};${session}`,
      `theme=dark;  ${session}; lang=de;\t${session}`,
    ]) {
      const got = valuesOf(await seenBy(browser, { cookie }), 'Cookie').join()
      expect(got).not.toContain(session.slice('portcullis='.length))
    }
    for (const authorization of ['Bearer', 'bearer', 'BEARER'].map((scheme) =>
      session.replace('portcullis=', `${scheme} `),
    )) {
      const seen = await seenBy(new HostsBrowser(), { authorization })
      expect(valuesOf(seen, 'X-Auth-Request-User')).toEqual(['enn'])
      expect(valuesOf(seen, 'Authorization')).toEqual([])
    }
    expect(valuesOf(await seenBy(browser, { authorization: 'Basic YTpi' }), 'Authorization')).toEqual([
      'Basic YTpi',
    ])
  })

  test.each(['h2c', 'TLS/1.0', 'websocket, h2c', 'h2c, websocket', 'websocketx'])(
    'F19: an upgrade to %s is an ordinary request, and no tunnel',
    async (upgrade) => {
      const browser = await signedIn()
      const headers = { upgrade, connection: 'Upgrade, HTTP2-Settings', 'http2-settings': 'AAMAAABk' }
      const { status, body } = await browser.ask(`${app}/page`, { headers })
      expect(status).toBe(200)
      const seen = Seen.parse(JSON.parse(body))
      expect([valuesOf(seen, 'Upgrade'), valuesOf(seen, 'Connection')]).toEqual([[], []])
      // Portcullis itself gets no other upgrade either.
      expect((await browser.ask(`${login}/healthz`, { headers })).status).toBe(200)
    },
  )

  test('a return path of 8000 characters goes through nginx and back', async () => {
    const wanted = `${app}/d/board?q=${'a%20'.repeat(1980)}`
    const browser = new HostsBrowser()
    const back = await browser.logIn(await browser.open(wanted), 'acme')
    expect([back.status, back.url === wanted]).toEqual([200, true])
  })

  test('signing out is felt at the next request', async () => {
    const browser = await signedIn()
    await seenBy(browser)
    const account = await browser.ask(`${login}/account`)
    const _csrf = /name="_csrf" value="([^"]+)"/.exec(account.body)?.[1] ?? ''
    const cookie = browser.cookieHeader(new URL(app))
    expect((await browser.ask(`${login}/logout`, { form: { _csrf } })).status).toBe(303)
    application.seen.length = 0
    expect((await browser.ask(`${app}/page`)).status).toBe(303)
    expect((await new HostsBrowser().ask(`${app}/page`, { headers: { cookie } })).status).toBe(303)
    expect(application.seen).toEqual([])
  })

  test.each([
    '/public/../admin',
    '/public%2f..%2fadmin',
    '//admin',
    '/admin?x=/public',
    '/PUBLIC',
    '/%ZZ',
    '/portcullis-gate',
    '/./portcullis-gate',
    '/%70ortcullis-gate',
    '/forward-auth',
    '/healthz',
    '/?ping',
  ])(
    'S196, S197: no spelling of a URL gives a visitor without a session access to the application: %s',
    async (target) => {
      const stranger = new HostsBrowser()
      const headers = {
        'user-agent': 'kube-probe/1.30',
        'x-forwarded-uri': '/public',
        'x-original-url': '/public',
      }
      const { status } = await stranger.ask(app, { target, headers })
      expect(status).toBeGreaterThanOrEqual(300)
      expect(application.seen).toEqual([])
    },
  )

  test('S202: every method is checked in the same way, and scripts get a 401', async () => {
    const browser = await signedIn()
    const stranger = new HostsBrowser()
    for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS']) {
      expect([method, (await browser.ask(`${app}/page`, { method })).status]).toEqual([method, 200])
      expect([method, (await stranger.ask(`${app}/page`, { method })).status]).toEqual([method, 303])
      const script = await stranger.ask(`${app}/page`, { method, headers: { 'sec-fetch-mode': 'cors' } })
      expect([method, script.status, script.location]).toEqual([method, 401, null])
    }
    expect(application.seen).toHaveLength(6)
  })

  test('S202: a WebSocket is opened for signed-in users only', async () => {
    const headers = {
      'sec-fetch-mode': 'websocket',
      upgrade: 'websocket',
      connection: 'Upgrade',
      'sec-websocket-version': '13',
      'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
    }
    expect((await new HostsBrowser().ask(`${app}/socket`, { headers })).status).toBe(401)
    expect(application.seen).toEqual([])
    expect((await (await signedIn()).ask(`${app}/socket`, { headers })).status).toBe(101)
    expect(application.seen).toHaveLength(1)
  })

  test('a location for one group admits its members, and all others get a 403', async () => {
    expect((await (await signedIn()).ask(`${app}/staff/plans`)).status).toBe(200)
    expect((await new HostsBrowser().ask(`${app}/staff/plans`)).status).toBe(303)
    op.person({ sub: 'guest', preferred_username: 'guest', groups: ['guests'] })
    const guest = await signedIn()
    for (const target of [
      '/staff/plans',
      '//staff/plans',
      '/x/../staff/plans',
      '/%73taff/plans',
      '/staff/?group=staff',
    ]) {
      expect([target, (await guest.ask(app, { target })).status]).toEqual([target, 403])
    }
    expect(application.seen).toEqual([])
    expect((await guest.ask(`${app}/plans`)).status).toBe(200)
  })

  test('R88: two hundred requests at once of one session write nothing', async () => {
    const browser = await signedIn()
    hosts.site().statements.length = 0
    const answers = await Promise.all(Array.from({ length: 200 }, () => browser.ask(`${app}/page`)))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    expect(hosts.site().statements).toHaveLength(400)
    expect(writesOf(hosts.site())).toEqual([])
  })

  test('many groups and a long name fit through nginx', async () => {
    const groups = Array.from({ length: 500 }, (_, index) => `group-${index}`)
    op.person({ sub: 'long', preferred_username: 'long', name: '日本'.repeat(100), groups })
    const seen = await seenBy(await signedIn())
    expect(valuesOf(seen, 'X-Auth-Request-Groups').join().length).toBeGreaterThan(3900)
    expect(decodeURIComponent(valuesOf(seen, 'X-Auth-Request-Name').join())).toBe('日本'.repeat(100))
  })

  test('S199: while Portcullis is unavailable, no one reaches the application, and afterwards all users are still signed in', async () => {
    const browser = await signedIn()
    await hosts.stop()
    try {
      const { status } = await browser.ask(`${app}/page`)
      expect(status).toBeGreaterThanOrEqual(500)
      expect(application.seen).toEqual([])
    } finally {
      await hosts.restart()
    }
    // nginx leaves a server that did not answer alone for ten seconds, unless it is the only one.
    expect((await browser.ask(`${app}/page`)).status).toBe(200)
  })
})
