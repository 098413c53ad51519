import { editDistance } from '../edit-distance.js'

function plain(word: string): string {
  return word.toLowerCase().replaceAll(/[-_ ]/g, '')
}

/** The known word that was probably meant, or null when none is close. `client_secret` is close to `clientSecret`. */
export function nearest(word: string, known: readonly string[]): string | null {
  // Nothing we know is that long, and the table would grow with it.
  if (word.length > 40) return null
  const ranked = known
    .map((candidate) => ({ candidate, far: editDistance(plain(word), plain(candidate)) }))
    .sort((one, other) => one.far - other.far)
  const [best] = ranked
  return best !== undefined && best.far <= Math.max(1, Math.floor(best.candidate.length / 4))
    ? best.candidate
    : null
}
