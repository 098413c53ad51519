import { Administrator } from '../support/administrator.js'
import { DATABASES } from '../support/database.js'
import { runCommandLine } from '../support/command-line.js'
import type { Site } from '../support/site.js'
import { useSite, useSites } from '../support/use-site.js'
import type { Answer, Visitor } from '../support/visitor.js'

const startSite = useSites()

const PROVIDERS_ONLY = { PASSWORD_LOGIN: 'false' }

/** Opens a setup link, as a person does. */
async function openLink(
  site: Pick<Site, 'visitor'>,
  link: string,
): Promise<{ visitor: Visitor; page: Answer }> {
  const visitor = site.visitor()
  return { visitor, page: await visitor.open(link) }
}

describe.each(DATABASES)('the setup link on %s', (database) => {
  const { site, op, clock, startAnother } = useSite({
    database,
    production: true,
    env: PROVIDERS_ONLY,
    backends: () => ({}),
  })

  /** What `portcullis setup` prints. */
  async function runSetup(): Promise<{ status: number | null; link: string; output: string }> {
    const env = { DATABASE_URL: site.databaseUrl, BASE_URL: site.url }
    const { status, out, err } = await runCommandLine(['setup'], env)
    const output = out + err
    return { status, output, link: /http\S+\/setup\/[\w-]{43}/.exec(output)?.[0] ?? '' }
  }

  beforeEach(async () => {
    await site.rows.user.deleteMany()
    await site.rows.backend.deleteMany()
    await site.rows.event.deleteMany()
  })

  test('a fresh start has one, and another process, as a restart, ends it with its own', async () => {
    const first = site.setupUrl ?? ''
    expect(first).toMatch(new RegExp(`^${site.url}/setup/[\\w-]{43}$`))
    expect((await site.visitor().ask(first)).status).toBe(303)
    const second = await startAnother({ env: { BASE_URL: site.url } })
    expect(second.setupUrl).not.toBe(first)
    expect((await site.visitor().ask(first)).status).toBe(410)
    expect((await site.visitor().ask(second.setupUrl ?? '')).status).toBe(303)
    expect(JSON.stringify(await site.rows.setupLink.findMany())).not.toContain(
      (second.setupUrl ?? '').split('/').pop(),
    )
  })

  test('it creates an administrator who can sign in again', async () => {
    for (const path of ['/', '/login']) {
      const { body } = await site.visitor().open(path)
      expect(body).toContain('portcullis setup')
      expect(body).not.toMatch(/contact/i)
    }
    const { link } = await runSetup()
    const visitor = site.visitor()
    const opened = await visitor.ask(link)
    expect(opened.status).toBe(303)
    expect(opened.location).toBe(`${site.url}/setup`)
    expect(opened.headers.get('referrer-policy')).toBe('no-referrer')
    expect(opened.headers.getSetCookie().join()).toMatch(/HttpOnly/i)
    const token = link.split('/').pop() ?? ''
    const page = await visitor.ask('/setup')
    expect(page.body).toContain('Set up this site')
    expect(page.body).not.toContain(token)
    expect(page.body).not.toContain('type="password"')

    const made = await visitor.ask('/setup', { form: { username: 'Ada', name: 'Ada Lovelace' } })
    expect(made.location).toBe(`${site.url}/admin/providers/new`)
    expect(visitor.cookieNames().filter((name) => name.endsWith('-setup'))).toEqual([])
    const user = await site.rows.user.findUnique({ where: { username: 'ada' }, include: { accounts: true } })
    expect(user).toMatchObject({ admin: true, active: true, name: 'Ada Lovelace', accounts: [] })
    const events = await site.rows.event.findMany({ where: { area: 'administration' } })
    expect(events.map(({ kind, actor, userId }) => [kind, actor, userId])).toEqual([
      ['admin.granted', 'setup link', user?.id],
    ])
    expect((await visitor.ask('/admin/events')).body).toContain('setup link')

    const ada = new Administrator(visitor)
    const next = async () => /<li><a [^>]*>([^<]+)<.a>/.exec((await visitor.ask('/admin')).body)?.[1]
    expect(await next()).toBe('Add a provider')
    // Registering the site at a provider takes longer than ten minutes.
    clock.aheadMs = 50 * 60_000
    expect((await ada.add('acme', op)).status).toBe(303)
    clock.aheadMs = 0
    expect(await next()).toBe('Test it')
    const test = await ada.act('acme', 'test')
    await visitor.open(test.location ?? '')
    expect(await next()).toBe('Enable it')
    const enabled = await ada.act('acme', 'enable')
    expect(enabled.location).toBe(`${site.url}/admin?notice=provider-enabled`)
    expect(await next()).toBe('Connect it to your account')
    const { body } = await visitor.ask('/account')
    expect(body).toContain('a one-time link')
    const start = await ada.send('/connect/acme', {})
    expect((await visitor.open(start.location ?? '')).url).toBe(`${site.url}/account`)
    expect(await next()).toBeUndefined()
    expect((await visitor.ask('/admin')).body).not.toContain('Set up sign-in')

    await visitor.ask('/logout', { form: { _csrf: await visitor.csrf() } })
    const back = await visitor.signIn('acme', '/admin')
    expect(back.url).toBe(`${site.url}/admin`)
    expect((await visitor.ask('/account')).body).toContain('<dd><bdi>ada</bdi></dd>')
    const refused = await runSetup()
    expect(refused.status).toBe(1)
    expect(refused.output).toContain('can already sign in')
    expect((await startAnother({ env: { BASE_URL: site.url } })).setupUrl).toBeNull()
    expect((await site.visitor().ask(link)).status).toBe(410)
    expect(site.logged.join('')).not.toContain(token)
    expect(JSON.stringify(await site.rows.event.findMany())).not.toContain(token)
  })

  test('it works once: of many browsers that send the form at once, one is signed in', async () => {
    const { link } = await runSetup()
    const opened = await Promise.all(Array.from({ length: 5 }, () => openLink(site, link)))
    const answers = await Promise.all(
      opened.map(({ visitor }, index) => visitor.ask('/setup', { form: { username: `racer${index}` } })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 410, 410, 410, 410])
    expect(await site.rows.user.count({ where: { admin: true } })).toBe(1)
    expect(await site.rows.session.count()).toBe(1)
    const late = opened.find((_, index) => answers[index]?.status === 410)
    expect((await late?.visitor.ask('/setup'))?.body).toContain('This setup link no longer works')
  })

  test('a lost session is replaced by another link, which signs the same administrator in', async () => {
    const first = await openLink(site, (await runSetup()).link)
    await first.visitor.ask('/setup', { form: { username: 'ada' } })
    expect((await first.visitor.ask('/admin')).status).toBe(200)
    const { link } = await runSetup()
    const [one, two] = await Promise.all([openLink(site, link), openLink(site, link)])
    expect(one.page.body).toContain('Continue as')
    expect(one.page.body).not.toContain('name="username"')
    const answers = await Promise.all(
      [one, two].map(({ visitor }) => visitor.ask('/setup', { form: { username: 'other' } })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 410])
    expect(await site.rows.user.findMany({ select: { username: true } })).toEqual([{ username: 'ada' }])
    const winner = answers[0]?.status === 303 ? one : two
    expect((await winner.visitor.ask('/admin')).status).toBe(200)
    expect((await first.visitor.open('/admin')).body).toContain('You were signed out.')
    const where = { area: 'administration' }
    const kinds = await site.rows.event.findMany({ where, orderBy: { at: 'asc' } })
    expect(kinds.map(({ kind }) => kind)).toEqual(['admin.granted', 'admin.setup-resumed'])
  })

  test('it ends after an hour, also on a page that was opened before', async () => {
    const { visitor } = await openLink(site, (await runSetup()).link)
    clock.aheadMs = 61 * 60_000
    expect((await visitor.ask('/setup', { form: { username: 'ada' } })).status).toBe(410)
    expect(await site.rows.user.count()).toBe(0)
  })

  test('the form says that a name is wrong, and the link still works', async () => {
    const { visitor } = await openLink(site, (await runSetup()).link)
    for (const username of ['', 'a', 'admin', 'ö', 'a b', 'x'.repeat(31), '-a']) {
      const { status, body } = await visitor.ask('/setup', { form: { username } })
      expect([username, status]).toEqual([username, 400])
      expect(body).toContain('role="alert"')
    }
    expect((await visitor.ask('/setup', { form: { username: 'ada' } })).status).toBe(303)
  })

  test('other tokens, another site’s form, and no cookie get nothing', async () => {
    const { link } = await runSetup()
    const others = ['x', 'a'.repeat(43), `${link.split('/').pop() ?? ''}x`, '%00', 'x'.repeat(5000)]
    for (const token of others)
      expect((await site.visitor().ask(`/setup/${token}`)).status).toBeGreaterThanOrEqual(400)
    expect((await site.visitor().ask('/setup')).status).toBe(410)
    expect((await site.visitor().ask('/setup', { form: { username: 'ada' } })).status).toBe(410)
    const { visitor } = await openLink(site, link)
    const headers = { origin: 'https://evil.example' }
    expect((await visitor.ask('/setup', { form: { username: 'ada' }, headers })).status).toBe(403)
    expect(await site.rows.user.count()).toBe(0)
  })
})

