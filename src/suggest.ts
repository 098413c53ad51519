import { type Message, message } from './locales/messages.js'

/** The number of characters to add, remove, change or swap with their neighbour to turn one word into the other. */
function editDistance(one: string, other: string): number {
  const rows: number[][] = [Array.from({ length: other.length + 1 }, (_, column) => column)]
  const costAt = (row: number, column: number): number => rows[row]?.[column] ?? Infinity
  for (let row = 1; row <= one.length; row += 1) {
    rows[row] = [row]
    for (let column = 1; column <= other.length; column += 1) {
      const change = one[row - 1] === other[column - 1] ? 0 : 1
      const swapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1]
      const costs = [
        costAt(row - 1, column) + 1,
        costAt(row, column - 1) + 1,
        costAt(row - 1, column - 1) + change,
      ]
      rows[row]?.push(Math.min(...costs, swapped ? costAt(row - 2, column - 2) + 1 : Infinity))
    }
  }
  return costAt(one.length, other.length)
}

/** Words are compared without case and separators, so that `client_secret` is the same as `clientSecret`. */
function normalize(word: string): string {
  return word.toLowerCase().replaceAll(/[-_ ]/g, '')
}

/** The most edits for a match; one for short words, where two edits make another word. */
function maxEdits(candidate: string): number {
  return candidate.length < 5 ? 1 : 2
}

/** The candidate that `word` is probably a misspelling of, at most two edits away; null when none is that close. */
export function closestMatch(word: string, candidates: Iterable<string>): string | null {
  const written = normalize(word)
  let best: string | null = null
  let bestDistance = Infinity
  for (const candidate of candidates) {
    const known = normalize(candidate)
    // The word can have any length, so skip the table of distances when the lengths differ too much.
    if (Math.abs(written.length - known.length) > maxEdits(known)) continue
    const distance = editDistance(written, known)
    if (distance <= maxEdits(known) && distance < bestDistance) [best, bestDistance] = [candidate, distance]
  }
  return best
}

/** The fix for an unknown word, as the end of a sentence: `did you mean "issuer"?`, or a list of the known words. */
export function suggestionFor(word: string, knownWords: readonly string[]): Message {
  const match = closestMatch(word, knownWords)
  return match === null
    ? message('suggestion.known', { names: knownWords.join(', ') })
    : message('suggestion.didYouMean', { match })
}
