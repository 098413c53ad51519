import { PasswordHasher } from '../../../src/backends/password/hasher.js'
import { parseStoredHash } from '../../../src/backends/password/stored-hash.js'

const PASSWORD = 'correct horse battery'

/** Made by passlib 1.7.4, Django 3.2's hashers and better-auth 1.7, with a low cost where they have a choice. */
const FOREIGN: Readonly<Record<string, string>> = {
  'bcrypt, from passlib': '$2b$05$GCTgZMl4gnWUJ7YAguzQBOSqSAkeqU0sg5/3XRKrqk3yo.s276L3e',
  'bcrypt, from Django': 'bcrypt$$2b$05$ghsNRGkM3AgcL3wRqUTw5uYnOP45ALjaFDQ7ooaN245wAEeAYZZVq',
  'bcrypt of SHA-256, from Django':
    'bcrypt_sha256$$2b$05$1HZfoL6SfL5IythTsecUBe63y3NzRY0Jv2B.kcO.211GY12A9igtG',
  'bcrypt of SHA-256, from passlib':
    '$bcrypt-sha256$v=2,t=2b,r=5$NWK/hRTYL2DtrWXPR.M58O$UH2hKAFnmemjVg6VZTIfx45RMjeLmim',
  'PBKDF2, from Django': 'pbkdf2_sha256$1000$QEdrCR665Zgw$DuDE35NGcaBTKsJx6+bpM5ROVhNVwZ4dz0DzDYX32aQ=',
  'PBKDF2 with SHA-1, from Django': 'pbkdf2_sha1$1000$ukMY4eeEFQpR$GH5E1z5blXa8KyVcPahO/PZlG5o=',
  'PBKDF2 with SHA-256, from passlib':
    '$pbkdf2-sha256$1000$JoTwfg9hbO1di3GOsVYqBQ$X/vcXqjirANbfpD3k2KiV3st41r7tGOZXm7/lrcmOJg',
  'PBKDF2 with SHA-512, from passlib':
    '$pbkdf2-sha512$1000$9x4DYMzZe0/JGeP8//.fEw$0tyGTdKWH1AONTZNpRqKZwvPIKNAjjJlbkibuXsf5DJxTLzM3/mry9pN6YuRxWznFpIfYRQsdUe3HemPgmPKNg',
  'PBKDF2 with SHA-1, from passlib': '$pbkdf2$1000$KyXk/J8zppRS6h1jzFlrTQ$EDk.AMq2aR8PsVo7E4Tx24mI4tI',
  'scrypt, from passlib':
    '$scrypt$ln=14,r=8,p=1$9p7TmhNizHnPeW/N2VurtQ$U8ypA3ER2zMUsBYQtj58TsXFdhSe6NejZqdm3sNwzA4',
  'scrypt, from Django':
    'scrypt$16384$seasalt12345$8$1$L3Zecz0Ca4PRTOk9CLtWXxf1Rg4beE6ObNB4PASBglRMwlYP1QLViWPQDUk7bClzWIn4kg3rWQeIrhCaX/xHRA==',
}

describe('hashes of other systems', () => {
  const hasher = new PasswordHasher()

  test.each(Object.entries(FOREIGN))('%s: the password fits, another one does not', async (_form, hash) => {
    expect(parseStoredHash(hash)?.isForeign).toBe(true)
    expect(await hasher.verify(hash, PASSWORD)).toBe(true)
    for (const other of ['correct horse batterz', `${PASSWORD} `, '', '\0', hash])
      expect(await hasher.verify(hash, other)).toBe(false)
  })

  test('scrypt of better-auth hashes the NFKC form', async () => {
    const hash =
      '787265ca119c78f272c2551b615e53ee:145a4cf9540ffc38bd0efe01f3e90bd6777e52f2148992ca766d61f9411afd9d2757376efa523db63721e4388f19e05687b7ad55464ebd1965540a2bc7f6ca11'
    expect(await hasher.verify(hash, 'a password of ada')).toBe(true)
    expect(await hasher.verify(hash, 'ａ password of ada')).toBe(true)
    expect(await hasher.verify(hash, 'a password of Ada')).toBe(false)
  })

  test('argon2id is stored unchanged, also with the name that Django writes before it', async () => {
    const text = '$argon2id$v=19$m=102400,t=2,p=8$b2ZjcHdVcTBJQ2xNdW5EQWRFZUlDYQ$GMnT051qPEKViJ6J3nJ1zQ'
    expect(parseStoredHash(`argon2${text}`)).toMatchObject({ text, isForeign: false })
    expect(await hasher.verify(text, 'a password of alan')).toBe(true)
    expect(await hasher.verify(text, 'a password of Alan')).toBe(false)
  })
})

