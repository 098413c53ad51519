import type { Claims, Faults, Op, TransportFault } from '../support/provider/index.js'
import { lastRefusal } from '../support/refusal.js'
import { storedTokensOf } from '../support/stored-tokens.js'
import { useSite } from '../support/use-site.js'
import { arrive, depart, errorCode, expectCleanRefusal } from './trip.js'
import { until } from '../support/webhook-receiver.js'

type Fields = Readonly<Record<string, unknown>>

function plainBackend(op: Op, more: Fields): Fields {
  return {
    kind: 'oauth2',
    authorizationEndpoint: `${op.issuer}/authorize`,
    tokenEndpoint: `${op.issuer}/token`,
    userInfoEndpoint: `${op.issuer}/userinfo`,
    scopes: ['openid', 'email', 'profile'],
    subject: 'sub',
    clientId: op.clientId,
    clientSecret: op.clientSecret,
    issuer: op.issuer,
    ...more,
  }
}

const BITBUCKET = { list: 'values', primary: 'is_primary', verified: 'is_confirmed' }

const FIELDS = {
  header: { tokenAuthorization: 'OAuth', userMethod: 'POST' },
  query: { tokenInQuery: true },
  named: { tokenInQuery: 'oauth_token' },
  tiktok: { clientIdParameter: 'client_key', clientAuthentication: 'client_secret_post' },
  listed: { emailList: BITBUCKET, trustEmail: true },
  github: { trustEmail: true },
  unnamed: { issuer: undefined },
  pathed: { subject: 'data.0.id' },
  groups: {
    emailVerified: 'confirmed',
    trustEmail: true,
    groupsClaim: 'teams',
    requiredValues: { 'org.name': 'acme' },
    claims: { email: 'emails', username: 'nick' },
  },
} as const satisfies Record<string, Fields>

