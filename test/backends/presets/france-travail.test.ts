import { ProviderDiscovery } from '../../../src/backends/discovery.js'
import { parseDefinitions } from '../../../src/backends/definition/parse.js'
import { getPreset } from '../../../src/backends/presets/index.js'
import { createHttpClient } from '../../../src/http-client/http-client.js'
import { CLAIRE, RENE, speakFranceTravail, spelled } from '../../support/provider/accents/france-travail.js'
import type { Op } from '../../support/provider/index.js'
import { lastRefusal } from '../../support/refusal.js'
import { useSite } from '../../support/use-site.js'

const at = ({ issuer, clientId, clientSecret }: Op) => ({
  issuer,
  clientId,
  clientSecret,
  issuerAliases: [spelled(issuer)],
})

const { site, provider } = useSite({
  database: 'sqlite',
  backends: ({ provider }) => ({
    'france-travail': {
      preset: 'france-travail',
      ...at(provider.alias('individu')),
      extraScopes: ['api_candidaturespontaneev1', 'openid'],
    },
    recruiters: { preset: 'france-travail-recruiters', ...at(provider.alias('employeur')) },
    cold: {
      preset: 'france-travail',
      ...at(provider.alias('individu')),
      endpointParams: { realm: '/employeur' },
    },
    basic: {
      preset: 'france-travail',
      ...at(provider.alias('individu')),
      clientAuthentication: 'client_secret_basic',
    },
  }),
})
const individuals = provider.alias('individu')
const recruiters = provider.alias('employeur')

beforeEach(() => {
  individuals.reset()
  recruiters.reset()
  speakFranceTravail(individuals, '/individu')
  speakFranceTravail(recruiters, '/employeur')
  individuals.person(CLAIRE)
  recruiters.person(RENE)
})

test('a person who looks for work signs in: realm in every query, all scopes, credentials in the body', async () => {
  const visitor = site.visitor()
  const page = await visitor.signIn('france-travail')
  expect(page.status).toBe(200)
  expect(page.body).toContain('Claire')
  const asked = individuals.lastAuthorization
  expect(asked.get('realm')).toBe('/individu')
  expect(asked.get('scope')).toBe(
    'openid profile email api_peconnect-individuv1 application_portcullis api_candidaturespontaneev1',
  )
  const { form, body } = individuals.lastTokenRequest
  expect(form).toBe('client_secret_post')
  expect(body.has('realm')).toBe(false)
})

test('both presets accept the issuer with its port, and store accounts under the one without', async () => {
  for (const preset of ['france-travail', 'france-travail-recruiters']) {
    const { issuer, issuerAliases } = getPreset(preset)?.fields ?? {}
    const { protocol, host, pathname } = new URL(String(issuer))
    expect(issuerAliases).toEqual([`${protocol}//${host}:443${pathname}`])
  }
  await site.visitor().signIn('france-travail')
  const { issuer } = await site.rows.account.findFirstOrThrow({ where: { subject: CLAIRE.sub } })
  expect(issuer).toBe(individuals.issuer)
})

test('the details are those of the latest sign-in, and the gender is stored with the account', async () => {
  await site.visitor().signIn('france-travail')
  individuals.person({ ...CLAIRE, family_name: 'DURAND', email: 'claire.durand@example.test' })
  await site.visitor().signIn('france-travail')
  const account = await site.rows.account.findFirstOrThrow({
    where: { subject: CLAIRE.sub },
    include: { user: true },
  })
  expect(account.user).toMatchObject({ familyName: 'DURAND', email: 'claire.durand@example.test' })
  expect(account.user).toMatchObject({ provenEmail: null })
  expect(account.extraData).toBe('{"gender":"female"}')
})

test('an administrator sees what the provider states about itself, in its realm', async () => {
  const inquiry = new ProviderDiscovery({
    allowInsecure: true,
    clock: () => new Date(),
    createFetch: () => createHttpClient({ allowPrivate: true }),
  })
  const { issuer, clientId, clientSecret } = individuals
  const issuerAliases = [spelled(issuer)]
  const raw = { ft: { preset: 'france-travail', issuer, issuerAliases, clientId, clientSecret } }
  const [definition] = parseDefinitions(raw, { allowInsecureIssuers: true }).definitions
  expect(definition && (await inquiry.inspect(definition))).toMatchObject({ issuer: spelled(issuer) })
})

test('a certified recruiter signs in', async () => {
  const page = await site.visitor().signIn('recruiters')
  expect(page.status).toBe(200)
  expect(page.body).toContain('René')
  expect(recruiters.lastAuthorization.get('realm')).toBe('/employeur')
})

describe('a quirk is broken on purpose', () => {
  test.each([
    [
      'nothing about it',
      { habilitation: undefined },
      'habilitation must say "recruteurcertifie", and is missing',
    ],
    [
      'another habilitation',
      { habilitation: 'recruteurnoncertifie' },
      'habilitation must say "recruteurcertifie", and says',
    ],
    ['an inherited word', { habilitation: { toString: 'recruteurcertifie' } }, 'habilitation must say'],
    [
      'an address that is not verified',
      { email_verified: 'false' },
      'email_verified must say "true", and says something',
    ],
  ])('a recruiter who is not certified is not signed in: %s', async (_, change, detail) => {
    recruiters.person({ ...RENE, sub: 'uncertified', ...change })
    const page = await site.visitor().signIn('recruiters')
    expect(page.status).toBe(403)
    expect(lastRefusal(site).code).toBe('not_allowed')
    expect(lastRefusal(site).detail).toContain(detail)
    expect(await site.rows.account.count({ where: { subject: 'uncertified' } })).toBe(0)
  })

  test.each(['given_name', 'family_name', 'email'])('a user without %s is not signed in', async (claim) => {
    individuals.person({ ...CLAIRE, [claim]: '' })
    await site.visitor().signIn('france-travail')
    expect(lastRefusal(site)).toEqual({ code: 'claim_missing', detail: `the provider sent no ${claim}` })
  })

  test('a certified recruiter of one list of habilitations is certified, too', async () => {
    recruiters.person({ ...RENE, habilitation: ['autre', 'recruteurcertifie'], email_verified: true })
    expect((await site.visitor().signIn('recruiters')).status).toBe(200)
  })

  test.each([
    ['of a port that nobody has named', (op: Op) => `${op.issuer}:8443`],
    ['of another realm', (op: Op) => op.issuer.replace('individu', 'agent')],
  ])('an issuer %s', async (_, iss) => {
    individuals.misbehave({ idTokenClaims: (claims) => ({ ...claims, iss: iss(individuals) }) })
    await site.visitor().signIn('france-travail')
    expect(lastRefusal(site)).toMatchObject({ code: 'identity_rejected' })
    expect(lastRefusal(site).detail).toContain(`iss is "${iss(individuals)}", which is neither`)
  })

  test('the realm of another person', async () => {
    await site.visitor().signIn('cold')
    expect(lastRefusal(site)).toEqual({
      code: 'provider_unavailable',
      detail: 'the metadata: status 400, error invalid_request: "the query lacks something"',
    })
  })

  test('credentials in the header', async () => {
    await site.visitor().signIn('basic')
    expect(lastRefusal(site)).toMatchObject({
      code: 'provider_misconfigured',
      detail:
        'the token request: error invalid_client: the client ID, the client secret or "clientAuthentication" is wrong: ' +
        '"expected client_secret_post, got client_secret_basic, or the credentials are wrong"',
    })
  })
})
