import { decodeJwt } from 'jose'
import { DATABASES } from '../support/database.js'
import { backendAt } from '../support/site.js'
import { keep, storedTokensOf } from '../support/stored-tokens.js'
import type { Visitor } from '../support/visitor.js'
import { useSite } from '../support/use-site.js'

describe.each(DATABASES)('signing out here and at the provider, on %s', (database) => {
  const { site, provider, op, startAnother } = useSite({
    database,
    backends: ({ op, provider }) => {
      const other = provider.alias('other')
      const away = ['down', 'resets', 'hangs'].map(
        (name) => [name, backendAt(provider.alias(name), { label: name.toUpperCase() })] as const,
      )
      return {
        acme: backendAt(op),
        other: backendAt(other, { label: 'Other' }),
        plain: backendAt(provider.alias('plain'), { label: 'Plain' }),
        stays: backendAt(other, { label: 'Stays', rpInitiatedLogout: 'local' }),
        pool: backendAt(provider.alias('pool'), { label: 'Pool', postLogoutRedirectParam: 'logout_uri' }),
        ...Object.fromEntries(away),
      }
    },
    setUp: ({ provider }) => {
      const discoveryDocument = (document: object) => ({ ...document, end_session_endpoint: undefined })
      provider.alias('plain').misbehave({ discoveryDocument })
    },
  })
  const other = provider.alias('other')

  async function signedIn(backend: string, sub: string): Promise<Visitor> {
    provider.alias(backend === 'stays' ? 'other' : backend).person({ sub })
    other.person({ sub })
    const visitor = site.visitor()
    await visitor.signIn(backend)
    expect(await visitor.isSignedIn()).toBe(true)
    return visitor
  }

  /** Signs out; stops where the browser is sent. */
  async function signOut(visitor: Visitor): Promise<URL> {
    const answer = await visitor.ask('/logout', { form: { _csrf: await visitor.csrf() } })
    expect(answer.status).toBe(303)
    return new URL(answer.location ?? '')
  }

  const here = (path = '/logged-out') => `${site.url}${path}`

  test('the session ends here, then the browser is sent to the provider, and comes back to a page that confirms the sign-out', async () => {
    const visitor = await signedIn('acme', 'rp-initiated')
    const copy = visitor.clone()
    const there = await signOut(visitor)
    expect(await copy.isSignedIn()).toBe(false)
    expect(there.origin + there.pathname).toBe(`${op.issuer}/end_session`)
    const asked = Object.fromEntries(there.searchParams)
    expect(asked).toEqual({
      client_id: op.clientId,
      id_token_hint: op.idTokens.at(-1),
      post_logout_redirect_uri: here(),
      state: asked['state'],
    })
    expect(asked['state']).toMatch(/^[\w-]{43}$/)
    const page = await visitor.open(there.href)
    expect(page.url).toBe(`${here()}?state=${asked['state'] ?? ''}`)
    expect(page.body).toContain('You’re signed out here and at Acme')
    expect(page.headers.get('cache-control')).toBe('no-store')
    expect(visitor.cookieNames()).not.toContain('portcullis')
  })

  test('C49: a return with another state shows the page without a confirmation, and signs no one in', async () => {
    const visitor = await signedIn('acme', 'c49')
    op.misbehave({ logoutCallback: () => new URLSearchParams({ state: 'another' }) })
    const page = await visitor.open((await signOut(visitor)).href)
    expect(page.status).toBe(200)
    expect(page.body).toContain('You’re signed out here. You may still be signed in at Acme.')
    expect(page.body).not.toContain('and at Acme')
    expect(await visitor.isSignedIn()).toBe(false)
    expect(visitor.cookieNames()).not.toContain('portcullis')
  })

  test('C50: so does a return without a state, a repeated one, and one of a visitor who was never here', async () => {
    const visitor = await signedIn('acme', 'c50')
    op.misbehave({ logoutCallback: () => new URLSearchParams() })
    const there = await signOut(visitor)
    expect((await visitor.open(there.href)).body).toContain('You may still be signed in at Acme')
    const state = there.searchParams.get('state') ?? ''
    for (const query of [
      `state=${state}&state=${state}`,
      'state=',
      `state=${'x'.repeat(5000)}`,
      'state[]=x',
    ]) {
      const page = await visitor.ask(`/logged-out?${query}`)
      expect([query, page.status, page.body.includes('and at Acme')]).toEqual([query, 200, false])
    }
    // The state of one browser is worth nothing in another.
    const stranger = await site.visitor().ask(`/logged-out?state=${state}`)
    expect(stranger.body).toContain('You’re signed out here.')
    expect(stranger.body).not.toContain('Acme')
    expect(stranger.headers.getSetCookie()).toEqual([])
  })

  test('the page signs no one out, and shows a signed-in user that they are signed in', async () => {
    const visitor = await signedIn('acme', 'signed-in')
    const page = await visitor.ask('/logged-out?state=x')
    expect(page.body).toContain('You’re signed in')
    expect(page.body).not.toContain('You’re signed out')
    expect(await visitor.isSignedIn()).toBe(true)
  })

  test('S172: without an end_session_endpoint the session ends here, and the page says what may remain', async () => {
    const visitor = await signedIn('plain', 's172')
    const there = await signOut(visitor)
    expect(there.href).toBe(here())
    expect((await visitor.ask(there.href)).body).toContain('You may still be signed in at Plain')
    expect(await visitor.isSignedIn()).toBe(false)
  })

  test('S172: a provider that is unavailable does not keep a user signed in here', async () => {
    const faults = { down: { status: 503 }, resets: { reset: 'before' }, hangs: { hang: true } } as const
    const names = Object.keys(faults)
    const visitors = await Promise.all(names.map((name) => signedIn(name, 's172-away')))
    for (const [name, fault] of Object.entries(faults)) {
      provider.alias(name).misbehave({ at: { discovery: fault } })
    }
    // Another process, which knows nothing of its providers yet.
    const second = await startAnother()
    const pages = await Promise.all(
      visitors.map(async (visitor) => {
        const there = second.visitor()
        there.setCookie('portcullis', visitor.cookie('portcullis') ?? '')
        return there.open('/logout', { form: { _csrf: await there.csrf() } })
      }),
    )
    for (const [index, { status, url, body }] of pages.entries()) {
      expect([status, url]).toEqual([200, `${second.url}/logged-out`])
      expect(body).toContain(`You may still be signed in at ${(names[index] ?? '').toUpperCase()}`)
    }
    for (const visitor of visitors) expect(await visitor.isSignedIn()).toBe(false)
    expect(second.logged.join('')).toContain('provider_unavailable: the metadata: status 503')
    await second.close()
  })

  test('S173: no GET request signs a user out, wherever it comes from', async () => {
    const visitor = await signedIn('acme', 's173')
    const foreign = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }
    for (const headers of [{}, foreign, { 'sec-fetch-dest': 'image' }]) {
      for (const path of ['/logout', '/logout?_csrf=x', '/logged-out', '/logout/backchannel/acme']) {
        await visitor.ask(path, { headers })
        await visitor.ask(path, { headers, method: 'HEAD' })
      }
    }
    expect((await visitor.ask('/logout')).status).toBe(405)
    const refused = await visitor.ask('/logout', { form: { _csrf: await visitor.csrf() }, headers: foreign })
    expect(refused.status).toBe(403)
    expect(await visitor.isSignedIn()).toBe(true)
    expect(op.counts.end_session).toBe(0)
  })

  test('S175: of two linked providers, only the one that opened the session learns of its end, with its own hint', async () => {
    const visitor = await signedIn('acme', 's175')
    const connect = await visitor.open('/connect/other', { form: { _csrf: await visitor.csrf() } })
    expect(connect.url).toBe(here('/account'))
    const there = await signOut(visitor)
    expect(there.href).toContain(`${op.issuer}/end_session`)
    const hint = there.searchParams.get('id_token_hint') ?? ''
    expect(decodeJwt(hint).iss).toBe(op.issuer)
    await visitor.open(there.href)
    await visitor.signIn('other')
    const again = await signOut(visitor)
    expect(again.href).toContain(`${other.issuer}/end_session`)
    expect(decodeJwt(again.searchParams.get('id_token_hint') ?? '').iss).toBe(other.issuer)
    expect(again.href).not.toContain(hint)
  })

  test('S175: the ID Token of a sign-in in another browser is not sent as a hint, because that browser stays signed in', async () => {
    const first = await signedIn('acme', 's175-two-browsers')
    const second = await signedIn('acme', 's175-two-browsers')
    const there = await signOut(first)
    expect([...there.searchParams.keys()]).toEqual(['client_id', 'post_logout_redirect_uri', 'state'])
    expect((await signOut(second)).searchParams.get('id_token_hint')).toBe(op.idTokens.at(-1))
  })

  test.each<[string, (honest: Readonly<Record<string, unknown>>) => object]>([
    ['of another issuer', () => ({ iss: other.issuer })],
    ['for another client', () => ({ aud: 'another-client' })],
    ['for a list of other clients', () => ({ aud: ['another-client', 'third'] })],
    ['without an audience', () => ({ aud: undefined })],
    ['that is longer than a URL may be', () => ({ padding: 'x'.repeat(4000) })],
  ])('S175: an ID Token %s is no hint, although it names no session', async (what, change) => {
    const subject = `s175-${what}`
    const visitor = await signedIn('acme', subject)
    const account = await site.rows.account.findFirstOrThrow({ where: { backend: 'acme', subject } })
    const claims = decodeJwt((await storedTokensOf(site, account.id)).idToken ?? '')
    const changed = { ...claims, sid: undefined, ...change(claims) }
    const idToken = `e30.${Buffer.from(JSON.stringify(changed)).toString('base64url')}.x`
    await keep(site, account.id, { idToken })
    expect((await signOut(visitor)).searchParams.get('id_token_hint')).toBeNull()
  })

  test('S175: an ID Token that names no session is a hint', async () => {
    const visitor = await signedIn('acme', 's175-no-sid')
    const account = await site.rows.account.findFirstOrThrow({ where: { subject: 's175-no-sid' } })
    const claims = decodeJwt((await storedTokensOf(site, account.id)).idToken ?? '')
    const idToken = `e30.${Buffer.from(JSON.stringify({ ...claims, sid: undefined })).toString('base64url')}.x`
    await keep(site, account.id, { idToken })
    expect((await signOut(visitor)).searchParams.get('id_token_hint')).toBe(idToken)
  })

  test('a session that outlived its account is ended here only', async () => {
    const visitor = await signedIn('acme', 'outlived')
    await visitor.open('/connect/other', { form: { _csrf: await visitor.csrf() } })
    const account = await site.rows.account.findFirstOrThrow({
      where: { subject: 'outlived', backend: 'acme' },
    })
    await visitor.ask(`/disconnect/acme/${account.id}`, { form: { _csrf: await visitor.csrf() } })
    expect((await signOut(visitor)).href).toBe(here())
    expect(await visitor.isSignedIn()).toBe(false)
  })

  test('"rpInitiatedLogout": "local" stays here; postLogoutRedirectParam is what the provider calls the way back', async () => {
    const local = await signedIn('stays', 'local')
    const page = await signOut(local)
    expect(page.href).toBe(here())
    expect((await local.ask(page.href)).body).toContain('You may still be signed in at Stays')
    const pool = await signOut(await signedIn('pool', 'pool'))
    expect(pool.searchParams.get('logout_uri')).toBe(here())
    expect(pool.searchParams.has('post_logout_redirect_uri')).toBe(false)
  })

  test('R17: signing out five times at once is not an error, and each response leads on', async () => {
    const visitor = await signedIn('acme', 'r17')
    const form = { _csrf: await visitor.csrf() }
    const copies = Array.from({ length: 5 }, () => visitor.clone())
    const answers = await Promise.all(copies.map((copy) => copy.ask('/logout', { form })))
    expect(answers.map(({ status }) => status)).toEqual(Array(5).fill(303))
    for (const { location } of answers) expect(location).toMatch(/\/(?:end_session|logged-out)(?:\?|$)/)
    expect(await visitor.isSignedIn()).toBe(false)
  })
})