test.each([
  ['md5$StClpsByZCLs3LPl3XcCbV$e91adc7e6b3fa3acd2110a6b2bbc7c76', 'a weak form'],
  ['{SHA}W6ph5Mm5Pz8GgiULbPgzG37mj9g=', 'a weak form'],
  ['!8zh7nBunSv1wmZFcDfKGZ6qO2544cF9d3C341S4S', 'no hash'],
  ['', 'no hash'],
  ['$argon2id$v=19$m=4194304,t=3,p=1$c29tZXNhbHQ$RdescudvJCsgt3ub+b7daw', '4 GiB of memory'],
  ['$argon2id$v=19$m=131072,t=999,p=1$c29tZXNhbHQ$RdescudvJCsgt3ub+b7daw', 'too many passes'],
  ['$argon2id$v=19$m=65536,t=2,p=255$c29tZXNhbHQ$RdescudvJCsgt3ub+b7daw', 'too many lanes'],
  ['$argon2id$v=19$m=65536,t=0,p=1$c29tZXNhbHQ$RdescudvJCsgt3ub+b7daw', 'no pass'],
  ['$2b$31$GCTgZMl4gnWUJ7YAguzQBOSqSAkeqU0sg5/3XRKrqk3yo.s276L3e', 'weeks of bcrypt'],
  ['$2b$05$GCTgZMl4gnWUJ7YAguzQBOSqSAkeqU0sg5/3XRKrqk3yo.s276L3', 'a character too few'],
  ['pbkdf2_sha256$99999999$salt$DuDE35NGcaBTKsJx6+bpM5ROVhNVwZ4dz0DzDYX32aQ=', 'a minute of PBKDF2'],
  ['pbkdf2_sha256$0$salt$DuDE35NGcaBTKsJx6+bpM5ROVhNVwZ4dz0DzDYX32aQ=', 'no iteration'],
  ['pbkdf2_sha1$1000$salt$DuDE35NGcaBTKsJx6+bpM5ROVhNVwZ4dz0DzDYX32aQ=', 'a key of another length'],
  [
    'scrypt$16777216$salt$8$1$L3Zecz0Ca4PRTOk9CLtWXxf1Rg4beE6ObNB4PASBglRMwlYP1QLViWPQDUk7bClzWIn4kg3rWQeIrhCaX/xHRA==',
    '16 GiB of memory',
  ],
  [
    'scrypt$16384$salt$8$999$L3Zecz0Ca4PRTOk9CLtWXxf1Rg4beE6ObNB4PASBglRMwlYP1QLViWPQDUk7bClzWIn4kg3rWQeIrhCaX/xHRA==',
    'too long',
  ],
  [
    'scrypt$16383$salt$8$1$L3Zecz0Ca4PRTOk9CLtWXxf1Rg4beE6ObNB4PASBglRMwlYP1QLViWPQDUk7bClzWIn4kg3rWQeIrhCaX/xHRA==',
    'no power of two',
  ],
  ['$scrypt$ln=31,r=8,p=1$9p7TmhNizHnPeW/N2VurtQ$U8ypA3ER2zMUsBYQtj58TsXFdhSe6NejZqdm3sNwzA4', 'a terabyte'],
  [`$2b$05$${'a'.repeat(10_000)}`, 'a long text'],
])('%s is not verified: %s', async (hash) => {
  expect(parseStoredHash(hash)).toBeNull()
  expect(await new PasswordHasher().verify(hash, PASSWORD)).toBe(false)
})
