import { ENGLISH } from '../../src/locales/locales.js'
import { setTimeout } from 'node:timers/promises'
import { parseSignInEvents } from '../../src/audit/sign-in-event.js'
import { DATABASES } from '../support/database.js'
import { backendAt } from '../support/site.js'
import { useSite } from '../support/use-site.js'

describe.each(DATABASES)('what is recorded of sign-ins on %s', (database) => {
  const { site, op } = useSite({
    database,
    env: { PASSWORD_LOGIN: 'true' },
    backends: ({ op }) => ({ acme: backendAt(op), other: backendAt(op, { requiredClaims: ['groups'] }) }),
  })

  async function eventWith(reference: string | undefined) {
    // A busy machine may take longer than an error page waits.
    for (let tries = 0; tries < 40; tries += 1) {
      const rows = await site.store.listEventsByReference(reference ?? '')
      const event = parseSignInEvents(rows).findLast(({ code }) => code !== null)
      if (event !== undefined) return event
      await setTimeout(50)
    }
    throw new Error(`no event of ${reference}`)
  }

  function referenceOn({ body }: { readonly body: string }): string | undefined {
    return /\b[2-9A-HJKMNP-TV-Z]{8}\b/.exec(body)?.[0]
  }

  test('a successful sign-in is written after its response', async () => {
    op.person({ sub: 'well', preferred_username: 'well' })
    site.traced.length = 0
    const visitor = site.visitor()
    const callback = await visitor.untilCallback('acme')
    await visitor.ask(callback)
    expect(site.traced).toEqual([])
    const user = await site.rows.user.findUniqueOrThrow({ where: { username: 'well' } })
    let rows: Awaited<ReturnType<typeof site.store.listEvents>> = []
    while (rows.length === 0) {
      await setTimeout(50)
      rows = await site.store.listEvents({ area: 'sign-in', userId: user.id }, 10)
    }
    expect(site.traced).toHaveLength(1)
    const [event] = parseSignInEvents(rows)
    if (event === undefined) throw new Error('no event')
    expect(event).toMatchObject({ kind: 'signed-in', backend: 'acme', intent: 'sign-in', carrier: 'browser' })
    expect(event.tripMs).toBeGreaterThanOrEqual(0)
    expect(event.steps.map(({ step }) => step).slice(0, 3)).toEqual([
      'identity',
      'checkRequiredClaims',
      'checkAllowed',
    ])
    expect(event.calls.map(({ method, status }) => [method, status])).toContainEqual(['POST', 200])
    expect(event.phases.map(({ phase }) => phase)).toEqual(['provider', 'pipeline'])
  })

  test('one that was refused is there with the error page, and says which step refused', async () => {
    op.person({ sub: 'refused', email: 'r@example.test' })
    const page = await site.visitor().signIn('other')
    const event = await eventWith(referenceOn(page))
    expect(event).toMatchObject({ kind: 'refused', code: 'claim_missing', backend: 'other' })
    expect(event.error && ENGLISH.format(event.error)).toBe('the provider sent no groups')
    expect(event.steps.at(-1)).toMatchObject({ step: 'checkRequiredClaims', ended: 'refused' })
    expect(JSON.stringify(event)).not.toContain('r@example.test')
  })

  test('the error response of the token endpoint is recorded, without code and secret', async () => {
    op.misbehave({
      at: { token: { status: 401, body: '{"error":"invalid_client"}', contentType: 'application/json' } },
    })
    const page = await site.visitor().signIn('acme')
    const event = await eventWith(referenceOn(page))
    expect(event).toMatchObject({ kind: 'failed', code: 'provider_misconfigured', steps: [] })
    expect(event.calls.at(-1)).toMatchObject({ method: 'POST', status: 401, failure: null })
    expect(event.calls.at(-1)?.url).toMatch(/\/acme\/token$/)
  })

  test('a callback that is used again is recorded, unless a signed-in user has only clicked twice', async () => {
    const gone = site.visitor()
    const visitor = site.visitor()
    const callback = await visitor.untilCallback('acme')
    await visitor.ask(callback)
    const before = await site.rows.event.count({ where: { code: { not: null } } })
    expect((await visitor.ask(callback)).status).toBe(303)
    expect(await site.rows.event.count({ where: { code: { not: null } } })).toBe(before)
    const foreign = await gone.ask(callback)
    expect(await eventWith(referenceOn(foreign))).toMatchObject({ kind: 'refused', code: 'attempt_used' })
  })

  test('pages that are not found, and forms without a proof, fill no trace', async () => {
    const before = await site.rows.event.count()
    await site.visitor().ask('/nowhere')
    await site.visitor().ask('/login/nowhere')
    await site.visitor().ask('/logout', { form: {} })
    expect(await site.rows.event.count()).toBe(before)
  })

  test('a wrong password is recorded without the password, and without the name that was typed', async () => {
    const body = JSON.stringify({ username: 'nobody-knows', password: 'a wrong password' })
    const headers = { 'content-type': 'application/json' }
    // The login page shows no reference, because the visitor can correct this.
    const answer = await site.visitor().ask('/api/login', { method: 'POST', body, headers })
    const event = await eventWith(referenceOn(answer))
    expect(event).toMatchObject({ kind: 'refused', code: 'wrong_credentials', backend: 'password' })
    expect(JSON.stringify(event)).not.toMatch(/nobody-knows|a wrong password/)
  })
})
