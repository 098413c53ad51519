import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const TEST = fileURLToPath(new URL('..', import.meta.url))

test('test/CASES.md explains every case number of the tests, once, and no others', () => {
  const files = readdirSync(TEST, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  )
  // At the beginning of a title or a comment: `S85: ...` or `R64, R68: ...`.
  const used = files
    .flatMap((name) => [
      ...readFileSync(join(TEST, name), 'utf8').matchAll(/\b[CRS]\d+(?:, [CRS]\d+)*(?=:)/g),
    ])
    .flatMap(([numbers]) => numbers.split(', '))
  const listed = [...readFileSync(join(TEST, 'CASES.md'), 'utf8').matchAll(/^- \*\*([CRS]\d+)\*\* \S/gm)]
  expect(listed.map(([, number]) => number).sort()).toEqual([...new Set(used)].sort())
})
