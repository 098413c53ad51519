import { DATABASES } from '../support/database.js'
import { askGate, identityOf, writesOf } from '../support/proxied.js'
import { backendAt } from '../support/site.js'
import type { Visitor } from '../support/visitor.js'
import { useSite } from '../support/use-site.js'

const APP = 'https://app.example.test'

describe.each(DATABASES)('forward-auth on %s', (database) => {
  const { site, provider, op, clock, startAnother } = useSite({
    database,
    env: { TRUST_PROXY: '127.0.0.1', ALLOWED_REDIRECT_ORIGINS: APP },
    backends: ({ op, provider }) => ({
      acme: backendAt(op, { trustEmail: true }),
      grouped: backendAt(provider.alias('grouped'), { label: 'Grouped', extraClaims: ['groups'] }),
      roles: backendAt(provider.alias('roles'), {
        extraClaims: ['realm_access.roles', 'org', 'https://acme.example/level'],
      }),
    }),
  })

  async function member(groups: unknown, sub = 'member'): Promise<Visitor> {
    provider.alias('grouped').person({ sub, name: 'Mem Ber', groups })
    const visitor = site.visitor()
    await visitor.signIn('grouped')
    return visitor
  }

  test('a signed-in user passes, and the response says who they are', async () => {
    op.person({
      sub: 'fa1',
      preferred_username: 'effa',
      name: 'Eff A',
      email: 'Eff@Example.test',
      email_verified: true,
    })
    const visitor = site.visitor()
    await visitor.signIn('acme')
    const answer = await askGate(site, visitor)
    const user = await site.rows.user.findUniqueOrThrow({ where: { username: 'effa' } })
    expect([answer.status, answer.body]).toEqual([200, ''])
    expect(identityOf(answer)).toEqual({
      user: 'effa',
      'user-id': user.id,
      email: 'eff@example.test',
      name: 'Eff A',
      backend: 'acme',
    })
  })

  test('an address that no user has proven is not passed on', async () => {
    op.person({ sub: 'fa2', name: 'Eff Two', email: 'eff2@example.test', email_verified: false })
    const visitor = site.visitor()
    await visitor.signIn('acme')
    const identity = identityOf(await askGate(site, visitor))
    expect(identity['name']).toBe('Eff Two')
    expect(identity).not.toHaveProperty('email')
  })

  test('a bearer token passes as its cookie does', async () => {
    const visitor = site.visitor()
    await visitor.signIn('acme')
    const headers = { authorization: `Bearer ${visitor.cookie('portcullis') ?? ''}` }
    expect((await askGate(site, null, '', { headers })).status).toBe(200)
  })

  test('R88: a request costs one read and no write, and two hundred at once cost no more', async () => {
    const visitor = site.visitor()
    await visitor.signIn('acme')
    site.statements.length = 0
    await askGate(site, visitor)
    expect(site.statements).toHaveLength(1)
    const answers = await Promise.all(Array.from({ length: 200 }, () => askGate(site, visitor)))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    expect(site.statements).toHaveLength(201)
    expect(writesOf(site)).toEqual([])
  })

  test('R88: two hundred at once after a pause are one use, and one write', async () => {
    const visitor = site.visitor()
    await visitor.signIn('acme')
    for (const minutes of [2, 4]) {
      clock.aheadMs = minutes * 60_000
      site.statements.length = 0
      await Promise.all(Array.from({ length: 200 }, () => askGate(site, visitor)))
      expect(writesOf(site)).toHaveLength(1)
    }
  })

  test('groups cost one more read, and only where the backend stores them', async () => {
    const visitor = await member(['staff'])
    site.statements.length = 0
    await askGate(site, visitor)
    expect(site.statements).toHaveLength(2)
    expect(writesOf(site)).toEqual([])
  })

  test.each([
    ['a list of texts', ['staff', 'on call'], 'staff,on call'],
    ['one text', 'staff', 'staff'],
    ['a list with other things in it', ['staff', 7, null, '', { a: 'b' }, 'staff'], 'staff'],
    ['a number', 7, undefined],
    ['nothing', undefined, undefined],
  ])('groups that the provider sends as %s', async (_kind, groups, expected) => {
    const answer = await askGate(site, await member(groups))
    expect(answer.status).toBe(200)
    expect(identityOf(answer)['groups']).toBe(expected)
  })

  test('?group= admits the members of any of these groups, and no other user', async () => {
    const visitor = await member(['staff', 'users'])
    expect((await askGate(site, visitor, '?group=staff')).status).toBe(200)
    expect((await askGate(site, visitor, '?group=admins&group=users')).status).toBe(200)
    for (const query of ['?group=admins', '?group=Staff', '?group=staff,users', '?group=staf']) {
      const refused = await askGate(site, visitor, query)
      expect([query, refused.status, refused.body]).toEqual([
        query,
        403,
        expect.stringContaining('group_required'),
      ])
      expect(identityOf(refused)).toEqual({})
    }
    const without = site.visitor()
    await without.signIn('acme')
    expect((await askGate(site, without, '?group=staff')).status).toBe(403)
  })

  test.each([
    [['staff'], '?group=grouped:staff', 200, 'staff'],
    [['staff'], '?group=acme:staff', 403, 'staff'],
    [['staff'], '?group=nobody:staff&group=grouped:staff', 200, 'staff'],
    [['team:admins'], '?group=grouped:team:admins', 200, 'grouped:team:admins'],
    [['team:admins'], '?group=team:admins', 403, 'grouped:team:admins'],
    [['grouped:staff'], '?group=grouped:staff', 403, 'grouped:grouped:staff'],
    [['grouped:staff'], '?group=grouped:grouped:staff', 200, 'grouped:grouped:staff'],
    [[':'], '?group=grouped::', 200, 'grouped::'],
  ])('groups %j at %s are %d: a colon always follows the backend', async (groups, query, status, header) => {
    const visitor = await member(groups)
    expect((await askGate(site, visitor, query)).status).toBe(status)
    expect(identityOf(await askGate(site, visitor))['groups']).toBe(header)
  })

  test.each(['?group=:staff', '?group=grouped:', '?group=grouped:staff&group=:'])(
    '%s names half a group and is a 400 for every user',
    async (query) => {
      const visitor = await member(['staff', ''])
      expect((await askGate(site, visitor, query)).status).toBe(400)
    },
  )

  test('groups belong to their backend: a user of another backend is in none of them', async () => {
    const groups = { extraClaims: ['groups'] }
    const [ours, theirs] = [provider.alias('grouped'), provider.alias('partner')]
    const two = await startAnother({
      backends: { grouped: backendAt(ours, groups), partner: backendAt(theirs, groups), acme: backendAt(op) },
    })
    const signIn = async (backend: string) => {
      provider
        .alias(backend)
        .person({ sub: 'two', preferred_username: 'two', groups: ['admins', 'partner:admins'] })
      const visitor = two.visitor()
      await visitor.signIn(backend)
      return visitor
    }
    const [member, stranger] = [await signIn('grouped'), await signIn('partner')]
    const statuses = async (query: string) =>
      Promise.all([member, stranger].map(async (visitor) => (await askGate(two, visitor, query)).status))
    expect(await statuses('?group=grouped:admins')).toEqual([200, 403])
    expect(await statuses('?group=partner:admins')).toEqual([403, 200])
    expect(await statuses('?group=partner:partner:admins')).toEqual([403, 200])
    expect(await statuses('?group=grouped:admins&group=partner:admins')).toEqual([200, 200])
    for (const query of ['?group=admins', '?group=grouped:admins&group=admins']) {
      const refused = await askGate(two, member, query)
      expect([refused.status, refused.body]).toEqual([400, expect.stringContaining('group_ambiguous')])
      expect(identityOf(refused)).toEqual({})
      expect((await askGate(two, null, query)).status).toBe(400)
    }
    const header = async (visitor: Visitor) => identityOf(await askGate(two, visitor))['groups']
    expect(await header(member)).toBe('grouped:admins,grouped:partner:admins')
    expect(await header(stranger)).toBe('partner:admins,partner:partner:admins')
  })

  test('?group= without a backend is 400 where no backend stores groups', async () => {
    const none = await startAnother({ backends: { acme: backendAt(op) } })
    const visitor = none.visitor()
    await visitor.signIn('acme')
    const refused = await askGate(none, visitor, '?group=staff')
    expect([refused.status, refused.body]).toEqual([400, expect.stringContaining('group_ambiguous')])
    expect((await askGate(none, visitor, '?group=acme:staff')).status).toBe(403)
  })

  test('groups of the next provider never take the place of those of a removed one', async () => {
    const before = await member(['admins'], 'replaced')
    expect((await askGate(site, before, '?group=admins')).status).toBe(200)
    const partner = backendAt(provider.alias('partner'), { label: 'Partner', extraClaims: ['groups'] })
    const next = await startAnother({ backends: { acme: backendAt(op), partner } })
    provider.alias('partner').person({ sub: 'newcomer', groups: ['admins'] })
    const newcomer = next.visitor()
    await newcomer.signIn('partner')
    const refused = await askGate(next, newcomer, '?group=admins')
    expect([refused.status, refused.body]).toEqual([400, expect.stringContaining('group_ambiguous')])
    expect(identityOf(await askGate(next, newcomer))['groups']).toBe('partner:admins')
    expect((await askGate(next, newcomer, '?group=partner:admins')).status).toBe(200)
    expect((await askGate(next, newcomer, '?group=grouped:admins')).status).toBe(403)
  })

  test('RESERVED_USERNAMES: the name in the header is never one of those', async () => {
    const guarded = await startAnother({ env: { RESERVED_USERNAMES: 'ceo' } })
    op.person({ sub: 'reserved', preferred_username: 'CEO' })
    const visitor = guarded.visitor()
    await visitor.signIn('acme')
    expect(identityOf(await askGate(guarded, visitor))['user']).toMatch(/^ceo\d+$/)
  })

  test('with ?redirect a user who is not admitted comes to a page that says so', async () => {
    const visitor = await member(['users'])
    const refused = await askGate(site, visitor, '?redirect&group=staff')
    expect([refused.status, refused.location]).toEqual([303, `${site.url}/members-only`])
    expect(identityOf(refused)).toEqual({})
    const page = await visitor.ask(refused.location ?? '', { headers: { accept: 'text/html' } })
    expect([page.status, page.body]).toEqual([403, expect.stringContaining('access to this page')])
    const headers = { 'sec-fetch-mode': 'cors', 'sec-fetch-site': 'same-origin' }
    expect((await askGate(site, visitor, '?redirect&group=staff', { headers })).status).toBe(403)
  })

  test('?claim= admits users whose claim has the value, at any depth, and no other user', async () => {
    provider.alias('roles').person({
      sub: 'roly',
      realm_access: { roles: ['admin', 'staff'] },
      org: { unit: { name: 'it' }, level: 3 },
      'https://acme.example/level': 'gold=1',
    })
    const roly = site.visitor()
    await roly.signIn('roles')
    const ask = async (...claims: string[]) => {
      const query = new URLSearchParams(claims.map((claim): [string, string] => ['claim', claim])).toString()
      return (await askGate(site, roly, `?${query}`)).status
    }
    site.statements.length = 0
    expect(await ask('roles:realm_access.roles=admin')).toBe(200)
    expect(site.statements).toHaveLength(2)
    // Of one claim any of the values; of several claims each.
    expect(await ask('roles:realm_access.roles=boss', 'roles:realm_access.roles=staff')).toBe(200)
    expect(await ask('roles:realm_access.roles=staff', 'roles:org.unit.name=it', 'roles:org.level=3')).toBe(
      200,
    )
    expect(await ask('roles:realm_access.roles=staff', 'roles:org.unit.name=hr')).toBe(403)
    expect(await ask('roles:https://acme.example/level=gold=1')).toBe(200)
    for (const other of [
      'realm_access.roles=boss',
      'realm_access.roles=adm',
      'realm_access=roles',
      'org.unit=it',
    ])
      expect([other, await ask(`roles:${other}`)]).toEqual([other, 403])
    // Claims belong to their backend, and one that is not stored has no value.
    expect(await ask('grouped:realm_access.roles=admin')).toBe(403)
    expect(await ask('grouped:realm_access.roles=admin', 'roles:org.level=3')).toBe(200)
    for (const unsaved of ['sub=roly', 'constructor.name=Object', 'realm_access.roles.length=2'])
      expect([unsaved, await ask(`roles:${unsaved}`)]).toEqual([unsaved, 403])
    for (const bad of [
      '',
      'admin',
      'realm_access.roles=admin',
      ':org.level=3',
      'roles:=3',
      'roles:org.level=',
    ])
      expect([bad, await ask(bad)]).toEqual([bad, 400])
    const both = '?claim=roles:org.level=3&backend=acme'
    expect((await askGate(site, roly, both)).status).toBe(403)
    const redirected = await askGate(site, roly, '?redirect&claim=roles:org.level=4', {
      headers: { accept: 'text/html' },
    })
    expect(redirected.location).toBe(`${site.url}/members-only`)
    expect((await askGate(site, null, '?claim=roles:org.level=3')).status).toBe(401)
  })

  test('?backend= admits users who signed in with it', async () => {
    const visitor = site.visitor()
    await visitor.signIn('acme')
    expect((await askGate(site, visitor, '?backend=acme')).status).toBe(200)
    expect((await askGate(site, visitor, '?backend=grouped&backend=acme')).status).toBe(200)
    expect((await askGate(site, visitor, '?backend=grouped')).status).toBe(403)
  })

  test('S203: a group that was removed is gone after the next sign-in, and an ended session at once', async () => {
    const visitor = await member(['staff'], 's203')
    expect((await askGate(site, visitor, '?group=staff')).status).toBe(200)
    const elsewhere = await member(['users'], 's203')
    expect((await askGate(site, elsewhere, '?group=staff')).status).toBe(403)
    expect((await askGate(site, visitor, '?group=staff')).status).toBe(403)
    expect(identityOf(await askGate(site, visitor))['groups']).toBe('users')
    await visitor.ask('/logout', { form: { _csrf: await visitor.csrf() } })
    expect((await askGate(site, visitor)).status).toBe(401)
    await site.rows.user.updateMany({
      where: { accounts: { some: { subject: 's203' } } },
      data: { active: false },
    })
    expect((await askGate(site, elsewhere)).status).toBe(401)
  })

  test('S193: without a session it is a 401, and no header names a user', async () => {
    const visitor = site.visitor()
    const answer = await askGate(site, visitor)
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, 'Bearer'])
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/)
    expect(identityOf(answer)).toEqual({})
    expect(answer.headers.getSetCookie()).toEqual([])
  })

  test('S193: an expired session is not accepted', async () => {
    const visitor = site.visitor()
    await visitor.signIn('acme')
    clock.aheadMs = 15 * 24 * 3600_000
    expect((await askGate(site, visitor)).status).toBe(401)
  })

  test('?redirect sends the visitor to the login page, with the return path to the requested page', async () => {
    const target = '/reports?year=2026&by=month'
    const answer = await askGate(site, null, '?redirect', { target })
    expect(answer.status).toBe(303)
    expect(answer.location).toBe(
      `${site.url}/login?${new URLSearchParams({ next: APP + target }).toString()}`,
    )
    expect(identityOf(answer)).toEqual({})
  })

  test('without ?redirect the URL of the login page is in a header, for nginx', async () => {
    const answer = await askGate(site, null, '', { target: '/a?b=c' })
    expect(answer.status).toBe(401)
    const login = new URL(answer.headers.get('x-login-url') ?? '')
    expect(`${login.origin}${login.pathname}`).toBe(`${site.url}/login`)
    expect(login.searchParams.get('next')).toBe(`${APP}/a?b=c`)
  })

  test('after the sign-in the visitor is back at the requested page', async () => {
    const visitor = site.visitor()
    const { location } = await askGate(site, visitor, '?redirect', { target: '/wanted?x=1' })
    const page = await visitor.ask(location ?? '')
    const start = /href="([^"]*\/login\/acme[^"]*)"/.exec(page.body)?.[1]?.replaceAll('&amp;', '&') ?? ''
    const toProvider = await visitor.ask(start)
    const back = await visitor.ask(toProvider.location ?? '')
    const done = await visitor.ask(back.location ?? '')
    expect(done.location).toBe(`${APP}/wanted?x=1`)
  })

  test.each([
    ['a script', { 'sec-fetch-mode': 'cors', 'sec-fetch-site': 'same-origin', 'sec-fetch-dest': 'empty' }],
    ['a WebSocket', { 'sec-fetch-mode': 'websocket' }],
    ['a program', { accept: 'application/json' }],
    ['an old WebSocket client', { upgrade: 'websocket' }],
  ])('%s gets a 401, and is not sent to a page that no person would see', async (_kind, headers) => {
    const answer = await askGate(site, null, '?redirect', { headers })
    expect(answer.status).toBe(401)
    expect(answer.headers.get('x-login-url')).toBeNull()
  })

  test.each([['*/*'], ['text/html']])(
    'Node’s own fetch with Accept: %s gets the URL of the login page',
    async (accept) => {
      const headers = { 'sec-fetch-mode': 'cors', accept }
      const answer = await askGate(site, null, '', { headers, target: '/wanted' })
      expect(answer.status).toBe(401)
      expect(answer.headers.get('x-login-url')).toContain(encodeURIComponent(`${APP}/wanted`))
      const json = await askGate(site, null, '', { headers: { ...headers, accept: 'application/json' } })
      expect([json.status, json.headers.get('x-login-url')]).toEqual([401, null])
    },
  )

  test('a return path of 8000 characters, with backslashes in its query, is kept through the sign-in', async () => {
    const query = String.raw`?expr={job=~"a\b"}&path=C:\x`.replaceAll('"', '%22')
    const target = `/d/board${query}&more=${'%20x'.repeat(1960)}`.slice(0, 7960)
    const { location } = await askGate(site, null, '?redirect', { target })
    const visitor = site.visitor()
    const page = await visitor.ask(location ?? '')
    const start = /href="([^"]*\/login\/acme[^"]*)"/.exec(page.body)?.[1]?.replaceAll('&amp;', '&') ?? ''
    const back = await visitor.ask((await visitor.ask(start)).location ?? '')
    const done = await visitor.ask(back.location ?? '')
    expect(done.headers.get('location')?.replaceAll('%5C', '\\') === `${APP}${target}`).toBe(true)
    const inPath = await askGate(site, null, '?redirect', { target: '/a\\b?c' })
    expect(inPath.location).toBe(`${site.url}/login`)
  })

  test('a form that was sent returns to the front page of that site', async () => {
    const { location } = await askGate(site, null, '?redirect', {
      method: 'POST',
      target: '/delete?id=1',
    })
    expect(new URL(location ?? '').searchParams.get('next')).toBe(`${APP}/`)
  })

  test('S202: responses are not stored, and every method is checked in the same way', async () => {
    const visitor = site.visitor()
    await visitor.signIn('acme')
    for (const who of [visitor, site.visitor()]) {
      const expected = who === visitor ? 200 : 401
      for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
        const own = await who.ask('/forward-auth', { method, headers: { origin: APP } })
        const original = await askGate(site, who, '', { method })
        expect([method, own.status, original.status]).toEqual([method, expected, expected])
        expect(own.headers.get('cache-control')).toBe('no-store')
        expect(original.headers.get('cache-control')).toBe('no-store')
      }
    }
  })

  test('S202: the upgrade of a WebSocket is checked like any other request', async () => {
    const visitor = site.visitor()
    await visitor.signIn('acme')
    const headers = { 'sec-fetch-mode': 'websocket', 'sec-websocket-version': '13' }
    expect((await askGate(site, visitor, '?redirect', { headers })).status).toBe(200)
    expect((await askGate(site, null, '?redirect', { headers })).status).toBe(401)
  })
})
