import type { Op } from '../support/provider/index.js'
import { backendAt } from '../support/site.js'
import { expectRefusal, expectSession, trade } from '../support/token-exchange.js'
import { ANY_DATABASE } from '../support/database.js'
import { useSite } from '../support/use-site.js'
import {
  AUDIENCE,
  BOTH_ROWS,
  CLIENT_ROWS,
  INTROSPECTION_ROWS,
  JWT_ROWS,
  type TradeRow,
} from './token-exchange-rows.js'

/*
 * The backends differ in what they ask of a token: `jwt` verifies it, `opaque` has it introspected, `both` does both.
 *
 * Does this suite notice when a check is gone? Each line was taken out, one at a time, and the suite run (sqlite).
 *
 *   taken out                                            failed
 *   access-token.ts: iss                                 4 rows
 *   access-token.ts: types, of other tokens too          4
 *   access-token.ts: claims of ID Tokens                 10
 *   access-token.ts: our client as audience              2
 *   access-token.ts: a scope where there is no type      2
 *   access-token.ts: aud                                 10
 *   access-token.ts: exp required                        2
 *   access-token.ts: iat required                        2
 *   access-token.ts: iat in the future                   2
 *   access-token.ts: auth_time in the future             2
 *   access-token.ts: the kind that a claim names         12
 *   access-token.ts: cnf                                 6
 *   access-token.ts: sub is the client                   8
 *   access-token.ts: tokens that name no client          2
 *   access-token.ts: one client of several suffices      1
 *   access-token.ts: scopes missing altogether           1
 *   access-token.ts: asymmetric algorithms only          survives: no other key verifies
 *   introspection.ts: active                             2
 *   introspection.ts: made for us                        6
 *   introspection.ts: iss                                2
 *   introspection.ts: exp, nbf                           2, 2
 *   introspection.ts: impossible times                   14
 *   introspection.ts: kind, cnf, client                  8
 *   token-exchange.ts: sub of both sources               1
 *   token-exchange.ts: clients of the JWT                7
 *   token-exchange.ts: clients of the introspection      1
 *   token-exchange.ts: scopes                            10
 *   token-exchange.ts: UserInfo                          18
 *   token-exchange.ts: proof that it is an access token  1
 *
 *   presets/ended-by-provider.test.ts has the tenants:
 *   token-exchange.ts: tenants that are not allowed      1
 *   access-token.ts: key of another tenant               1
 */
describe.each(ANY_DATABASE)('tokens that are exchanged on %s', (database) => {
  const rows = [
    ...JWT_ROWS.map((row) => ['jwt', row] as const),
    ...INTROSPECTION_ROWS.map((row) => ['opaque', row] as const),
    ...BOTH_ROWS.map((row) => ['both', row] as const),
    ...CLIENT_ROWS.map((row) => ['listed', row] as const),
    ...CLIENT_ROWS.filter(({ options }) => options?.claims === undefined).map(
      (row) => ['listed-opaque', row] as const,
    ),
    ...[...JWT_ROWS, ...INTROSPECTION_ROWS]
      .filter(({ alone }) => alone !== true)
      .map((row) => ['both', row] as const),
  ]

  const audience = [AUDIENCE, 'https://second.example']
  const fields = { requiredScope: 'profile', trustEmail: true, audience }
  const { site, provider } = useSite({
    database,
    env: { TRUST_PROXY: '127.0.0.1' },
    backends: ({ provider }) => ({
      jwt: backendAt(provider.alias('jwt'), fields),
      opaque: backendAt(provider.alias('opaque'), { ...fields, introspection: true }),
      listed: backendAt(provider.alias('listed'), { ...fields, tokenClients: ['app', 'portcullis'] }),
      'listed-opaque': backendAt(provider.alias('listed-opaque'), {
        ...fields,
        introspection: true,
        tokenClients: 'app',
      }),
      both: backendAt(provider.alias('both'), { ...fields, introspection: true }),
    }),
  })

  test.each(
    rows.map(([backend, row], index) => ({ backend, row, index, name: row.name, expected: row.expect })),
  )('$backend: $name => $expected', async ({ backend, row, index }) => {
    const op = provider.alias(backend)
    prepare(op, row, index)
    const token = await op.accessToken(row.options)
    const before = await site.counts()
    const answer = await trade(site, token, { backend, address: `10.0.${index >> 8}.${index & 255}` })
    if (row.expect !== 'session') {
      expectRefusal(answer, row.expect, token)
      expect(await site.counts()).toEqual(before)
      return
    }
    expectSession(answer)
    expect(await site.counts()).toMatchObject({ users: before.users + 1, sessions: before.sessions + 1 })
    const account = await site.rows.account.findFirst({ where: { backend, subject: op.who.sub } })
    expect(account).toMatchObject({ issuer: op.issuer, tokens: null })
  })

  test('the log contains nothing of the tokens', () => {
    const logged = site.logged.join('')
    for (const name of ['jwt', 'opaque', 'both']) {
      const op = provider.alias(name)
      expect(op.accessTokenValues.length).toBeGreaterThan(30)
      for (const secret of [op.clientSecret, ...op.accessTokenValues]) expect(logged).not.toContain(secret)
    }
  })

  function prepare(op: Op, row: TradeRow, index: number): void {
    op.reset()
    op.audience = AUDIENCE
    op.accessTokenFormat = op.name.endsWith('opaque') ? 'opaque' : 'jwt'
    op.person({ sub: `${op.name}-${index}`, name: `Row ${index}` })
    if (row.faults) op.misbehave(row.faults(op))
  }
})
