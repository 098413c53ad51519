import { parseDuration } from '../../src/settings/schemas.js'

test.each([
  ['90s', 90_000],
  ['30m', 1_800_000],
  ['12h', 43_200_000],
  ['14d', 1_209_600_000],
  ['400d', 34_560_000_000],
])('%s is %d ms', (text, ms) => {
  expect(parseDuration(text)).toBe(ms)
})

test.each(['', '0d', '401d', '10', '1w', '-1d', '1.5h', '1D', ' 1d', '1d\n', `${'9'.repeat(400)}d`, 's'])(
  '%j is no duration',
  (text) => {
    expect(parseDuration(text)).toBeNull()
  },
)
