import { ANY_DATABASE } from '../../support/database.js'
import { useSite } from '../../support/use-site.js'
import type { Answer, Visitor } from '../../support/visitor.js'

const CODE = 'K7Q-M2X-HD4'
const linksIn = ({ body }: Answer) =>
  [...body.matchAll(/href="(\/admin\/mails\/[^"]+)"/g)].map(([, path = '']) => path)
const framesIn = ({ body }: Answer) =>
  [...body.matchAll(/<iframe[^>]* src="([^"]+)"/g)].map(([, path = '']) => path.replaceAll('&amp;', '&'))

describe.each(ANY_DATABASE)('the emails of a site, for its administrators, on %s', (database) => {
  const { site, op, office } = useSite({
    database,
    mail: true,
    acme: { trustEmail: true },
    env: { ADMIN_EMAILS: 'boss@example.test', SITE_NAME: 'Acme Portal', SUPPORT_EMAIL: 'help@acme.example' },
  })
  let boss: Visitor

  beforeAll(async () => {
    op.person({ sub: 'boss', preferred_username: 'boss', email: 'boss@example.test', email_verified: true })
    boss = site.visitor()
    await boss.signIn('acme')
  })

  beforeEach(() => {
    office.habits.refusing = false
    office.clear()
  })

  test('are listed by what they are about, and each is shown as its HTML and as its text', async () => {
    const list = await boss.ask('/admin/mails')
    expect(list.status).toBe(200)
    const mails = linksIn(list)
    expect(mails).toHaveLength(16)
    for (const path of mails) {
      const page = await boss.ask(path)
      expect([path, page.status]).toEqual([path, 200])
      expect(page.body).toContain('help@acme.example')
      const frames = framesIn(page)
      expect(frames.length).toBeGreaterThan(0)
      for (const frame of frames) {
        const mail = await boss.ask(frame)
        expect([frame, mail.status]).toEqual([frame, 200])
        expect(mail.body).toContain('Acme Portal')
      }
    }
    const page = await boss.ask('/admin/mails/accessChanged')
    expect(framesIn(page)).toHaveLength(6)
    expect(page.body).toContain('A password was set for your account at Acme Portal')
  })

  test('are shown in each language, whatever that of the page is', async () => {
    const page = await boss.ask('/admin/mails/resetCode?language=fr')
    expect(page.body).toContain('<html lang="en"')
    expect(page.body).toContain('Bonjour')
    const [frame = ''] = framesIn(page)
    expect((await boss.ask(frame)).body).toContain('<html lang="fr"')
    for (const language of ['xx', '', '%00', 'fr&language=de'])
      expect((await boss.ask(`/admin/mails/resetCode?language=${language}`)).body).toContain('Hello,')
  })

  test('run nothing and load nothing, and only our own pages frame them', async () => {
    const page = await boss.ask('/admin/mails/resetCode')
    expect(page.headers.get('content-security-policy')).toContain("frame-src 'self'")
    const [frame = ''] = framesIn(page)
    const policy = (await boss.ask(frame)).headers.get('content-security-policy')
    expect(policy).toBe("default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox")
    expect((await boss.ask('/admin')).headers.get('content-security-policy')).not.toContain('frame-src')
  })

  test('a sample goes to the address of the administrator, in the chosen language', async () => {
    const sent = await boss.ask('/admin/mails/resetCode', {
      form: { _csrf: await boss.csrf(), language: 'fr' },
    })
    expect(sent.location).toContain('/admin/mails/resetCode?notice=mail-sent&language=fr')
    expect(office.delivered.map(({ to }) => to)).toEqual([['boss@example.test']])
    const [mail] = office.delivered
    expect(mail?.text).toContain('Bonjour')
    expect(mail?.text).toContain(CODE)
    expect((await boss.ask(sent.location ?? '')).body).toContain('The email was sent.')
  })

  test('a sample that the mail server refuses is reported as failed', async () => {
    office.habits.refusing = true
    const sent = await boss.ask('/admin/mails/invitation', { form: { _csrf: await boss.csrf() } })
    expect(sent.location).toContain('notice=mail-failed')
    expect((await boss.ask(sent.location ?? '')).body).toContain('The email could not be sent.')
    expect(office.delivered).toEqual([])
  })

  test('an hour has an end of samples', async () => {
    await site.rows.limit.deleteMany({})
    const csrf = await boss.csrf()
    const send = () => boss.ask('/admin/mails/emailChanged', { form: { _csrf: csrf } })
    for (let count = 0; count < 20; count += 1) expect((await send()).status).toBe(303)
    expect((await send()).status).toBe(429)
    expect(office.delivered).toHaveLength(20)
  })

  test('are for administrators, and others are not found', async () => {
    op.person({ sub: 'ann', preferred_username: 'ann', email: 'ann@example.test', email_verified: true })
    const ann = site.visitor()
    await ann.signIn('acme')
    const form = { _csrf: await ann.csrf() }
    for (const path of ['/admin/mails', '/admin/mails/resetCode', '/admin/mails/resetCode/1'])
      expect([path, (await ann.ask(path)).status]).toEqual([path, 403])
    expect((await ann.ask('/admin/mails/resetCode', { form })).status).toBe(403)
    expect((await boss.ask('/admin/mails/resetCode', { form: {} })).status).toBe(403)
    for (const path of ['/nothing', '/toString', '/resetCode/0', '/resetCode/2', '/resetCode/x', '/%00'])
      expect([path, (await boss.ask(`/admin/mails${path}`)).status]).toEqual([path, 404])
    expect(office.delivered).toEqual([])
  })
})
