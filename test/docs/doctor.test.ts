import { readFileSync } from 'node:fs'
import { FINDING_CODES } from '../../src/doctor/finding.js'
import { ERROR_KINDS } from '../../src/errors.js'

test('docs/doctor.md has a row for each code of the doctor, in order, and no code means two things', () => {
  const page = readFileSync(new URL('../../docs/doctor.md', import.meta.url), 'utf8')
  const rows = [...page.matchAll(/^\| `([a-z_]+)` +\|/gm)].map(([, code]) => code)
  const errors = rows.filter((code) => code !== undefined && Object.hasOwn(ERROR_KINDS, code))
  expect(rows.filter((code) => !errors.includes(code))).toEqual([...FINDING_CODES])
  expect(FINDING_CODES.filter((code) => Object.hasOwn(ERROR_KINDS, code))).toEqual([])
})
