import { type Administrator, signInAsAdmin, startAdministered } from '../../support/administrator.js'
import { DATABASES } from '../../support/database.js'
import type { Op } from '../../support/provider/index.js'
import type { Site } from '../../support/site.js'

describe.each(DATABASES)('the test login of a provider on %s', (database) => {
  let staff: Op
  let acme: Op
  let site: Site
  let rita: Administrator
  let close: () => Promise<void>

  beforeAll(async () => {
    ;({ staff, acme, site, rita, close } = await startAdministered(database))
    await rita.add('acme', acme)
  })

  afterAll(() => close())

  beforeEach(() => {
    acme.reset()
    acme.person({ sub: 'tess', name: 'Tess Test', email: 'tess@acme.example', preferred_username: 'tess' })
  })

  /** Everything that a sign-in writes; attempts and events are of the test itself. */
  async function contents(): Promise<string> {
    const { user, account, session, password, partial } = site.rows
    const byId = { orderBy: { id: 'asc' } } as const
    const sessions = await session.findMany({ ...byId, omit: { lastSeenAt: true, idleExpiresAt: true } })
    return JSON.stringify([
      await user.findMany(byId),
      await account.findMany(byId),
      sessions,
      await password.findMany(),
      await partial.findMany(byId),
    ])
  }

  test('shows claims, decisions and what would be written, and changes no row', async () => {
    const before = await contents()
    const cookies = JSON.stringify(rita.visitor.cookie('portcullis'))
    const page = await rita.test('acme')
    expect(page.status).toBe(200)
    expect(page.url).toBe(`${site.url}/admin/providers/acme?notice=provider-passed`)
    expect(page.body).toContain('would be signed in as a new user, tess.')
    expect(page.body).toMatch(
      /<bdi>email<\/bdi><\/th><td[^>]*><bdi>tess@acme.example<\/bdi><\/td><td[^>]*>UserInfo/,
    )
    expect(page.body).toMatch(/<bdi>sub<\/bdi><\/th><td[^>]*><bdi>tess<\/bdi><\/td><td[^>]*>ID Token/)
    expect(page.body).toContain('<code>createUser</code>')
    expect(page.body).toContain('A new user: <span class="muted">username</span> <bdi>tess</bdi>')
    expect(page.body).toContain('<span class="muted">tokens</span> <bdi>encrypted</bdi>')
    expect(await contents()).toBe(before)
    expect(JSON.stringify(rita.visitor.cookie('portcullis'))).toBe(cookies)
    for (const token of [...acme.accessTokenValues, ...acme.idTokens]) expect(page.body).not.toContain(token)
    expect(await site.rows.backendVersion.findFirst({ where: { name: 'acme' } })).toMatchObject({
      testedAt: expect.any(Date) as Date,
    })
    const event = await site.rows.event.findFirst({ where: { kind: 'provider.tested', backend: 'acme' } })
    expect(event?.detail).toBe('{"version":1,"passed":true}')
  })

  test('a known identity would be signed in as who it is, and that changes nothing either', async () => {
    await rita.add('again', staff, { trustEmail: 'yes' })
    await rita.bringIntoUse('used', acme)
    await site.visitor().signIn('used')
    const before = await contents()
    const page = await rita.test('used')
    expect(page.body).toContain('would be signed in as tess.')
    expect(page.body).toContain('The latest tokens and claims of the account')
    expect(await contents()).toBe(before)
  })

  test('S190: a question that would be asked passes, for the provider has done its part', async () => {
    await rita.add('asking', acme, { trustEmail: 'yes' })
    acme.person({ sub: 'other', email: 'rita@staff.example', email_verified: true })
    const before = await contents()
    const page = await rita.test('asking')
    expect(page.url).toContain('notice=provider-passed')
    expect(page.body).toContain('would be asked to prove')
    for (const [language, texts] of [
      [
        'fr',
        [
          'réussie',
          'Une personne ayant cette identité devrait prouver',
          'connectée\u00a0:',
          'Étapes',
          'tous les domaines peuvent se connecter',
          'un utilisateur a prouvé',
        ],
      ],
      [
        'de',
        [
          'bestanden',
          'Eine Person mit dieser Identität müsste nachweisen',
          'Schritte',
          'jede Domain darf sich anmelden',
          'zu einem Benutzerkonto ist diese Adresse schon nachgewiesen',
        ],
      ],
    ] as const) {
      const headers = { 'accept-language': language }
      const { body } = await rita.visitor.ask('/admin/providers/asking', { headers })
      for (const text of texts) expect([text, body.includes(text)]).toEqual([text, true])
      expect(body).not.toMatch(/every domain|has proven|the identity/)
    }
    expect(await contents()).toBe(before)
  })

  test.each([
    [
      'a wrong secret',
      {},
      { clientSecret: 'quite-wrong-secret-0815' },
      'provider_misconfigured',
      'Copy the client ID and client secret',
    ],
    [
      'a scope that is refused',
      { authorizeError: { error: 'invalid_scope' } },
      {},
      'provider_error',
      'invalid_scope',
    ],
    [
      'a redirect that is not known',
      { authorizeError: { error: 'redirect_uri_mismatch' } },
      {},
      'provider_error',
      'letter for letter',
    ],
    [
      'a no of the person',
      { authorizeError: { error: 'access_denied' } },
      {},
      'access_denied',
      'refused the sign-in',
    ],
    ['a claim that does not come', {}, { requiredClaims: 'groups' }, 'claim_missing', 'sent no groups'],
    ['another domain', {}, { allowedDomains: 'staff.example' }, 'not_allowed', 'has not verified'],
    [
      'a token of another nonce',
      { idTokenClaims: (claims: object) => ({ ...claims, nonce: 'x' }) },
      {},
      'identity_rejected',
      'nonce',
    ],
  ] as const)(
    '%s is reported with its code and what to do, and does not pass',
    async (_what, faults, fields, code, words) => {
      const name = `bad-${code.replaceAll('_', '-')}-${Math.random().toString(36).slice(2, 8).replace(/^\d/, 'x')}`
      expect((await rita.add(name, acme, fields)).status).toBe(303)
      acme.misbehave(faults)
      const page = await rita.test(name)
      expect(page.url).toContain('notice=provider-failed')
      expect(page.body).toContain(`code ${code}`)
      expect(page.body).toContain(words)
      expect(page.body).not.toContain('quite-wrong-secret-0815')
      expect(await site.rows.backendVersion.count({ where: { name, testedAt: null } })).toBe(1)
      expect((await rita.act(name, 'enable')).status).toBe(409)
    },
  )

  test('a provider that is down when the test begins is reported, too', async () => {
    await rita.add('down', acme)
    acme.misbehave({ at: { discovery: { status: 503 } } })
    const answer = await rita.act('down', 'test')
    expect(answer.location).toContain('notice=provider-failed')
    expect((await rita.visitor.ask('/admin/providers/down')).body).toContain('provider_unavailable')
  })

  test('a version whose test failed is marked in the list and on its page, until a test passes', async () => {
    await rita.add('flawed', acme)
    const pages = async () => [
      (await rita.visitor.ask('/admin/providers')).body,
      (await rita.visitor.ask('/admin/providers/flawed')).body,
    ]
    expect((await pages())[1]).not.toContain('test failed')
    acme.misbehave({ authorizeError: { error: 'access_denied' } })
    await rita.test('flawed')
    for (const body of await pages()) expect(body).toContain('badge-bad">test failed')
    expect((await pages())[1]).toContain('its test failed')
    acme.behave()
    await rita.test('flawed')
    expect((await pages())[1]).not.toContain('test failed')
  })

  test('a version whose test failed can be discarded; no other version can', async () => {
    await rita.bringIntoUse('spare', acme)
    const { clientId, issuer } = acme
    await rita.act('spare', 'edit', { from: '1', clientId, issuer, scopes: 'openid' })
    expect((await rita.act('spare', 'discard', { version: '2' })).status).toBe(400)
    acme.misbehave({ authorizeError: { error: 'access_denied' } })
    await rita
      .act('spare', 'test', { version: '2' })
      .then(({ location }) => rita.visitor.open(location ?? ''))
    const { body } = await rita.visitor.ask('/admin/providers/spare')
    expect(body).toContain('Discard version 2')
    expect(body).not.toContain('Discard version 1')
    expect((await rita.act('spare', 'discard', { version: '1' })).status).toBe(400)
    expect((await rita.act('spare', 'discard', { version: '2', revision: '1' })).status).toBe(409)
    expect((await rita.act('spare', 'discard', { version: '2' })).status).toBe(303)
    // A button that is pressed twice takes effect once.
    expect((await rita.act('spare', 'discard', { version: '2' })).status).toBe(303)
    const left = await site.rows.backendVersion.findMany({ where: { name: 'spare' } })
    expect(left.map(({ version }) => version)).toEqual([1])
    expect(await site.rows.event.count({ where: { kind: 'provider.version-discarded' } })).toBe(1)
    acme.behave()
    await rita.add('only', acme)
    acme.misbehave({ authorizeError: { error: 'access_denied' } })
    await rita.test('only')
    expect((await rita.act('only', 'discard', { version: '1' })).status).toBe(400)
    // No number is given again, because traces name it: not after a version was discarded, nor after a deletion.
    const versionsOf = async (name: string) => {
      const rows = await site.rows.backendVersion.findMany({ where: { name }, orderBy: { version: 'asc' } })
      return rows.map(({ version }) => version)
    }
    await rita.act('spare', 'edit', { from: '1', clientId, issuer, scopes: 'openid email' })
    expect(await versionsOf('spare')).toEqual([1, 3])
    await rita.act('only', 'delete')
    expect(await versionsOf('only')).toEqual([])
    acme.behave()
    await rita.add('only', acme)
    expect(await versionsOf('only')).toEqual([2])
  })

  test('a test that does not come back is reported on the page, with the redirect URI to register', async () => {
    await rita.add('lost', acme)
    const lost = async () => {
      const { body } = await rita.visitor.ask('/admin/providers/lost')
      return body.split('id="lost"')[1]?.split('</section>')[0] ?? null
    }
    await rita.act('lost', 'test')
    expect(await lost()).toBeNull()
    const minutesAgo = new Date(Date.now() - 5 * 60_000)
    const where = { backend: 'lost' }
    await site.rows.attempt.updateMany({ where, data: { createdAt: minutesAgo } })
    const attempt = await site.rows.attempt.findFirstOrThrow({ where })
    const notice = await lost()
    expect(notice).toContain('Register exactly this one')
    expect(notice).toContain(`${site.url}/complete/lost`)
    expect(notice).toContain(`/admin/sign-ins/${attempt.reference}`)
    await rita.test('lost')
    expect(await lost()).toBeNull()
  })

  test('only the administrator who began a test can end it, and only while signed in', async () => {
    const callback = async () => {
      const { location } = await rita.act('acme', 'test')
      return (await rita.visitor.ask(location ?? '')).location ?? ''
    }
    const before = await contents()
    const signedOut = rita.visitor.clone()
    signedOut.setCookie('portcullis', '')
    const alone = await signedOut.ask(await callback())
    expect([alone.status, alone.body.includes('session_user_changed')]).toEqual([409, true])
    const elsewhere = await signInAsAdmin(site, staff, 'second')
    const foreign = await elsewhere.visitor.ask(await callback())
    expect([foreign.status, foreign.body.includes('attempt_wrong_browser')]).toEqual([400, true])
    const mixed = rita.visitor.clone()
    mixed.setCookie('portcullis', elsewhere.visitor.cookie('portcullis') ?? '')
    const other = await mixed.ask(await callback())
    expect([other.status, other.body.includes('session_user_changed')]).toEqual([409, true])
    expect(acme.counts.token).toBe(0)
    const after = JSON.parse(await contents()) as unknown[][]
    expect(after[1]?.filter((account) => JSON.stringify(account).includes('"backend":"acme"'))).toEqual([])
    expect(before).not.toBe('')
  })

  test('a test of an earlier version counts for that one only', async () => {
    await rita.add('versions', acme)
    await rita.act('versions', 'edit', {
      from: '1',
      clientId: acme.clientId,
      issuer: acme.issuer,
      scopes: 'openid',
    })
    await rita
      .act('versions', 'test', { version: '1' })
      .then(({ location }) => rita.visitor.open(location ?? ''))
    expect((await rita.act('versions', 'enable', { version: '2' })).status).toBe(409)
    expect((await rita.act('versions', 'enable', { version: '1' })).status).toBe(303)
    expect(await site.rows.backend.findUnique({ where: { name: 'versions' } })).toMatchObject({ current: 1 })
  })
})
