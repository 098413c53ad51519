import fc from 'fast-check'

const HALVES = { from: 0xd800, count: 0x800 }

/**
 * Every code point but half a pair, as a unit of `fc.string`. That of fast-check, `binary`, is the same with a table of a
 * million entries, which each test file would make anew.
 */
export const anyCharacter = fc
  .integer({ min: 0, max: 0x10ffff - HALVES.count })
  .map((index) => String.fromCodePoint(index < HALVES.from ? index : index + HALVES.count), indexOf)

function indexOf(character: unknown): number {
  const point = typeof character === 'string' ? character.codePointAt(0) : undefined
  if (point === undefined || String.fromCodePoint(point) !== character || /\p{Surrogate}/u.test(character))
    throw new Error('this is not one character')
  return point < HALVES.from ? point : point - HALVES.count
}
