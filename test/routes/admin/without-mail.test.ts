import { Administrator } from '../../support/administrator.js'
import { runCommandLine } from '../../support/command-line.js'
import { GOOD, login } from '../../support/passwords.js'
import { type Site } from '../../support/site.js'
import { useSites } from '../../support/use-site.js'

const startSite = useSites()

/** Whoever asks for codes cannot be tested or used where no code can be sent: nobody would get past the question. */
describe('a provider with requireVerifiedEmail, in production without a mail server', () => {
  let site: Site
  let ada: Administrator

  beforeAll(async () => {
    site = await startSite({
      database: 'sqlite',
      env: { NODE_ENV: 'production', PASSWORD_LOGIN: 'true', ADMIN_EMAILS: 'ada@example.org' },
    })
    const env = { DATABASE_URL: site.databaseUrl, NODE_ENV: 'production' }
    await runCommandLine(['user', 'add', '--username', 'ada', '--email', 'ada@example.org'], env, GOOD)
    const visitor = site.visitor()
    expect((await login(visitor, { username: 'ada', password: GOOD })).status).toBe(200)
    ada = new Administrator(visitor)
    const at = new Date()
    const definition = { kind: 'oidc', issuer: 'https://id.acme.example', clientId: 'us', pkce: true }
    await site.rows.backend.create({ data: { name: 'asking', createdAt: at, changedAt: at } })
    await site.rows.backendVersion.create({
      data: {
        id: 'asking-1',
        name: 'asking',
        version: 1,
        createdAt: at,
        createdBy: 'ada',
        testedAt: at,
        definition: JSON.stringify({
          ...definition,
          clientAuthentication: 'none',
          requireVerifiedEmail: true,
        }),
      },
    })
  })

  afterAll(() => site.close())

  test('its page and the list say what is missing', async () => {
    const page = await ada.visitor.ask('/admin/providers/asking')
    expect(page.body).toContain('this site cannot send email. Set SMTP_URL and MAIL_FROM')
    expect((await ada.visitor.ask('/admin/providers')).body).toContain('this site cannot send email.')
  })

  test('its test reports it without a request to the provider, and does not pass', async () => {
    const answer = await ada.act('asking', 'test')
    expect(answer.location).toContain('notice=provider-failed')
    const page = await ada.visitor.ask(answer.location ?? '')
    expect(page.body).toContain('code backend_needs_mail')
    expect(page.body).toContain('Set SMTP_URL and MAIL_FROM')
  })

  test('it is not enabled, although it has passed a test when email could be sent', async () => {
    const refused = await ada.act('asking', 'enable')
    expect([refused.status, refused.body.includes('backend_needs_mail')]).toEqual([409, true])
    expect(await site.rows.backend.findUnique({ where: { name: 'asking' } })).toMatchObject({
      enabled: false,
    })
  })
})
