import fc from 'fast-check'
import { passwordProblem } from '../../../src/backends/password/policy.js'
import { ENGLISH } from '../../../src/locales/locales.js'
import { anyCharacter } from '../../support/any-character.js'

const NAMES = ['ann.summers', 'Ann.Summers@Example.Test', null]

function problemOf(password: string): string | null {
  const problem = passwordProblem(password, NAMES)
  return problem && ENGLISH.format(problem)
}

test.each([
  'correct horse battery',
  'ten chars!',
  '          four blanks around it matter',
  'ünïcödé is fine',
  '🦄🦊🐻🐼🐨🐯🦁🐮🐷🐸',
  'x1'.repeat(98) + 'yz',
  'not ann.summers alone',
])('%j is a password to keep', (password) => {
  expect(problemOf(password)).toBeNull()
})

test.each([
  ['', /at least 10/],
  ['nine char', /at least 10/],
  ['🦄🦊🐻🐼🐨🐯🦁🐮🐷', /at least 10/],
  ['é'.normalize('NFD').repeat(5), /at least 10/],
  ['x1'.repeat(100) + 'y', /at most 200/],
  ['ann.summers', /user name or email/],
  ['ANN.summers', /user name or email/],
  ['ann.summers@example.test', /user name or email/],
  ['example.test', /user name or email/],
  ['1234567890', /too easy to guess/],
  ['PassWord1234', /too easy to guess/],
  ['portcullis', /too easy to guess/],
  ['aaaaaaaaaaaaaaa', /too easy to guess/],
  ['abcabcabcabc', /too easy to guess/],
  ['a line\nand another', /can’t be typed/],
  ['with a \0 inside it', /can’t be typed/],
  ['half \ud800 a letter', /can’t be typed/],
])('%j is not a name: %s', (password, fault) => {
  expect(problemOf(password)).toMatch(fault)
})

test('whatever a user types, the answer is a sentence or nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: anyCharacter, maxLength: 300 }), (password) => {
      expect(problemOf(password) ?? 'fine.').toMatch(/\.$/)
    }),
  )
})
