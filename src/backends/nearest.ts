import { editDistance } from '../edit-distance.js'

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
