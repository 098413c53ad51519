import fc from 'fast-check'
import { z } from 'zod'
import { DATABASES } from '../support/database.js'
import { backendAt } from '../support/site.js'
import { expectRefusal, expectSession, trade } from '../support/token-exchange.js'
import type { Visitor } from '../support/visitor.js'
import { useSite, useSites } from '../support/use-site.js'
import { accountOf, connect } from './actions.js'
import { rawRequest } from './raw.js'

const startSite = useSites()

const AUDIENCE = 'https://portcullis.example'
const Listed = z.object({
  sessions: z.array(
    z.object({ id: z.string(), current: z.boolean(), kind: z.string(), backend: z.string() }),
  ),
})
const env = { ALLOW_INSECURE_ISSUERS: 'true', TRUST_PROXY: '127.0.0.1' }

describe.each(DATABASES)('attacks on the token exchange, on %s', (database) => {
  const { site, provider, op: acme } = useSite({ database, env, backends })
  const opaque = provider.alias('opaque')
  let addresses = 0

  beforeEach(() => {
    opaque.person({ sub: 'olga', name: 'Olga', email: 'olga@example.test', email_verified: true })
    acme.audience = AUDIENCE
    acme.accessTokenFormat = 'jwt'
  })

  function backends() {
    return {
      acme: backendAt(provider.alias('acme'), {
        audience: AUDIENCE,
        trustEmail: true,
        extraClaims: ['groups'],
      }),
      opaque: backendAt(provider.alias('opaque'), { introspection: true, trustEmail: true }),
      staff: backendAt(provider.alias('opaque'), {
        introspection: true,
        requiredClaims: ['department'],
        allowedDomains: ['staff.test'],
      }),
      browser: backendAt(provider.alias('browser')),
    }
  }

  /** From an address that nobody has used before, so that the limit of failed trades does not come into it. */
  const bring = (token: string, backend?: string, more: Record<string, string> = {}) => {
    addresses += 1
    const address = `10.1.${addresses >> 8}.${addresses & 255}`
    return trade(site, token, { address, ...(backend === undefined ? {} : { backend }), headers: more })
  }

  const bearing = (value: string) => ({ headers: { authorization: `Bearer ${value}` } })

  describe('whose token', () => {
    test('S140: an opaque token of the same provider for another client signs no one in', async () => {
      const token = await opaque.accessToken({ clientId: 'another', person: { sub: `s140-${database}` } })
      const before = await site.counts()
      expectRefusal(await bring(token, 'opaque'), 'invalid_token', token)
      expect(opaque.counts).toMatchObject({ introspect: 1, userinfo: 0 })
      expect(await site.counts()).toEqual(before)
    })

    test('S140: without introspection an opaque token is refused, although UserInfo would accept it', async () => {
      const token = await acme.accessToken({ format: 'opaque' })
      expectRefusal(await bring(token, 'acme'), 'invalid_token', token)
      expect(acme.counts).toMatchObject({ introspect: 0, userinfo: 0 })
    })

    test('S140: a token of one backend’s provider is not sent to that of another', async () => {
      const token = await acme.accessToken()
      expectRefusal(await bring(token, 'opaque'), 'invalid_token', token)
      expect(opaque.counts).toMatchObject({ introspect: 0, userinfo: 0 })
    })

    test.each(['acme', 'opaque'])(
      'S142: an ID Token, for us or another, is no access token of %s',
      async (name) => {
        const op = provider.alias(name)
        op.misbehave({
          introspection: (honest) => ({ ...honest, active: true, client_id: op.clientId, sub: 'ann' }),
        })
        for (const clientId of [op.clientId, AUDIENCE]) {
          const token = await op.idToken({ clientId })
          expectRefusal(await bring(token, name), 'invalid_token', token)
        }
        op.misbehave({ atHash: 'absent' })
        for (const clientId of [op.clientId, AUDIENCE]) {
          const token = await op.idToken({ clientId })
          expectRefusal(await bring(token, name), 'invalid_token', token)
        }
      },
    )

    test('S142: a refresh token is rejected, although introspection says that it is active', async () => {
      for (const scope of ['openid email', 'email']) {
        const token = opaque.refreshToken({ scope })
        expectRefusal(await bring(token, 'opaque'), 'invalid_token', token)
      }
      expectRefusal(await bring(acme.refreshToken(), 'acme'), 'invalid_token')
    })

    test('S142: a session token of this site is rejected, and no provider gets to see it', async () => {
      const value = expectSession(await bring(await opaque.accessToken(), 'opaque'))
      const { introspect } = opaque.counts
      for (const backend of ['opaque', 'staff', 'acme']) {
        expectRefusal(await bring(value, backend), 'invalid_token', value)
      }
      expect(opaque.counts.introspect).toBe(introspect)
    })

    test('S143: introspection that never responds ends in time, and without a session', async () => {
      const before = await site.counts()
      opaque.misbehave({ at: { introspect: { hang: true } } })
      expectRefusal(await bring(await opaque.accessToken(), 'opaque'), 'token_exchange_unavailable')
      expect(await site.counts()).toEqual(before)
    })

    test('a revoked token is refused, where introspection is used', async () => {
      const token = await opaque.accessToken()
      expectSession(await bring(token, 'opaque'))
      opaque.accessTokens.void(token)
      expectRefusal(await bring(token, 'opaque'), 'invalid_token', token)
    })

    test('introspection authenticates the client as at the token endpoint, and takes one request', async () => {
      const token = await opaque.accessToken()
      expectSession(await bring(token, 'opaque'))
      expect(opaque.introspections).toHaveLength(1)
      const [asked] = opaque.introspections
      expect(asked?.form).toBe('client_secret_basic')
      expect(Object.fromEntries(asked?.body ?? [])).toEqual({ token, token_type_hint: 'access_token' })
    })
  })

  describe('what else the request says', () => {
    test('S145: neither body nor query decides who the user is', async () => {
      const victim = site.visitor()
      acme.person({
        sub: `victim-${database}`,
        email: `victim-${database}@example.test`,
        email_verified: true,
      })
      await victim.signIn('acme')
      const { userId } = await accountOf(site, 'acme', `victim-${database}`)
      const token = await acme.accessToken({ person: { sub: `attacker-${database}`, name: 'Mallory' } })
      const claims = {
        user_id: userId,
        uid: `victim-${database}`,
        sub: `victim-${database}`,
        email: `victim-${database}@example.test`,
        backend: 'opaque',
      }
      const bodies = [
        [JSON.stringify(claims), 'application/json'],
        [new URLSearchParams(claims).toString(), 'application/x-www-form-urlencoded'],
        ['{"user_id":', 'application/json'],
        ['<user/>', 'text/xml'],
      ] as const
      for (const [body, type] of bodies) {
        const query = new URLSearchParams({ ...claims, backend: 'acme', access_token: 'x' }).toString()
        const answer = await site.visitor().ask(`/api/session?${query}`, {
          body,
          headers: { authorization: `Bearer ${token}`, 'content-type': type },
        })
        const { user } = await accountOf(site, 'acme', `attacker-${database}`)
        expect(user.id).not.toBe(userId)
        const page = await site.visitor().ask('/api/session', bearing(expectSession(answer)))
        expect(page.body).toContain('Mallory')
      }
    })

    test('S145: nor does the session in a cookie', async () => {
      const visitor = site.visitor()
      await visitor.signIn('browser')
      const token = await acme.accessToken({ person: { sub: `other-${database}`, name: 'Other Person' } })
      const answer = await visitor.ask('/api/session', { method: 'POST', ...bearing(token) })
      const page = await site.visitor().ask('/api/session', bearing(expectSession(answer)))
      expect(page.body).toContain('Other Person')
      expect(page.body).not.toContain('Ann Example')
      expect(await visitor.isSignedIn()).toBe(true)
    })

    test('a token in the query or in a form proves nothing', async () => {
      const token = await acme.accessToken()
      const inQuery = await site.visitor().ask(`/api/session?access_token=${token}`, { method: 'POST' })
      expectRefusal(inQuery, 'invalid_token', token)
      expect(inQuery.headers.get('www-authenticate')).toBe('Bearer')
      const inForm = await site.visitor().ask('/api/session', { form: { access_token: token } })
      expectRefusal(inForm, 'invalid_token', token)
    })

    const hostile: readonly (readonly [string, number])[] = [
      ['Bearer %', 400],
      ['Bearer', 400],
      ['Bearer ', 400],
      ['bearer  x y', 400],
      ['Bearer x, Bearer y', 400],
      ['Bearer x\u0009y', 400],
      ['Bearer \u00e9\u00e8', 400],
      ['Bearer "x"', 400],
      ['Basic x', 401],
      ['Basic eDp5', 401],
      ['Bearerx', 401],
      ['', 401],
      ['DPoP x', 401],
      [`Bearer ${'x'.repeat(100_000)}`, 431],
      [`Bearer ${'x'.repeat(10_000)}`, 401],
      ['Bearer ..', 401],
      ['Bearer a.b.c', 401],
      ['Bearer e30.e30.e30', 401],
      [`Bearer ${Buffer.from('{"alg":"RS256"}').toString('base64url')}.bnVsbA.AA`, 401],
      [`Bearer e30.${Buffer.from('['.repeat(6000)).toString('base64url')}.x`, 401],
      ['Bearer -._~+/==', 401],
    ]
    const cases = hostile.map(([header, status]) => ({ header, status, what: header.slice(0, 40) }))
    test.each(cases)('S146: Authorization: $what => $status', async ({ header, status }) => {
      const answer = await rawRequest(site.url, [...head(), `Authorization: ${header}`])
      expect(answer.status).toBe(status)
      if (status === 401) expect(answer.head).toContain('www-authenticate: bearer')
      expect((await site.visitor().ask('/healthz')).status).toBe(200)
    })

    test('S146: two Authorization headers are refused, even if one of them is valid', async () => {
      const good = `Authorization: Bearer ${await acme.accessToken()}`
      for (const lines of [
        [good, 'Authorization: Bearer x'],
        ['authorization: Basic x', good],
        [good, good],
      ]) {
        const answer = await rawRequest(site.url, [...head(), ...lines])
        expect(answer.status).toBe(400)
      }
    })

    test('S146: no header that a client can send causes an error of the server', async () => {
      const pieces = fc.oneof(
        fc.constantFrom(
          'Bearer',
          'bearer',
          'Basic',
          ' ',
          '  ',
          '.',
          '..',
          '%',
          '%00',
          '=',
          ',',
          '"',
          '\t',
          'e30',
        ),
        fc.string({ maxLength: 40 }),
        fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes).toString('base64url')),
        fc.json().map((json) => Buffer.from(json).toString('base64url')),
      )
      const before = await site.counts()
      await fc.assert(
        fc.asyncProperty(fc.array(pieces, { maxLength: 8 }), fc.boolean(), async (parts, scheme) => {
          // A line break ends the header; what follows is another one, and not what is asked here.
          const text = parts.join('').replace(/[\r\n\0]/g, '')
          const value = scheme ? `Bearer ${text}` : text
          const lines = [...head(), `Authorization: ${value}`]
          expect([400, 401]).toContain((await rawRequest(site.url, lines)).status)
        }),
        { numRuns: 150 },
      )
      expect(await site.counts()).toEqual(before)
    })

    test('a page of another origin can exchange tokens only if the origin is listed', async () => {
      const listed = await startSite({
        database,
        backends: backends(),
        env: { ...env, ALLOWED_API_ORIGINS: 'https://app.test' },
      })
      try {
        const token = await acme.accessToken()
        const from = (origin: string) => trade(listed, token, { headers: { origin, cookie: 'portcullis=x' } })
        const good = await from('https://app.test')
        expectSession(good)
        expect(good.headers.get('access-control-allow-origin')).toBe('https://app.test')
        expect(good.headers.get('access-control-allow-credentials')).toBeNull()
        expect((await from('https://evil.test')).headers.get('access-control-allow-origin')).toBeNull()
      } finally {
        await listed.close()
      }
    })

    test('other methods exchange no tokens', async () => {
      const token = await acme.accessToken()
      const before = await site.counts()
      for (const method of ['GET', 'HEAD', 'PUT', 'PATCH', 'OPTIONS']) {
        const answer = await site.visitor().ask('/api/session', { method, ...bearing(token) })
        expect([method, answer.body.includes('"value"')]).toEqual([method, false])
      }
      expect(await site.counts()).toEqual(before)
    })
  })

  describe('policy', () => {
    test('S148: a first token makes a user just as a browser does, and both are one person', async () => {
      const person = {
        sub: `first-${database}`,
        name: 'First Timer',
        email: `first-${database}@example.test`,
        email_verified: true,
      }
      acme.person(person)
      const value = expectSession(await bring(await acme.accessToken()))
      const { user, sessions } = await accountOf(site, 'acme', person.sub)
      expect(user).toMatchObject({ name: 'First Timer', provenEmail: person.email, active: true })
      expect(sessions).toMatchObject([{ kind: 'bearer', backend: 'acme' }])
      const visitor = site.visitor()
      await visitor.signIn('acme')
      expect((await accountOf(site, 'acme', person.sub)).userId).toBe(user.id)
      expect((await site.visitor().ask('/api/session', bearing(value))).status).toBe(200)
    })

    test('S148: the tokens that a browser’s sign-in left are not replaced', async () => {
      acme.person({ sub: `kept-${database}` })
      await site.visitor().signIn('acme')
      const { tokens } = await accountOf(site, 'acme', `kept-${database}`)
      expect(tokens).not.toBeNull()
      expectSession(await bring(await acme.accessToken()))
      expect((await accountOf(site, 'acme', `kept-${database}`)).tokens).toEqual(tokens)
    })

    test('S148: groups that only a sign-in in a browser provides survive the exchange of a token that UserInfo does not accept', async () => {
      const person = { sub: `groups-${database}`, groups: ['a'], email: 'groups@example.test' }
      acme.person(person)
      expectSession(await bring(await acme.accessToken({ person })))
      const kept = async () => {
        const { extraData, label } = await accountOf(site, 'acme', person.sub)
        return [extraData, label]
      }
      expect(await kept()).toEqual(['{"groups":["a"]}', 'groups@example.test'])
      expectSession(await bring(await acme.accessToken({ person, scope: 'email' })))
      expect(await kept()).toEqual(['{"groups":["a"]}', 'groups@example.test'])
      expectSession(await bring(await acme.accessToken({ person: { sub: person.sub } })))
      expect(await kept()).toEqual(['{}', 'groups@example.test'])
    })

    test('S148: a disabled user gets no session', async () => {
      acme.person({ sub: `disabled-${database}` })
      const value = expectSession(await bring(await acme.accessToken()))
      const { userId } = await accountOf(site, 'acme', `disabled-${database}`)
      await site.rows.user.update({ where: { id: userId }, data: { active: false } })
      expectRefusal(await bring(await acme.accessToken()), 'user_disabled')
      expect((await site.visitor().ask('/account', bearing(value))).status).toBe(303)
    })

    test.each([
      ['without a required claim', { department: undefined }, 'claim_missing'],
      ['of another domain', { email: 'ann@other.test' }, 'not_allowed'],
      ['whose address is not verified', { email_verified: false }, 'not_allowed'],
    ] as const)('S148: a user %s gets no session', async (_what, change, code) => {
      const person = {
        sub: `policy-${database}`,
        department: 'sales',
        email: 'ann@staff.test',
        email_verified: true,
        ...change,
      }
      const before = await site.counts()
      expectRefusal(await bring(await opaque.accessToken({ person }), 'staff'), code)
      expect(await site.counts()).toEqual(before)
    })

    test('S148: a claim that must be there is not there when UserInfo is not for this token', async () => {
      const person = {
        sub: `no-scope-${database}`,
        department: 'sales',
        email: 'a@staff.test',
        email_verified: true,
      }
      expectSession(await bring(await opaque.accessToken({ person }), 'staff'))
      const token = await opaque.accessToken({ person, scope: 'email' })
      expectRefusal(await bring(token, 'staff'), 'claim_missing')
    })

    test('S148: an address that another user has proven links nothing', async () => {
      const email = `owner-${database}@example.test`
      const verified = { email, email_verified: true }
      expectSession(
        await bring(await acme.accessToken({ person: { sub: `owner-${database}`, ...verified } })),
      )
      const token = await opaque.accessToken({ person: { sub: `thief-${database}`, ...verified } })
      expectRefusal(await bring(token, 'opaque'), 'interaction_required')
    })

    test('S139: with registration closed, no new user is created, and known users get a session', async () => {
      const { databaseUrl } = site
      const closed = await startSite({
        database,
        databaseUrl,
        backends: backends(),
        env: { ...env, REGISTRATION: 'closed' },
      })
      try {
        acme.person({ sub: `known-${database}` })
        const token = await acme.accessToken()
        expectSession(await bring(token))
        const before = await site.counts()
        const stranger = await acme.accessToken({ person: { sub: `stranger-${database}` } })
        expectRefusal(await trade(closed, stranger), 'registration_closed')
        expect(await site.counts()).toEqual(before)
        expectSession(await trade(closed, token))
        await connectStranger(closed.visitor())
        const linked = await opaque.accessToken({ person: { sub: `linked-${database}` } })
        expectSession(await trade(closed, linked, { backend: 'opaque' }))
      } finally {
        await closed.close()
      }
    })

    const connectStranger = async (visitor: Visitor) => {
      await visitor.signIn('acme')
      opaque.person({ sub: `linked-${database}` })
      expect((await connect(visitor, 'opaque')).status).toBe(303)
    }
  })

  describe('the session', () => {
    test('S149: it is random, hashed at rest and listed; once ended it is dead in every process', async () => {
      const { databaseUrl } = site
      const second = await startSite({ database, databaseUrl, backends: backends(), env })
      try {
        acme.person({ sub: `s149-${database}` })
        const token = await acme.accessToken()
        const values = [expectSession(await bring(token)), expectSession(await bring(token))]
        expect(new Set(values).size).toBe(2)
        const rows = JSON.stringify(await site.rows.session.findMany())
        for (const value of values) expect(rows).not.toContain(value.split('.')[0])
        expect(rows).not.toContain(token)

        const [value = '', other = ''] = values
        const list = await second.visitor().ask('/api/sessions', bearing(value))
        const { sessions } = Listed.parse(JSON.parse(list.body))
        expect(sessions.map(({ kind, backend }) => [kind, backend])).toEqual([
          ['bearer', 'acme'],
          ['bearer', 'acme'],
        ])
        // A program ends its own session and no other.
        const ended = sessions.find(({ current }) => !current)?.id ?? ''
        const end = async (path: string, token: string) =>
          (await second.visitor().ask(path, { method: 'DELETE', ...bearing(token) })).status
        expect(await end(`/api/sessions/${ended}`, value)).toBe(403)
        expect(await end(`/api/sessions/${ended}`, other)).toBe(204)
        for (const at of [site, second]) {
          expect((await at.visitor().ask('/api/session', bearing(other))).status).toBe(401)
          expect((await at.visitor().ask('/api/session', bearing(value))).status).toBe(200)
        }
      } finally {
        await second.close()
      }
    })

    test('S149: it ends unused, or at its absolute end, and the token it came from does not prolong it', async () => {
      acme.person({ sub: `limits-${database}` })
      const value = expectSession(await bring(await acme.accessToken()))
      const { userId } = await accountOf(site, 'acme', `limits-${database}`)
      const past = new Date(Date.now() - 1000)
      await site.rows.session.updateMany({ where: { userId }, data: { idleExpiresAt: past } })
      expect((await site.visitor().ask('/account', bearing(value))).status).toBe(303)
    })

    test('as a cookie it works for the API, too, and opens no page', async () => {
      acme.person({ sub: `cookie-${database}` })
      const visitor = site.visitor()
      visitor.setCookie('portcullis', expectSession(await bring(await acme.accessToken())))
      expect((await visitor.ask('/api/session')).status).toBe(200)
      expect((await visitor.ask('/account')).status).toBe(403)
    })

    test('it is no more recent than the sign-in at the provider', async () => {
      acme.person({ sub: `proof-${database}` })
      const times = [Math.floor(Date.now() / 1000) - 7200, undefined]
      for (const auth_time of times) {
        const token = await acme.accessToken({ claims: (honest) => ({ ...honest, auth_time }) })
        expectSession(await bring(token))
      }
      const { userId } = await accountOf(site, 'acme', `proof-${database}`)
      const sessions = await site.rows.session.findMany({ where: { userId }, orderBy: { createdAt: 'asc' } })
      expect(sessions.map(({ authenticatedAt }) => authenticatedAt.getTime())).toEqual([
        (times[0] ?? 0) * 1000,
        0,
      ])
    })
  })

  describe('which backend', () => {
    test('the issuer of a JWT selects the backend, and the only one that accepts opaque tokens need not be named', async () => {
      expectSession(await bring(await acme.accessToken()))
      const alone = await startSite({ database, env, backends: { opaque: backends().opaque } })
      try {
        expectSession(await trade(alone, await opaque.accessToken()))
        expectRefusal(await trade(alone, await acme.accessToken()), 'invalid_token')
        expect(acme.counts).toMatchObject({ introspect: 0 })
      } finally {
        await alone.close()
      }
    })

    test('where two could be meant, one must be named', async () => {
      expectRefusal(await bring(await opaque.accessToken()), 'backend_ambiguous')
      expect(opaque.counts.introspect).toBe(0)
    })

    test.each([
      ['nowhere', 'unknown_backend'],
      ['__proto__', 'unknown_backend'],
      ['browser', 'token_exchange_unsupported'],
      ['', 'bad_request'],
    ] as const)('backend=%s => %s', async (name, code) => {
      expectRefusal(await bring(await acme.accessToken(), name), code)
    })

    test('two names of backends are refused', async () => {
      const options = { method: 'POST', ...bearing(await acme.accessToken()) }
      expectRefusal(
        await site.visitor().ask('/api/session?backend=acme&backend=acme', options),
        'bad_request',
      )
    })

    test('a site whose backends exchange no tokens responds with an error that says so', async () => {
      const alone = await startSite({ database, env, backends: { browser: backends().browser } })
      try {
        expectRefusal(await trade(alone, await acme.accessToken()), 'token_exchange_unsupported')
      } finally {
        await alone.close()
      }
    })
  })

  test('sixty failures exhaust the limit of one address, and no other client has to wait', async () => {
    const address = '10.2.0.1'
    for (let n = 0; n < 60; n += 1) {
      expectRefusal(await trade(site, `guess-${n}`, { backend: 'opaque', address }), 'invalid_token')
    }
    const good = await opaque.accessToken()
    const { introspect } = opaque.counts
    const late = await trade(site, good, { backend: 'opaque', address })
    expectRefusal(late, 'too_many_requests')
    expect(Number(late.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(opaque.counts.introspect).toBe(introspect)
    expectSession(await trade(site, good, { backend: 'opaque', address: '10.2.0.2' }))
  })

  test('valid tokens, and a provider that is down, use up no attempts', async () => {
    const address = '10.2.0.3'
    const token = await acme.accessToken({ person: { sub: `often-${database}` } })
    for (let n = 0; n < 61; n += 1) expectSession(await trade(site, token, { address }))
    acme.misbehave({ at: { userinfo: { status: 500 } } })
    for (let n = 0; n < 61; n += 1)
      expectRefusal(await trade(site, token, { address }), 'token_exchange_unavailable')
  })

  const nextAddress = () => {
    addresses += 1
    return `10.1.${addresses >> 8}.${addresses & 255}`
  }

  const head = () => [
    'POST /api/session?backend=opaque HTTP/1.1',
    `Host: ${new URL(site.url).host}`,
    `X-Forwarded-For: ${nextAddress()}`,
    'Content-Length: 0',
  ]
})
