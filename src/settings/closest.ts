import { editDistance } from '../edit-distance.js'

const MOST_EDITS = 2

/** The candidate that was probably meant by `word`: at most two letters apart; null when there is none. */
export function closest(word: string, candidates: Iterable<string>): string | null {
  let best: string | null = null
  let fewest = MOST_EDITS + 1
  for (const candidate of candidates) {
    // Nothing we know is that far, and the table would grow with the word.
    if (Math.abs(word.length - candidate.length) > MOST_EDITS) continue
    const edits = editDistance(word, candidate)
    if (edits < fewest) [best, fewest] = [candidate, edits]
  }
  return best
}
