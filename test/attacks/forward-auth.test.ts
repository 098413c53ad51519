import fc from 'fast-check'
import { encodeHeaderList, encodeHeaderValue } from '../../src/routes/forward-auth.js'
import { anyCharacter } from '../support/any-character.js'
import { ANY_DATABASE } from '../support/database.js'
import { askGate, identityOf } from '../support/proxied.js'
import { backendAt } from '../support/site.js'
import { useSite, useSites } from '../support/use-site.js'
import { rawRequest } from './raw.js'

const startSite = useSites()

const APP = 'https://app.example.test'
const anyText = fc.string({ unit: anyCharacter, maxLength: 60 })

describe.each(ANY_DATABASE)('attacks on forward-auth on %s', (database) => {
  const backends = () => ({ acme: backendAt(op, { extraClaims: ['groups'] }) })

  const { site, op } = useSite({
    database,
    env: { TRUST_PROXY: '127.0.0.1', ALLOWED_REDIRECT_ORIGINS: APP },
    backends: () => backends(),
  })

  async function signedIn() {
    const visitor = site.visitor()
    await visitor.signIn('acme')
    return visitor
  }

  test.each([
    ['no cookie', ''],
    ['an empty one', 'portcullis='],
    ['garbage', 'portcullis=garbage'],
    ['bad base64', 'portcullis=%%%.***'],
    ['JSON', 'portcullis={"user":"admin"}'],
    ['a session of koa-session itself', `portcullis=${Buffer.from('{"user":"admin"}').toString('base64')}`],
    ['an unknown token', `portcullis=${'A'.repeat(43)}.${'B'.repeat(43)}`],
    ['a very long one', `portcullis=${'A'.repeat(6000)}`],
    ['two of them', 'portcullis=a.b; portcullis=c.d'],
  ])('S193: %s is not signed in', async (_kind, cookie) => {
    for (const query of ['', '?redirect']) {
      const answer = await askGate(site, null, query, cookie === '' ? {} : { headers: { cookie } })
      expect([401, 303]).toContain(answer.status)
      expect(identityOf(answer)).toEqual({})
    }
  })

  test('F19: two different session cookies are no session, even if one of them is valid', async () => {
    const good = `portcullis=${(await signedIn()).cookie('portcullis') ?? ''}`
    const other = `portcullis=${(await signedIn()).cookie('portcullis') ?? ''}`
    const status = async (cookie: string) => (await askGate(site, null, '', { headers: { cookie } })).status
    for (const cookie of [
      `${good}; ${other}`,
      `${other}; a=b; ${good}`,
      `${good};portcullis=x`,
      `portcullis=; ${good}`,
    ])
      expect([cookie, await status(cookie)]).toEqual([cookie, 401])
    expect(await status(`${good}; a=b; ${good}`)).toBe(200)
  })

  test('S193: a token without its signature, or with that of another token, is not signed in', async () => {
    const [one, two] = [await signedIn(), await signedIn()]
    const [token = '', signature = ''] = (one.cookie('portcullis') ?? '').split('.')
    const foreign = (two.cookie('portcullis') ?? '').split('.')[1] ?? ''
    for (const value of [
      token,
      `${token}.`,
      `${token}.${foreign}`,
      `.${signature}`,
      `${token}.${signature}x`,
    ]) {
      const answer = await askGate(site, null, '', { headers: { cookie: `portcullis=${value}` } })
      expect([value, answer.status]).toEqual([value, 401])
    }
  })

  test('S194: headers with which a client names itself are never passed on', async () => {
    op.person({ sub: 's194', preferred_username: 'truly-me', name: 'Truly Me' })
    const visitor = await signedIn()
    const cookie = `portcullis=${visitor.cookie('portcullis') ?? ''}`
    const forged = [
      'X-Auth-Request-User: admin',
      'x-auth-request-user: root',
      'X-AUTH-REQUEST-GROUPS: admins',
      'X_Auth_Request_User: admin',
      'X-Auth-Request-Email: admin@example.test',
      'X-Forwarded-User: admin',
      'X_Forwarded_User: admin',
      'Remote-User: admin',
      'REMOTE-USER: root',
      'X-Forwarded-Groups: admins',
    ]
    const ask = (...more: string[]) =>
      rawRequest(site.url, ['GET /forward-auth HTTP/1.1', 'Host: app.example.test', ...forged, ...more])
    const mine = await ask(`Cookie: ${cookie}`)
    expect(mine.status).toBe(200)
    expect(mine.head.match(/^x-auth-request-user: .*$/gm)).toEqual(['x-auth-request-user: truly-me'])
    expect(mine.head).not.toMatch(/admin|root|remote-user|forwarded-user/)
    const nobody = await ask()
    expect(nobody.status).toBe(401)
    expect(nobody.head).not.toMatch(/x-auth-request|admin|root|remote-user|forwarded-user/)
  })

  test.each([
    '/public/../admin',
    '/public%2f..%2fadmin',
    '//admin',
    '/admin#/public',
    '/admin?x=/public',
    '/PUBLIC',
    '/%ZZ',
    '/healthz',
    '/forward-auth',
    '/login',
    '/assets/site.css',
    'http://public.example.test/',
    '@public.example.test/',
    '',
  ])('S196: the requested URL changes nothing: %s', async (target) => {
    const visitor = await signedIn()
    expect((await askGate(site, visitor, '', { target })).status).toBe(200)
    expect((await askGate(site, null, '', { target })).status).toBe(401)
    expect((await askGate(site, visitor, '?group=staff', { target })).status).toBe(403)
  })

  test.each([
    ['//evil.test/'],
    ['@evil.test/'],
    ['.evil.test/'],
    ['https://evil.test/'],
    ['\\evil.test'],
    ['/\\evil.test'],
  ])('S196: %s never becomes a return path to another site', async (target) => {
    const { location } = await askGate(site, null, '?redirect', { target })
    const next = new URL(location ?? '').searchParams.get('next')
    expect([null, APP]).toContain(next === null ? null : new URL(next).origin)
  })

  test.each([
    ['another host', { 'x-forwarded-host': 'evil.test' }],
    ['two hosts', { 'x-forwarded-host': 'app.example.test, evil.test' }],
    ['a host with a name in front', { 'x-forwarded-host': 'app.example.test@evil.test' }],
    ['a host with a path', { 'x-forwarded-host': 'evil.test/app.example.test' }],
    ['another scheme', { 'x-forwarded-proto': 'javascript' }],
    ['http in place of https', { 'x-forwarded-proto': 'http' }],
    ['another port', { 'x-forwarded-host': 'app.example.test:8443' }],
  ])('%s is not a return path, and visitors still come to the login page', async (_kind, headers) => {
    const { status, location } = await askGate(site, null, '?redirect', { headers })
    expect([status, location]).toEqual([303, `${site.url}/login`])
  })

  test('S197: no user agent, path or parameter bypasses the check', async () => {
    const agents = [
      'kube-probe/1.30',
      'GoogleHC/1.0',
      'ELB-HealthChecker/2.0',
      'Consul Health Check',
      'Blackbox',
    ]
    for (const agent of agents) {
      const answer = await askGate(site, null, '', { headers: { 'user-agent': agent } })
      expect([agent, answer.status]).toEqual([agent, 401])
    }
    const queries = [
      '?ping',
      '?health=1',
      '?skip_auth=true',
      '?group',
      '?group=',
      '?backend=',
      '?gruop=staff',
    ]
    const visitor = await signedIn()
    for (const query of queries) {
      const answers = [await askGate(site, null, query), await askGate(site, visitor, query)]
      expect([query, ...answers.map(({ status }) => status)]).toEqual([query, 400, 400])
      expect(answers.map(identityOf)).toEqual([{}, {}])
    }
    for (const path of ['/forward-auth/', '/forward-auth/healthz', '/Forward-Auth', '/forward-auth%2f']) {
      expect([path, (await visitor.ask(path)).status]).toEqual([path, 404])
    }
  })

  test('S199: it fails closed while sessions cannot be read, and opens again afterwards', async () => {
    const visitor = await signedIn()
    await site.rows.$executeRawUnsafe('ALTER TABLE "Session" RENAME TO "Away"')
    try {
      for (const query of ['', '?redirect']) {
        const answer = await askGate(site, visitor, query)
        expect(answer.status).toBe(503)
        expect(answer.headers.get('cache-control')).toBe('no-store')
        expect(identityOf(answer)).toEqual({})
      }
    } finally {
      await site.rows.$executeRawUnsafe('ALTER TABLE "Away" RENAME TO "Session"')
    }
    expect((await askGate(site, visitor)).status).toBe(200)
  })

  test('S199: it fails closed when the groups cannot be read', async () => {
    op.person({ sub: 's199', groups: ['staff'] })
    const visitor = await signedIn()
    expect((await askGate(site, visitor, '?group=staff')).status).toBe(200)
    await site.rows.account.updateMany({
      where: { subject: 's199' },
      data: { extraData: '{"groups":["staff"' },
    })
    const answer = await askGate(site, visitor, '?group=staff')
    expect(answer.status).toBe(500)
    expect(identityOf(answer)).toEqual({})
  })

  test('S200: names and groups with line ends, commas and foreign letters come out encoded', async () => {
    const groups = ['a,b', 'x\r\nX-Auth-Request-User= admin', 'Größe', '群组', ' padded ', '100%']
    op.person({ sub: 's200', name: 'Zoë, 100% 日本', groups })
    const answer = await askGate(site, await signedIn())
    expect(answer.status).toBe(200)
    const identity = identityOf(answer)
    expect(identity['name']).toBe('Zo%C3%AB%2C 100%25 %E6%97%A5%E6%9C%AC')
    expect((identity['groups'] ?? '').split(',').map(decodeURIComponent)).toEqual(groups)
    expect(identity['user']).not.toBe('admin')
  })

  test('S200: whatever a provider sends, the response is 200 and names one user', async () => {
    const sample = fc.record({ name: anyText, groups: fc.array(anyText, { maxLength: 8 }) })
    for (const [index, { name, groups }] of fc.sample(sample, { numRuns: 12, seed: 200 }).entries()) {
      op.person({ sub: `any-${index}`, preferred_username: `any-${index}`, name, groups })
      const answer = await askGate(site, await signedIn())
      expect([index, answer.status, identityOf(answer)['user']]).toEqual([index, 200, `any-${index}`])
    }
  })

  test('a thousand groups fit into the head that proxies read, and all of them count', async () => {
    const groups = Array.from({ length: 1000 }, (_, index) => `group-${index}`)
    op.person({ sub: 'many', groups })
    const visitor = await signedIn()
    const header = identityOf(await askGate(site, visitor))['groups'] ?? ''
    expect(header.length).toBeLessThanOrEqual(4000)
    expect(groups).toEqual(expect.arrayContaining(header.split(',')))
    expect((await askGate(site, visitor, '?group=group-999')).status).toBe(200)
  })

  test('only a trusted proxy may ask under the name of another site, and tell an address', async () => {
    const env = { ALLOW_INSECURE_ISSUERS: 'true', ALLOWED_REDIRECT_ORIGINS: APP }
    const untrusting = await startSite({ database, backends: backends(), env })
    try {
      const host = (name: string) => [`GET /forward-auth HTTP/1.1`, `Host: ${name}`]
      expect((await rawRequest(untrusting.url, host('app.example.test'))).status).toBe(421)
      expect((await rawRequest(site.url, host('app.example.test'))).status).toBe(401)
      expect((await rawRequest(site.url, ['GET /login HTTP/1.1', 'Host: app.example.test'])).status).toBe(421)
      const told = await askGate(untrusting, null, '?redirect')
      expect(told.location).toBe(`${untrusting.url}/login`)
    } finally {
      await untrusting.close()
    }
  })
})

test('S200: any text is one header value of visible ASCII, and can be read back', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const value = encodeHeaderValue(text)
      expect(value).toMatch(/^(?:[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?)?$/)
      expect(value).not.toContain(',')
      expect(new Headers({ 'x-any': value }).get('x-any')).toBe(value)
      expect(decodeURIComponent(value)).toBe(text)
    }),
  )
  expect(encodeHeaderValue('\ud800')).toBe('%EF%BF%BD')
})

test('S200: any groups become one list within its limit, of whole names', () => {
  fc.assert(
    fc.property(fc.array(anyText.filter((text) => text !== '')), fc.nat(400), (groups, longest) => {
      const list = encodeHeaderList(groups, longest)
      expect(list.length).toBeLessThanOrEqual(longest)
      const read = list === '' ? [] : list.split(',').map(decodeURIComponent)
      expect(groups).toEqual(expect.arrayContaining(read))
    }),
  )
})
