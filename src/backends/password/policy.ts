import { newId } from '../../crypto/tokens.js'
import { PASSWORD_BACKEND } from '../../identity.js'
import { type Message, message } from '../../locales/messages.js'
import type { RecentlyAuthenticated } from '../../recent-authentication.js'
import type { User } from '../../store/models.js'
import type { Queries } from '../../store/store.js'

const MIN_LENGTH = 10
const MAX_LENGTH = 200
const MIN_DISTINCT_CHARS = 4

/** The most common passwords that are long enough, in lowercase, from the top of lists of leaked passwords. */
const COMMON_PASSWORDS = new Set(
  (
    '0123456789 0987654321 11111222223333344444 1122334455 12345678910 1234567890 123456789a 123456789q 123456abcdef ' +
    '1234qwerasdf 123qweasdzxc 147258369a 1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx3edc 1qazxsw23edc 9876543210 a123456789 ' +
    'aa12345678 abc123456789 abcd123456 abcdefghij administrator adminadmin alexander1 america123 baseball123 ' +
    'basketball blink182182 charlie123 chocolate1 computer123 correcthorsebatterystaple football123 ' +
    'iloveyou12 iloveyou123 iloveyou1234 jordan2323 letmein123 letmein1234 letmeinnow liverpool1 liverpoolfc ' +
    'manchester michael123 monkey1234 mynameis123 password01 password11 password12 password123 password1234 ' +
    'password12345 passwordpassword passw0rd123 p@ssw0rd123 portcullis portcullis1 pokemon123 princess123 q1w2e3r4t5 ' +
    'q1w2e3r4t5y6 qazwsxedcrfv qwerty1234 qwerty12345 qwerty123456 qwertyqwerty qwertyuiop qwertyuiop123 ' +
    'superman123 sunshine123 starwars123 trustno1234 welcome123 welcome1234 zaq12wsxcde3 zxcvbnm123 zxcvbnm1234'
  ).split(' '),
)

/**
 * What is wrong with a new password, as a sentence for the user; null for an accepted one. There are no rules about
 * kinds of characters, and nothing is trimmed (NIST SP 800-63B section 3.1.1.2).
 * @param names the user's names, such as user name and email address, which are easy to guess
 */
export function passwordProblem(password: string, names: readonly (string | null)[]): Message | null {
  const normal = password.normalize('NFC')
  const characters = Array.from(normal)
  if (/[\p{Cc}\p{Cs}]/u.test(normal)) return message('form.passwordUntypable')
  if (characters.length < MIN_LENGTH) return message('form.passwordTooShort', { count: MIN_LENGTH })
  if (characters.length > MAX_LENGTH) return message('form.passwordTooLong', { count: MAX_LENGTH })
  const folded = normal.toLowerCase()
  const guesses = names.flatMap((name) => (name === null ? [] : [name, ...name.split('@')]))
  if (guesses.some((guess) => guess.normalize('NFC').toLowerCase() === folded))
    return message('form.passwordIsName')
  if (COMMON_PASSWORDS.has(folded) || new Set(characters).size < MIN_DISTINCT_CHARS)
    return message('form.passwordTooEasy')
  return null
}

/** The issuer of the identities of this site. */
export const LOCAL_ISSUER = 'local'

/**
 * Replaces the password of the user who has just authenticated, and creates the password account if they have none
 * yet. Runs in the transaction of `tx`, which locks the user's row.
 */
export async function setPassword(
  tx: Pick<Queries, 'lockUser' | 'listAccounts' | 'createAccount' | 'setPassword'>,
  input: {
    readonly user: Pick<User, 'username'>
    readonly hash: string
    readonly now: Date
    readonly proof: RecentlyAuthenticated
  },
): Promise<void> {
  const { user, hash, now, proof } = input
  const { userId } = proof
  await tx.lockUser(userId, now)
  const accounts = await tx.listAccounts(userId)
  if (!accounts.some(({ backend }) => backend === PASSWORD_BACKEND)) {
    await tx.createAccount({
      id: newId(),
      userId,
      backend: PASSWORD_BACKEND,
      subject: newId(),
      issuer: LOCAL_ISSUER,
      label: user.username,
      tokens: null,
      extraData: '{}',
      lastLoginAt: now,
    })
  }
  await tx.setPassword(userId, hash, now)
}
