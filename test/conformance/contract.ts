import type { Op } from '../support/provider/index.js'
import { ROWS, type Row } from './rows.js'
import { arrive, depart, expectCleanRefusal, type Scene } from './trip.js'

/*
 * Does this suite notice when a check is gone? Each line was taken out of (or neutered in) a copy of the project, one at
 * a time, and oidc.test.ts run on it (client_secret_basic, query, sqlite). openid-client judges many of the same claims
 * first, so in the copy its own checks of ID Tokens and of iss were off: the suite passes there unmutated, that is, our
 * checks suffice alone. With openid-client whole, only "signature" and the first three lines on algorithms were tried too.
 *
 *   taken out                                     failed by
 *   signature                                     C11 altered, C11 alien key (also with openid-client whole)
 *   alg: header check                             C64 PS256, C64 ES256, and "strict" of deviations.test.ts
 *   alg: list of the metadata taken as it is      survives: jose refuses none, and HS256 with a public key
 *   length of a key                               "1024 bits" of deviations.test.ts
 *   iss                                           C2 (3)
 *   aud                                           C4, C5 (2)
 *   azp of another client                         S31
 *   several aud and no azp                        C65
 *   exp in the past                               "expired two minutes ago"
 *   exp required                                  "never expires"
 *   iat age                                       C67 a week ago
 *   iat in the future                             S29, C67 no iat
 *   nonce                                         C16 (2), S34
 *   at_hash                                       C22 (2)
 *   typ                                           at+jwt, logout+jwt
 *   crit                                          S28 b64 (jose refuses unknown names itself)
 *   sub: length, blank, control characters        S32 (2, 2, 1)
 *   length of the token                           S35 100 kB
 *   sub of UserInfo                               C14 (2)
 *   iss parameter: another                        C62
 *   iss parameter: promised and absent            C62
 *   issuer of the metadata                        C35 (4)
 *   an error besides a code                       S13
 *   state: comparison in callback.ts              survives: an attempt is found by its state, so they never differ
 *   state: attempts found by browser alone        C61 altered
 *   an attempt usable twice                       every "no login" row
 *   PKCE challenge                                every "login" row
 *   email_verified: any true value                S41 (4)
 *   auth_time (callback.test.ts)                  S23 (8)
 *   largest answer of 100 MB (faults.test.ts)     R31
 *   sub of UserInfo absent                        survives: no subject is empty
 *   verified flag of another source than email    S41 (another address)
 *   acr and the like from UserInfo                "says nothing of how" of fields.test.ts
 *   UserInfo as JWT: type, algorithm not listed   fields.test.ts (3, 1)
 *   UserInfo as JWT: any listed algorithm         fields.test.ts (1)
 *   JWE: key or content algorithm                 fields.test.ts (1, 1)
 *   JWE: zip, nested JWE, length                  survive: jose and the checks of the token within refuse them
 *   redirect: other origin, twice, of keys        fields.test.ts (2, 1, 2)
 *   parameters of the callback twice              deviations.test.ts (3)
 *   token_type                                    survives: openid-client judges it; C32 of access-token.test.ts
 *
 * Of OAuth 2 without OpenID Connect (oauth2-fields.test.ts):
 *   iss                                           C62 (3)
 *   PKCE                                          every sign-in
 *   subject: number, fraction, text               S32 (3, 3)
 *   subject: path                                 "where the definition says"
 *   verified flag: any true value                 4
 *   verified flag of the list                     2
 *   the profile's own address beside the list     4
 *   a list that fails as one that is empty        3
 *   a member "email" beside another path          1
 *   ID Token of the response                      1
 *
 * Of refreshes, revocations and logout (provider-tokens/*.test.ts, attacks/logout.test.ts, attacks/backchannel.test.ts):
 *   refresh: issuer of the account                "another issuer" (also of OAuth 2)
 *   refresh: origins of the tokens                F9
 *   refresh: ID Token, subject, nonce             C28, C29 (6, 2, 1)
 *   refresh: UserInfo                             C29
 *   refresh: form of the response                 C32 (5)
 *   refresh: tenant                               presets/ended-by-provider.test.ts
 *   revocation: origins, issuer                   F9, "another issuer" (both also of OAuth 2)
 *   logout hint: issuer, audience, session, size  S175 (1, 3, 1, 1)
 *   logout token: each check                      C52 to C58, S179, S181
 *   logout token: only once                       "a token without exp"
 */

/**
 * What any OpenID Connect backend must pass. `fresh` gives a backend of a running site whose provider nobody has asked
 * anything yet; there must be `FRESH_BACKENDS` of them.
 */
export function backendContract(fresh: () => Scene): void {
  let shared: Scene

  beforeAll(() => {
    shared = fresh()
  })

  test.each(ROWS.map((row, index) => [row.name, row.expect, row, index] as const))(
    '%s => %s',
    async (_name, _expect, row, index) => {
      const scene = row.cold ? fresh() : shared
      prepare(scene.op, row, index)
      await (row.expect === 'login' ? expectLogin(scene, row) : expectNoLogin(scene, row))
    },
  )

  test('C17: exactly the configured scopes are requested, and the granted ones are stored', async () => {
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

  test('S34: the ID Token of an earlier sign-in is not accepted in another', async () => {
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

/** How many backends the contract needs: one for all rows that do not need one of their own. */
export const FRESH_BACKENDS = 1 + ROWS.filter((row) => row.cold).length

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
  const usedMs = countProcessorTime(op)
  const answer = await arrive(scene, trip)
  expect(usedMs()).toBeLessThan(1000)
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

/**
 * Milliseconds of processor time since the tokens were made: making a zip bomb (S35) costs the provider much, and is not what
 * counts. How long a refusal takes by the clock says more of the machine.
 */
function countProcessorTime(op: Op): () => number {
  let began = process.cpuUsage()
  const { tokenResponse } = op.faults
  op.misbehave({
    tokenResponse: (honest, grant) => {
      began = process.cpuUsage()
      return tokenResponse?.(honest, grant) ?? honest
    },
  })
  return () => {
    const { user, system } = process.cpuUsage(began)
    return (user + system) / 1000
  }
}

function expectCalls(op: Op, { refusedAt = 'tokens' }: Row): void {
  const token = refusedAt === 'callback' ? 0 : 1
  const userinfo = refusedAt === 'userinfo' ? 1 : 0
  expect(op.counts).toMatchObject({ token, userinfo })
}
