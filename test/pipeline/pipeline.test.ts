import { ENGLISH } from '../../src/locales/locales.js'
import { verbatim } from '../../src/locales/messages.js'
import { PortcullisError } from '../../src/errors.js'
import { Halt, proceed, type TraceEntry, Pipeline } from '../../src/pipeline/pipeline.js'

interface Start {
  readonly one: number
}

const addTwo = ({ one }: Start) => Promise.resolve(proceed(verbatim('two follows one'), { two: one + 1 }))
const addThree = ({ two }: { readonly two: number }) =>
  Promise.resolve(proceed(verbatim('and three'), { three: two + 1 }))
const replaceOne = () => Promise.resolve(proceed(verbatim('one is another'), { one: 10 }))
const stop = () => Promise.resolve(new Halt({ type: 'email' }, verbatim('enough')))
const fail = (): Promise<never> => Promise.reject(new Error('broken'))

async function run(pipeline: Pipeline<Start, object>) {
  const notes: TraceEntry[] = []
  const outcome: unknown = await pipeline
    .run({ one: 1 }, (note) => notes.push(note))
    .catch((error: unknown) => error)
  return { outcome, notes: notes.map(({ step, reason }) => `${step}: ${ENGLISH.format(reason)}`) }
}

const begun = Pipeline.from<Start>()

test('facts add up, and each step leaves its name and its reason', async () => {
  expect(await run(begun.step(addTwo).step(addThree))).toEqual({
    outcome: { one: 1, two: 2, three: 3 },
    notes: ['addTwo: two follows one', 'addThree: and three'],
  })
})

test('a fact that is given again replaces the older one', async () => {
  expect((await run(begun.step(replaceOne).step(addTwo))).outcome).toEqual({ one: 10, two: 11 })
})

test('S89: a step that halts ends the run, and later steps do not run', async () => {
  const { outcome, notes } = await run(begun.step(addTwo).step(stop).step(fail))
  expect(outcome).toEqual(new Halt({ type: 'email' }, verbatim('enough')))
  expect(notes).toEqual(['addTwo: two follows one', 'stop: enough'])
})

test('S89: a step that throws ends the run with its error', async () => {
  const { outcome, notes } = await run(begun.step(fail).step(addTwo))
  expect(outcome).toEqual(new Error('broken'))
  expect(notes).toEqual(['fail: the step could not finish'])
})

test('a trace shows where a run ended and how, and how long each step took', async () => {
  const refuse = (): Promise<never> =>
    Promise.reject(new PortcullisError('not_allowed', { detail: 'the domain is not on the list' }))
  const notes: TraceEntry[] = []
  const record = (note: TraceEntry) => notes.push(note)
  await begun
    .step(addTwo)
    .step(refuse)
    .run({ one: 1 }, record)
    .catch(() => undefined)
  await begun.step(stop).run({ one: 1 }, record)
  for (const { ms } of notes) expect(ms).toBeGreaterThanOrEqual(0)
  expect(notes.map(({ step, reason, ended }) => [step, ENGLISH.format(reason), ended])).toEqual([
    ['addTwo', 'two follows one', undefined],
    ['refuse', 'the domain is not on the list', 'refused'],
    ['stop', 'enough', 'halted'],
  ])
})

test('a pipeline can be continued in two ways without either noticing', async () => {
  const trunk = begun.step(addTwo)
  const longer = trunk.step(addThree)
  expect((await run(trunk)).outcome).toEqual({ one: 1, two: 2 })
  expect((await run(longer)).outcome).toEqual({ one: 1, two: 2, three: 3 })
})
