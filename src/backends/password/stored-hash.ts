import { createHash, createHmac, pbkdf2, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { verify as verifyArgon2 } from '@node-rs/argon2'
import { verify as verifyBcrypt } from '@node-rs/bcrypt'

/** A password hash that can be verified, in the form of this site or of another system. */
export interface StoredHash {
  /** The text to store. */
  readonly text: string
  /** Whether the hash is to be replaced by one of this site at the next sign-in. */
  readonly isForeign: boolean
  /** The cost is limited: at most 128 MiB, and about a second. */
  verify(password: string): Promise<boolean>
}

// The limits keep a hash that someone has made up from stopping the server; each is twice what current systems use, or
// more. Django 6 uses 1,200,000 iterations, and 100 MiB for argon2.
const MAX_TEXT_LENGTH = 512
const MAX_ARGON2_MEMORY_KIB = 2 ** 17
const MAX_ARGON2_KIB_PASSES = 2 ** 19
const MAX_ARGON2_LANES = 16
const MAX_BCRYPT_COST = 14
const MAX_PBKDF2_ITERATIONS = 3_000_000
const MAX_SCRYPT_BYTES = 2 ** 27
/** The product of N, r and p, which the time is proportional to. */
const MAX_SCRYPT_WORK = 2 ** 21

const runPbkdf2 = promisify(pbkdf2)

type MatchPassword = (password: string) => Promise<boolean>

/** One form of hashes: what it looks like, and how the match becomes a check. Null when its cost is over the limits. */
interface HashForm {
  readonly pattern: RegExp
  readonly parse: (groups: Readonly<Record<string, string>>) => MatchPassword | null
}

const FORMS: readonly HashForm[] = [
  {
    // PHC. `keyid` and `data` are not accepted, because no system in use writes them.
    pattern:
      /^(?<text>\$argon2(?:id|i|d)\$v=19\$m=(?<m>\d{1,7}),t=(?<t>\d{1,3}),p=(?<p>\d{1,3})\$[\w+/]{11,86}\$[\w+/]{16,172})$/,
    parse: ({ text = '', m, t, p }) => {
      const [memory, passes, lanes] = [Number(m), Number(t), Number(p)]
      if (memory > MAX_ARGON2_MEMORY_KIB || memory * passes > MAX_ARGON2_KIB_PASSES || memory < 8 * lanes)
        return null
      if (passes === 0 || lanes === 0 || lanes > MAX_ARGON2_LANES) return null
      return matchesSpelling(['NFC', 'raw'], (password) => verifyArgon2(text, password))
    },
  },
  {
    // Modular crypt, and Django's BCryptPasswordHasher.
    pattern: /^(?:bcrypt\$)?(?<text>\$2[aby]\$(?<cost>\d\d)\$[./A-Za-z0-9]{53})$/,
    parse: ({ text = '', cost }) =>
      isBcryptCost(cost) ? matchesSpelling(['raw', 'NFC'], (password) => verifyBcrypt(password, text)) : null,
  },
  {
    // Django's BCryptSHA256PasswordHasher.
    pattern: /^bcrypt_sha256\$(?<text>\$2[aby]\$(?<cost>\d\d)\$[./A-Za-z0-9]{53})$/,
    parse: ({ text = '', cost }) =>
      isBcryptCost(cost)
        ? matchesSpelling(['raw', 'NFC'], (password) =>
            verifyBcrypt(createHash('sha256').update(password).digest('hex'), text),
          )
        : null,
  },
  {
    // passlib's bcrypt_sha256, version 2.
    pattern:
      /^\$bcrypt-sha256\$v=2,t=2b,r=(?<cost>\d{1,2})\$(?<salt>[./A-Za-z0-9]{22})\$(?<key>[./A-Za-z0-9]{31})$/,
    parse: ({ cost = '', salt = '', key = '' }) =>
      isBcryptCost(cost)
        ? matchesSpelling(['raw', 'NFC'], (password) =>
            verifyBcrypt(
              createHmac('sha256', salt).update(password).digest('base64'),
              `$2b$${cost.padStart(2, '0')}$${salt}${key}`,
            ),
          )
        : null,
  },
  {
    // Django's PBKDF2 hashers.
    pattern:
      /^pbkdf2_(?<digest>sha1|sha256)\$(?<iterations>\d{1,8})\$(?<salt>[^$]{1,128})\$(?<key>[\w+/]{27,43}=)$/,
    parse: ({ digest = '', iterations, salt = '', key = '' }) =>
      parsePbkdf2({ digest, iterations, salt: Buffer.from(salt), key: Buffer.from(key, 'base64') }),
  },
  {
    // passlib's PBKDF2 hashers, whose base64 has "." instead of "+".
    pattern:
      /^\$pbkdf2(?:-(?<digest>sha256|sha512))?\$(?<iterations>\d{1,8})\$(?<salt>[\w./]{1,128})\$(?<key>[\w./]{27,86})$/,
    parse: ({ digest = 'sha1', iterations, salt = '', key = '' }) =>
      parsePbkdf2({ digest, iterations, salt: fromAdaptedBase64(salt), key: fromAdaptedBase64(key) }),
  },
  {
    // better-auth: the salt is used as its hexadecimal text.
    pattern: /^(?<salt>[0-9a-f]{32}):(?<key>[0-9a-f]{128})$/,
    parse: ({ salt = '', key = '' }) =>
      parseScrypt({ n: 2 ** 14, r: 16, p: 1, salt, key: Buffer.from(key, 'hex') }, ['NFKC']),
  },
  {
    // Django's ScryptPasswordHasher.
    pattern:
      /^scrypt\$(?<n>\d{1,8})\$(?<salt>[^$]{1,128})\$(?<r>\d{1,3})\$(?<p>\d{1,3})\$(?<key>[\w+/]{86}==)$/,
    parse: ({ n, r, p, salt = '', key = '' }) =>
      parseScrypt({
        n: Number(n),
        r: Number(r),
        p: Number(p),
        salt: Buffer.from(salt),
        key: Buffer.from(key, 'base64'),
      }),
  },
  {
    // passlib's scrypt.
    pattern:
      /^\$scrypt\$ln=(?<ln>\d{1,2}),r=(?<r>\d{1,3}),p=(?<p>\d{1,3})\$(?<salt>[\w+/]{1,128})\$(?<key>[\w+/]{43})$/,
    parse: ({ ln, r, p, salt = '', key = '' }) =>
      parseScrypt({
        n: 2 ** Number(ln),
        r: Number(r),
        p: Number(p),
        salt: Buffer.from(salt, 'base64'),
        key: Buffer.from(key, 'base64'),
      }),
  },
]

/**
 * Reads a password hash: argon2 (PHC), bcrypt, PBKDF2 or scrypt, as this site, better-auth, Django and passlib write them.
 * @returns null for an unknown form, and for one whose parameters would cost too much memory or time
 */
export function parseStoredHash(stored: string): StoredHash | null {
  if (stored.length > MAX_TEXT_LENGTH) return null
  // Django writes its own name of the algorithm before the PHC text.
  const text = stored.startsWith('argon2$argon2') ? stored.slice('argon2'.length) : stored
  for (const { pattern, parse } of FORMS) {
    const match = pattern.exec(text)
    if (match === null) continue
    const verify = parse({ ...match.groups })
    return verify && { text, isForeign: !text.startsWith('$argon2id$'), verify }
  }
  return null
}

function isBcryptCost(cost: string | undefined): boolean {
  return Number(cost) >= 4 && Number(cost) <= MAX_BCRYPT_COST
}

interface Pbkdf2Parameters {
  readonly digest: string
  readonly iterations: string | undefined
  readonly salt: Buffer
  readonly key: Buffer
}

function parsePbkdf2({ digest, iterations, salt, key }: Pbkdf2Parameters): MatchPassword | null {
  const count = Number(iterations)
  if (count < 1 || count > MAX_PBKDF2_ITERATIONS) return null
  // A longer key would multiply the cost.
  if (key.length !== createHash(digest).digest().length) return null
  return matchesSpelling(['raw', 'NFC'], async (password) =>
    timingSafeEqual(await runPbkdf2(password, salt, count, key.length, digest), key),
  )
}

interface ScryptParameters {
  readonly n: number
  readonly r: number
  readonly p: number
  readonly salt: string | Buffer
  readonly key: Buffer
}

function parseScrypt(
  { n, r, p, salt, key }: ScryptParameters,
  spellings: readonly Spelling[] = ['raw', 'NFC'],
): MatchPassword | null {
  const isPossible = n >= 2 && Number.isInteger(Math.log2(n)) && r >= 1 && p >= 1
  if (!isPossible || 128 * n * r > MAX_SCRYPT_BYTES || n * r * p > MAX_SCRYPT_WORK) return null
  const options = { N: n, r, p, maxmem: 128 * r * (n + p + 2) }
  return matchesSpelling(
    spellings,
    (password) =>
      new Promise((resolve, reject) => {
        scrypt(password, salt, key.length, options, (error, derived) => {
          if (error) reject(error)
          else resolve(timingSafeEqual(derived, key))
        })
      }),
  )
}

type Spelling = 'raw' | 'NFC' | 'NFKC'

/**
 * Tries the spellings of Unicode that a system may have hashed, one after the other. For most passwords these are one and
 * the same, so that there is one try.
 */
function matchesSpelling(spellings: readonly Spelling[], matches: MatchPassword): MatchPassword {
  return async (password) => {
    const spelled = spellings.map((form) => (form === 'raw' ? password : password.normalize(form)))
    for (const each of new Set(spelled)) if (await matches(each)) return true
    return false
  }
}

function fromAdaptedBase64(text: string): Buffer {
  return Buffer.from(text.replaceAll('.', '+'), 'base64')
}
