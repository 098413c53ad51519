import type { Endpoint, Op, TransportFault } from '../support/provider/index.js'
import { backendAt } from '../support/site.js'
import { useSite } from '../support/use-site.js'
import { errorCode, expectCleanRefusal, type Scene, travel } from './trip.js'

const ENDPOINTS = ['discovery', 'token', 'jwks', 'userinfo'] as const satisfies readonly Endpoint[]
const MARK = 'what-the-provider-wrote'

interface Case {
  readonly endpoint: (typeof ENDPOINTS)[number]
  readonly what: string
  readonly fault: TransportFault
}

/** Each fault at each endpoint. */
function everywhere(faults: Readonly<Record<string, TransportFault>>): readonly Case[] {
  return ENDPOINTS.flatMap((endpoint) =>
    Object.entries(faults).map(([what, fault]): Case => ({ endpoint, what, fault })),
  )
}

describe('errors of the provider', () => {
  const names = Array.from({ length: 80 }, (_, index) => `op${index}`)
  let used = 0

  const { site, provider } = useSite({
    database: 'sqlite',
    backends: ({ provider }) =>
      Object.fromEntries(names.map((name) => [name, backendAt(provider.alias(name))])),
  })

  afterAll(() => {
    const secrets = names
      .map((name) => provider.alias(name))
      .flatMap((op) => [op.clientSecret, ...op.idTokens])
    const logged = site.logged.join('')
    for (const secret of [...secrets, MARK]) expect(logged).not.toContain(secret)
  })

  /** A backend whose provider has never been asked. */
  const cold = (): Scene => {
    const backend = names[used] ?? 'none left'
    used += 1
    return { site, op: provider.alias(backend), backend }
  }

  const misbehaving = ({ endpoint, fault }: Case): Scene => {
    const scene = cold()
    scene.op.misbehave({ at: { [endpoint]: fault } })
    return scene
  }

  const expectRefusal = async (scene: Scene) => {
    const answer = await travel(scene)
    expectCleanRefusal(answer, scene)
    expect(answer.body).not.toContain(MARK)
    expect(scene.op.counts.token).toBeLessThanOrEqual(1)
    return answer
  }

  const expectNobody = async (op: Op) => {
    expect(await site.rows.account.count({ where: { issuer: op.issuer } })).toBe(0)
  }

  const expectRecovery = async (scene: Scene) => {
    scene.op.reset()
    scene.op.person({ sub: 'recovered' })
    expect((await travel(scene)).status).toBe(303)
  }

  const statuses = everywhere({
    '500': { status: 500, body: MARK },
    '502': { status: 502, body: `<h1>${MARK}</h1>`, contentType: 'text/html' },
    '503 with Retry-After': { status: 503, headers: { 'retry-after': '1' } },
    '429': { status: 429, headers: { 'retry-after': '0' }, body: MARK },
    '404': { status: 404, body: JSON.stringify({ error: 'not_found', more: MARK }) },
    '204': { status: 204 },
    '201 of nothing': { status: 201, body: '' },
    '206': { status: 206 },
    '302': { redirectTo: `http://127.0.0.1:1/moved?${MARK}` },
    '200 of something else': { body: `${MARK}{`, contentType: 'application/json' },
  })

  test.each(statuses)(
    'R29: $endpoint responds with $what => a clean page, and nothing is sent again',
    async (at) => {
      const scene = misbehaving(at)
      const answer = await expectRefusal(scene)
      expect([400, 502]).toContain(answer.status)
      expect(scene.op.counts[at.endpoint]).toBe(1)
      await expectNobody(scene.op)
    },
  )

  test('R26: endpoints that never respond, or send single bytes, end the request in time', async () => {
    const cases = everywhere({ hang: { hang: true }, drip: { dripMsPerByte: 100 } })
    // Three endpoints that are each just in time are together too late.
    const slow = cold()
    slow.op.misbehave({
      at: { token: { delayMs: 4000 }, jwks: { delayMs: 4000 }, userinfo: { delayMs: 4000 } },
    })
    const scenes = [slow, ...cases.map(misbehaving)]
    const answers = await Promise.all(scenes.map(expectRefusal))
    expect(answers.map(errorCode)).toEqual(answers.map(() => 'provider_timeout'))
    for (const { op } of scenes) await expectNobody(op)
    for (const scene of scenes) await expectRecovery(scene)
  })

  const headers = everywhere({
    'a header of 64 kB': { headerBytes: 65_536 },
    '3000 headers': { headerCount: 3000 },
  })

  test.each(headers)('R32: $endpoint responds with $what => a clean page', async (at) => {
    const scene = misbehaving(at)
    expect((await expectRefusal(scene)).status).toBe(502)
    await expectNobody(scene.op)
  })

  // Our choice: bytes are limited (16 kB), the number of headers is not.
  test.each(ENDPOINTS)('R32: %s responds with 1000 short headers, which do no harm', async (endpoint) => {
    const scene = misbehaving({ endpoint, what: '', fault: { headerCount: 1000 } })
    expect((await travel(scene)).status).toBe(303)
  })

  test('R31: bodies of 200 MB and without end are cut, ten at once, and memory stays flat', async () => {
    await expectRecovery(cold())
    const cases = everywhere({ '200 MB': { bytes: 200_000_000 }, endless: { endless: true } })
    const scenes = [...cases, ...cases.slice(0, 2)].map(misbehaving)
    const before = process.memoryUsage.rss()
    let most = before
    const timer = setInterval(() => {
      most = Math.max(most, process.memoryUsage.rss())
    }, 5)
    const answers = await Promise.all(scenes.map(expectRefusal))
    clearInterval(timer)
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 502))
    // Ten at once stay below what one may take, though both ends are in this one process.
    expect(most - before).toBeLessThan(50_000_000)
    for (const { op } of scenes) await expectNobody(op)
  })
})
