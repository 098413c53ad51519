import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { COMMANDS } from '../../src/cli/commands.js'
import { PERSON_MEMBERS } from '../../src/import/candidate.js'

const importOptions = COMMANDS.find(({ name }) => name === 'import')?.options ?? {}
const text = readFileSync(join(import.meta.dirname, '../../docs/import.md'), 'utf8')

/** The names in the first column of the first table below a heading. */
function namesBelow(heading: string): readonly string[] {
  const [, section = ''] = text.split(`\n## ${heading}\n`)
  const [, table = ''] = /\n\| -+.*\n((?:\|.*\n)+)/.exec(section) ?? []
  const cells = table.split('\n').map((row) => row.split('|')[1] ?? '')
  return cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name))
}

test('docs/import.md has every option of the command, and every member of a person', () => {
  const options = Object.entries(importOptions).map(([name, { valueName }]) =>
    valueName === null ? `--${name}` : `--${name} ${valueName}`,
  )
  expect([...namesBelow('Options')].sort()).toEqual(['SOURCE', ...options].sort())
  const members = namesBelow('From passport, and everything else')
  expect([...members].sort()).toEqual([...PERSON_MEMBERS].sort())
})

test('docs/import.md has a section for each system', () => {
  const { summary = '' } = importOptions['from'] ?? {}
  for (const system of summary.split(', ')) expect(text).toContain(`import --from ${system} `)
})
