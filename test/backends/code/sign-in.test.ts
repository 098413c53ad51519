import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { z } from 'zod'
import {
  BackendError,
  type BackendInput,
  definePreset,
  oauth2,
  oidc,
  preset,
  redirectBackend,
  requestBackend,
} from '../../../src/exports/backends.js'
import { askAs } from '../../support/proxied.js'
import type { Op } from '../../support/provider/index.js'
import { useSite } from '../../support/use-site.js'
import type { Answer, Visitor } from '../../support/visitor.js'

/** What the functions of this file do next; each test sets what it needs. */
const next: {
  identity: () => unknown
  enriched: (accessToken: string, http: Http) => unknown
  url: (state: string, redirectUri: string) => URL
} = {
  identity: () => ({ subject: 'somebody' }),
  enriched: () => ({}),
  url: (state, redirectUri) => authorizeUrl(state, redirectUri),
}
type Http = Parameters<NonNullable<Parameters<typeof oidc>[0]['enrich']>>[2]

/** How often a function got headers. */
const seen: { identify: Headers[]; finish: number; begin: number } = { identify: [], finish: 0, begin: 0 }

function authorizeUrl(state: string, redirectUri: string): URL {
  const url = new URL(`${api.url}/authorize`)
  url.search = new URLSearchParams({ state, return: redirectUri }).toString()
  return url
}

/** A provider with an API of its own kind: whatever path is asked for, the answer says what was asked. */
const api = { url: '', asked: [] as string[], server: null as Server | null }

