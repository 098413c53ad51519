import { backendAt } from '../support/site.js'
import { useSite } from '../support/use-site.js'

const NAMES = Array.from({ length: 38 }, (_, index) => `p${String(index + 1).padStart(2, '0')}`)
const LAST = 'portcullis-last'

/** The names of the backends that are linked in this part of a page. */
function linked(html: string): string[] {
  return [...html.matchAll(/href="\/login\/([a-z0-9]+)[?"]/g)].map(([, name]) => name ?? '')
}

describe('a login page with forty providers', () => {
  const { site, op, startAnother } = useSite({
    database: 'sqlite',
    backends: ({ op }) => ({
      secret: backendAt(op, { label: 'Secret', hidden: true }),
      ...Object.fromEntries(NAMES.map((name) => [name, backendAt(op, { label: name.toUpperCase() })])),
      first: backendAt(op, { label: 'First of all', order: 1 }),
      third: backendAt(op, { label: 'Third', order: 100 }),
      second: backendAt(op, { label: 'Second', order: 2 }),
    }),
    setUp: ({ op }) => {
      op.person({ sub: 'ada', name: 'Ada <Lovelace>' })
    },
  })

  /** Large buttons, and what is folded. */
  async function shown(visitor = site.visitor(), query = ''): Promise<[string[], string[]]> {
    const { body } = await visitor.ask(`/login${query}`)
    const [large = '', folded = ''] = body.split('<summary>More sign-in methods')
    return [linked(large), linked(folded)]
  }

  test('shows five of them in their order, folds the others, and leaves hidden ones out', async () => {
    const [large, folded] = await shown()
    expect(large).toEqual(['first', 'second', 'p01', 'p02', 'p03'])
    expect(folded).toEqual([...NAMES.slice(3), 'third'])
    expect((await site.visitor().ask('/login')).body).toContain('Used one of these before?')
    const { body } = await site.visitor().ask('/api/backends')
    expect(body).not.toContain('secret')
    expect((await site.visitor().signIn('secret')).url).toBe(`${site.url}/account`)
  })

  test('shows as many as the administrator has chosen, and folds no single one', async () => {
    for (const [count, large] of [
      ['2', 2],
      ['39', 39],
      ['40', 41],
    ] as const) {
      const another = await startAnother({ env: { LOGIN_BUTTONS: count } })
      const [first, folded] = await shown(another.visitor())
      expect([count, first.length, folded.length]).toEqual([count, large, 41 - large])
    }
  })

  test('begins with the one that the browser used last, whose name is all that the cookie says', async () => {
    const visitor = site.visitor()
    await visitor.signIn('p30')
    expect(visitor.cookie(LAST)).toMatch(/^p30\.[\w-]+$/)
    const { body } = await visitor.ask('/login')
    expect(linked(body)[0]).toBe('p30')
    expect(linked(body)).toHaveLength(41)
    expect(body.match(/id="last-used">Last used</g)).toHaveLength(1)
    await visitor.signIn('secret')
    expect((await shown(visitor))[0]).toEqual(['secret', 'first', 'second', 'p01', 'p02'])
  })

  test('offers a user who signs in again the methods of their own account, also a hidden one, and no other', async () => {
    const visitor = site.visitor()
    await visitor.signIn('secret')
    const again = await visitor.ask('/login?next=/account&prompt=login')
    expect(linked(again.body)).toEqual(['secret'])
    expect(again.body).not.toContain('name="password"')
    // Someone who is not signed in has no account to choose from.
    const stranger = await site.visitor().ask('/login?next=/account&prompt=login')
    expect(linked(stranger.body)).toHaveLength(41)
    expect(linked(stranger.body)).not.toContain('secret')
    expect(stranger.body).toContain('name="password"')
  })

  test('accepts no cookie that another site has written', async () => {
    const visitor = site.visitor()
    await visitor.signIn('p30')
    const [, signature = ''] = (visitor.cookie(LAST) ?? '').split('.')
    for (const value of ['p31', `p31.${signature}`, `secret.${signature}`, '__proto__', '"><script>', '']) {
      const stranger = site.visitor()
      stranger.setCookie(LAST, value)
      const { body } = await stranger.ask('/login')
      expect([value, linked(body)[0], body.includes('Last used')]).toEqual([value, 'first', false])
    }
  })

  test('offers a signed-in user to continue', async () => {
    const visitor = site.visitor()
    await visitor.signIn('first')
    const { body } = await visitor.ask('/login')
    expect(body).toMatch(
      /<a class="button button-primary[^"]*" href="\/account"><span>Continue as <bdi>Ada &lt;Lovelace&gt;/,
    )
    expect(body).toMatch(/<details[^>]*>\s*<summary>Use another account/)
    expect((await visitor.ask('/login?prompt=login')).body).not.toContain('Continue as')
    const wanted = await visitor.ask('/login?next=%2Faccount%3Freport%3D1')
    expect([wanted.status, wanted.location]).toEqual([303, `${site.url}/account?report=1`])
  })

  test('says why a user has to sign in', async () => {
    const reasonFor = async (next: string) =>
      /<p class="lead">([^<]+)</.exec((await site.visitor().ask(`/login?next=${next}`)).body)?.[1] ?? null
    expect(await reasonFor('/device%3Fuser_code=ABCD-EFGH')).toBe('Sign in to connect your device.')
    expect(await reasonFor('/admin')).toBe('Sign in to open the administration of this site.')
    expect(await reasonFor('/admin/users%3Fq=a')).toBe('Sign in to open the administration of this site.')
    for (const next of ['/account', '/devices', '//admin', 'https://evil.test/admin', ''])
      expect([next, await reasonFor(next)]).toEqual([next, null])
  })

  test('is where the address of the site leads, and the account page for a user who is signed in', async () => {
    const visitor = site.visitor()
    expect((await visitor.ask('/')).location).toBe(`${site.url}/login`)
    await visitor.signIn('first')
    expect((await visitor.ask('/')).location).toBe(`${site.url}/account`)
    expect(op.counts.token).toBe(1)
  })

  test('shows an error of the password form in the form, and then begins with the form', async () => {
    const form = { username: 'ada', password: 'not this one', next: '/live' }
    const { body } = await site.visitor().ask('/login', { form })
    const [, fields = ''] = body.split('id="password-form"')
    expect(fields).toMatch(
      /aria-invalid="true" autofocus>[\s\S]*role="alert"[\s\S]*Wrong user name or password/,
    )
    expect(body).not.toContain('Reference')
  })

  test('on a shared computer, the session ends with the browser and after four hours, and nothing is remembered', async () => {
    const visitor = site.visitor()
    const { body } = await visitor.ask('/login?shared=1')
    const start = /href="(\/login\/first[^"]*)"/.exec(body)?.[1]?.replaceAll('&amp;', '&') ?? ''
    expect(start).toContain('shared=1')
    expect(body).toMatch(/type="checkbox" name="shared" value="1" form="password-form" checked/)
    const callback = (await visitor.ask((await visitor.ask(start)).location ?? '')).location ?? ''
    const cookies = (await visitor.ask(callback)).headers.getSetCookie()
    const ofSession = cookies.find((each) => each.startsWith('portcullis=')) ?? ''
    expect(ofSession).toContain('portcullis=')
    expect(ofSession).not.toMatch(/expires|max-age/i)
    expect(visitor.cookieNames().toSorted()).toEqual([
      'portcullis',
      'portcullis-browser',
      'portcullis-shared',
    ])
    const session = await site.rows.session.findFirstOrThrow({ orderBy: { createdAt: 'desc' } })
    expect(session.expiresAt.getTime() - session.createdAt.getTime()).toBe(4 * 3600_000)
    // A renewed cookie is one of the same kind.
    const form = { _csrf: await visitor.csrf() }
    const renewed = (await visitor.ask('/sessions/end-others', { form })).headers.getSetCookie()
    expect(renewed.join()).toMatch(/^portcullis=/)
    expect(renewed.join()).not.toMatch(/expires|max-age/i)
    // A link without a word about it changes nothing, and one with another word does.
    await visitor.signIn('first')
    expect(visitor.cookieNames()).toContain('portcullis-shared')
    await visitor.open('/login/first?shared=0')
    expect(visitor.cookieNames()).not.toContain('portcullis-shared')
    expect(visitor.cookie(LAST)).toMatch(/^first\./)
  })

  test('the box of the password form says the same', async () => {
    const visitor = site.visitor()
    const form = { username: 'nobody', password: 'not this one', next: '/live' }
    const wrong = await visitor.ask('/login', { form: { ...form, shared: '1' } })
    expect(wrong.body).toMatch(/name="shared" value="1" form="password-form" checked/)
    expect(wrong.headers.getSetCookie().join()).toMatch(/^portcullis-shared=1;(?!.*expires)/)
    expect((await visitor.ask('/login', { form })).body).not.toMatch(/name="shared"[^>]*checked/)
    expect(visitor.cookieNames()).not.toContain('portcullis-shared')
  })
})

describe('a login page with one provider', () => {
  const { site } = useSite({ database: 'sqlite' })

  test('gives no advice about a choice between several', async () => {
    const { body } = await site.visitor().ask('/login')
    expect(linked(body)).toEqual(['acme'])
    expect(body).not.toContain('Used one of these before?')
  })
})
