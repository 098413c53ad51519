import { generateKeyPairSync } from 'node:crypto'
import { signed } from '../../src/testing/provider/signing.js'
import type { Faults, Op } from '../support/provider/index.js'
import { backendAt } from '../support/site.js'
import { useSite } from '../support/use-site.js'
import { arrive, depart, errorCode, expectCleanRefusal, travel } from './trip.js'

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const pem = (key: typeof rsa.privateKey) => key.export({ type: 'pkcs8', format: 'pem' }).toString()

type Fields = Readonly<Record<string, unknown>>

/** Backends by name, with the fields that each needs. */
const FIELDS = {
  plain: {},
  never: { userInfo: 'never' },
  needed: { userInfo: 'when-needed' },
  needs: { userInfo: 'when-needed', extraClaims: ['department'] },
  posted: { userInfoMethod: 'POST' },
  vouched: { emailVerified: true, trustEmail: true },
  edov: { emailVerified: 'xms_edov', trustEmail: true },
  domains: { emailVerified: true, allowedDomains: ['example.test'] },
  paths: {
    claims: { email: 'emails', username: 'profile.nick' },
    requiredValues: { 'realm_access.roles': 'staff' },
    requiredClaims: ['org.0.id'],
    extraClaims: ['org.0.id'],
    groupsClaim: 'resource_access.gate',
  },
  patient: { clockTolerance: '2m' },
  slow: { timeout: '10s' },
  secret: { idTokenAlgorithm: 'HS256' },
  secret512: { idTokenAlgorithm: 'HS512' },
  linked: { loginParams: ['kc_idp_hint', 'ui_locales'], authorizationParams: { acr_values: 'high' } },
  rsa: { decryptionKey: pem(rsa.privateKey) },
  ec: { decryptionKey: pem(ec.privateKey).replaceAll('\n', '\\n') },
  portal: { startWithoutState: true },
  pushes: { pushedAuthorization: true },
  demands: {},
  strong: { requiredValues: { acr: 'high' } },
} as const satisfies Record<string, Fields>

type Name = keyof typeof FIELDS

/** Backends whose providers have not been asked for anything. */
const UNASKED = Array.from({ length: 4 }, (_, index) => `unasked${index}`)

