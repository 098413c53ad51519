import { parseDefinitions } from '../../../src/backends/definition/parse.js'
import {
  type Accent,
  type Broken,
  type Settled,
  settle,
  spoil,
} from '../../support/provider/accents/oidc-accent.js'
import { ACCENTS } from '../../support/provider/accents/oidc-accents.js'
import { lastRefusal } from '../../support/refusal.js'
import { useSite } from '../../support/use-site.js'
import { errorCode } from '../../conformance/trip.js'

const ALL = Object.entries(ACCENTS)
const BROKEN = ALL.flatMap(([name, accent]) =>
  accent.broken.map((broken, index) => ({
    name,
    accent,
    broken,
    title: broken.quirk,
    as: `${name}-${index}`,
  })),
)

const settled = new Map<string, Settled>()

/** The backend of a preset as it is written for the true provider. */
function definitionOf(name: string, accent: Accent) {
  const { backend, clientSecret = 'a secret' } = accent
  const raw = { [name]: { ...backend, clientId: 'portcullis', clientSecret } }
  const { definitions, errors } = parseDefinitions(raw, { allowInsecureIssuers: false })
  expect(errors).toEqual([])
  const [definition] = definitions
  if (definition?.kind !== 'oidc') throw new Error(`${name} is no OpenID Connect backend`)
  return definition
}

function settledAs(as: string, name: string, accent: Accent): Settled {
  const done = settle(provider, as, accent, { ...definitionOf(name, accent) })
  settled.set(as, done)
  return done
}

function at(as: string): Settled {
  const found = settled.get(as)
  if (found === undefined) throw new Error(`nobody speaks as ${as}`)
  return found
}

/** Fields that are written wrongly, their addresses moved to where the provider is. */
function moved(fields: Broken['fields'], { moved: move }: Settled): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields ?? {}).map(([field, value]) => [
      field,
      typeof value === 'string' && value.startsWith('https:') ? move(value) : value,
    ]),
  )
}

const { site, provider } = useSite({ database: 'sqlite', backends, resetProviders: false })

function backends() {
  const sound = ALL.map(([name, accent]) => [name, settledAs(name, name, accent).backend] as const)
  const broken = BROKEN.map(({ as, name, accent, broken: { fields, faults } }) => {
    const place = settledAs(as, name, accent)
    spoil(place.op, faults?.(place.moved) ?? {})
    return [as, { ...place.backend, ...moved(fields, place) }] as const
  })
  return Object.fromEntries([...sound, ...broken])
}

describe.each(ALL)('%s', (name, accent) => {
  const { expected } = accent

  test('the preset asks where the provider publishes its metadata, and expects the issuer that they name', () => {
    const { issuer, issuerTemplate } = definitionOf(name, accent)
    expect(issuerTemplate ?? issuer).toBe(accent.metadata['issuer'])
  })

  test('a user signs in, and has the details that the provider states', async () => {
    const { op, moved: move } = at(name)
    const page = await site.visitor().signIn(name)
    expect([page.status, page.url]).toEqual([200, expect.stringMatching(/\/account$/)])
    const account = await site.rows.account.findFirstOrThrow({
      where: { backend: name },
      include: { user: true },
    })
    expect(account.subject).toBe(expected.subject)
    expect(account.issuer).toBe(move(expected.issuer ?? String(accent.metadata['issuer'])))
    // A later user with the same name gets a number besides.
    expect(account.user.username.replace(/\d*$/, '')).toBe(expected.username)
    expect(account.user).toMatchObject({
      email: expected.email,
      provenEmail: expected.proven ? expected.email : null,
      name: expected.name,
    })
    if (expected.picture !== undefined) expect(account.user.picture).toBe(expected.picture)
    expect(JSON.parse(account.extraData)).toEqual(expected.extraData ?? {})
    for (const [parameter, value] of Object.entries(expected.asked ?? { code_challenge_method: 'S256' })) {
      expect([parameter, op.lastAuthorization.get(parameter)]).toEqual([parameter, value])
    }
    expect(op.counts).toMatchObject({ token: 1, userinfo: expected.userInfoRequests ?? 1 })
  })

  test('a second sign-in finds the same account', async () => {
    await site.visitor().signIn(name)
    expect(await site.rows.account.count({ where: { backend: name } })).toBe(1)
  })
})

test.each(BROKEN)('$name: $title', async ({ as, broken }) => {
  const answer = await site.visitor().signIn(as)
  const { moved: move } = at(as)
  expect(errorCode(answer)).toBe(broken.code)
  const { code, detail } = lastRefusal(site)
  expect(code).toBe(broken.code)
  expect(detail).toContain(broken.detail.replaceAll(/"https?:[^"]*"/g, move))
  expect(await site.rows.account.count({ where: { backend: as } })).toBe(0)
})
