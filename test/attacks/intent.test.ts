import { DATABASES } from '../support/database.js'
import { bearer } from '../routes/api-answers/sample.js'
import { openLive } from '../support/live.js'
import { backendAt } from '../support/site.js'
import { useSite } from '../support/use-site.js'
import type { Visitor } from '../support/visitor.js'

describe.each(DATABASES)('what a visitor wanted, and which user is here now, on %s', (database) => {
  const {
    site,
    provider,
    op: acme,
  } = useSite({
    database,
    backends: ({ op, provider }) => ({
      acme: backendAt(op),
      other: backendAt(provider.alias('other'), { label: 'Other' }),
    }),
  })
  const other = provider.alias('other')

  async function signedIn(sub: string): Promise<Visitor> {
    acme.person({ sub, name: `Person ${sub}` })
    const visitor = site.visitor()
    await visitor.signIn('acme')
    return visitor
  }

  /** Asks to connect the other backend, and stops before the callback; returns its URL. */
  async function connectUntilCallback(visitor: Visitor): Promise<string> {
    const start = await visitor.ask('/connect/other', { form: { _csrf: await visitor.csrf() } })
    const back = await visitor.ask(start.location ?? '')
    return back.location ?? ''
  }

  function ownerOf(subject: string) {
    return site.rows.account.findFirst({ where: { backend: 'other', subject }, include: { user: true } })
  }

  test('S5: the browser proof of one attempt does not finish an attempt of another browser', async () => {
    acme.person({ sub: 's5' })
    const victim = site.visitor()
    const callback = await victim.untilCallback('acme')
    const attacker = site.visitor()
    await attacker.untilCallback('other')
    const answer = await attacker.ask(callback)
    expect(answer.status).toBe(400)
    expect(answer.body).toContain('attempt_wrong_browser')
    expect(await attacker.isSignedIn()).toBe(false)
  })

  test('S16: a connection that one user began is not given to the next user of the browser', async () => {
    const visitor = await signedIn('s16-first')
    other.person({ sub: 's16-identity' })
    const callback = await connectUntilCallback(visitor)
    await visitor.ask('/logout', { form: { _csrf: await visitor.csrf() } })
    acme.person({ sub: 's16-second' })
    await visitor.signIn('acme')
    const tokenCalls = other.counts.token
    const answer = await visitor.ask(callback)
    expect(answer.status).toBe(409)
    expect(answer.body).toContain('session_user_changed')
    expect(other.counts.token).toBe(tokenCalls)
    expect(await ownerOf('s16-identity')).toBeNull()
  })

  test('connecting an account adds a login method, and leaves name and address as they were', async () => {
    const visitor = await signedIn('renamed')
    other.person({ sub: 'renamed-other', name: 'Somebody Else', email: 'else@example.test' })
    const page = await visitor.open(await connectUntilCallback(visitor))
    expect(page.body).toContain('Person renamed')
    const { user } = (await ownerOf('renamed-other')) ?? { user: null }
    expect(user).toMatchObject({ name: 'Person renamed', email: null })
    expect(await site.rows.account.count({ where: { userId: user?.id ?? '' } })).toBe(2)
  })

  test('S17: a sign-in that began without a session never links to the user who signed in meanwhile', async () => {
    other.person({ sub: 's17-identity', name: 'Late Comer' })
    const visitor = site.visitor()
    const callback = await visitor.untilCallback('other')
    acme.person({ sub: 's17-meanwhile' })
    await visitor.signIn('acme')
    const meanwhile = visitor.clone()
    const page = await visitor.open(callback)
    expect(page.body).toContain('Late Comer')
    const owner = await ownerOf('s17-identity')
    const accounts = await site.rows.account.count({ where: { userId: owner?.userId ?? '' } })
    expect(accounts).toBe(1)
    expect(await meanwhile.isSignedIn()).toBe(false)
  })

  test('S82: neither cookie, token nor socket of a deleted user works, and the next sign-in makes a fresh one', async () => {
    const visitor = await signedIn('s82')
    const headers = bearer(await signedIn('s82'))
    const { page } = await openLive(site, visitor)
    const session = () => site.visitor().ask('/api/session', { headers })
    expect((await session()).status).toBe(200)
    const before = await site.rows.account.findFirstOrThrow({ where: { subject: 's82' } })
    await site.rows.user.delete({ where: { id: before.userId } })
    expect(await visitor.isSignedIn()).toBe(false)
    expect((await session()).status).toBe(401)
    expect((await page.closed).code).toBe(4001)
    acme.person({ sub: 's82', name: 'Fresh Start' })
    await visitor.signIn('acme')
    const after = await site.rows.account.findFirstOrThrow({ where: { subject: 's82' } })
    expect(after.userId).not.toBe(before.userId)
  })

  test('S106: disconnecting ends the sessions that the account opened and renews the current one', async () => {
    const visitor = await signedIn('s106')
    other.person({ sub: 's106-identity' })
    await visitor.open(await connectUntilCallback(visitor))
    const elsewhere = site.visitor()
    await elsewhere.signIn('other')
    const third = await signedIn('s106')
    const stale = visitor.clone()
    const account = await ownerOf('s106-identity')
    const form = { _csrf: await visitor.csrf() }
    const answer = await visitor.ask(`/disconnect/other/${account?.id ?? ''}`, { form })
    expect(answer.status).toBe(303)
    expect(await visitor.isSignedIn()).toBe(true)
    expect(await stale.isSignedIn()).toBe(false)
    expect(await elsewhere.isSignedIn()).toBe(false)
    expect(await third.isSignedIn()).toBe(true)
  })

  test('S211: headers full of spaces are answered at once', async () => {
    const spaces = ' '.repeat(4000)
    const headers = {
      'x-forwarded-host': `a${spaces}b`,
      'x-forwarded-for': `a,${spaces},b`,
      accept: `text/html;${spaces};q`,
    }
    const answer = await site.visitor().ask('/login', { headers })
    expect(answer.status).toBe(200)
  })

  test('R16: of simultaneous requests, none loses what another has written', async () => {
    const visitor = await signedIn('r16')
    const starts = await Promise.all(Array.from({ length: 10 }, () => visitor.untilCallback('other')))
    const proofs = await Promise.all(Array.from({ length: 5 }, () => visitor.csrf()))
    expect(new Set(proofs).size).toBe(1)
    other.person({ sub: 'r16-other' })
    expect((await visitor.ask(starts[0] ?? '')).status).toBe(303)
    expect((await visitor.ask(starts[9] ?? '')).status).toBe(303)
  })
})
