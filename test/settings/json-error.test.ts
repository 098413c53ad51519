import fc from 'fast-check'
import { findJsonError } from '../../src/settings/json-error.js'

test.each([
  ['', 1, 1],
  ['{"a": tru}', 1, 7],
  ['{"a": 1,}', 1, 9],
  ['{\n  "a": 1\n  "b": 2\n}', 3, 3],
  ['{"a": "open', 1, 7],
  ["{'a': 1}", 1, 2],
  ['[1, 2', 1, 6],
  ['[01]', 1, 2],
  ['{} x', 1, 4],
  ['{"a": 1} // why', 1, 10],
  ['[1 2]', 1, 4],
  ['{"a" 1}', 1, 6],
])('%j stops being JSON at %d:%d', (text, line, column) => {
  expect(findJsonError(text)).toEqual({ line, column })
})

test('the output of JSON.stringify is valid JSON to its end', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = JSON.stringify(value)
      expect(findJsonError(text)).toEqual({ line: 1, column: text.length + 1 })
    }),
  )
})