describe('fields of a definition', () => {
  const { site, provider, clock } = useSite({
    database: 'sqlite',
    backends: ({ provider }) => ({
      ...Object.fromEntries(
        Object.entries<Fields>(FIELDS).map(([name, fields]) => [
          name,
          backendAt(provider.alias(name), fields),
        ]),
      ),
      ...Object.fromEntries(UNASKED.map((name) => [name, backendAt(provider.alias(name))])),
      byhand: {
        ...backendAt(provider.alias('byhand')),
        metadataUrl: `${provider.alias('plain').issuer}/.well-known/openid-configuration`,
        issuerAliases: [provider.alias('plain').issuer],
        authorizationEndpoint: `${provider.alias('byhand').issuer}/authorize`,
        tokenEndpoint: `${provider.alias('byhand').issuer}/token`,
        userInfoEndpoint: `${provider.alias('byhand').issuer}/userinfo`,
        jwksUri: `${provider.alias('byhand').issuer}/jwks`,
      },
    }),
    setUp: ({ provider }) => {
      provider.alias('rsa').clientEncryptionKey = rsa.publicKey
      provider.alias('ec').clientEncryptionKey = ec.publicKey
      provider.alias('demands').requiresPar = true
      for (const name of ['secret', 'secret512']) {
        const op = provider.alias(name)
        op.misbehave({ sign: name === 'secret' ? 'HS256-secret' : 'HS512-secret' })
      }
    },
  })

  const at = (name: Name | 'byhand', faults: Faults = {}) => {
    const op = provider.alias(name)
    op.person({ name: 'Ann', email: `ann-${name}@example.test`, email_verified: true, ...op.who })
    op.misbehave(faults)
    return { site, op, backend: name }
  }

  let asked = 0
  const unasked = () => {
    const backend = UNASKED[asked] ?? 'none left'
    asked += 1
    return { site, op: provider.alias(backend), backend }
  }

  const lastDetail = (): string => {
    const line = site.logged.findLast((each) => /"msg":"request (?:failed|refused)"/.test(each)) ?? '{}'
    return String((JSON.parse(line) as Record<string, unknown>)['detail'])
  }

  const expectIn = async (name: Name | 'byhand', faults: Faults = {}): Promise<Op> => {
    const scene = at(name, faults)
    scene.op.person({ ...scene.op.who, sub: name, email: scene.op.who['email'] ?? `${name}@example.test` })
    const trip = await depart(scene)
    if ('status' in trip) throw new Error(`refused at the start: ${lastDetail()}`)
    const answer = await arrive(scene, trip)
    expect([answer.status, errorCode(answer), answer.status === 303 ? '' : lastDetail()]).toEqual([
      303,
      null,
      '',
    ])
    return scene.op
  }

  const expectOut = async (name: Name, faults: Faults): Promise<readonly [string | null, string]> => {
    const scene = at(name, faults)
    const answer = await travel(scene)
    expectCleanRefusal(answer, scene)
    return [errorCode(answer), lastDetail()]
  }

  const accountOf = async (backend: string) => {
    const rows = await site.rows.account.findMany({ where: { backend }, include: { user: true } })
    const row = rows.at(-1)
    if (row === undefined) throw new Error('there is no account')
    return row
  }

  const person = (name: Name, claims: Fields) => {
    const op = provider.alias(name)
    op.person({ sub: name, name: 'Ann Example', email: `${name}@example.test`, ...claims })
    return op
  }

  describe('UserInfo', () => {
    test('"never" does not request UserInfo, and the claims are those of the ID Token', async () => {
      provider.alias('never').claimsInIdToken = true
      const op = await expectIn('never', { at: { userinfo: { status: 401 } } })
      expect(op.counts.userinfo).toBe(0)
      expect((await accountOf('never')).user.name).toBe('Ann Example')
    })

    test('"when-needed" requests UserInfo only when the ID Token lacks a claim', async () => {
      provider.alias('needed').claimsInIdToken = true
      person('needed', { preferred_username: 'ann', email_verified: true })
      expect((await expectIn('needed')).counts.userinfo).toBe(0)
      provider.alias('needed').claimsInIdToken = false
      expect((await expectIn('needed')).counts.userinfo).toBe(1)
      provider.alias('needs').claimsInIdToken = true
      expect((await expectIn('needs')).counts.userinfo).toBe(1)
    })

    test('401 of UserInfo: the detail names the fix', async () => {
      const [code, detail] = await expectOut('plain', { at: { userinfo: { status: 401 } } })
      expect(code).toBe('provider_misconfigured')
      expect(detail).toContain('set "userInfo": "never"')
    })

    test('"POST" sends a POST', async () => {
      let method = ''
      const op = provider.alias('posted')
      op.accent = {
        ...op.accent,
        endpoints: {
          userinfo: async (self, request) => {
            method = request.method
            const { userinfo } = await import('../../src/testing/provider/userinfo.js')
            return userinfo(self, request)
          },
        },
      }
      await expectIn('posted')
      expect(method).toBe('POST')
    })

    test('100 KB of groups that the definition does not use: the user is signed in, and they are dropped at once', async () => {
      const groups = Array.from(
        { length: 2500 },
        (_, index) => `group-${index}-with-a-name-that-is-rather-long`,
      )
      await expectIn('plain', { userinfoClaims: (honest) => ({ ...honest, groups }) })
      expect((await accountOf('plain')).extraData).toBe('{}')
      expect(site.logged.join('')).not.toContain('group-1-with')
    })

    test('300 claims that the definition does not use: the user is signed in', async () => {
      const many = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`claim${index}`, index]))
      await expectIn('plain', { userinfoClaims: (honest) => ({ ...many, ...honest }) })
    })

    test('signed: verified like an ID Token', async () => {
      await expectIn('plain', { userinfoAs: 'jwt' })
    })

    test.each<[string, Faults, string]>([
      ['by an unpublished key', { userinfoAs: 'jwt', sign: 'alien-key' }, 'signature'],
      [
        'for another client',
        { userinfoAs: 'jwt', userinfoClaims: (honest) => ({ ...honest, aud: 'other' }) },
        'aud is',
      ],
      [
        'for nobody',
        { userinfoAs: 'jwt', userinfoClaims: (honest) => ({ ...honest, aud: null }) },
        'aud is missing',
      ],
      [
        'by another issuer',
        { userinfoAs: 'jwt', userinfoClaims: (honest) => ({ ...honest, iss: 'x' }) },
        'iss is',
      ],
      [
        'about another person',
        { userinfoAs: 'jwt', userinfoClaims: (honest) => ({ ...honest, sub: 'x' }) },
        'sub is not',
      ],
      ['long ago', { userinfoAs: 'jwt', userinfoClaims: (honest) => ({ ...honest, exp: 1 }) }, 'exp was'],
    ])('signed %s: no login', async (_what, faults, detail) => {
      const scene = at('plain', faults)
      // The ID Token stays sound.
      if (faults.sign !== undefined) {
        scene.op.behave()
        scene.op.misbehave({ userinfoAs: 'jwt' })
        tellBySignedToken(scene.op, faults.sign, 'JWT')
      }
      const answer = await travel(scene)
      scene.op.accent = {}
      expectCleanRefusal(answer, scene)
      expect(lastDetail()).toContain('the UserInfo response')
      expect(lastDetail()).toContain(detail)
    })

    /** UserInfo is a token that is signed in this way, whatever the ID Token is signed with. */
    const tellBySignedToken = (op: Op, sign: Faults['sign'], typ: string) => {
      op.accent = {
        endpoints: {
          userinfo: async ({ issuer, clientId, who, keys, clientSecret }) => ({
            status: 200,
            headers: { 'content-type': 'application/jwt' },
            body: await signed(
              {
                claims: { iss: issuer, aud: clientId, sub: who.sub },
                keys,
                clientSecret,
                typ,
                header: (header: object) => ({ ...header }),
              },
              sign,
            ),
          }),
        },
      }
    }

    // The provider signs other tokens with the same keys.
    test.each(['at+jwt', 'logout+jwt', 'application/at+jwt', 'dpop+jwt'])(
      'signed, but of type %s: no login',
      async (typ) => {
        const scene = at('plain')
        tellBySignedToken(scene.op, undefined, typ)
        const answer = await travel(scene)
        scene.op.accent = {}
        expectCleanRefusal(answer, scene)
        expect(lastDetail()).toContain('the UserInfo response: typ is')
      },
    )

    test.each<[string, readonly string[], Faults['sign'], boolean]>([
      ['RS256, which is listed', ['RS256', 'ES256'], undefined, true],
      ['RS256, which is not listed', ['ES256'], undefined, false],
      ['a secret, which is listed', ['HS256', 'RS256'], 'HS256-secret', false],
      ['nothing, which is listed', ['none', 'RS256'], 'none', false],
    ])('signed with %s for UserInfo: signed in is %j', async (_what, listed, sign, isIn) => {
      const scene = unasked()
      scene.op.misbehave({
        discoveryDocument: (honest) => ({ ...honest, userinfo_signing_alg_values_supported: listed }),
      })
      tellBySignedToken(scene.op, sign, 'JWT')
      const answer = await travel(scene)
      if (isIn) expect([answer.status, errorCode(answer)]).toEqual([303, null])
      else {
        expectCleanRefusal(answer, scene)
        expect(lastDetail()).toContain('the UserInfo response: it is signed with')
      }
    })

    test('it does not say how the user authenticated, because only the ID Token may say that', async () => {
      const scene = at('strong', { userinfoClaims: (honest) => ({ ...honest, acr: 'high' }) })
      const answer = await travel(scene)
      expectCleanRefusal(answer, scene)
      expect(errorCode(answer)).toBe('not_allowed')
      scene.op.behave()
      await expectIn('strong', { idTokenClaims: (honest) => ({ ...honest, acr: 'high' }) })
    })
  })

  describe('addresses, paths and groups', () => {
    test.each<[Name, Fields, boolean]>([
      ['vouched', {}, true],
      ['vouched', { email_verified: false }, true],
      ['edov', { xms_edov: true }, true],
      ['edov', { xms_edov: '1' }, true],
      ['edov', { xms_edov: false, email_verified: true }, false],
      ['edov', { email_verified: true }, false],
      ['plain', { xms_edov: true }, false],
    ])('%s with %j: proven is %s', async (name, claims, isProven) => {
      await site.rows.account.deleteMany()
      await site.rows.user.deleteMany()
      person(name, claims)
      await expectIn(name)
      expect((await accountOf(name)).user.provenEmail).toBe(isProven ? `${name}@example.test` : null)
    })

    test('a list of domains lets users sign in whose addresses the administrator trusts', async () => {
      person('domains', {})
      await expectIn('domains')
      person('domains', { email: 'ann@elsewhere.test' })
      expect((await expectOut('domains', {}))[0]).toBe('not_allowed')
    })

    test('paths point into objects and lists, and groups are stored under one name', async () => {
      person('paths', {
        email: undefined,
        emails: ['ann@paths.test', 'other@paths.test'],
        profile: { nick: 'annie' },
        realm_access: { roles: ['staff', 'user'] },
        resource_access: { gate: { editors: {}, readers: {} } },
        org: [{ id: 'o-1' }],
      })
      await expectIn('paths', { userinfoClaims: (honest) => ({ ...honest, profile: { nick: 'annie' } }) })
      const { user, extraData } = await accountOf('paths')
      expect(user).toMatchObject({ email: 'ann@paths.test', username: 'annie' })
      expect(JSON.parse(extraData)).toEqual({ 'org.0.id': 'o-1', groups: ['editors', 'readers'] })
    })

    test.each<[string, Fields, string]>([
      ['without the role', { realm_access: { roles: ['user'] } }, 'not_allowed'],
      ['without any role', { realm_access: 5 }, 'not_allowed'],
      ['without the required claim', { org: [] }, 'claim_missing'],
      ['with an inherited property', { realm_access: { roles: { constructor: {} } } }, 'not_allowed'],
    ])('%s: no login', async (_what, claims, code) => {
      person('paths', { realm_access: { roles: 'staff' }, org: [{ id: 'o-1' }], ...claims })
      expect((await expectOut('paths', {}))[0]).toBe(code)
    })

    test('an exact name with dots wins', async () => {
      person('paths', { 'realm_access.roles': 'staff', realm_access: { roles: [] }, 'org.0.id': 'x' })
      await expectIn('paths')
    })
  })

  describe('time', () => {
    test.each([
      ['plain', 60_000, false],
      ['patient', 60_000, true],
      ['patient', 200_000, false],
    ] as const)('%s: the provider is %d ms ahead', async (name, aheadMs, isIn) => {
      clock.aheadMs = -aheadMs
      if (isIn) await expectIn(name)
      else {
        const [code, detail] = await expectOut(name, {})
        expect(code).toBe('identity_rejected')
        expect(detail).toMatch(/iat is \d+ seconds in the future: the clocks .* raise "clockTolerance"/)
      }
    })

    test('a token endpoint that takes six seconds: signed in with "timeout", and not without', async () => {
      const faults: Faults = { at: { token: { delayMs: 6000 } } }
      const [, refused] = await Promise.all([expectIn('slow', faults), expectOut('plain', faults)])
      expect(refused[0]).toBe('provider_timeout')
    })
  })

  describe('symmetric and encrypted tokens', () => {
    test('HS256 and HS512 by choice: signed in', async () => {
      await expectIn('secret')
      await expectIn('secret512')
    })

    test.each<[Name, Faults]>([
      ['secret', { sign: 'HS256-broken' }],
      ['secret', { sign: 'HS512-secret' }],
      ['secret', { sign: 'HS256-public-key' }],
      ['secret', { sign: 'none' }],
      ['secret512', { sign: 'HS256-secret' }],
      ['plain', { sign: 'HS256-secret' }],
    ])('%s with %j: no login', async (name, faults) => {
      expect((await expectOut(name, faults))[0]).toBe('identity_rejected')
    })

    const encryptions = [
      ['rsa', 'RSA-OAEP-256', 'A256GCM'],
      ['rsa', 'RSA-OAEP-256', 'A128GCM'],
      ['ec', 'ECDH-ES', 'A256GCM'],
      ['ec', 'ECDH-ES', 'A192GCM'],
      ['ec', 'ECDH-ES+A256KW', 'A256GCM'],
    ] as const
    test.each(encryptions)('%s: ID Token and UserInfo with %s and %s', async (name, alg, enc) => {
      await expectIn(name, { idTokenEncryption: { alg, enc }, userinfoAs: 'jwe' })
    })

    test('UserInfo that is encrypted only', async () => {
      await expectIn('rsa', { userinfoAs: 'unsigned jwe' })
    })

    test('a signed token is accepted, although there is a key', async () => {
      await expectIn('rsa')
    })

    test.each<[Name, Faults, string]>([
      [
        'rsa',
        { idTokenEncryption: { alg: 'RSA-OAEP', enc: 'A256GCM' } },
        'it is encrypted with RSA-OAEP and A256GCM',
      ],
      [
        'rsa',
        { idTokenEncryption: { alg: 'RSA-OAEP-256', enc: 'A256CBC-HS512' } },
        'A256CBC-HS512; supported are',
      ],
      ['rsa', { idTokenEncryption: { alg: 'RSA-OAEP-256', enc: 'A256GCM' }, sign: 'alien-key' }, 'signature'],
      ['rsa', { sign: 'jwe' }, 'it is encrypted with dir'],
      ['rsa', { sign: 'jwe-pbes2' }, 'it is encrypted with PBES2'],
      ['plain', { sign: 'jwe' }, 'add the private key as "decryptionKey"'],
    ])('%s with %j: no login', async (name, faults, detail) => {
      expect((await expectOut(name, faults))[1]).toContain(detail)
    })
  })

  describe('the request', () => {
    test('loginParams pass on the parameters that they name, and no others', async () => {
      const query = new URLSearchParams({
        kc_idp_hint: 'google',
        ui_locales: 'de fr',
        acr_values: 'low',
        scope: 'evil',
        domain_hint: 'x',
        next: '/',
      })
      const start = await site.visitor().ask(`/login/linked?${query.toString()}`)
      const asked = new URL(start.location ?? '').searchParams
      expect(Object.fromEntries(asked)).toMatchObject({
        kc_idp_hint: 'google',
        ui_locales: 'de fr',
        acr_values: 'high',
        scope: 'openid email profile',
      })
      expect(asked.has('domain_hint')).toBe(false)
    })

    test.each(['a\nb', 'x'.repeat(600)])('an unusable value is left out', async (value) => {
      const query = new URLSearchParams({ kc_idp_hint: value }).toString()
      const start = await site.visitor().ask(`/login/linked?${query}`)
      expect(new URL(start.location ?? '').searchParams.has('kc_idp_hint')).toBe(false)
    })

    test.each(['pushes', 'demands'] as const)('%s: the request is pushed', async (name) => {
      const visitor = site.visitor()
      const start = await visitor.ask(`/login/${name}`)
      expect([...new URL(start.location ?? '').searchParams.keys()].sort()).toEqual([
        'client_id',
        'request_uri',
      ])
      const op = await expectIn(name)
      expect(op.lastAuthorization.get('redirect_uri')).toBe(`${site.url}/complete/${name}`)
      expect(op.counts.par).toBe(2)
    })

    test.each<[Faults, string]>([
      [
        { at: { par: { status: 401, body: '{"error":"invalid_client"}', contentType: 'application/json' } } },
        'provider_misconfigured',
      ],
      [{ at: { par: { status: 503 } } }, 'provider_unavailable'],
      [{ at: { par: { body: '{}', status: 201 } } }, 'provider_unavailable'],
    ])('a push that fails: %j', async (faults, code) => {
      const [actual, detail] = await expectOut('pushes', faults)
      expect(actual).toBe(code)
      expect(detail).toContain('the pushed authorization request')
    })

    test('configured endpoints take precedence over those of the metadata', async () => {
      const op = await expectIn('byhand')
      expect(op.counts).toMatchObject({ discovery: 0, authorize: 1, token: 1, userinfo: 1, jwks: 1 })
    })

    test('a portal that sends a code without a state starts a sign-in, and the code is thrown away', async () => {
      const op = provider.alias('portal')
      const visitor = site.visitor()
      const answer = await visitor.ask('/complete/portal?code=of-somebody')
      expect(answer.location).toBe(`${site.url}/login/portal`)
      expect(op.counts.token).toBe(0)
      await visitor.signIn('portal')
      expect(await visitor.isSignedIn()).toBe(true)
      for (const { body } of op.tokenRequests) expect(body.get('code')).not.toBe('of-somebody')
      expect(errorCode(await site.visitor().ask('/complete/plain?code=of-somebody'))).toBe('callback_invalid')
      // A provider that never returns the state would send the browser to and fro.
      const ask = async () => {
        const { location, body } = await visitor.ask('/complete/portal?code=of-somebody')
        return location ?? /callback_invalid/.exec(body)?.[0] ?? null
      }
      const login = `${site.url}/login/portal`
      const answers = [await ask(), await ask(), await ask(), await ask(), await ask()]
      expect(answers).toEqual([login, login, login, 'callback_invalid', login])
      expect(errorCode(await site.visitor().ask('/complete/portal?code=x&state=y'))).toBe('attempt_unknown')
    })
  })
})

