import { errorCode } from '../conformance/trip.js'
import { ANY_DATABASE } from '../support/database.js'
import { backendAt } from '../support/site.js'
import { useSite, useSites } from '../support/use-site.js'
import type { Visitor } from '../support/visitor.js'

const startSite = useSites()

const IN_OWN_FRAME = { 'sec-fetch-dest': 'iframe', 'sec-fetch-site': 'same-origin' }
const BACK_IN_FRAME = { 'sec-fetch-dest': 'iframe', 'sec-fetch-site': 'cross-site' }

describe.each(ANY_DATABASE)('a silent sign-in, on %s', (database) => {
  const { site, op } = useSite({
    database,
    backends: ({ op }) => ({
      acme: backendAt(op, { silentSignIn: true }),
      form: backendAt(op, { silentSignIn: true, responseMode: 'form_post' }),
      loud: backendAt(op),
      staff: backendAt(op, { silentSignIn: true, requiredClaims: ['department'] }),
    }),
  })

  beforeEach(() => {
    op.reset()
    op.keepsSessions = true
  })

  /** Opens an address in a hidden frame of our own page, and follows it as a browser does. */
  async function inFrame(visitor: Visitor, path: string) {
    let answer = await visitor.ask(path, { headers: IN_OWN_FRAME })
    const hops = [answer]
    while (answer.location !== null) {
      answer = await visitor.ask(answer.location, { headers: BACK_IN_FRAME })
      hops.push(answer)
    }
    return { answer, hops }
  }

  test('a user with a session at the provider is signed in, with the account of the ordinary sign-in', async () => {
    const visitor = site.visitor()
    await visitor.signIn('acme')
    const csrf = await visitor.csrf()
    await visitor.ask('/logout', { form: { _csrf: csrf } })
    expect(await visitor.isSignedIn()).toBe(false)

    const { answer, hops } = await inFrame(visitor, '/login/acme/silent')
    expect(new URL(answer.url).pathname + new URL(answer.url).search).toBe(
      '/login/acme/silent/end?outcome=signed-in',
    )
    expect(answer.body).toContain('You’re signed in')
    expect(op.lastAuthorization.get('prompt')).toBe('none')
    expect(await visitor.isSignedIn()).toBe(true)
    expect(await site.rows.account.count({ where: { backend: 'acme' } })).toBe(1)
    for (const { url, headers } of hops.filter(({ url }) => url.startsWith(site.url)))
      expect([url, headers.get('content-security-policy')]).toEqual([
        url,
        expect.stringContaining("frame-ancestors 'self'"),
      ])
    expect(answer.headers.get('x-frame-options')).toBe('SAMEORIGIN')
  })

  test('a user without a session there is not signed in, and no error is shown or logged', async () => {
    const visitor = site.visitor()
    site.logged.length = 0
    const { answer } = await inFrame(visitor, '/login/acme/silent')
    expect([answer.status, new URL(answer.url).search]).toEqual([200, '?outcome=nobody'])
    expect(answer.body).toContain('You’re not signed in')
    expect(op.counts.token).toBe(0)
    expect(await visitor.isSignedIn()).toBe(false)
    expect(site.logged.filter((line) => line.includes('request refused'))).toEqual([])
  })

  test.each(['interaction_required', 'consent_required', 'account_selection_required'])(
    '%s is a silent end, too, and an error as before for any other sign-in',
    async (error) => {
      op.misbehave({ authorizeError: { error } })
      expect((await inFrame(site.visitor(), '/login/acme/silent')).answer.url).toContain('outcome=nobody')
      expect(errorCode(await site.visitor().signIn('acme'))).toBe('provider_error')
    },
  )

  test('a real error stays an error, which the page around the frame can read', async () => {
    op.misbehave({ authorizeError: { error: 'server_error' } })
    const { answer } = await inFrame(site.visitor(), '/login/acme/silent')
    expect(errorCode(answer)).toBe('provider_error')
    expect(answer.headers.get('content-security-policy')).toContain("frame-ancestors 'self'")
    expect(answer.body).toContain('/login/acme"')
  })

  test('the policy of the site applies as for any sign-in', async () => {
    const visitor = site.visitor()
    await visitor.signIn('loud')
    await visitor.ask('/logout', { form: { _csrf: await visitor.csrf() } })
    const { answer } = await inFrame(visitor, '/login/staff/silent')
    expect(errorCode(answer)).toBe('claim_missing')
    expect(await visitor.isSignedIn()).toBe(false)
  })

  test('it ends at the URL that the page has named, whatever its result, and nowhere else', async () => {
    const ended = async (next: string) => {
      const { hops } = await inFrame(site.visitor(), `/login/acme/silent?next=${encodeURIComponent(next)}`)
      return hops.at(-1)?.url
    }
    expect(await ended('/app/frame?x=1')).toBe(`${site.url}/app/frame?x=1`)
    expect(await ended('https://evil.test/')).toContain(`${site.url}/`)
  })

  test('a signed-in user stays who they are', async () => {
    const visitor = site.visitor()
    await visitor.signIn('acme')
    op.person({ sub: 'somebody-else' })
    const before = op.authorizations.length
    const { answer } = await inFrame(visitor, '/login/acme/silent')
    expect(answer.url).toContain('outcome=signed-in')
    expect(op.authorizations).toHaveLength(before)
    expect(await site.rows.account.count({ where: { subject: 'somebody-else' } })).toBe(0)
  })

  test('a user who signs in meanwhile in another tab stays who they are', async () => {
    const visitor = site.visitor()
    await visitor.signIn('acme')
    await visitor.ask('/logout', { form: { _csrf: await visitor.csrf() } })
    op.person({ sub: 'late' })
    const start = await visitor.ask('/login/acme/silent', { headers: IN_OWN_FRAME })
    const back = await visitor.ask(start.location ?? '', { headers: BACK_IN_FRAME })
    op.person({ sub: 'fast' })
    await visitor.signIn('loud')
    const end = await visitor.ask(back.location ?? '', { headers: BACK_IN_FRAME })
    expect(end.location).toContain('outcome=signed-in')
    expect(await site.rows.account.count({ where: { subject: 'late' } })).toBe(0)
  })

  describe('S19 and the like: what may begin and end it', () => {
    test.each([
      ['a frame on another site', { ...IN_OWN_FRAME, 'sec-fetch-site': 'cross-site' }],
      ['a frame on a sibling site', { ...IN_OWN_FRAME, 'sec-fetch-site': 'same-site' }],
      ['a picture', { 'sec-fetch-dest': 'image', 'sec-fetch-site': 'same-origin' }],
      ['a script', { 'sec-fetch-dest': 'empty', 'sec-fetch-site': 'same-origin' }],
      ['a prefetch', { ...IN_OWN_FRAME, 'sec-purpose': 'prefetch' }],
    ])('%s begins nothing', async (_, headers) => {
      const before = await site.rows.attempt.count()
      const answer = await site.visitor().ask('/login/acme/silent', { headers })
      expect(errorCode(answer)).toBe('navigation_required')
      expect(await site.rows.attempt.count()).toBe(before)
    })

    test('a frame of this site begins no ordinary sign-in, and no silent one where that is not enabled', async () => {
      const loud = await site.visitor().ask('/login/acme', { headers: IN_OWN_FRAME })
      expect(errorCode(loud)).toBe('navigation_required')
      const off = await site.visitor().ask('/login/loud/silent', { headers: IN_OWN_FRAME })
      expect(errorCode(off)).toBe('unknown_backend')
    })

    test('a frame does not end an ordinary sign-in, and consumes nothing', async () => {
      const visitor = site.visitor()
      const callback = await visitor.untilCallback('acme')
      expect(errorCode(await visitor.ask(callback, { headers: BACK_IN_FRAME }))).toBe('navigation_required')
      expect((await visitor.ask(callback)).status).toBe(303)
    })

    test('other responses are framed by no site', async () => {
      const answer = await site.visitor().ask('/login')
      expect(answer.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    })
  })

  test('a silent response by form ends silently as well', async () => {
    const visitor = site.visitor()
    const answer = await visitor.open('/login/form/silent', { headers: IN_OWN_FRAME })
    expect([answer.status, new URL(answer.url).search]).toEqual([200, '?outcome=nobody'])
  })
})

test('a backend cannot sign in silently and with another prompt', async () => {
  await expect(
    startSite({
      database: 'sqlite',
      backends: {
        acme: {
          kind: 'oidc',
          issuer: 'https://id.acme.example',
          clientId: 'a',
          clientSecret: 'b',
          silentSignIn: true,
          authorizationParams: { prompt: 'login' },
        },
      },
    }),
  ).rejects.toThrow('field "silentSignIn": sends "prompt=none"')
})