beforeAll(async () => {
  const server = createServer((request, response) => {
    api.asked.push(`${request.method ?? ''} ${request.url ?? ''} ${request.headers.authorization ?? ''}`)
    if (request.url === '/hang') return
    response.setHeader('content-type', 'application/json')
    response.end(
      JSON.stringify({
        data: [{ user: { uuid: 'u-1', mails: ['q@example.test'] } }],
        teams: ['red', 'blue'],
      }),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  api.server = server
  api.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  api.server?.closeAllConnections()
  api.server?.close()
})
beforeEach(() => {
  api.asked = []
  seen.identify = []
  seen.finish = 0
  seen.begin = 0
  next.identity = () => ({ subject: 'somebody' })
  next.enriched = () => ({})
  next.url = authorizeUrl
})

const profileShape = z.object({
  data: z.array(z.object({ user: z.object({ uuid: z.string(), mails: z.array(z.string()) }) })),
})

function endpointsOf(op: Op) {
  return {
    clientId: op.clientId,
    clientSecret: op.clientSecret,
    authorizationEndpoint: `${op.issuer}/authorize`,
    tokenEndpoint: `${op.issuer}/token`,
  }
}

const withRegion = definePreset(
  'acme-test',
  ({ region, ...client }: { readonly region: 'eu' | 'us'; readonly issuer: string }) => ({
    ...client,
    label: `Acme ${region.toUpperCase()}`,
  }),
)

function backendsOf(op: Op): Readonly<Record<string, BackendInput>> {
  const client = { clientId: op.clientId, clientSecret: op.clientSecret }
  return {
    plain: oidc({ issuer: op.issuer, ...client }),
    enriched: oidc({
      issuer: op.issuer,
      ...client,
      extraClaims: ['teams'],
      enrich: (_identity, { accessToken }, http) =>
        next.enriched(accessToken, http) as Record<string, unknown>,
      timeout: '1s',
    }),
    quirky: oauth2({
      label: 'Quirky',
      ...endpointsOf(op),
      trustEmail: true,
      profile: async ({ accessToken }, http) => {
        const answer = await http(`${api.url}/v2/me`, {
          method: 'POST',
          headers: { authorization: `Bearer ${accessToken}` },
        })
        const [first] = profileShape.parse(await answer.json()).data
        if (first === undefined) throw new BackendError('access_denied', 'no user')
        return { subject: first.user.uuid, email: first.user.mails[0] ?? null, emailVerified: true }
      },
    }),
    data: oauth2({
      ...endpointsOf(op),
      scopes: ['openid'],
      profile: { endpoint: `${op.issuer}/userinfo`, subject: 'sub', emailVerified: true },
    }),
    odd: oauth2({
      ...endpointsOf(op),
      profile: () => next.identity() as { subject: string },
      timeout: '1s',
    }),
    acme: withRegion({ region: 'eu', issuer: op.issuer, ...client }),
    google: preset({ preset: 'google', clientId: 'x', clientSecret: 'y' }),
    own: redirectBackend({
      label: 'Own protocol',
      timeout: '1s',
      begin: ({ state, redirectUri }) => {
        seen.begin += 1
        return next.url(state, redirectUri)
      },
      finish: (answer) => {
        seen.finish += 1
        const user = answer.get('user')
        if (user === null) throw new BackendError('access_denied', 'cancelled there')
        return user === 'next'
          ? (next.identity() as { subject: string })
          : { subject: user, name: `Own ${user}` }
      },
    }),
    intranet: requestBackend({
      label: 'Intranet',
      identify: ({ headers, peer }) => {
        seen.identify.push(headers)
        expect(peer).toBe('127.0.0.1')
        const login = headers.get('x-webauth-user')
        return login === null ? null : { subject: login, username: login }
      },
    }),
  }
}

function fieldsOf(inputs: Readonly<Record<string, BackendInput>>) {
  return Object.fromEntries(Object.entries(inputs).map(([name, { fields }]) => [name, fields]))
}

// No statement of the database is special to them, so one database is enough.
describe('backends in code', () => {
  const { site, op } = useSite({
    database: 'sqlite',
    env: { TRUST_PROXY: '127.0.0.1' },
    backends: ({ op: acme }) => fieldsOf(backendsOf(acme)),
  })

  function accountsOf(backend: string) {
    return site.rows.account.findMany({ where: { backend }, include: { user: true } })
  }

  /** The traces of a backend, which are written behind the answers. */
  async function traceOf(backend: string): Promise<string> {
    for (let tries = 0; tries < 100; tries += 1) {
      const rows = await site.rows.event.findMany({ where: { backend } })
      if (rows.length > 0) return JSON.stringify(rows)
      await setTimeout(50)
    }
    return ''
  }

  test('the login page lists them, and a request backend has a button that posts', async () => {
    const { body } = await site.visitor().ask('/login')
    for (const label of ['Enriched', 'Quirky', 'Acme EU', 'Google', 'Own protocol'])
      expect(body).toContain(`Sign in with ${label}`)
    expect(body).toContain('Continue with Intranet')
    expect(body).toMatch(/<form method="post" action="\/login\/intranet[^"]*">/)
  })

  test('a site’s own preset and oidc() sign users in', async () => {
    op.person({ sub: 'preset-user', name: 'Preset User' })
    expect((await site.visitor().signIn('acme')).body).toContain('Preset User')
    op.person({ sub: 'plain-user', name: 'Plain User' })
    expect((await site.visitor().signIn('plain')).body).toContain('Plain User')
  })

  test('a profile function signs a user in, and its calls are in the trace without their query', async () => {
    const page = await site.visitor().signIn('quirky')
    expect(page.status).toBe(200)
    expect(api.asked).toEqual([expect.stringMatching(/^POST \/v2\/me Bearer .+/)])
    const [account] = await accountsOf('quirky')
    expect(account).toMatchObject({ subject: 'u-1', issuer: new URL(op.issuer).origin })
    expect(account?.user.provenEmail).toBe('q@example.test')
    const trace = await traceOf('quirky')
    expect(trace).toContain('/v2/me')
    expect(site.logged.join('')).not.toMatch(/Bearer [\w-]{10}/)
  })

  test('profile data sign in', async () => {
    op.person({ sub: 'data-user', email: 'd@example.test' })
    expect((await site.visitor().signIn('data')).status).toBe(200)
    expect(await accountsOf('data')).toMatchObject([{ subject: 'data-user' }])
  })

  test('enrich adds claims before the transaction', async () => {
    op.person({ sub: 'enriched-user' })
    next.enriched = async (accessToken, http) => {
      const answer = await http(`${api.url}/orgs?secret=1`, {
        headers: { authorization: `Bearer ${accessToken}` },
      })
      const { teams } = z.object({ teams: z.array(z.string()) }).parse(await answer.json())
      return { teams, 'not kept': 1 }
    }
    expect((await site.visitor().signIn('enriched')).status).toBe(200)
    const [account] = await accountsOf('enriched')
    expect(JSON.parse(account?.extraData ?? '')).toEqual({ teams: ['red', 'blue'] })
    const trace = await traceOf('enriched')
    expect(trace).toContain('/orgs')
    expect(trace).not.toContain('secret=1')
  })

  /** Signs in and is refused with this code, which is never a fault without a name. */
  async function expectRefusal(backend: string, code: string, detail: RegExp): Promise<Answer> {
    const before = await site.counts()
    site.logged.length = 0
    const visitor = site.visitor()
    const callback = await visitor.untilCallback(backend)
    const answer = await visitor.ask(callback, { headers: { accept: 'application/json' } })
    expect(JSON.parse(answer.body)).toMatchObject({ code })
    expect(answer.status).not.toBe(500)
    expect(await visitor.isSignedIn()).toBe(false)
    expect(await site.counts()).toMatchObject({ users: before.users, accounts: before.accounts })
    const line = site.logged.find((each) => each.includes(`"error":"${code}"`)) ?? ''
    expect(z.object({ detail: z.string() }).parse(JSON.parse(line)).detail).toMatch(detail)
    return answer
  }

  test.each<readonly [string, () => unknown, string, RegExp]>([
    [
      'throws',
      () => {
        throw new TypeError('no member uuid')
      },
      'backend_failed',
      /^profile of backend "odd": TypeError: no member uuid$/,
    ],
    ['rejects', () => Promise.reject(new Error('broken')), 'backend_failed', /Error: broken/],
    [
      'throws no error',
      () => {
        throw 'text' as unknown as Error
      },
      'backend_failed',
      /something other than an error/,
    ],
    [
      'never answers',
      () => new Promise(() => undefined),
      'provider_timeout',
      /^profile of backend "odd": not finished within 1800 ms/,
    ],
    [
      'answers after its time',
      () => setTimeout(2500, { subject: 'late' }),
      'provider_timeout',
      /profile of backend "odd"/,
    ],
    ['returns nothing', () => undefined, 'identity_rejected', /nothing was returned/],
    ['returns null', () => null, 'identity_rejected', /is not an object/],
    ['has no subject', () => ({ email: 'a@example.test' }), 'identity_rejected', /subject is not a string/],
    ['has a number as its subject', () => ({ subject: 7 }), 'identity_rejected', /subject is not a string/],
    ['has an empty subject', () => ({ subject: ' ' }), 'identity_rejected', /subject is empty/],
    [
      'has a subject of 256 characters',
      () => ({ subject: 'x'.repeat(256) }),
      'identity_rejected',
      /1 to 255/,
    ],
    ['has a subject with NUL', () => ({ subject: 'a\0b' }), 'identity_rejected', /control characters/],
    [
      'has a misspelled member',
      () => ({ subject: 'x', emial: 'y' }),
      'identity_rejected',
      /"emial" is not a member.*"email"/,
    ],
    [
      'has a claim of 10 MB',
      () => ({ subject: 'x', claims: { big: 'x'.repeat(10_000_000) } }),
      'identity_rejected',
      /100000 characters/,
    ],
    [
      'has a cycle',
      () => {
        const cycle: Record<string, unknown> = {}
        cycle['self'] = cycle
        return { subject: 'x', claims: cycle }
      },
      'identity_rejected',
      /cannot be written as JSON/,
    ],
    [
      'has a getter that throws',
      () => ({
        get subject() {
          throw new Error('mine')
        },
      }),
      'identity_rejected',
      /cannot be written as JSON/,
    ],
    [
      'cancels',
      () => {
        throw new BackendError('access_denied', 'the user pressed cancel')
      },
      'access_denied',
      /the user pressed cancel/,
    ],
  ])('a profile function that %s ends in a clear error', async (_name, identity, code, detail) => {
    next.identity = identity
    await expectRefusal('odd', code, detail)
  })

  test('an error of a function is logged once, with its stack, and without a token', async () => {
    next.identity = () => {
      throw new Error('a bug')
    }
    await expectRefusal('odd', 'backend_failed', /a bug/)
    const lines = site.logged.filter((line) => line.includes('a bug'))
    expect(lines).toHaveLength(1)
    expect(lines[0]).toContain('sign-in.test')
  })

  test('what cannot be used as an address or a picture counts as absent', async () => {
    next.identity = () => ({
      subject: 'sloppy',
      email: 'no address',
      emailVerified: true,
      picture: 'http://x.example/a.png',
    })
    expect((await site.visitor().signIn('odd')).status).toBe(200)
    const [account] = await site.rows.account.findMany({
      where: { subject: 'sloppy' },
      include: { user: true },
    })
    expect(account?.user).toMatchObject({ provenEmail: null, picture: null })
  })

  test.each<readonly [string, () => unknown, string, RegExp]>([
    ['a subject', () => ({ sub: 'the administrator' }), 'identity_rejected', /"sub" must not be returned/],
    ['an issuer', () => ({ iss: 'https://elsewhere.example' }), 'identity_rejected', /"iss" must not/],
    [
      'an address',
      () => ({ email: 'admin@example.test', email_verified: true }),
      'identity_rejected',
      /"email" must not/,
    ],
    ['10 MB', () => ({ teams: 'x'.repeat(10_000_000) }), 'identity_rejected', /100000 characters/],
    ['a text', () => 'teams', 'identity_rejected', /is not an object/],
    [
      'a promise that never settles',
      () => new Promise(() => undefined),
      'provider_timeout',
      /enrich of backend "enriched"/,
    ],
    [
      'an error',
      () => Promise.reject(new Error('no API')),
      'backend_failed',
      /enrich of backend "enriched": Error: no API/,
    ],
  ])('enrich that returns %s signs no one in', async (_name, enriched, code, detail) => {
    op.person({ sub: 'honest' })
    next.enriched = enriched
    await expectRefusal('enriched', code, detail)
  })

  test('enrich that returns __proto__ changes no prototype, and no claim', async () => {
    op.person({ sub: 'proto' })
    next.enriched = () =>
      JSON.parse(
        '{"__proto__": {"polluted": true}, "constructor": {"prototype": {"polluted": true}}, "teams": ["a"]}',
      ) as unknown
    expect((await site.visitor().signIn('enriched')).status).toBe(200)
    expect('polluted' in {}).toBe(false)
    const [account] = await site.rows.account.findMany({ where: { subject: 'proto' } })
    expect(account?.extraData).toBe('{"teams":["a"]}')
  })

  test('a call of a function that hangs ends with the sign-in, and its way out is closed behind it', async () => {
    op.person({ sub: 'hanger' })
    let kept: Http | null = null
    next.enriched = async (_token, http) => {
      kept = http
      await http(`${api.url}/hang`)
      return {}
    }
    await expectRefusal('enriched', 'provider_timeout', /enrich of backend "enriched"/)
    api.asked = []
    await expect((kept as unknown as Http)(`${api.url}/later`)).rejects.toMatchObject({
      name: 'HttpClientError',
    })
    expect(api.asked).toEqual([])
  })

  test('the HTTP client of functions returns a whole Response, and makes at most fifty calls', async () => {
    op.person({ sub: 'caller' })
    next.enriched = async (_token, http) => {
      const answer = await http(`${api.url}/blob`)
      expect(answer).toBeInstanceOf(Response)
      expect(await (await answer.blob()).text()).toContain('u-1')
      for (let n = 0; n < 60; n += 1) await http(`${api.url}/${n}`)
      return {}
    }
    await expectRefusal('enriched', 'provider_unavailable', /more than 50 calls/)
    expect(api.asked).toHaveLength(50)
  })

  describe('redirectBackend', () => {
    async function start(visitor: Visitor): Promise<{ readonly state: string; readonly callback: string }> {
      const { location } = await visitor.ask('/login/own')
      const url = new URL(location ?? 'none:')
      expect(url.origin).toBe(api.url)
      const callback = url.searchParams.get('return') ?? ''
      expect(callback).toBe(`${site.url}/complete/own`)
      return { state: url.searchParams.get('state') ?? '', callback }
    }

    test('signs in, with a stable issuer', async () => {
      const visitor = site.visitor()
      const { state, callback } = await start(visitor)
      const page = await visitor.open(`${callback}?state=${state}&user=ada`)
      expect(page.body).toContain('Own ada')
      expect(await accountsOf('own')).toMatchObject([
        { subject: 'ada', issuer: 'urn:portcullis:backend:own' },
      ])
    })

    test('its state works once, in one browser, for one backend, and in time', async () => {
      const visitor = site.visitor()
      const { state, callback } = await start(visitor)
      const other = site.visitor()
      await start(other)
      const stolen = `${callback}?state=${state}&user=eve`
      expect(await codeOf(other, stolen)).toBe('attempt_wrong_browser')
      expect(await codeOf(visitor, `${site.url}/complete/plain?state=${state}&user=eve&code=1`)).toBe(
        'attempt_other_backend',
      )
      expect(await codeOf(visitor, `${callback}?user=eve`)).toBe('callback_invalid')
      expect(await codeOf(visitor, `${callback}?state=${state}&state=${state}&user=eve`)).toBe(
        'callback_invalid',
      )
      expect(await codeOf(visitor, `${callback}?state=made-up&user=eve`)).toBe('attempt_unknown')
      expect(seen.finish).toBe(0)
      expect((await visitor.ask(`${callback}?state=${state}&user=bob`)).status).toBe(303)
      const again = site.visitor()
      expect(await codeOf(again, `${callback}?state=${state}&user=bob`)).toBe('attempt_used')
      expect(seen.finish).toBe(1)
    })

    test('a form of the provider is accepted like a query', async () => {
      const visitor = site.visitor()
      const { state, callback } = await start(visitor)
      const posted = await visitor.ask(callback, {
        form: { state, user: 'poster' },
        headers: { origin: 'https://provider.example' },
      })
      const page = await visitor.open(posted.location ?? '')
      expect(page.body).toContain('Own poster')
    })

    test.each<readonly [string, (state: string) => unknown, RegExp]>([
      ['forgets the state', () => new URL(`${api.url}/authorize`), /does not contain the state/],
      ['returns a script', () => new URL('javascript:alert(1)'), /the returned URL/],
      ['returns no URL', () => 7, /the returned URL/],
      [
        'throws',
        () => {
          throw new Error('no begin')
        },
        /begin of backend "own": Error: no begin/,
      ],
    ])('begin that %s starts nothing', async (_name, url, detail) => {
      next.url = url as typeof next.url
      site.logged.length = 0
      const before = await site.counts()
      expect(await codeOf(site.visitor(), '/login/own')).toBe('backend_failed')
      expect(site.logged.join('\n')).toMatch(new RegExp(detail.source.replaceAll('"', '\\\\"')))
      expect(await site.counts()).toEqual(before)
    })

    test('a cancelled sign-in is called that', async () => {
      const visitor = site.visitor()
      const { state, callback } = await start(visitor)
      expect(await codeOf(visitor, `${callback}?state=${state}`)).toBe('access_denied')
    })

    test('it connects to the account of the session that asked for it, and to no other', async () => {
      op.person({ sub: 'connector', name: 'Connie' })
      const visitor = site.visitor()
      await visitor.signIn('plain')
      const connect = async () => {
        const { location } = await visitor.ask('/connect/own', { form: { _csrf: await visitor.csrf() } })
        return new URL(location ?? 'none:').searchParams.get('state') ?? ''
      }
      const state = await connect()
      const page = await visitor.open(`/complete/own?state=${state}&user=connected`)
      expect(page.url).toMatch(/\/account$/)
      const accounts = await site.rows.account.findMany({
        where: { subject: 'connected' },
        include: { user: true },
      })
      expect(accounts).toMatchObject([{ user: { name: 'Connie' } }])

      const second = await connect()
      await visitor.ask('/logout', { form: { _csrf: await visitor.csrf() } })
      op.person({ sub: 'somebody-else' })
      await visitor.signIn('plain')
      expect(await codeOf(visitor, `/complete/own?state=${second}&user=hijacked`)).toBe(
        'session_user_changed',
      )
    })
  })

  describe('requestBackend', () => {
    /** Presses the button, through a proxy that adds these headers to each request. */
    async function press(visitor: Visitor, headers: Readonly<Record<string, string>>): Promise<Answer> {
      return visitor.open('/login/intranet?next=%2Faccount', {
        method: 'POST',
        headers: { origin: site.url, ...headers },
      })
    }

    test('signs a user in with the button, by what the proxy sends', async () => {
      const visitor = site.visitor()
      const start = await visitor.ask('/login/intranet', { method: 'POST', headers: { origin: site.url } })
      expect(start.status).toBe(303)
      const page = await visitor.ask(start.location ?? '', {
        headers: { 'x-webauth-user': 'grace', accept: 'text/html' },
      })
      expect(page.status).toBe(303)
      expect(await visitor.isSignedIn()).toBe(true)
      expect(await accountsOf('intranet')).toMatchObject([
        { subject: 'grace', issuer: 'urn:portcullis:backend:intranet', user: { username: 'grace' } },
      ])
      expect(seen.identify).toHaveLength(1)
      expect(seen.identify[0]?.has('cookie')).toBe(false)
    })

    test('a link shows the button and signs no one in, from whatever site it comes', async () => {
      for (const site_ of ['cross-site', 'same-site', 'none', 'same-origin']) {
        const visitor = site.visitor()
        const page = await visitor.ask('/login/intranet?next=%2Faccount', {
          headers: { 'x-webauth-user': 'grace', 'sec-fetch-site': site_, 'sec-fetch-dest': 'document' },
        })
        expect(page.status).toBe(200)
        expect(page.body).toContain('Continue with Intranet')
        expect(page.body).not.toContain('Sign in with Quirky')
        expect(await visitor.isSignedIn()).toBe(false)
      }
      expect(seen.identify).toEqual([])
    })

    test('a form of another site is refused', async () => {
      const visitor = site.visitor()
      for (const origin of ['https://evil.example', 'null'])
        expect(
          await codeOf(visitor, '/login/intranet', {
            method: 'POST',
            headers: { origin, 'x-webauth-user': 'grace' },
          }),
        ).toBe('origin_rejected')
      expect(seen.identify).toEqual([])
    })

    test('a callback without a start, and one of another browser, are refused before a header is read', async () => {
      const visitor = site.visitor()
      const start = await visitor.ask('/login/intranet', { method: 'POST', headers: { origin: site.url } })
      const headers = { 'x-webauth-user': 'grace' }
      expect(await codeOf(site.visitor(), start.location ?? '', { headers })).toBe('attempt_wrong_browser')
      expect(await codeOf(visitor, '/complete/intranet?state=made-up', { headers })).toBe('attempt_unknown')
      expect(seen.identify).toEqual([])
    })

    test('a request without the header, or with the header twice, signs no one in', async () => {
      const visitor = site.visitor()
      const page = await press(visitor, {})
      expect(page.status).toBe(403)
      expect(page.body).toContain('Intranet did not say who you are')
      const start = await visitor.ask('/login/intranet', { method: 'POST', headers: { origin: site.url } })
      const cookie = visitor
        .cookieNames()
        .map((name) => `${name}=${visitor.cookie(name) ?? ''}`)
        .join('; ')
      const twice = await askAs(start.location ?? '', 'GET', {
        cookie,
        accept: 'application/json',
        'x-webauth-user': ['evil', 'grace'] as unknown as string,
      })
      expect(JSON.parse(twice.body)).toMatchObject({ code: 'not_identified' })
      expect(seen.identify.at(-1)?.get('x-webauth-user')).toBeNull()
    })

    test('other backends are not started by POST', async () => {
      expect(
        await codeOf(site.visitor(), '/login/plain', { method: 'POST', headers: { origin: site.url } }),
      ).toBe('method_not_allowed')
    })
  })

  async function codeOf(
    visitor: Visitor,
    target: string,
    {
      method,
      headers,
    }: { readonly method?: string; readonly headers?: Readonly<Record<string, string>> } = {},
  ): Promise<unknown> {
    const answer = await visitor.ask(target, {
      ...(method === undefined ? {} : { method }),
      headers: { accept: 'application/json', ...headers },
    })
    return z.object({ code: z.string() }).parse(JSON.parse(answer.body)).code
  }
})

describe('a request backend behind a proxy that is not the peer', () => {
  const { site } = useSite({
    database: 'sqlite',
    env: { TRUST_PROXY: '10.0.0.1' },
    backends: ({ op }) => fieldsOf(backendsOf(op)),
  })

  test('headers of a peer that is not trusted are never passed to identify', async () => {
    const visitor = site.visitor()
    const start = await visitor.ask('/login/intranet', { method: 'POST', headers: { origin: site.url } })
    const answer = await visitor.ask(start.location ?? '', {
      headers: {
        accept: 'application/json',
        'x-webauth-user': 'admin',
        'x-forwarded-for': '10.0.0.1',
        forwarded: 'for=10.0.0.1',
      },
    })
    expect(JSON.parse(answer.body)).toMatchObject({ code: 'not_identified' })
    expect(await visitor.isSignedIn()).toBe(false)
    expect(seen.identify).toEqual([])
    expect(site.logged.join('\n')).toContain('TRUST_PROXY')
  })
})
