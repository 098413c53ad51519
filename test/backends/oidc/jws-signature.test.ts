import { generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto'
import { compactVerify, CompactSign } from 'jose'
import { verifyJwsSignature } from '../../../src/backends/oidc/key-set.js'

const RSA = generateKeyPairSync('rsa', { modulusLength: 2048 })
const P256 = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const P384 = generateKeyPairSync('ec', { namedCurve: 'P-384' })
const P521 = generateKeyPairSync('ec', { namedCurve: 'P-521' })
const ED25519 = generateKeyPairSync('ed25519')
type Pair = { readonly publicKey: KeyObject; readonly privateKey: KeyObject }
const ALGORITHMS: readonly (readonly [string, Pair])[] = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'].map((algorithm) => [algorithm, RSA] as const),
  ['ES256', P256],
  ['ES384', P384],
  ['ES512', P521],
  ['EdDSA', ED25519],
  ['Ed25519', ED25519],
]
const P1363 = { dsaEncoding: 'ieee-p1363' } as const
/** The hash and the options of an algorithm, with a key that it is not meant for. */
const FOREIGN = [
  ['EdDSA', null, {}, RSA],
  ['ES256', 'sha256', P1363, P384],
  ['ES256', 'sha256', P1363, generateKeyPairSync('ec', { namedCurve: 'secp256k1' })],
  ['ES512', 'sha512', P1363, P256],
  ['RS256', 'sha256', {}, P256],
] as const
const PAYLOAD = '{"sub":"ann"}'

const signWith = (alg: string, { privateKey }: Pair) =>
  new CompactSign(Buffer.from(PAYLOAD)).setProtectedHeader({ alg }).sign(privateKey)

const ownResult = async (token: string, algorithm: string, key: KeyObject): Promise<string | null> => {
  const payload = await verifyJwsSignature(token, algorithm, key)
  return payload && Buffer.from(payload).toString()
}

const joseResult = (token: string, algorithm: string, key: KeyObject): Promise<string | null> =>
  compactVerify(token, key, { algorithms: [algorithm] }).then(
    ({ payload }) => Buffer.from(payload).toString(),
    () => null,
  )

/** The token, and tokens that differ from it in one place. */
function variants(token: string): string[] {
  const [header = '', payload = '', signature = ''] = token.split('.')
  const changed = (text: string, at: number) =>
    text.slice(0, at) + (text.charAt(at) === 'A' ? 'B' : 'A') + text.slice(at + 1)
  const zeros = Buffer.alloc(Buffer.from(signature, 'base64url').length).toString('base64url')
  const otherSignatures = [changed(signature, 0), changed(signature, 40), signature.slice(0, -4), '', zeros]
  return [
    token,
    ...[changed(header, 8), ''].map((text) => [text, payload, signature].join('.')),
    ...[changed(payload, 0), `${payload}=`, `${payload} `, ''].map((text) =>
      [header, text, signature].join('.'),
    ),
    ...[...otherSignatures, `${signature}AAAA`, `+${signature}`].map((text) =>
      [header, payload, text].join('.'),
    ),
    `${header}.${payload}`,
    `${token}.`,
    `${token}.${signature}`,
    `.${token}`,
    '',
  ]
}

test.each(ALGORITHMS)(
  '%s: a token is valid as it was signed, and with no change, as jose says',
  async (alg, pair) => {
    const token = await signWith(alg, pair)
    const results = variants(token).map((text) => ownResult(text, alg, pair.publicKey))
    expect(await Promise.all(results)).toEqual(results.map((_, index) => (index === 0 ? PAYLOAD : null)))
    const expected = variants(token).map((text) => joseResult(text, alg, pair.publicKey))
    expect(await Promise.all(results)).toEqual(await Promise.all(expected))
    expect(await ownResult(`${token}=`, alg, pair.publicKey)).toBe(PAYLOAD)
    expect(await ownResult(`${token}\n`, alg, pair.publicKey)).toBeNull()
  },
)

test('a key verifies no token of another key, and none with another algorithm than it was signed with', async () => {
  for (const [signedWith, pair] of ALGORITHMS) {
    const token = await signWith(signedWith, pair)
    for (const [alg, { publicKey }] of ALGORITHMS) {
      const isSame = alg === signedWith || (publicKey === ED25519.publicKey && pair === ED25519)
      expect([signedWith, alg, await ownResult(token, alg, publicKey)]).toEqual([
        signedWith,
        alg,
        isSame ? PAYLOAD : null,
      ])
    }
    for (const alg of ['none', 'HS256', 'RS1', 'ES256K', '', 'rs256'])
      expect(await ownResult(token, alg, pair.publicKey)).toBeNull()
  }
})

test('a key of another type or curve verifies nothing, although Node.js would', async () => {
  for (const [alg, type, options, pair] of FOREIGN) {
    const token = await signWith('RS256', RSA)
    const input = Buffer.from(token.slice(0, token.lastIndexOf('.')))
    const signature = sign(type, input, { key: pair.privateKey, ...options }).toString('base64url')
    expect(
      verify(type, input, { key: pair.publicKey, ...options }, Buffer.from(signature, 'base64url')),
    ).toBe(true)
    expect([alg, await ownResult(`${input.toString()}.${signature}`, alg, pair.publicKey)]).toEqual([
      alg,
      null,
    ])
  }
})

test('keys that take long are used, too', async () => {
  const largeExponent = generateKeyPairSync('rsa', { modulusLength: 2048, publicExponent: 0x1_00_01_01 })
  const token = await signWith('RS256', largeExponent)
  expect(await ownResult(token, 'RS256', largeExponent.publicKey)).toBe(PAYLOAD)
  expect(await ownResult(token, 'RS256', RSA.publicKey)).toBeNull()
  expect(await ownResult(`${token.slice(0, -8)}AAAAAAAA`, 'RS256', largeExponent.publicKey)).toBeNull()
})
