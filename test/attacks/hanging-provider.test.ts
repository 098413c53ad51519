import { backendAt } from '../support/site.js'
import { useSite } from '../support/use-site.js'

describe('a provider that hangs', () => {
  const { site, provider } = useSite({
    database: 'sqlite',
    backends: ({ provider }) => ({
      hung: backendAt(provider.alias('hung')),
      well: backendAt(provider.alias('well')),
    }),
  })

  test('R37: sixty sign-ins wait for one provider, and meanwhile the users of another provider sign in', async () => {
    const hung = provider.alias('hung')
    const waiting = Array.from({ length: 60 }, () => site.visitor())
    const callbacks = await Promise.all(waiting.map((visitor) => visitor.untilCallback('hung')))
    hung.misbehave({ at: { token: { hang: true } } })
    let heard = 0
    const answers = waiting.map(async (visitor, index) => {
      const answer = await visitor.ask(callbacks[index] ?? '')
      heard += 1
      return answer
    })
    for (let index = 0; index < 5; index += 1) {
      expect((await site.visitor().signIn('well')).status).toBe(200)
    }
    expect(heard).toBe(0)
    const statuses = (await Promise.all(answers)).map((answer) => answer.status)
    expect(new Set(statuses)).toEqual(new Set([504]))
  })
})
