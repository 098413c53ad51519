import fc from 'fast-check'
import { Signer } from '../../src/crypto/signing.js'
import {
  hashToken,
  newEmailCode,
  newId,
  newReference,
  newToken,
  parseReference,
} from '../../src/crypto/tokens.js'
import { Encrypter } from '../../src/crypto/encryption.js'

const OLD = 'an old key of more than thirty-two bytes'
const NEW = 'a new key of more than thirty-two bytes!'

/** The text with another character at this place. */
function changed(text: string, at: number): string {
  return text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1)
}

describe('Signer', () => {
  const signer = new Signer([NEW, OLD])

  test('verifies what it has signed, for the same purpose only', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (value) => {
        const sealed = signer.sign('session', value)
        expect(signer.unsign('session', sealed)).toBe(value)
        expect(signer.unsign('browser', sealed)).toBeNull()
      }),
    )
  })

  test('a change of any character makes it invalid', () => {
    const sealed = signer.sign('session', 'token')
    for (let at = 0; at < sealed.length; at += 1) {
      expect(signer.unsign('session', changed(sealed, at))).toBeNull()
    }
    for (const odd of ['', '.', 'token', 'token.', `.${sealed}`, `${sealed}=`, `${sealed} `]) {
      expect(signer.unsign('session', odd)).toBeNull()
    }
  })

  test('the newest key signs; keys that are still listed verify; a removed one does not', () => {
    const old = new Signer([OLD])
    expect(signer.unsign('session', old.sign('session', 'x'))).toBe('x')
    expect(old.unsign('session', signer.sign('session', 'x'))).toBeNull()
  })
})

describe('Encrypter', () => {
  const vault = new Encrypter([NEW, OLD])

  test('decrypts what it has encrypted, in the same row only', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (row, plain) => {
        const sealed = vault.encrypt(row, plain)
        expect(vault.decrypt(row, sealed)).toBe(Buffer.from(plain, 'utf8').toString('utf8'))
        expect(vault.decrypt(`${row}x`, sealed)).toBeNull()
      }),
    )
  })

  test('a changed byte anywhere, a missing end or nothing at all opens to null', () => {
    const sealed = vault.encrypt('row', 'secret')
    for (let at = 0; at < sealed.length; at += 1) {
      const broken = Uint8Array.from(sealed, (byte, index) => (index === at ? byte ^ 1 : byte))
      expect(vault.decrypt('row', broken)).toBeNull()
      expect(vault.decrypt('row', sealed.slice(0, at))).toBeNull()
    }
  })

  test('R83: after a rotation old rows still open; with the key lost they open to null', () => {
    const sealed = new Encrypter([OLD]).encrypt('row', 'secret')
    expect(vault.decrypt('row', sealed)).toBe('secret')
    expect(new Encrypter([NEW]).decrypt('row', sealed)).toBeNull()
  })

  test('the same text never looks the same twice', () => {
    expect(vault.encrypt('row', 'secret')).not.toEqual(vault.encrypt('row', 'secret'))
  })
})

test('tokens, ids and references are new each time and of their form', () => {
  const many = <T>(make: () => T) => Array.from({ length: 200 }, make)
  for (const [make, form] of [
    [newToken, /^[\w-]{43}$/],
    [newId, /^[\w-]{22}$/],
    [newReference, /^[2-9A-HJKMNP-TV-Z]{8}$/],
    [newEmailCode, /^[2-9A-HJKMNP-TV-Z]{3}-[2-9A-HJKMNP-TV-Z]{3}-[2-9A-HJKMNP-TV-Z]{3}$/],
  ] as const) {
    const made = many(make)
    expect(new Set(made).size).toBe(200)
    for (const value of made) expect(value).toMatch(form)
  }
})

test('tokens and IDs of many fetches of random bytes never repeat a part', () => {
  const texts = Array.from({ length: 2000 }, (_, index) => (index % 3 === 0 ? newId() : newToken()))
  // Without the last characters, which have fewer bits.
  const parts = texts.flatMap((text) => text.match(/.{10}/g) ?? [])
  expect(new Set(parts).size).toBe(parts.length)
})

test('a reference is found as it is read out, as it was copied, and as earlier releases wrote it', () => {
  for (const typed of ['K7QM2XHD', 'k7qm-2xhd', ' K7QM 2XHD ', 'ref K7QM2XHD', 'Reference: k7qm2xhd'])
    expect([typed, parseReference(typed)]).toEqual([typed, 'K7QM2XHD'])
  for (const other of ['K7Q-M2X-HD4', 'WDJB-MJHI', 'K7QM2XH', 'ref', '', 'K7QM2XHD'.repeat(9)])
    expect([other, parseReference(other)]).toEqual([other, null])
})

test('tokens are hashed with SHA-256', () => {
  expect(hashToken('abc')).toBe('ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0')
})
