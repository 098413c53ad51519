import fc from 'fast-check'
import { z } from 'zod'
import { PortcullisError } from '../../src/errors.js'
import { NO_ANSWERS, NO_OWN_FACTS } from '../../src/pipeline/facts.js'
import { OwnHalt } from '../../src/pipeline/own-question.js'
import { type OwnStep, toRunnableStep } from '../../src/pipeline/own-step.js'
import { Halt } from '../../src/pipeline/pipeline.js'
import { encrypter, identity, NOW, policy, site, user } from './facts.js'

const extension = {
  fields: z.object({ tenantId: z.string().default('main'), limit: z.number().default(1) }),
  roles: ['editor'],
}

/** What our steps may get. Everything else stays apart, in `own`. */
const KNOWN = [
  'complete',
  'allowed',
  'active',
  'email',
  'emailVerified',
  'provenEmail',
  'acceptedTerms',
  'mayCreate',
  'username',
  'user',
  'own',
]

async function run(step: unknown): Promise<unknown> {
  const store = {
    sendWrites: () => Promise.resolve(),
    findUser: (id: string) => Promise.resolve(id === user.id ? user : null),
    listTakenUsernames: () => Promise.resolve([]),
    runOwnStatement: () => Promise.resolve([]),
  }
  const facts = {
    identity,
    policy,
    site,
    encrypter,
    intent: 'sign-in',
    connecting: null,
    retry: 0,
    now: NOW,
    store,
    answers: NO_ANSWERS,
    own: NO_OWN_FACTS,
  }
  return toRunnableStep(step as OwnStep, extension).run(facts as never)
}

async function isHandled(own: () => unknown): Promise<void> {
  const result = await run({ name: 'mine', run: own }).catch((error: unknown) => error)
  if (result instanceof Error) {
    if (!(result instanceof PortcullisError)) throw result
    expect(result.code).toBe('step_failed')
    expect(result.detail).toMatch(/^the step mine /)
    return
  }
  if (result instanceof Halt) return
  const { reason, facts } = z
    .object({ reason: z.object({ verbatim: z.string() }), facts: z.record(z.string(), z.unknown()) })
    .parse(result)
  expect(reason.verbatim.length).toBeLessThanOrEqual(500)
  expect(reason.verbatim).not.toMatch(/[\p{Cc}]/u)
  expect(Object.keys(facts).filter((name) => !KNOWN.includes(name))).toEqual([])
  const granted = z.object({ roles: z.array(z.string()).nullable(), fields: z.unknown() }).parse(facts['own'])
  expect(granted.roles ?? []).toEqual((granted.roles ?? []).filter((role) => role === 'editor'))
}

const anything = fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true })
const factName = fc.oneof(
  fc.constantFrom(...KNOWN, 'roles', 'fields', 'store', 'identity', 'account', '__proto__', 'constructor'),
  fc.string(),
)
const factValue = fc.oneof(
  anything,
  fc.constantFrom(true, false, null, 'ada', [], ['editor'], { id: 'u1' }, { tenantId: 't' }, { limit: 1 }),
)
const facts = fc
  .array(fc.tuple(factName, factValue), { maxLength: 6 })
  .map((entries) => Object.fromEntries(entries) as object)

test('whatever a step returns, Portcullis gets facts that it knows, or an error with the name of the step', async () => {
  await fc.assert(fc.asyncProperty(anything, (value) => isHandled(() => value)))
  await fc.assert(
    fc.asyncProperty(facts, fc.string(), (each, reason) => isHandled(() => ({ reason, facts: each }))),
    { numRuns: 400 },
  )
})

test('whatever a step throws or asks, it is an error with its name, or a question that fits a page', async () => {
  await fc.assert(
    fc.asyncProperty(anything, (value) =>
      isHandled(() => {
        throw value
      }),
    ),
  )
  const question = fc.record(
    {
      key: factValue,
      title: factValue,
      text: factValue,
      button: factValue,
      fields: factValue,
      schema: factValue,
    },
    { requiredKeys: [] },
  )
  await fc.assert(
    fc.asyncProperty(fc.oneof(question, anything), factValue, (asked, reason) =>
      isHandled(() => new OwnHalt(asked as never, reason as never)),
    ),
  )
})
