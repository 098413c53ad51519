import { backendAt } from '../support/site.js'
import { useSite } from '../support/use-site.js'
import type { Answer, Visitor } from '../support/visitor.js'

describe('a login page that begins with the email address', () => {
  const { site, op, startAnother } = useSite({
    database: 'sqlite',
    mail: true,
    env: { LOGIN_START: 'email', PASSWORD_LOGIN: 'true' },
    backends: ({ op }) => ({
      acme: backendAt(op, { allowedDomains: ['acme.example'] }),
      one: backendAt(op, { label: 'One', allowedDomains: ['shared.example', 'one.example'] }),
      two: backendAt(op, { label: 'Two', allowedDomains: ['shared.example'] }),
      all: backendAt(op, { label: 'All' }),
    }),
    setUp: ({ op }) => {
      op.person({ sub: 'ada', name: 'Ada', email: 'ada@acme.example', email_verified: true })
    },
  })

  const start = (email: string, visitor = site.visitor(), more: Record<string, string> = {}) =>
    visitor.ask('/login/start/address', { form: { email, ...more } })
  const offered = ({ body }: Answer) =>
    [...body.matchAll(/href="\/login\/([a-z0-9]+)[?"]/g)].map(([, name]) => name)

  test('asks for the address, and offers nothing else but the page with all methods', async () => {
    const page = await site.visitor().ask('/login?next=%2Fdevice')
    expect(page.body).toContain('action="/login/start/address"')
    expect(offered(page)).toEqual([])
    expect(page.body).not.toContain('type="password"')
    expect(page.body).toContain('href="/login?next=%2Fdevice&amp;start=methods"')
    const all = await site.visitor().ask('/login?start=methods')
    expect(offered(all)).toEqual(['acme', 'one', 'two', 'all'])
    expect(all.body).toContain('type="password"')
  })

  test('a domain leads to its provider, which gets the address, and back to where the person wanted to go', async () => {
    const answer = await start('Ada@ACME.example', site.visitor(), { next: '/device' })
    const target = new URL(answer.location ?? '')
    expect([answer.status, target.pathname]).toEqual([303, '/login/acme'])
    expect(Object.fromEntries(target.searchParams)).toEqual({
      next: '/device',
      login_hint: 'ada@acme.example',
    })
    const visitor = site.visitor()
    const asked = await visitor.ask(answer.location ?? '')
    expect(new URL(asked.location ?? '').searchParams.get('login_hint')).toBe('ada@acme.example')
    const again = new URL((await start('a@acme.example', visitor, { prompt: 'login' })).location ?? '')
    expect(again.searchParams.get('prompt')).toBe('login')
    const evil = new URL(
      (await start('a@acme.example', visitor, { next: 'https://evil.test/' })).location ?? '',
    )
    expect(evil.searchParams.get('next')).toBe('/account')
  })

  test('a domain of several providers shows those', async () => {
    const page = await start('bob@shared.example')
    expect([page.status, offered(page)]).toEqual([200, ['one', 'two']])
  })

  test('any other address leads to all methods, with the address filled in, whether it is known or not', async () => {
    const plain = ({ body }: Answer) => body.replaceAll(/(?:known|unknown)@elsewhere/g, 'x')
    op.person({ sub: 'known', email: 'known@elsewhere.example', email_verified: true })
    await site.visitor().signIn('all')
    const [known, unknown] = [
      await start('known@elsewhere.example'),
      await start('unknown@elsewhere.example'),
    ]
    expect(plain(known)).toBe(plain(unknown))
    expect(offered(unknown)).toEqual(['acme', 'one', 'two', 'all'])
    expect(unknown.body).toContain('name="username" type="text" value="unknown@elsewhere.example"')
    for (const sub of ['sub.acme.example', 'acme.example.evil.test', 'notacme.example'])
      expect([sub, (await start(`a@${sub}`)).status]).toEqual([sub, 200])
  })

  test('the form says beside the field that the text is not an address', async () => {
    for (const email of ['', 'ada', 'a@b@acme.example', 'a@acme.example\nb', '<script>@x']) {
      const page = await start(email)
      expect([email, page.status]).toEqual([email, 400])
      expect(page.body).toContain('role="alert"')
      expect(page.body).toContain('action="/login/start/address"')
      expect(page.body).not.toContain('<script>@')
    }
    const headers = { origin: 'https://evil.test' }
    const foreign = await site
      .visitor()
      .ask('/login/start/address', { form: { email: 'a@b.example' }, headers })
    expect(foreign.status).toBe(403)
    expect((await site.visitor().ask('/login/start/address')).location).toBe(`${site.url}/login`)
  })

  test('the provider that the browser used last stays on the page, and a recent sign-in shows those of the user', async () => {
    const visitor: Visitor = site.visitor()
    await visitor.signIn('acme')
    const page = await visitor.ask('/login')
    expect(offered(page)).toEqual(['acme'])
    expect(page.body).toContain('Last used')
    expect(offered(await visitor.ask('/login?prompt=login'))).toEqual(['acme'])
    expect(offered(await site.visitor().ask('/login?prompt=login')).length).toBe(4)
  })

  test('with EMAIL_LOGIN, any other address gets a code by email', async () => {
    const mailing = await startAnother({ env: { EMAIL_LOGIN: 'true' } })
    const answer = await start('new@elsewhere.example', mailing.visitor())
    expect(answer.location).toBe(
      `${mailing.url}/login/email?next=%2Faccount&login_hint=new%40elsewhere.example`,
    )
    const page = await mailing.visitor().open(answer.location ?? '')
    expect(page.body).toContain('value="new@elsewhere.example"')
    expect((await start('a@acme.example', mailing.visitor())).location).toContain('/login/acme?')
  })

  test('without LOGIN_START, the login page is as ever', async () => {
    const usual = await startAnother({ env: { LOGIN_START: 'methods' } })
    expect(offered(await usual.visitor().ask('/login')).length).toBe(4)
    expect((await start('a@acme.example', usual.visitor())).status).toBe(404)
  })
})
