import { DATABASES } from '../support/database.js'
import { askAs } from '../support/proxied.js'
import { backendAt } from '../support/site.js'
import { useSite } from '../support/use-site.js'

describe.each(DATABASES)('signing in on %s', (database) => {
  const { site, provider, op } = useSite({
    database,
    backends: ({ op, provider }) => ({
      acme: backendAt(op, { trustEmail: true }),
      post: backendAt(op, { label: 'Acme by form', responseMode: 'form_post' }),
      other: backendAt(provider.alias('other'), { label: 'Other' }),
      moved: backendAt(provider.alias('other'), { label: 'Moved', redirectUriTrailingSlash: true }),
      'moved-post': backendAt(provider.alias('other'), {
        label: 'Moved by form',
        redirectUriTrailingSlash: true,
        responseMode: 'form_post',
      }),
    }),
  })
  const other = provider.alias('other')

  test('C1: a valid code opens one session for one user with one account', async () => {
    op.person({ sub: 'c1', email: 'c1@example.test', email_verified: true, name: 'Cee One' })
    const visitor = site.visitor()
    const page = await visitor.signIn('acme')
    expect(page.status).toBe(200)
    expect(page.url).toMatch(/\/account$/)
    expect(page.body).toContain('Cee One')
    expect(op.counts.token).toBe(1)
    expect(op.lastAuthorization.get('response_type')).toBe('code')
    expect(op.lastAuthorization.get('code_challenge_method')).toBe('S256')
    expect(op.lastAuthorization.get('scope')?.split(' ')).toContain('openid')
    const rows = await site.rows.account.findMany({
      where: { subject: 'c1' },
      include: { user: true, sessions: true },
    })
    expect(rows).toHaveLength(1)
    expect(rows[0]?.user.provenEmail).toBe('c1@example.test')
    expect(rows[0]?.sessions).toHaveLength(1)
  })

  test('a returning sign-in costs one statement at the start and four in the callback', async () => {
    op.person({ sub: 'returning', email: 'returning@example.test', email_verified: true, name: 'Ree' })
    const visitor = site.visitor()
    await visitor.signIn('acme')
    site.statements.length = 0
    const callback = await visitor.untilCallback('acme')
    expect(site.statements).toHaveLength(1)
    site.statements.length = 0
    op.counts.token = 0
    op.counts.userinfo = 0
    await visitor.ask(callback)
    const real = site.statements.filter((sql) => !/^(BEGIN|COMMIT|-- Implicit)/.test(sql))
    expect(real).toHaveLength(4)
    expect(op.counts.token).toBe(1)
    expect(op.counts.userinfo).toBe(1)
  })

  test('a signed-in request costs one read', async () => {
    const visitor = site.visitor()
    await visitor.signIn('acme')
    site.statements.length = 0
    await visitor.ask('/')
    expect(site.statements).toHaveLength(1)
  })

  test('next leads back to the page that the visitor wanted', async () => {
    const page = await site.visitor().signIn('acme', '/live?from=here')
    expect(page.url).toMatch(/\/live\?from=here$/)
  })

  test('a form_post response works although the browser withholds its Lax cookies', async () => {
    op.person({ sub: 'poster', name: 'Posty' })
    const page = await site.visitor().signIn('post')
    expect(page.status).toBe(200)
    expect(page.body).toContain('Posty')
  })

  test.each(['moved', 'moved-post'])(
    'a redirect URI that was registered with a slash at its end is used so, and no other: %s',
    async (name) => {
      const registered = `${site.url}/complete/${name}/`
      other.redirectUris = [registered]
      other.person({ sub: name, name: 'Mo Ved' })
      const visitor = site.visitor()
      const page = await visitor.signIn(name)
      other.redirectUris = []
      expect(page.url).toMatch(/\/account$/)
      expect(page.body).toContain('Mo Ved')
      expect(other.lastAuthorization.get('redirect_uri')).toBe(registered)
      expect(other.lastTokenRequest.body.get('redirect_uri')).toBe(registered)
    },
  )

  test('S4: with a slash or without, a response counts for its own backend only, and once', async () => {
    const visitor = site.visitor()
    const callback = await visitor.untilCallback('acme')
    const foreign = await visitor.ask(callback.replace('/complete/acme', '/complete/other/'))
    expect(foreign.body).toContain('attempt_other_backend')
    const again = await visitor.untilCallback('acme')
    await visitor.ask(again.replace('/complete/acme', '/complete/acme/'))
    expect(op.lastTokenRequest.body.get('redirect_uri')).toBe(`${site.url}/complete/acme`)
    expect((await visitor.clone().ask(again)).headers.get('location')).not.toBeNull()
    expect(op.counts.token).toBe(1)
  })

  test('a signed-in user continues from the login page, and can sign in again', async () => {
    const visitor = site.visitor()
    await visitor.signIn('acme')
    const location = async (query: string) => (await visitor.ask(`/login${query}`)).headers.get('location')
    expect(await location('?next=/report%3Fa%3Db')).toBe('/report?a=b')
    for (const query of ['', '?next=/account', '?next=/report&prompt=login', '?next=//evil.test', '?next=x'])
      expect([query, await location(query)]).toEqual([query, null])
    expect((await site.visitor().ask('/login?next=/report')).status).toBe(200)
  })

  test('a service worker may pass a navigation on, and a script may not pose as one', async () => {
    const start = (headers: Record<string, string>) => askAs(`${site.url}/login/acme`, 'GET', headers)
    const passedOn = {
      'sec-fetch-dest': 'empty',
      'sec-fetch-mode': 'navigate',
      'sec-fetch-site': 'same-origin',
    }
    expect((await start(passedOn)).status).toBe(302)
    for (const mode of ['cors', 'no-cors', 'same-origin', 'websocket', ''])
      expect([mode, (await start({ ...passedOn, 'sec-fetch-mode': mode })).status]).toEqual([mode, 400])
    expect((await start({ ...passedOn, 'sec-fetch-dest': 'iframe' })).status).toBe(400)
  })

  test('S1: another browser cannot finish a sign-in, and the first one still can', async () => {
    const a = site.visitor()
    const callback = await a.untilCallback('acme', '/report?a=b')
    const b = site.visitor()
    const refused = await b.ask(callback)
    expect(refused.status).toBe(400)
    expect(refused.body).toContain('attempt_wrong_browser')
    expect(refused.body).toContain('href="/login/acme?next=%2Freport%3Fa%3Db"')
    expect(op.counts.token).toBe(0)
    await a.open(callback)
    expect(await a.isSignedIn()).toBe(true)
    expect(await b.isSignedIn()).toBe(false)
  })

  test('S4: a response for one backend is refused at another, whose token endpoint is not called', async () => {
    const visitor = site.visitor()
    const callback = await visitor.untilCallback('acme')
    const refused = await visitor.ask(callback.replace('/complete/acme', '/complete/other'))
    expect(refused.status).toBe(400)
    expect(refused.body).toContain('attempt_other_backend')
    expect(other.counts.token).toBe(0)
  })

  test('S7: the cookies of before the callback cannot use it again', async () => {
    const visitor = site.visitor()
    const callback = await visitor.untilCallback('acme')
    const before = visitor.clone()
    await visitor.ask(callback)
    const again = await before.ask(callback)
    expect(again.status).toBe(400)
    expect(again.body).toContain('attempt_used')
    expect(op.counts.token).toBe(1)
  })

  test('R4: the same callback ten times at once spends one code and opens one session', async () => {
    op.person({ sub: 'r4', name: 'Ar Four' })
    const visitor = site.visitor()
    const callback = await visitor.untilCallback('acme')
    const answers = await Promise.all(Array.from({ length: 10 }, () => visitor.clone().ask(callback)))
    expect(op.counts.token).toBe(1)
    expect(answers.filter((answer) => answer.status === 303)).toHaveLength(1)
    expect(answers.every((answer) => answer.status < 500)).toBe(true)
    expect(await site.rows.session.count({ where: { account: { subject: 'r4' } } })).toBe(1)
  })

  test('a repeated callback of a signed-in user leads to the page that they wanted', async () => {
    const visitor = site.visitor()
    const callback = await visitor.untilCallback('acme', '/?wanted')
    await visitor.ask(callback)
    const again = await visitor.ask(callback)
    expect(again.status).toBe(303)
    expect(again.location).toMatch(/\/\?wanted$/)
  })

  test('R5: two tabs of one browser finish in reverse order', async () => {
    const visitor = site.visitor()
    const first = await visitor.untilCallback('acme')
    const second = await visitor.untilCallback('acme')
    expect((await visitor.ask(second)).status).toBe(303)
    expect((await visitor.ask(first)).status).toBe(303)
  })

  test('R7: of thirty starts at once in a fresh browser any one finishes', async () => {
    const visitor = site.visitor()
    const callbacks = await Promise.all(Array.from({ length: 30 }, () => visitor.untilCallback('acme')))
    expect((await visitor.ask(callbacks[3] ?? '')).status).toBe(303)
    expect(await visitor.isSignedIn()).toBe(true)
  })

  test('R1: ten browsers finish the first sign-in of one person at once: one user, ten sessions', async () => {
    op.person({ sub: 'r1', email: 'r1@example.test', email_verified: true, name: 'Ar One' })
    const visitors = Array.from({ length: 10 }, () => site.visitor())
    const callbacks = await Promise.all(visitors.map((visitor) => visitor.untilCallback('acme')))
    const answers = await Promise.all(visitors.map((visitor, index) => visitor.ask(callbacks[index] ?? '')))
    expect(answers.map((answer) => answer.status)).toEqual(Array(10).fill(303))
    const accounts = await site.rows.account.findMany({
      where: { subject: 'r1' },
      include: { sessions: true },
    })
    expect(accounts).toHaveLength(1)
    expect(accounts[0]?.sessions).toHaveLength(10)
    expect(await site.rows.user.count({ where: { provenEmail: 'r1@example.test' } })).toBe(1)
  })

  test('R2: ten users who want the same user name get ten names', async () => {
    const visitors = Array.from({ length: 10 }, () => site.visitor())
    const callbacks: string[] = []
    for (const [index, visitor] of visitors.entries()) {
      op.person({ sub: `r2-${index}`, preferred_username: 'samename' })
      callbacks.push(await visitor.untilCallback('acme'))
    }
    const answers = await Promise.all(visitors.map((visitor, index) => visitor.ask(callbacks[index] ?? '')))
    expect(answers.map((answer) => answer.status)).toEqual(Array(10).fill(303))
    const users = await site.rows.user.findMany({ where: { username: { startsWith: 'samename' } } })
    expect(new Set(users.map((user) => user.username)).size).toBe(10)
  })

  test('S13: a cancelled sign-in gets a friendly page and uses the attempt up', async () => {
    op.misbehave({ authorizeError: { error: 'access_denied' } })
    const page = await site.visitor().signIn('acme')
    expect(page.status).toBe(403)
    expect(page.body).toContain('Sign-in was cancelled')
    expect(page.body).toContain('Acme reported that the sign-in was cancelled or refused.')
    expect(op.counts.token).toBe(0)
  })

  test('the page of an error below /login shows its user as signed in, and reads no session of a visitor without one', async () => {
    const visitor = site.visitor()
    await visitor.signIn('acme')
    const known = await visitor.ask('/login/nothing-here')
    expect([known.status, known.body.includes('unknown_backend')]).toEqual([404, true])
    expect(known.body).toContain('<span>Your account</span>')
    site.statements.length = 0
    const stranger = await site.visitor().ask('/login/nothing-here')
    expect(stranger.body).not.toContain('<span>Your account</span>')
    expect(site.statements).toEqual([])
  })

  test('a problem document names the provider in its detail, and not in its title, which never changes', async () => {
    op.misbehave({ authorizeError: { error: 'access_denied' } })
    const visitor = site.visitor()
    const callback = await visitor.untilCallback('acme')
    const { body } = await visitor.ask(callback, { headers: { accept: 'application/json' } })
    expect(JSON.parse(body)).toMatchObject({
      title: 'Sign-in was cancelled',
      detail: 'Acme reported that the sign-in was cancelled or refused.',
    })
  })

  test('signing out ends the session, and an old copy of its cookie is not accepted', async () => {
    const visitor = site.visitor()
    await visitor.signIn('acme')
    const copy = visitor.clone()
    const answer = await visitor.ask('/logout', { form: { _csrf: await visitor.csrf() } })
    expect(answer.status).toBe(303)
    expect(await visitor.isSignedIn()).toBe(false)
    expect(await copy.isSignedIn()).toBe(false)
  })

  test('S122: nothing changes without the proof of this very session', async () => {
    const visitor = site.visitor()
    await visitor.signIn('acme')
    const stale = await visitor.csrf()
    await visitor.signIn('acme')
    for (const form of [{}, { _csrf: stale }, { _csrf: 'x' }]) {
      const answer = await visitor.ask('/logout', { form })
      expect(answer.status).toBe(403)
      expect(answer.body).toContain('csrf_failed')
    }
    expect(await visitor.isSignedIn()).toBe(true)
    const stranger = await site.visitor().ask('/logout', { form: { _csrf: await visitor.csrf() } })
    expect(stranger.status).toBe(403)
  })
})
