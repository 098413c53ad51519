import { createProvider, type TransportFault } from '../support/provider/index.js'
import { DATABASES } from '../support/database.js'
import { accountOf, keep, storedTokensOf } from '../support/stored-tokens.js'
import { backendAt } from '../support/site.js'
import { useSite } from '../support/use-site.js'
import type { Answer, Visitor } from '../support/visitor.js'

describe.each(DATABASES)('disconnecting an account on %s', (database) => {
  const { site, provider, op, startAnother } = useSite({
    database,
    backends: ({ op, provider }) => ({
      acme: backendAt(op),
      plain: backendAt(provider.alias('plain'), { label: 'Plain' }),
    }),
    setUp: ({ provider }) => {
      const discoveryDocument = (document: object) => ({ ...document, revocation_endpoint: undefined })
      provider.alias('plain').misbehave({ discoveryDocument })
    },
  })
  const plain = provider.alias('plain')

  let people = 0
  /** Somebody with an account at both providers, and the id of the one at `acme`. */
  async function connected(): Promise<{ visitor: Visitor; id: string; otherId: string }> {
    op.reset()
    plain.counts.revoke = 0
    const sub = `leaver-${(people += 1)}`
    op.person({ sub, preferred_username: sub })
    plain.person({ sub: `plain-${sub}` })
    const visitor = site.visitor()
    await visitor.signIn('acme')
    await visitor.open('/connect/plain', { form: { _csrf: await visitor.csrf() } })
    const [account, other] = [await accountOf(site, sub), await accountOf(site, `plain-${sub}`)]
    return { visitor, id: account.id, otherId: other.id }
  }
  const disconnect = async (visitor: Visitor, path: string): Promise<Answer> =>
    visitor.open(`/disconnect/${path}`, { form: { _csrf: await visitor.csrf() } })

  test('revokes the refresh token at the provider, and so all that came from it', async () => {
    const { visitor, id } = await connected()
    const { refreshToken, accessToken } = await storedTokensOf(site, id)
    const page = await disconnect(visitor, `acme/${id}`)
    expect(page.body).toContain('The account was disconnected.')
    expect(page.body).not.toContain('couldn’t notify')
    expect(op.counts.revoke).toBe(1)
    expect(op.refreshTokens.find(refreshToken)).toBeUndefined()
    expect(op.accessTokens.find(accessToken)).toBeUndefined()
  })

  test('revokes the access token where there is no refresh token', async () => {
    const { visitor, id } = await connected()
    await keep(site, id, { refreshToken: null })
    const { accessToken } = await storedTokensOf(site, id)
    await disconnect(visitor, `acme/${id}`)
    expect(op.accessTokens.find(accessToken)).toBeUndefined()
  })

  test('a provider that does not offer it is not asked, and the page does not mention it', async () => {
    const { visitor, otherId } = await connected()
    const page = await disconnect(visitor, `plain/${otherId}`)
    expect(page.body).toContain('The account was disconnected.')
    expect(plain.counts.revoke).toBe(0)
  })

  test('nor does the page mention a provider that revokes no tokens of this type', async () => {
    const { visitor, id } = await connected()
    await keep(site, id, { refreshToken: null })
    const body = JSON.stringify({ error: 'unsupported_token_type' })
    op.misbehave({ at: { revoke: { status: 400, contentType: 'application/json', body } } })
    const page = await disconnect(visitor, `acme/${id}`)
    expect(page.body).toContain('The account was disconnected.')
    expect(op.counts.revoke).toBe(1)
  })

  test.each<[string, TransportFault]>([
    ['status 204', { status: 204 }],
    ['status 202', { status: 202 }],
    ['a page', { contentType: 'text/html', body: '<p>Done</p>' }],
    ['gzip', { codings: ['gzip'], body: '{}' }],
    [
      'success in words of its own',
      { contentType: 'application/json', body: '{"error":null,"message":"ok"}' },
    ],
    [
      'a token that was no longer valid',
      { status: 400, contentType: 'application/json', body: '{"error":"invalid_token"}' },
    ],
  ])('a provider that responds with %s has revoked it', async (_what, fault) => {
    const { visitor, id } = await connected()
    op.misbehave({ at: { revoke: fault } })
    const page = await disconnect(visitor, `acme/${id}`)
    expect(page.body).toContain('The account was disconnected.')
    expect(page.body).not.toContain('notify')
    expect(op.counts.revoke).toBe(1)
  })

  test.each<[string, TransportFault, string]>([
    [
      'another client',
      { status: 400, contentType: 'application/json', body: '{"error":"invalid_client"}' },
      'error invalid_client',
    ],
    [
      'an error with status 200',
      { contentType: 'application/json', body: '{"ok":false,"error":"not_allowed"}' },
      'error not_allowed',
    ],
    ['a redirect', { redirectTo: 'https://elsewhere.example/revoke?token=x' }, 'which leads to'],
    ['another address', { status: 404 }, 'status 404'],
  ])('a provider that responds with %s has not, and the log says why', async (_what, fault, detail) => {
    const { visitor, id } = await connected()
    op.misbehave({ at: { revoke: fault } })
    site.logged.length = 0
    const page = await disconnect(visitor, `acme/${id}`)
    expect(page.body).toContain('We couldn’t notify its provider')
    const line = site.logged.find((each) => each.includes('tokens could not be revoked'))
    expect(line).toContain(detail)
    expect(line).not.toContain('token=x')
  })

  test('a provider that fails does not delay the disconnect: it is done, and the page says so', async () => {
    const { visitor, id } = await connected()
    const { refreshToken } = await storedTokensOf(site, id)
    op.misbehave({ at: { revoke: { status: 503 } } })
    site.logged.length = 0
    const page = await disconnect(visitor, `acme/${id}`)
    expect(page.body).toContain('We couldn’t notify its provider')
    expect(await site.rows.account.count({ where: { id } })).toBe(0)
    const line = site.logged.find((each) => each.includes('tokens could not be revoked'))
    expect(line).toContain('provider_unavailable')
    expect(line).toContain('the revocation: status 503')
    expect(site.logged.join('')).not.toContain(refreshToken)
    expect(await visitor.isSignedIn()).toBe(true)
  })

  test('one that hangs is waited for a few seconds, after the account is gone', async () => {
    const { visitor, id } = await connected()
    op.misbehave({ at: { revoke: { hang: true } } })
    const done = disconnect(visitor, `acme/${id}`)
    while (op.counts.revoke === 0) await new Promise((resolve) => setTimeout(resolve, 10))
    expect(await site.rows.account.count({ where: { id } })).toBe(0)
    expect((await done).body).toContain('We couldn’t notify its provider')
  })

  test('F9: tokens go to no other host than those of the provider when it issued them', async () => {
    const { visitor, id } = await connected()
    const { origins, refreshToken } = await storedTokensOf(site, id)
    expect(origins).toEqual([new URL(op.issuer).origin])
    const thief = createProvider()
    await thief.listen()
    try {
      const elsewhere = thief.alias('elsewhere')
      const moved = {
        token_endpoint: `${elsewhere.issuer}/token`,
        revocation_endpoint: `${elsewhere.issuer}/revoke`,
      }
      op.misbehave({ discoveryDocument: (document) => ({ ...document, ...moved }) })
      const there = await startAnother()
      await keep(site, id, { expiresAt: new Date(0) })
      expect(await there.providerTokens.accessToken(id)).toMatchObject({
        ok: false,
        reason: 'reconnect_needed',
      })
      await keep(site, id, { refreshToken, refused: false })
      const copy = there.visitor()
      copy.setCookie('portcullis', visitor.cookie('portcullis') ?? '')
      expect((await disconnect(copy, `acme/${id}`)).body).toContain('The account was disconnected.')
      expect([elsewhere.counts.token, elsewhere.counts.revoke]).toEqual([0, 0])
    } finally {
      await thief.close()
    }
  })

  test('tokens of another issuer are not sent to the current one', async () => {
    const { visitor, id } = await connected()
    await site.rows.account.update({ where: { id }, data: { issuer: 'https://before.example' } })
    expect((await disconnect(visitor, `acme/${id}`)).body).toContain('The account was disconnected.')
    expect(op.counts.revoke).toBe(0)
  })

  test('tokens that a new sign-in replaces are not revoked', async () => {
    const { visitor } = await connected()
    await visitor.signIn('acme')
    expect(op.counts.revoke).toBe(0)
  })

  test('a disconnect that is refused revokes nothing', async () => {
    const { visitor, id, otherId } = await connected()
    await disconnect(visitor, `plain/${otherId}`)
    const refused = await disconnect(visitor, `acme/${id}`)
    expect(refused.body).toContain('last_login_method')
    expect(op.counts.revoke).toBe(0)
  })
})