describe('fields of a definition without OpenID Connect', () => {
  const seen: { method: string; authorization: string | undefined; query: string }[] = []

  const { site, provider } = useSite({
    database: 'sqlite',
    backends: ({ provider }) =>
      Object.fromEntries(
        Object.entries<Fields>(FIELDS).map(([name, fields]) => {
          const op = provider.alias(name)
          const hasList = name === 'listed' || name === 'github'
          const emails = hasList ? { emailsEndpoint: `${op.issuer}/emails` } : {}
          return [name, plainBackend(op, { ...emails, ...fields })]
        }),
      ),
  })

  /** An endpoint that answers like this, and notes how it was asked. */
  const answering = (op: Op, endpoint: 'userinfo' | 'emails', body: unknown): void => {
    op.accent = {
      ...op.accent,
      paths: { '/emails': 'emails' },
      endpoints: {
        ...op.accent.endpoints,
        [endpoint]: (_op: Op, request: { method: string; headers: { authorization?: string }; url: URL }) => {
          seen.push({
            method: request.method,
            authorization: request.headers.authorization,
            query: request.url.search,
          })
          const headers = { 'content-type': 'application/json' }
          return Promise.resolve({ status: 200, headers, body: JSON.stringify(body) })
        },
      },
    }
  }

  const enter = async (name: keyof typeof FIELDS, faults: Faults = {}, profile: Claims = { sub: name }) => {
    const op = provider.alias(name)
    op.misbehave(faults)
    answering(op, 'userinfo', profile)
    seen.length = 0
    const trip = await depart({ site, op, backend: name })
    if ('status' in trip) throw new Error(`refused at the start: ${trip.body.slice(0, 300)}`)
    const answer = await arrive({ site, op, backend: name }, trip)
    expect([answer.status, errorCode(answer)]).toEqual([303, null])
    const account = await site.rows.account.findFirstOrThrow({
      where: { backend: name, subject: name === 'pathed' ? 'pathed' : String(profile['sub']) },
      include: { user: true },
    })
    return { op, account }
  }

  /** Nobody is signed in with this profile, and nothing is stored; the detail of the refusal. */
  const expectOut = async (name: keyof typeof FIELDS, profile: unknown, faults: Faults = {}) => {
    const op = provider.alias(name)
    const scene = { site, op, backend: name }
    op.misbehave(faults)
    answering(op, 'userinfo', profile)
    const trip = await depart(scene)
    if ('status' in trip) throw new Error('refused at the start')
    const before = await site.counts()
    const answer = await arrive(scene, trip)
    expectCleanRefusal(answer, scene)
    expect(await site.counts()).toMatchObject({ users: before.users, sessions: before.sessions })
    return lastRefusal(site)
  }

  test('the word before the token, and the method', async () => {
    const { op } = await enter('header')
    expect(seen).toEqual([
      { method: 'POST', authorization: `OAuth ${op.accessTokenValues.at(-1) ?? ''}`, query: '' },
    ])
  })

  test.each([
    ['query', 'access_token'],
    ['named', 'oauth_token'],
  ] as const)('%s: the token is in the query, and in no header', async (name, parameter) => {
    const { op } = await enter(name)
    const token = op.accessTokenValues.at(-1) ?? ''
    expect(seen).toEqual([{ method: 'GET', authorization: undefined, query: `?${parameter}=${token}` }])
    expect(site.logged.join('')).not.toContain(token)
  })

  test('the parameter for the client ID has another name', async () => {
    const op = provider.alias('tiktok')
    const start = await site.visitor().ask('/login/tiktok')
    const asked = new URL(start.location ?? '').searchParams
    expect([asked.get('client_key'), asked.has('client_id')]).toEqual([op.clientId, false])
    op.misbehave({ at: { token: { status: 400 } } })
    const visitor = site.visitor()
    const begun = new URL((await visitor.ask('/login/tiktok')).location ?? '')
    await visitor.ask(
      `/complete/tiktok?code=x&state=${begun.searchParams.get('state') ?? ''}&iss=${encodeURIComponent(op.issuer)}`,
    )
    expect(Object.fromEntries(op.lastTokenRequest.body)).toMatchObject({
      client_key: op.clientId,
      client_secret: op.clientSecret,
    })
    expect(op.lastTokenRequest.body.has('client_id')).toBe(false)
  })

  test('the list of addresses has its own names of fields, and entries that are no addresses', async () => {
    const values = [
      null,
      { email: 5, is_primary: true },
      { email: 'other@listed.test', is_primary: false, is_confirmed: true },
      { email: 'ann@listed.test', is_primary: true, is_confirmed: true, type: null },
    ]
    answering(provider.alias('listed'), 'emails', { values, pagelen: 10 })
    const { account } = await enter('listed')
    expect(account.user).toMatchObject({ email: 'ann@listed.test', provenEmail: 'ann@listed.test' })
  })

  test.each<[string, unknown]>([
    ['is empty', []],
    ['has no usable entry', [null, { email: null, primary: true, verified: true }, 'x@github.test']],
    ['has an address with flags of no meaning', [{ email: 'x@github.test', primary: 'no', verified: 'no' }]],
    ['has an address with flags of another type', [{ email: 'x@github.test', primary: {}, verified: [] }]],
  ])('where the list of addresses %s, the profile’s own address proves nothing', async (sub, list) => {
    answering(provider.alias('github'), 'emails', list)
    const { account } = await enter(
      'github',
      {},
      { sub, email: 'ann@github.test', email_verified: true, verified: true },
    )
    expect(account.user.email).not.toBe('ann@github.test')
    expect(account.user.provenEmail).toBeNull()
  })

  test.each([401, 500, 503])(
    'a list that fails with status %d is not taken for an empty list: no one is signed in',
    async (status) => {
      const { detail } = await expectOut('github', { sub: 'github' }, { at: { emails: { status } } })
      expect(detail).toBe(`the email addresses: status ${status}`)
    },
  )

  test.each([403, 404])(
    'a list that may not be read (%d): no address, and the trace says what to do',
    async (status) => {
      const { account } = await enter('github', { at: { emails: { status } } })
      expect(account.user.email).toBeNull()
      expect(site.logged.join('')).toContain('the list of email addresses may not be read')
      // Beside the English words, the text that administrators read in their language.
      const detail = { contains: '"because.identity.noEmailPermission"' }
      await until(async () => (await site.rows.event.count({ where: { detail } })) > 0)
    },
  )

  test.each([
    ...[true, 'true', 1, '1'].map((confirmed) => [confirmed, true] as const),
    ...[false, 'false', 0, 'no', null, [true], {}].map((confirmed) => [confirmed, false] as const),
  ])(
    'a flag of %j that the definition names: the address is verified is %j',
    async (confirmed, isVerified) => {
      const email = `${JSON.stringify(confirmed).replace(/\W/g, '')}-${typeof confirmed}@groups.test`
      const { account } = await enter(
        'groups',
        {},
        { sub: email, emails: email, org: { name: 'acme' }, confirmed },
      )
      expect(account.user.provenEmail).toBe(isVerified ? email : null)
    },
  )

  test.each<[string, TransportFault]>([
    ['in gzip', { codings: ['gzip'] }],
    ['in deflate without its frame', { codings: ['raw-deflate'] }],
    ['with a byte order mark within Brotli', { codings: ['br'], bom: true }],
    ['of status 203', { status: 203 }],
    ['that are called a page', { contentType: 'text/html' }],
    ['without a content type', { contentType: '' }],
  ])('tokens, profile and addresses %s: signed in', async (what, fault) => {
    answering(provider.alias('listed'), 'emails', { values: [{ email: `${what.length}@bytes.test` }] })
    const { account } = await enter(
      'listed',
      { at: { token: fault, userinfo: fault, emails: fault } },
      { sub: what, name: 'José Ñandú' },
    )
    expect(account.user).toMatchObject({ email: `${what.length}@bytes.test`, name: 'José Ñandú' })
  })

  test.each<[string, Faults]>([
    [
      'nulls',
      { tokenResponse: (h) => ({ ...h, scope: null, expires_in: null, error: null, id_token: null }) },
    ],
    ['a scope with commas, as GitHub has it', { tokenResponse: (h) => ({ ...h, scope: 'user,email' }) }],
    ['members of its own', { tokenResponse: (h) => ({ ...h, user: { id: 1 }, created_at: 'x', ok: true }) }],
    ['empty texts', { tokenResponse: (h) => ({ ...h, scope: '', refresh_token: '', error: '' }) }],
    [
      'lifetimes of another form',
      { tokenResponse: (h) => ({ ...h, expires_in: '3600s', ext_expires_in: {} }) },
    ],
  ])('a token response with %s: signed in', async (what, faults) => {
    await enter('header', faults, { sub: what, name: { first: 'A' }, picture: 5, locale: null, '': [] })
  })

  test('an ID Token that was not requested is dropped, because it is not verified', async () => {
    const { account } = await enter('header', {
      tokenResponse: (honest) => ({ ...honest, id_token: 'e30.e30.x' }),
    })
    expect((await storedTokensOf(site, account.id)).idToken).toBeNull()
  })

  test('where the definition names another member, the member "email" of the profile is no address', async () => {
    const profile = { sub: 'unmapped', email: 'victim@groups.test', confirmed: true, org: { name: 'acme' } }
    const { account } = await enter('groups', {}, profile)
    expect(account.user).toMatchObject({ email: null, provenEmail: null })
  })

  test.each([
    ['another issuer', () => 'https://elsewhere.example'],
    ['the issuer with a slash', (issuer: string) => `${issuer}/`],
    ['the issuer in capitals', (issuer: string) => issuer.toUpperCase()],
  ])('C62: iss of %s is refused before any call', async (_what, iss) => {
    const op = provider.alias('header')
    const scene = { site, op, backend: 'header' }
    op.misbehave({
      callback: (params) => {
        params.set('iss', iss(op.issuer))
        return params
      },
    })
    const trip = await depart(scene)
    if ('status' in trip) throw new Error('refused at the start')
    const answer = await arrive(scene, trip)
    expectCleanRefusal(answer, scene)
    expect(errorCode(answer)).toBe('callback_invalid')
    expect(op.counts).toMatchObject({ token: 0, userinfo: 0 })
  })

  test.each(['header', 'unnamed'] as const)('an iss of the provider’s own is accepted: %s', async (name) => {
    const { issuer } = provider.alias(name)
    await enter(name, {
      callback: (params) => {
        params.set('iss', issuer)
        return params
      },
    })
  })

  describe('who the profile is about', () => {
    test.each<[string, unknown]>([
      ['is missing', undefined],
      ['is null', null],
      ['is an object', { id: 'ann' }],
      ['is true', true],
      ['is an empty text', ''],
      ['is blank', ' \t'],
      ['is nought', 0],
      ['is negative', -1],
      ['is a fraction', 1.5],
      ['is a text of 300 characters', 'x'.repeat(300)],
      ['has a NUL', 'a\0b'],
      ['is a list of two', ['ann', 'bob']],
    ])('S32: a subject that %s signs no one in', async (_what, sub) => {
      const { code, detail } = await expectOut('header', { sub, name: 'Nobody' })
      expect([code, detail]).toEqual(['identity_rejected', expect.stringMatching(/^the profile: sub /)])
    })

    test.each<[string, unknown]>([
      ['a list', [{ sub: 'ann' }]],
      ['a text', 'ann'],
      ['null', null],
      ['a number', 5],
    ])('a profile that is %s signs no one in', async (_what, profile) => {
      expect(await expectOut('header', profile)).toEqual({
        code: 'identity_rejected',
        detail: 'the profile: not an object',
      })
    })

    test('the subject is read where the definition says, and nowhere else', async () => {
      const profile = { sub: 'another', id: 'another', data: [{ id: 'pathed' }] }
      const { account } = await enter('pathed', {}, profile)
      expect(account.subject).toBe('pathed')
      expect((await expectOut('pathed', { sub: 'another', id: 'another', data: [{}] })).detail).toBe(
        'the profile: data.0.id is missing',
      )
    })

    test('S73: a number is the text of its digits, and a large one is not rounded', async () => {
      const profile = { sub: 4711 }
      const { account } = await enter('header', {}, profile)
      expect(account.subject).toBe('4711')
    })
  })

  test('of a list, the first text counts, and groups are stored', async () => {
    const profile = {
      sub: 'groups',
      emails: ['ann@groups.test', 'b@groups.test'],
      nick: ['annie'],
      org: { name: 'acme' },
      teams: ['one', 'two', 3],
      avatar: null,
    }
    const { account } = await enter('groups', {}, profile)
    expect(account.user).toMatchObject({ email: 'ann@groups.test', username: 'annie' })
    expect(JSON.parse(account.extraData)).toEqual({ groups: ['one', 'two'] })
  })
})
