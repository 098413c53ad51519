import { useSite } from '../support/use-site.js'
import type { Visitor } from '../support/visitor.js'

describe('the account page', () => {
  const { site, op } = useSite({ database: 'sqlite' })

  async function connect(visitor: Visitor, sub: string): Promise<string> {
    op.person({ sub, name: 'Ada', email: 'shared@acme.example' })
    return (await visitor.open('/connect/acme', { form: { _csrf: await visitor.csrf() } })).body
  }

  async function signedIn(sub: string): Promise<Visitor> {
    op.person({ sub, name: 'Ada', email: 'shared@acme.example' })
    const visitor = site.visitor()
    await visitor.signIn('acme')
    return visitor
  }

  test('says once that an account was connected, and offers to connect another one', async () => {
    const visitor = await signedIn('connect-one')
    expect((await visitor.ask('/account')).body).not.toContain('is connected.')
    const body = await connect(visitor, 'connect-two')
    expect(body).toMatch(/role="status">Acme is connected\.</)
    expect(body).toContain('Connect another Acme account')
    expect((await visitor.ask('/account')).body).not.toContain('is connected.')
    visitor.setCookie('portcullis-connected', Buffer.from('acme').toString('base64url'))
    expect((await visitor.ask('/account')).body).not.toContain('is connected.')
  })

  test('distinguishes two accounts of one provider with one address, also in the name of the button', async () => {
    const visitor = await signedIn('twin-000111')
    expect((await visitor.ask('/account')).body).not.toContain('ID ending in')
    const body = await connect(visitor, 'twin-000222')
    for (const [index, end] of [
      ['1', '000111'],
      ['2', '000222'],
    ] as const) {
      const named = new RegExp(
        `id="account-${index}">(?:(?!id="account-)[^])*?ID ending in <bdi>${end}</bdi>`,
      )
      expect(body).toMatch(named)
      expect(body).toContain(`aria-labelledby="disconnect-${index} account-${index}"`)
    }
  })

  test('asks before it disconnects an account, and looking at the question does nothing', async () => {
    const visitor = await signedIn('asked-one')
    const body = await connect(visitor, 'asked-two')
    const paths = [...body.matchAll(/action="(\/disconnect\/acme\/[^"]+)"/g)].map(([, path]) => path ?? '')
    expect(paths).toHaveLength(2)
    const [, path = ''] = paths
    const question = await visitor.ask(path)
    expect(question.body).toContain('<h1>Disconnect Acme?</h1>')
    expect(question.body).toContain(`method="post" action="${path}"`)
    expect(question.body).toContain('shared@acme.example')
    expect(await site.rows.account.count({ where: { subject: { startsWith: 'asked-' } } })).toBe(2)

    const stranger = await signedIn('asked-stranger')
    const [own, foreign] = await Promise.all([
      stranger.ask('/disconnect/acme/no-such-account'),
      stranger.ask(path),
    ])
    expect([foreign.status, foreign.body.includes('unknown_account')]).toEqual([own.status, true])
    expect((await site.visitor().ask(path)).location).toBe(`${site.url}/login?next=%2Faccount`)

    const after = await visitor.open(path, { form: { _csrf: await visitor.csrf() } })
    expect(after.url).toBe(`${site.url}/account?notice=disconnected`)
  })

  test('asks before it signs out everywhere', async () => {
    const visitor = await signedIn('everywhere')
    const question = await visitor.ask('/sessions/end-all')
    expect(question.body).toContain('<h1>Sign out everywhere?</h1>')
    expect(await visitor.isSignedIn()).toBe(true)
    expect((await site.visitor().ask('/sessions/end-all')).location).toBe(`${site.url}/login?next=%2Faccount`)
  })

  test('begins with the session of this browser, and groups the others', async () => {
    const here = await signedIn('grouped')
    const now = new Date()
    const user = await site.rows.account.findFirstOrThrow({ where: { subject: 'grouped' } })
    const session = await site.rows.session.findFirstOrThrow({ where: { userId: user.userId } })
    const later = new Date(now.getTime() + 60_000)
    for (const kind of ['bearer', 'device', 'browser'] as const)
      await site.rows.session.create({
        data: { ...session, id: `grouped-${kind}`, tokenHash: `grouped-${kind}`, kind, lastSeenAt: later },
      })
    const { body } = await here.ask('/account')
    const places = ['this browser<', '>Other browsers<', 'grouped-browser', '>Devices and apps<']
    const found = [...places, 'grouped-device', 'grouped-bearer'].map((text) => body.indexOf(text))
    expect(found).toEqual(found.toSorted((one, other) => one - other))
    expect(found).not.toContain(-1)
    expect(body.match(/>Other browsers<|>Devices and apps</g)).toHaveLength(2)
  })
})
