import { parseDefinitions } from '../../../src/backends/definition/parse.js'
import { presetNames } from '../../../src/backends/presets/index.js'
import { type Accent, settle } from '../../support/provider/accents/oauth2-accent.js'
import { OAUTH2_ACCENTS } from '../../support/provider/accents/oauth2-accents.js'
import { ACCENTS } from '../../support/provider/accents/oidc-accents.js'
import { type Broken, type Settled, spoil } from '../../support/provider/accents/oidc-accent.js'
import { lastRefusal } from '../../support/refusal.js'
import { useSite } from '../../support/use-site.js'
import { errorCode } from '../../conformance/trip.js'

const ALL = Object.entries(OAUTH2_ACCENTS)
const BROKEN = ALL.flatMap(([name, accent]) =>
  accent.broken.map((broken, index) => ({ name, accent, broken, as: `${name}-${index}` })),
)

const settled = new Map<string, Settled>()

/** The backend of a preset as it is written for the true provider. */
function definitionOf(name: string, accent: Accent) {
  const raw = { [name]: { ...accent.backend, clientId: 'portcullis', clientSecret: 'a secret' } }
  const { definitions, errors } = parseDefinitions(raw, { allowInsecureIssuers: false })
  expect(errors).toEqual([])
  const [definition] = definitions
  if (definition?.kind !== 'oauth2') throw new Error(`${name} is no OAuth 2 backend`)
  return definition
}

function settledAs(as: string, name: string, accent: Accent): Settled {
  const done = settle(provider, as, accent, { ...definitionOf(name, accent) })
  settled.set(as, done)
  return done
}

function brokenBackend(place: Settled, { fields, faults }: Broken) {
  spoil(place.op, faults?.(place.moved) ?? {})
  return { ...place.backend, ...fields }
}

const { site, provider } = useSite({
  database: 'sqlite',
  resetProviders: false,
  backends: () => ({
    ...Object.fromEntries(ALL.map(([name, accent]) => [name, settledAs(name, name, accent).backend])),
    ...Object.fromEntries(
      BROKEN.map(({ as, name, accent, broken }) => [as, brokenBackend(settledAs(as, name, accent), broken)]),
    ),
  }),
})

/** Presets whose tests are elsewhere: apple.test.ts, france-travail.test.ts and ../oauth2/presets.test.ts. */
const TESTED_ELSEWHERE = [
  'apple',
  'france-travail',
  'france-travail-recruiters',
  'discord',
  'facebook',
  'github',
  'github-enterprise',
]

test('every preset has a provider in the tests that speaks as it does', () => {
  const spoken = [...Object.keys(ACCENTS), ...Object.keys(OAUTH2_ACCENTS), ...TESTED_ELSEWHERE]
  expect(spoken.sort()).toEqual(presetNames)
})

test.each(ALL)(
  '%s: a user signs in, twice, and has the details that the provider states',
  async (name, { expected }) => {
    for (const visitor of [site.visitor(), site.visitor()]) {
      const page = await visitor.signIn(name)
      expect([page.status, page.url]).toEqual([200, expect.stringMatching(/\/account$/)])
    }
    const accounts = await site.rows.account.findMany({ where: { backend: name }, include: { user: true } })
    const { subject, email, proven, username, picture } = expected
    expect(accounts.map((account) => account.subject)).toEqual([subject])
    const user = accounts[0]?.user
    // Whoever comes later with the same wish gets a number besides.
    expect(user?.username).toMatch(new RegExp(`^${username}\\d*$`))
    expect(user).toMatchObject({ email, provenEmail: proven ? email : null, name: expected.name })
    if (picture !== undefined) expect(user?.picture).toBe(picture)
    const { lastAuthorization, counts } = settled.get(name)?.op ?? {}
    for (const [parameter, value] of Object.entries(expected.asked ?? {}))
      expect([parameter, lastAuthorization?.get(parameter)]).toEqual([parameter, value])
    expect(counts).toMatchObject({ token: 2, userinfo: 2 })
  },
)

test.each(BROKEN)('$name: $broken.quirk', async ({ as, broken }) => {
  const answer = await site.visitor().signIn(as)
  expect(errorCode(answer)).toBe(broken.code)
  const { code, detail } = lastRefusal(site)
  expect(code).toBe(broken.code)
  expect(detail).toContain(broken.detail)
  expect(await site.rows.account.count({ where: { backend: as } })).toBe(0)
})
