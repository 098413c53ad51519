import { DATABASES } from '../support/database.js'
import { backendAt } from '../support/site.js'
import { useSite } from '../support/use-site.js'
import { accountOf } from './actions.js'

describe.each(DATABASES)('secrets on %s', (database) => {
  const { site, op } = useSite({
    database,
    backends: ({ op }) => ({
      acme: backendAt(op),
      post: backendAt(op, { label: 'By form', responseMode: 'form_post' }),
    }),
  })

  test('S218: what does not exist, cannot be read or fails inside is reported with a reference, and reveals nothing of the server', async () => {
    const visitor = site.visitor()
    await visitor.signIn('acme')
    const before = await Promise.all([
      visitor.ask('/nowhere'),
      visitor.ask('/login/nobody'),
      visitor.ask('/account', { headers: { cookie: 'portcullis=%E0%A4%A; ;;=' } }),
      visitor.ask('/api/session', { headers: { authorization: 'Bearer \u00ff' } }),
    ])
    await site.rows.$executeRawUnsafe('ALTER TABLE "Account" RENAME TO "Elsewhere"')
    const broken = await visitor.ask('/account')
    await site.rows.$executeRawUnsafe('ALTER TABLE "Elsewhere" RENAME TO "Account"')
    expect([...before, broken].map(({ status }) => status)).toEqual([404, 404, 303, 401, 503])
    for (const { body } of [...before, broken])
      expect(body).not.toMatch(/\bat \S+ \(|node_modules|Prisma|SELECT/)
    expect(broken.body).toMatch(/\b[2-9A-HJKMNP-TV-Z]{8}\b/)
    expect((await visitor.ask('/account')).status).toBe(200)
  })

  test('S214: logs at debug level, traces and pages of administrators contain no secret of sign-ins, whether they succeed or fail', async () => {
    site.logged.length = 0
    const secrets = new Set<string>([op.clientSecret, Buffer.from(op.clientSecret).toString('base64')])
    const remember = (...values: unknown[]) => {
      for (const value of values) if (typeof value === 'string' && value.length > 15) secrets.add(value)
    }
    const spy = {
      tokenResponse: (response: Record<string, unknown>) => {
        remember(response['access_token'], response['refresh_token'], response['id_token'])
        return response
      },
    }
    const faults = [
      {},
      { idTokenClaims: (claims: Record<string, unknown>) => ({ ...claims, nonce: 'wrong' }) },
      { at: { token: { status: 500 } } },
      { at: { userinfo: { status: 503 } } },
      { authorizeError: { error: 'access_denied', error_description: 'no' } },
    ]
    for (const backend of ['acme', 'post']) {
      for (const fault of faults) {
        op.reset()
        op.misbehave({ ...spy, ...fault })
        const visitor = site.visitor()
        await visitor.signIn(backend)
        await visitor.signIn(backend)
        remember(op.lastAuthorization.get('state'), op.lastAuthorization.get('nonce'), ...op.idTokens)
        for (const { body, headers } of op.tokenRequests) {
          remember(
            body.get('code'),
            body.get('code_verifier'),
            body.get('client_secret'),
            headers.authorization,
          )
        }
        remember(
          ...visitor
            .cookieNames()
            .flatMap((name) => [visitor.cookie(name), ...(visitor.cookie(name) ?? '').split('.')]),
        )
        if (await visitor.isSignedIn()) {
          remember(await visitor.csrf())
          await visitor.ask('/logout', { form: { _csrf: await visitor.csrf() } })
        }
      }
    }
    expect(secrets.size).toBeGreaterThan(40)
    const log = site.logged.join('')
    expect(log.split('\n').length).toBeGreaterThan(40)
    expect([...secrets].filter((secret) => log.includes(secret))).toEqual([])
    expect([...secrets].filter((secret) => log.includes(encodeURIComponent(secret)))).toEqual([])
    const seen = JSON.stringify(await site.rows.event.findMany()) + (await pagesOfAdministrators())
    expect(seen).toContain('identity_rejected')
    expect([...secrets].filter((secret) => seen.includes(secret))).toEqual([])
  })

  /** The overview, the list of sign-ins, and every trace that it leads to. */
  async function pagesOfAdministrators(): Promise<string> {
    op.reset()
    const boss = site.visitor()
    await boss.signIn('acme')
    const { userId: id } = await accountOf(site, 'acme', 'ann')
    await site.rows.user.update({ where: { id }, data: { admin: true } })
    const list = (await boss.ask('/admin/sign-ins')).body
    const references = [...new Set(list.match(/\b[2-9A-HJKMNP-TV-Z]{8}(?=")/g))]
    const paths = ['', '/events', ...references.map((reference) => `/sign-ins/${reference}`)]
    const pages = await Promise.all(paths.map((path) => boss.ask(`/admin${path}`)))
    await site.rows.user.update({ where: { id }, data: { admin: false } })
    return [list, ...pages.map(({ body }) => body)].join('')
  }
})
