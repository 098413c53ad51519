import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { NO_ANSWERS } from '../../src/pipeline/facts.js'
import type { Start } from '../../src/pipeline/facts.js'
import { Pipeline } from '../../src/pipeline/pipeline.js'
import { asked, facts } from '../pipeline/facts.js'
import { confirmAge } from './confirm-age.js'

const read = (path: string) => readFileSync(fileURLToPath(new URL(path, import.meta.url)), 'utf8')

test('the step of docs/pauses.md is the one that is compiled here', () => {
  const [, example = ''] = /```ts\n(.*?)```/s.exec(read('../../docs/pauses.md')) ?? []
  expect(read('confirm-age.ts').replaceAll('../../src/pipeline/', '../')).toBe(example)
})

test('it asks new people once, and fits into a pipeline', async () => {
  const fresh = { user: null, mayCreate: true }
  expect(await asked(confirmAge({ ...fresh, answers: NO_ANSWERS }))).toMatchObject({ key: 'age' })
  const confirmed = { ...NO_ANSWERS, confirmed: ['age'] }
  expect(await facts(confirmAge({ ...fresh, answers: confirmed }))).toEqual({ oldEnough: true })
  expect(await facts(confirmAge({ user: null, mayCreate: false, answers: NO_ANSWERS }))).toEqual({
    oldEnough: true,
  })
  expect(Pipeline.from<Start & typeof fresh>().step(confirmAge)).toBeInstanceOf(Pipeline)
})
