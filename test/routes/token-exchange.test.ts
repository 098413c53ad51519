import { decodeProtectedHeader } from 'jose'
import { accountOf } from '../attacks/actions.js'
import { type Certified, OTHER_RESOURCE, RESOURCE, startCertified } from '../support/certified/certified.js'
import { signInByApp } from '../support/certified/mobile-app.js'
import { DATABASES } from '../support/database.js'
import { type Site } from '../support/site.js'
import { useSites } from '../support/use-site.js'
import { expectRefusal, expectSession, trade } from '../support/token-exchange.js'

const startSite = useSites()

/*
 * Not our scripted provider, but the certified one of the package `oidc-provider`, and an app with an ordinary library.
 */
describe.each(DATABASES)('an app exchanges the tokens of a certified provider, on %s', (database) => {
  let certified: Certified
  let site: Site

  beforeAll(async () => {
    certified = await startCertified()
    const { issuer, clientSecret } = certified
    const definition = { kind: 'oidc', issuer, clientId: 'portcullis', clientSecret, trustEmail: true }
    site = await startSite({
      database,
      env: { ALLOW_INSECURE_ISSUERS: 'true' },
      backends: {
        resource: { ...definition, audience: RESOURCE, requiredScope: 'sessions' },
        asked: { ...definition, introspection: true },
        app: { ...definition, introspection: true, audience: 'mobile-app' },
      },
    })
  })

  afterAll(async () => {
    await site.close()
    await certified.close()
  })

  const nameOf = async (value: string): Promise<string> => {
    const headers = { authorization: `Bearer ${value}` }
    const { body } = await site.visitor().ask('/api/session', { headers })
    return /"name":"([^"]*)"/.exec(body)?.[1] ?? body
  }

  test('a JWT for this site as a resource opens a session of its person', async () => {
    const request = { person: 'jwt', scope: 'openid sessions', resource: RESOURCE }
    const { access_token } = await signInByApp(certified, site.visitor(), request)
    expect(decodeProtectedHeader(access_token).typ).toBe('at+jwt')
    const value = expectSession(await trade(site, access_token, { backend: 'resource' }))
    const { user } = await accountOf(site, 'resource', 'jwt')
    // Such a token is not for UserInfo, so the provider has told no more than who it is.
    expect(user).toMatchObject({ name: null, email: null, provenEmail: null })
    expect(await nameOf(value)).not.toContain('login_required')
  })

  test('S140: a JWT for another resource of the same provider does not', async () => {
    const request = { person: 'other', scope: 'openid sessions', resource: OTHER_RESOURCE }
    const { access_token } = await signInByApp(certified, site.visitor(), request)
    for (const backend of ['resource', 'asked', 'app']) {
      expectRefusal(await trade(site, access_token, { backend }), 'invalid_token', access_token)
    }
  })

  test('a JWT for this site without the scope does not', async () => {
    const request = { person: 'scopeless', scope: 'openid', resource: RESOURCE }
    const { access_token } = await signInByApp(certified, site.visitor(), request)
    const answer = await trade(site, access_token, { backend: 'resource' })
    expect([401, 403]).toContain(answer.status)
  })

  test('an opaque token of our own client is introspected, and UserInfo provides the rest', async () => {
    const request = { person: 'opaque', scope: 'openid email profile', as: 'portcullis' } as const
    const { access_token } = await signInByApp(certified, site.visitor(), request)
    expect(access_token).not.toContain('.')
    const value = expectSession(await trade(site, access_token, { backend: 'asked' }))
    expect(await nameOf(value)).toBe('Certified opaque')
    const { user } = await accountOf(site, 'asked', 'opaque')
    expect(user).toMatchObject({ name: 'Certified opaque', provenEmail: 'opaque@example.test' })
  })

  test('S140: an opaque token of another client counts only where that client is the audience', async () => {
    const request = { person: 'app', scope: 'openid email profile' }
    const { access_token } = await signInByApp(certified, site.visitor(), request)
    expectRefusal(await trade(site, access_token, { backend: 'resource' }), 'invalid_token', access_token)
    expectRefusal(await trade(site, access_token, { backend: 'asked' }), 'invalid_token', access_token)
    expectSession(await trade(site, access_token, { backend: 'app' }))
  })

  test('S142: its ID Tokens are no access tokens', async () => {
    for (const as of [undefined, 'portcullis'] as const) {
      const request = { person: 'id', scope: 'openid email profile', ...(as ? { as } : {}) }
      const { id_token = '' } = await signInByApp(certified, site.visitor(), request)
      for (const backend of ['resource', 'asked', 'app']) {
        expectRefusal(await trade(site, id_token, { backend }), 'invalid_token', id_token)
      }
    }
  })
})
