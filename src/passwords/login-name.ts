import { normalizeEmail } from '../email.js'
import type { LoginName } from '../store/passwords.js'

/**
 * What somebody typed to say who they are, in the one form in which names are stored: blanks around it dropped,
 * compatibility characters folded, lower case. With an "@" it is an e-mail address. Null for what nobody can have.
 */
export function parseLoginName(input: string): LoginName | null {
  const name = input.trim()
  if (name === '' || /\p{Cc}/u.test(name)) return null
  if (!name.includes('@')) return { username: name.normalize('NFKC').toLowerCase() }
  const provenEmail = normalizeEmail(name)
  return provenEmail === null ? null : { provenEmail }
}