test.each(['database', 'cookie'])(
  'with PASSWORD_LOGIN the administrator has a password at once, and no second link exists (SESSION_STORE=%s)',
  async (store) => {
    const env = { PASSWORD_LOGIN: 'true', SESSION_STORE: store }
    const site = await startSite({ database: 'sqlite', production: true, env })
    const { visitor, page } = await openLink(site, site.setupUrl ?? '')
    expect(page.body).toContain('New password')
    const weak = { username: 'ada', password: 'short', repeated: 'short' }
    expect((await visitor.ask('/setup', { form: weak })).status).toBe(400)
    const password = 'four unrelated words'
    const form = { username: 'ada', password, repeated: password }
    expect((await visitor.ask('/setup', { form })).status).toBe(303)
    const overview = await visitor.ask('/admin')
    expect(overview.status).toBe(200)
    // With the password, the administrator can come back, and nothing is done yet.
    const steps = [...overview.body.matchAll(/<li>(?:<a [^>]*>)?([^<]+)/g)].map(([, step]) => step)
    expect(steps.slice(0, 3)).toEqual(['Add a provider', 'Test it', 'Enable it'])
    expect(overview.body).not.toMatch(/Connect it to your account|you can’t sign in again|>done</)
    const other = site.visitor()
    await other.ask('/login', { form: { username: 'ada', password, next: '/admin' } })
    expect((await other.ask('/admin')).status).toBe(200)
    expect((await site.visitor().ask(site.setupUrl ?? '')).status).toBe(410)
    expect((await site.visitor().ask('/login')).body).not.toContain('portcullis setup')
  },
)

test('without a password, a session in a cookie works, too', async () => {
  const site = await startSite({
    database: 'sqlite',
    production: true,
    env: { ...PROVIDERS_ONLY, SESSION_STORE: 'cookie' },
  })
  const { visitor } = await openLink(site, site.setupUrl ?? '')
  expect((await visitor.ask('/setup', { form: { username: 'ada' } })).status).toBe(303)
  expect((await visitor.ask('/admin/providers/new')).status).toBe(200)
})

test('where people can sign in, no link is made; a site in development without providers has one, too', async () => {
  const site = await startSite({ database: 'sqlite', demo: true })
  expect([site.setupUrl, site.hasDemo]).toEqual([null, true])
  const bare = await startSite({ database: 'sqlite' })
  expect([bare.setupUrl, bare.hasDemo]).toEqual([expect.stringContaining('/setup/'), false])
  // Nor is there a security.txt without a contact.
  expect((await site.visitor().ask('/.well-known/security.txt')).status).toBe(404)
})
