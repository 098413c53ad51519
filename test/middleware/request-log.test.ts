import { z } from 'zod'
import { useSite } from '../support/use-site.js'

const LineSchema = z.looseObject({
  level: z.number(),
  path: z.string().optional(),
  msg: z.string(),
  requestId: z.string().optional(),
  traceId: z.string().optional(),
  address: z.string().nullable().optional(),
  userId: z.string().nullable().optional(),
  reference: z.string().optional(),
})

const INFO = 30
const DEBUG = 20

describe('the log of requests', () => {
  const { site, op } = useSite({
    database: 'sqlite',
    env: { TRUST_PROXY: '127.0.0.1', EVENT_RETENTION: '7d' },
  })

  const lines = () => site.logged.map((line) => LineSchema.parse(JSON.parse(line)))
  const lastOf = (path: string) => lines().findLast((line) => line.msg === 'request' && line.path === path)

  test('contains the address, the user and the reference number', async () => {
    op.person({ sub: 'logged' })
    const visitor = site.visitor()
    await visitor.signIn('acme')
    const headers = { 'x-forwarded-for': '198.51.100.7', 'x-request-id': 'edge-1:42' }
    const answer = await visitor.ask('/account', { headers })
    const user = await site.rows.user.findFirstOrThrow()
    const line = lastOf('/account')
    expect(line).toMatchObject({
      address: '198.51.100.7',
      userId: user.id,
      requestId: 'edge-1:42',
      level: INFO,
    })
    expect(answer.headers.get('x-request-id')).toBe('edge-1:42')
    expect(answer.headers.get('portcullis-reference')).toBe(line?.reference)
    // The sign-in itself has loaded no session, and names its user all the same.
    expect(lastOf('/complete/:backend')).toMatchObject({ userId: user.id, address: '127.0.0.1' })
    await site.visitor().ask('/login')
    expect(lastOf('/login')).toMatchObject({ userId: null })
  })

  test('the event of a sign-in is stored for EVENT_RETENTION', async () => {
    await site.rows.event.deleteMany()
    await site.visitor().ask('/complete/acme?state=unknown')
    const { at, expiresAt } = await site.rows.event.findFirstOrThrow()
    expect(expiresAt.getTime() - at.getTime()).toBe(7 * 86_400_000)
  })

  test('an error page, its line and its header have one reference', async () => {
    const answer = await site.visitor().ask('/nothing-here')
    const reference = answer.headers.get('portcullis-reference') ?? ''
    expect(reference).toMatch(/^[\dA-Z]{8}$/)
    expect(answer.body).toContain(reference)
    const refused = lines().findLast(({ msg }) => msg === 'request refused')
    expect(refused).toMatchObject({ reference, requestId: answer.headers.get('x-request-id') })
  })

  test.each([
    ['a UUID', '123e4567-e89b-12d3-a456-426614174000', true],
    ['that of a load balancer', 'Root=1-67891233-abcdef012345678912345678', true],
    ['128 characters', 'x'.repeat(128), true],
    ['129 characters', 'x'.repeat(129), false],
    ['a blank', 'a b', false],
    ['a quote', 'a"b', false],
    ['a letter that is not ASCII', 'é', false],
    ['nothing', '', false],
  ])('an X-Request-Id with %s', async (_title, sent, isKept) => {
    const answer = await site.visitor().ask('/login', { headers: { 'x-request-id': sent } })
    const used = answer.headers.get('x-request-id') ?? ''
    if (isKept) expect(used).toBe(sent)
    else expect(used).toMatch(/^[\da-f]{8}-[\da-f-]{27}$/)
    expect(lastOf('/login')?.requestId).toBe(used)
  })

  const TRACE_ID = '4bf92f3577b34da6a3ce929d0e0e4736'

  test.each([
    ['valid', `00-${TRACE_ID}-00f067aa0ba902b7-01`, true],
    ['of a later version', `01-${TRACE_ID}-00f067aa0ba902b7-01-more`, true],
    ['of the invalid version', `ff-${TRACE_ID}-00f067aa0ba902b7-01`, false],
    ['without a trace', `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`, false],
    ['without a parent', `00-${TRACE_ID}-${'0'.repeat(16)}-01`, false],
    ['in capitals', `00-${TRACE_ID.toUpperCase()}-00f067aa0ba902b7-01`, false],
    ['too long', `00-${TRACE_ID}-00f067aa0ba902b7-01-${'x'.repeat(200)}`, false],
  ])('a traceparent that is %s', async (_title, traceparent, isTaken) => {
    await site.visitor().ask('/login', { headers: { traceparent } })
    expect(lastOf('/login')?.traceId).toBe(isTaken ? TRACE_ID : undefined)
  })

  test('probes are logged at debug', async () => {
    for (const path of ['/healthz', '/readyz']) {
      await site.visitor().ask(path)
      expect(lastOf(path)?.level).toBe(DEBUG)
    }
  })

  test('the code of an error of the database is shown, and a code of OAuth is not', async () => {
    const visitor = site.visitor()
    const callback = await visitor.untilCallback('acme')
    await site.store.queryRows('PRAGMA query_only = ON')
    expect((await visitor.ask(callback)).status).toBe(503)
    await site.store.queryRows('PRAGMA query_only = OFF')
    const failed = site.logged.findLast((line) => line.includes('"request failed"')) ?? ''
    expect(failed).toMatch(/"code":"SQLITE_READONLY"/)
    expect(failed).not.toContain('[secret]')
    const code = new URL(callback, site.url).searchParams.get('code') ?? ''
    expect(code).not.toBe('')
    expect(site.logged.join('')).not.toContain(code)
  })
})
