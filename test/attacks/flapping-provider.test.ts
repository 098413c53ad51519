import { useSite } from '../support/use-site.js'

describe('a provider that flaps', () => {
  const { site, op: acme } = useSite({ database: 'sqlite' })

  test('R38: every second sign-in fails cleanly, none leaves anything behind, and all go well once it is steady', async () => {
    await site.visitor().signIn('acme')
    const before = await site.counts()
    acme.misbehave({ at: { token: (request) => (request % 2 === 0 ? { status: 500 } : undefined) } })
    const flapping = await signIns(40)
    expect(flapping.filter((status) => status === 200)).toHaveLength(20)
    expect(flapping.filter((status) => status === 502)).toHaveLength(20)
    expect(await site.counts()).toEqual({
      ...before,
      attempts: before.attempts + 40,
      sessions: before.sessions + 20,
    })
    acme.behave()
    expect(new Set(await signIns(10))).toEqual(new Set([200]))
  })

  function signIns(many: number): Promise<number[]> {
    return Promise.all(Array.from({ length: many }, async () => (await site.visitor().signIn('acme')).status))
  }
})
