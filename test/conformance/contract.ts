import type { Op } from '../support/provider/index.js'
import { ROWS, type Row } from './rows.js'
import { arrive, depart, expectCleanRefusal, type Scene } from './trip.js'

/**
 * What any OpenID Connect backend must pass. `start` makes a new site, with a fresh database and a provider nobody has
 * asked anything yet; the suite closes it.
 */
export function backendContract(start: () => Promise<Scene>): void {
  let shared: Scene

  beforeAll(async () => {
    shared = await start()
  })

  afterAll(async () => {
    await shared.site.close()
  })

  test.each(ROWS.map((row, index) => [row.name, row.expect, row, index] as const))(
    '%s => %s',
    async (_name, _expect, row, index) => {
      const scene = row.cold ? await start() : shared
      try {
        prepare(scene.op, row, index)
        await (row.expect === 'login' ? expectLogin(scene, row) : expectNoLogin(scene, row))
      } finally {
        if (row.cold) await scene.site.close()
      }
    },
  )

  test('C17: exactly the configured scopes are asked for, and what comes back is kept', async () => {
    const { op } = shared
    op.reset()
    op.person({
      sub: 'c17',
      name: 'Cee Seventeen',
      given_name: 'Cee',
      family_name: 'Seventeen',
      phone_number: '1',
    })
    await expectLogin(shared, { name: 'C17', expect: 'login' })
    expect(op.lastAuthorization.get('scope')).toBe('openid email profile')
    const user = await shared.site.rows.user.findFirst({ where: { accounts: { some: { subject: 'c17' } } } })
    expect(user).toMatchObject({ name: 'Cee Seventeen', givenName: 'Cee', familyName: 'Seventeen' })
  })

  test('C68: ten sign-ins spend ten codes with ten verifiers', async () => {
    const { op } = shared
    op.reset()
    for (let n = 0; n < 10; n += 1) {
      op.person({ sub: `c68-${n}` })
      await expectLogin(shared, { name: 'C68', expect: 'login' }, n + 1)
    }
    const of = (name: string) => new Set(op.tokenRequests.map(({ body }) => body.get(name)))
    expect(op.tokenRequests).toHaveLength(10)
    expect(of('code').size).toBe(10)
    expect(of('code_verifier').size).toBe(10)
    for (const verifier of of('code_verifier')) expect(verifier).toMatch(/^[\w.~-]{43,128}$/)
    for (const name of ['state', 'nonce', 'code_challenge']) {
      expect(new Set(op.authorizations.map((asked) => asked.get(name))).size).toBe(10)
    }
  })

  test('S34: the ID Token of an earlier sign-in is worth nothing in another', async () => {
    const { op } = shared
    op.reset()
    op.person({ sub: 's34' })
    op.misbehave({ atHash: 'absent' })
    await expectLogin(shared, { name: 'S34', expect: 'login' })
    const [old] = op.idTokens
    op.reset()
    op.person({ sub: 's34' })
    op.misbehave({ tokenResponse: (honest) => ({ ...honest, id_token: old }) })
    await expectNoLogin(shared, { name: 'S34', expect: 'no login' })
  })
}

function prepare(op: Op, row: Row, index: number): void {
  op.reset()
  op.person({ sub: `row-${index}`, name: `Row ${index}`, email: `row${index}@example.test`, ...row.person })
  if (row.faults) op.misbehave(row.faults(op))
}

async function expectLogin(scene: Scene, row: Row, tokenRequests = 1): Promise<void> {
  const { site, op, backend } = scene
  const { sub } = op.who
  const trip = await depart(scene)
  if ('status' in trip) throw new Error(`refused at the start: ${trip.status} ${trip.body.slice(0, 500)}`)
  const answer = await arrive(scene, trip)
  expect(answer).toMatchObject({ status: 303, body: '' })
  expect((await trip.visitor.ask('/account')).status).toBe(200)
  expect(op.counts.token).toBe(tokenRequests)
  const accounts = await site.rows.account.findMany({
    where: { backend, subject: sub },
    include: { user: true, sessions: true },
  })
  expect(accounts).toHaveLength(1)
  for (const account of accounts) {
    expect(account.sessions).toHaveLength(1)
    row.then?.({ ...scene, account, user: account.user })
  }
}

async function expectNoLogin(scene: Scene, row: Row): Promise<void> {
  const { site, op } = scene
  const before = await site.counts()
  const trip = await depart(scene)
  if ('status' in trip) {
    expect(row.refusedAt).toBe('start')
    expectCleanRefusal(trip, scene)
    expect(op.counts).toMatchObject({ authorize: 0, token: 0, userinfo: 0 })
    expect(await site.counts()).toEqual(before)
    return
  }
  const copy = trip.visitor.clone()
  const began = performance.now()
  const answer = await arrive(scene, trip)
  expect(performance.now() - began).toBeLessThan(1000)
  expectCleanRefusal(answer, scene)
  expectCalls(op, row)
  expect(await trip.visitor.isSignedIn()).toBe(false)
  expect(await site.counts()).toEqual({ ...before, attempts: before.attempts + 1 })

  // Neither the same browser nor one with its earlier cookies gets further with it, be the provider honest by now.
  const { token } = op.counts
  op.behave()
  for (const visitor of [trip.visitor, copy]) {
    const again = await arrive(scene, trip, visitor)
    expectCleanRefusal(again, scene)
    expect(again.status).toBe(400)
    expect(await visitor.isSignedIn()).toBe(false)
  }
  expect(op.counts.token).toBe(token)
}

function expectCalls(op: Op, { refusedAt = 'tokens' }: Row): void {
  const token = refusedAt === 'callback' ? 0 : 1
  const userinfo = refusedAt === 'userinfo' ? 1 : 0
  expect(op.counts).toMatchObject({ token, userinfo })
}
