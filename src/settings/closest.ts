import { editDistance } from '../edit-distance.js'

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
