/** How many letters to add, drop, change or swap with their neighbour to turn one word into the other. */
export function editDistance(one: string, other: string): number {
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

function normalize(word: string): string {
  return word.toLowerCase().replaceAll(/[-_ ]/g, '')
}

/** The known word that was probably meant, or null when none is close. `client_secret` is close to `clientSecret`. */
export function closestMatch(word: string, candidates: readonly string[]): string | null {
  // Nothing we know is that long, and the table would grow with it.
  if (word.length > 40) return null
  const ranked = candidates
    .map((candidate) => ({ candidate, distance: editDistance(normalize(word), normalize(candidate)) }))
    .sort((one, other) => one.distance - other.distance)
  const [best] = ranked
  return best !== undefined && best.distance <= Math.max(1, Math.floor(best.candidate.length / 4))
    ? best.candidate
    : null
}

const MAX_EDITS = 2

/** The candidate that was probably meant by `word`: at most two letters apart; null when there is none. */
export function closestWord(word: string, candidates: Iterable<string>): string | null {
  let best: string | null = null
  let bestEdits = MAX_EDITS + 1
  for (const candidate of candidates) {
    // Nothing we know is that far, and the table would grow with the word.
    if (Math.abs(word.length - candidate.length) > MAX_EDITS) continue
    const edits = editDistance(word, candidate)
    if (edits < bestEdits) [best, bestEdits] = [candidate, edits]
  }
  return best
}
