import fc from 'fast-check'
import { IDENTIFYING_CLAIMS, readIdentity } from '../../../src/backends/code/read-identity.js'
import { enrichIdentity } from '../../../src/backends/code/enrich.js'
import { PortcullisError } from '../../../src/errors.js'
import type { HttpFetch } from '../../../src/http-client/http-client.js'
import type { Identity } from '../../../src/identity.js'

const definition = {
  name: 'own',
  issuer: 'urn:portcullis:backend:own',
  groupsClaim: null,
  requiredClaims: [],
  requiredValues: {},
  extraClaims: [],
}

function read(returned: unknown): Identity | PortcullisError {
  try {
    return readIdentity(returned, { label: 'finish of backend "own"', definition, tokens: null })
  } catch (error) {
    if (error instanceof PortcullisError) return error
    throw error
  }
}

/** What an identity holds whatever a function returns: else a sign-in could not go on with it. */
function expectSound(identity: Identity): void {
  expect(identity.issuer).toBe(definition.issuer)
  expect(identity.backend).toBe('own')
  expect(identity.subject.length).toBeGreaterThan(0)
  expect(identity.subject.length).toBeLessThanOrEqual(255)
  expect(identity.subject).not.toMatch(/[\p{Cc}\p{Cs}]/u)
  expect(identity.claims['sub']).toBe(identity.subject)
  if (identity.email !== null) expect(identity.email).toMatch(/^[^\s@]+@[^\s@]+$/)
  if (identity.emailVerified) expect(identity.email).not.toBeNull()
  if (identity.picture !== null) expect(identity.picture).toMatch(/^https:/)
  for (const text of [identity.name, identity.givenName, identity.familyName])
    if (text !== null) expect(text.length).toBeLessThanOrEqual(400)
  expect(JSON.stringify(identity).length).toBeLessThan(500_000)
  expect(Object.getPrototypeOf(identity.claims)).toBe(Object.prototype)
  expect(Object.hasOwn(identity.claims, '__proto__')).toBe(false)
}

const anything = fc.anything({
  withBigInt: true,
  withDate: true,
  withMap: true,
  withSet: true,
  withNullPrototype: true,
})
const members = {
  subject: fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), anything),
  email: fc.oneof(fc.emailAddress(), fc.string(), anything),
  emailVerified: fc.oneof(fc.boolean(), anything),
  username: fc.oneof(fc.string({ unit: 'binary' }), anything),
  name: fc.oneof(fc.string({ unit: 'binary', maxLength: 1000 }), anything),
  picture: fc.oneof(fc.webUrl(), fc.string(), anything),
  claims: fc.oneof(fc.dictionary(fc.string(), fc.jsonValue()), anything),
  authenticatedAt: fc.oneof(fc.date(), anything),
}

test('whatever a function returns is an error with a code, or an identity that holds', () => {
  fc.assert(
    fc.property(fc.oneof(anything, fc.record(members, { requiredKeys: [] })), (returned) => {
      const outcome = read(returned)
      if (outcome instanceof PortcullisError) expect(outcome.code).toBe('identity_rejected')
      else expectSound(outcome)
    }),
    { numRuns: 500 },
  )
})

test('a valid subject is stored byte for byte, with claims of any names', () => {
  const subject = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
    .filter((text) => text.trim() !== '')
  const names = fc.oneof(fc.constantFrom(...IDENTIFYING_CLAIMS, '__proto__', 'constructor'), fc.string())
  fc.assert(
    fc.property(subject, fc.array(fc.tuple(names, fc.jsonValue())), (sub, claims) => {
      const outcome = read({ subject: sub, claims: Object.fromEntries(claims) })
      if (outcome instanceof PortcullisError) expect(sub).toMatch(/[\p{Cc}\p{Cs}]/u)
      else {
        expectSound(outcome)
        expect(outcome.subject).toBe(sub)
        expect(outcome.email).toBeNull()
        expect(outcome.claims['email']).toBeUndefined()
        expect(outcome.claims['iss']).toBeUndefined()
      }
    }),
    { numRuns: 300 },
  )
})

test('enrich never changes who the user is', async () => {
  const identity = readIdentity(
    { subject: 'ada', email: 'ada@example.test', emailVerified: true },
    { label: 'profile', definition, tokens: null },
  )
  const fetch: HttpFetch = Object.assign(() => Promise.reject(new Error('no call')), {
    destroy: () => undefined,
  })
  const { signal } = new AbortController()
  const tokens = { accessToken: 'x', idToken: null, raw: {} }
  const use = { ...definition, claims: {}, emailVerified: null }
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        anything,
        fc.dictionary(fc.constantFrom(...IDENTIFYING_CLAIMS, 'teams', '__proto__'), fc.jsonValue()),
      ),
      async (returned) => {
        const enrich = () => returned as Record<string, unknown>
        const outcome = await enrichIdentity(identity, {
          definition: { ...use, enrich },
          tokens,
          fetch,
          signal,
        }).catch((error: unknown) => error)
        if (outcome instanceof PortcullisError) {
          expect(outcome.code).toBe('identity_rejected')
          return
        }
        const { claims, ...rest } = outcome as Identity
        const { claims: before, ...restBefore } = identity
        expect(rest).toEqual(restBefore)
        for (const name of IDENTIFYING_CLAIMS) expect(claims[name]).toEqual(before[name])
        expect(Object.hasOwn(claims, '__proto__')).toBe(false)
      },
    ),
    { numRuns: 300 },
  )
})
