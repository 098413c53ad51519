import { decodeJwt, decodeProtectedHeader } from 'jose'
import { HIDDEN, JANE, speakApple, TEAM } from '../../support/provider/accents/apple.js'
import { lastRefusal } from '../../support/refusal.js'
import { signingPair } from '../../support/signing-key.js'
import { useSite } from '../../support/use-site.js'

const NAME = { firstName: 'Jane', lastName: 'Appleseed' }
const { pem, published } = signingPair('KEY1234567')

const clientKey = { teamId: TEAM, keyId: 'KEY1234567', pem }

const { site, provider } = useSite({
  database: 'sqlite',
  backends: ({ provider }) => {
    const { issuer, clientId } = provider.alias('apple')
    const apple = { preset: 'apple', issuer, clientId, clientKey }
    return {
      apple,
      stranger: { ...apple, clientKey: { ...clientKey, teamId: 'ANOTHER456' } },
      'named-claims': { ...apple, requiredClaims: ['given_name'] },
    }
  },
})
const op = provider.alias('apple')
op.clientId = 'com.example.web'
op.clientKeys = published

beforeEach(() => {
  op.reset()
  speakApple(op, null)
})

const accountOf = (subject: string) =>
  site.rows.account.findFirstOrThrow({ where: { subject }, include: { user: true } })

test('the name is sent once, and later sign-ins keep it; the address is that of the ID Token', async () => {
  op.person(JANE)
  speakApple(op, NAME)
  const first = await site.visitor().signIn('apple')
  expect(first.body).toContain('Jane Appleseed')
  const asked = op.lastAuthorization
  expect([asked.get('response_mode'), asked.get('scope')]).toEqual(['form_post', 'openid email name'])
  speakApple(op, null)
  const second = await site.visitor().signIn('apple')
  expect(second.body).toContain('Jane Appleseed')
  expect((await accountOf(JANE.sub)).user).toMatchObject({
    givenName: 'Jane',
    familyName: 'Appleseed',
    email: JANE.email,
    provenEmail: JANE.email,
  })
  expect(await site.rows.account.count({ where: { subject: JANE.sub } })).toBe(1)
  expect(op.counts.userinfo).toBe(0)
})

test('the client secret is signed by us for each request, in the name of the team', async () => {
  op.person(JANE)
  await site.visitor().signIn('apple')
  await site.visitor().signIn('apple')
  const secrets = op.tokenRequests.map(({ body }) => body.get('client_secret') ?? '')
  const [secret = '', other] = secrets
  expect(decodeProtectedHeader(secret)).toEqual({ alg: 'ES256', kid: 'KEY1234567' })
  const { iss, sub, aud, iat = 0, exp = 0 } = decodeJwt(secret)
  expect([iss, sub, aud, exp - iat]).toEqual([TEAM, 'com.example.web', op.issuer, 60])
  expect(other).not.toBe(secret)
})

test('a user who hides their address has one of the relay, and the account says so', async () => {
  op.person(HIDDEN)
  await site.visitor().signIn('apple')
  const { user, extraData } = await accountOf(HIDDEN.sub)
  expect(user.email).toBe(HIDDEN.email)
  expect(extraData).toBe('{"is_private_email":"true"}')
})

describe('the unsigned form field sets names only', () => {
  test.each([
    ['is not JSON', 'not json'],
    ['is a list', '[]'],
    ['has no name', '{"email":"unsigned@attacker.test"}'],
    ['has names that are no texts', '{"name":{"firstName":{"a":1},"lastName":[2]}}'],
    ['is far too long', JSON.stringify({ name: { firstName: 'x'.repeat(3000) } })],
  ])('a field that %s is passed over', async (what, user) => {
    const sub = `without a name: ${what}`
    op.person({ sub, email_verified: 'true' })
    op.misbehave({
      callback: (params) => {
        params.set('user', user)
        return params
      },
    })
    expect((await site.visitor().signIn('apple')).status).toBe(200)
    expect((await accountOf(sub)).user).toMatchObject({ name: null, givenName: null, email: null })
  })

  test('it neither replaces a signed claim nor creates a subject or an address', async () => {
    op.person({ sub: 'signed', email: 'signed@example.test' })
    speakApple(op, { firstName: 'Unsigned', lastName: 'O\u202eShea' })
    op.misbehave({ idTokenClaims: (claims) => ({ ...claims, given_name: 'Signed' }) })
    await site.visitor().signIn('apple')
    expect((await accountOf('signed')).user).toMatchObject({
      givenName: 'Signed',
      familyName: 'OShea',
      email: 'signed@example.test',
    })
  })

  test('no rule about claims is met by it', async () => {
    op.person({ sub: 'unnamed' })
    speakApple(op, NAME)
    await site.visitor().signIn('named-claims')
    expect(lastRefusal(site)).toEqual({ code: 'claim_missing', detail: 'the provider sent no given_name' })
  })
})

describe('a quirk is broken on purpose', () => {
  test('a secret in the name of another team', async () => {
    op.person(JANE)
    const page = await site.visitor().signIn('stranger')
    expect(page.status).toBe(502)
    expect(lastRefusal(site).code).toBe('provider_misconfigured')
    expect(lastRefusal(site).detail).toMatch(/^the token request: /)
  })

  test('a cancelled sign-in, as Apple calls it', async () => {
    op.misbehave({ authorizeError: { error: 'user_cancelled_authorize' } })
    const page = await site.visitor().signIn('apple')
    expect(page.body).toContain('Sign-in was cancelled')
    expect(lastRefusal(site).code).toBe('access_denied')
  })

  test('an address that is verified by another word than true is not proven', async () => {
    op.person({ sub: 'unverified', email: 'unverified@example.test', email_verified: 'yes' })
    await site.visitor().signIn('apple')
    expect((await accountOf('unverified')).user).toMatchObject({ emailVerified: false, provenEmail: null })
  })
})