describe('metadata that are elsewhere', () => {
  let count = 0
  const names = Array.from({ length: 8 }, (_, index) => `moved${index}`)
  const { site, provider } = useSite({
    database: 'sqlite',
    backends: ({ provider }) =>
      Object.fromEntries(names.map((name) => [name, backendAt(provider.alias(name))])),
  })

  const fresh = (redirectTo: (op: Op) => string) => {
    const backend = names[count] ?? 'none left'
    count += 1
    const op = provider.alias(backend)
    const target = redirectTo(op)
    op.misbehave({ at: { discovery: (request) => (request === 1 ? { redirectTo: target } : undefined) } })
    return { site, op, backend }
  }

  test('one redirect of the same origin is followed', async () => {
    const scene = fresh((op) => `${op.issuer}/.well-known/openid-configuration?moved`)
    expect((await travel(scene)).status).toBe(303)
    expect(scene.op.counts.discovery).toBe(2)
  })

  test.each<[string, (op: Op) => string, string]>([
    [
      'another origin',
      () => 'https://elsewhere.example/here?secret=1',
      'which leads to "https://elsewhere.example/here"',
    ],
    ['another port', () => 'http://127.0.0.1:1/x', 'which leads to "http://127.0.0.1:1/x"'],
  ])('a redirect to %s is refused, and the detail names it', async (_what, target, detail) => {
    const scene = fresh(target)
    const answer = await travel(scene)
    expectCleanRefusal(answer, scene)
    expect(site.logged.join('')).toContain(JSON.stringify(detail).slice(1, -1))
    expect(site.logged.join('')).not.toContain('secret=1')
  })

  test('two redirects are one too many', async () => {
    const scene = fresh((op) => `${op.issuer}/.well-known/openid-configuration?moved`)
    scene.op.misbehave({
      at: { discovery: { redirectTo: `${scene.op.issuer}/.well-known/openid-configuration` } },
    })
    expectCleanRefusal(await travel(scene), scene)
    expect(scene.op.counts.discovery).toBe(2)
  })

  test('a redirect of the keys is not followed', async () => {
    const scene = fresh((op) => op.issuer)
    scene.op.behave()
    scene.op.misbehave({ at: { jwks: { redirectTo: `${scene.op.issuer}/jwks` } } })
    expectCleanRefusal(await travel(scene), scene)
    expect(scene.op.counts.jwks).toBe(1)
  })
})
