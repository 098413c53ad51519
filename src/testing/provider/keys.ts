import { createPrivateKey, createPublicKey, generateKeyPairSync, KeyObject } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { exportJWK, generateKeyPair } from 'jose'
import type { JWK } from 'jose'

/** The algorithms that the provider has keys for. */
export type KeyAlgorithm = 'RS256' | 'PS256' | 'ES256' | 'ES384' | 'EdDSA'

/** One key pair as the provider uses it. */
export interface SigningKey {
  readonly kid: string
  readonly alg: KeyAlgorithm
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
  readonly jwk: JWK
}

type Material = Pick<SigningKey, 'privateKey' | 'publicKey' | 'jwk'>

// Making an RSA key takes up to a second, so each slot is filled once in a process. Issuers share the key material and
// differ in the kid. A key that must not be shared, such as an alien one, has a slot of its own.
const material = new Map<string, Promise<Material>>()
let sharedFolder: string | null = null

/** Stores the keys in this folder, for other processes of the same run. */
export function shareKeys(folder: string): void {
  sharedFolder = folder
}

async function loadOrCreateMaterial(name: string, alg: KeyAlgorithm): Promise<Material> {
  const privateKey =
    sharedFolder === null
      ? await makeKey(alg)
      : await privateKeyOf(join(sharedFolder, `key-${name}.pem`), alg)
  const publicKey = createPublicKey(privateKey)
  return { privateKey, publicKey, jwk: await exportJWK(publicKey) }
}

/** The key that another process has stored, or a new one, which is stored for the others. */
async function privateKeyOf(file: string, alg: KeyAlgorithm): Promise<KeyObject> {
  if (existsSync(file)) return createPrivateKey(readFileSync(file))
  const made = await makeKey(alg)
  // Written to another file and renamed, so that no process reads half of it. If two processes make it at once, each
  // uses its own.
  writeFileSync(`${file}.${process.pid}`, made.export({ type: 'pkcs8', format: 'pem' }))
  renameSync(`${file}.${process.pid}`, file)
  return made
}

async function makeKey(alg: KeyAlgorithm): Promise<KeyObject> {
  if (alg === 'EdDSA') return generateKeyPairSync('ed25519').privateKey
  const { privateKey } = await generateKeyPair(alg, { extractable: true })
  return KeyObject.from(privateKey)
}

async function key(alg: KeyAlgorithm, slot: string, kid: string): Promise<SigningKey> {
  const name = `${alg}-${slot}`
  const made = material.get(name) ?? loadOrCreateMaterial(name, alg)
  material.set(name, made)
  const { privateKey, publicKey, jwk } = await made
  return { kid, alg, privateKey, publicKey, jwk: { ...jwk, kid, alg, use: 'sig' } }
}

let weakPair: { readonly privateKey: KeyObject; readonly publicKey: KeyObject } | undefined

/** The keys of one issuer. */
export class KeyRing {
  readonly #owner: string
  #generation = 0
  #kidGeneration = 0

  constructor(owner: string) {
    this.#owner = owner
  }

  /** The key that signs by default. */
  current(): Promise<SigningKey> {
    return key('RS256', String(this.#generation), `${this.#owner}-${this.#kidGeneration}`)
  }

  /** A key that no JWKS lists, under the kid of the current one. */
  async alien(): Promise<SigningKey> {
    const { kid } = await this.current()
    return key('RS256', 'alien', kid)
  }

  /** Another RSA key that fits as well as the current one. */
  second(): Promise<SigningKey> {
    return key('RS256', 'second', `${this.#owner}-second`)
  }

  /** The key for an algorithm that the client did not register. */
  alternative(alg: 'PS256' | 'ES256' | 'ES384' | 'EdDSA'): Promise<SigningKey> {
    return key(alg, 'alternative', `${this.#owner}-${alg}`)
  }

  /** A key that is too short to be safe. */
  async weak(): Promise<SigningKey> {
    const { privateKey, publicKey } = (weakPair ??= generateKeyPairSync('rsa', { modulusLength: 1024 }))
    const kid = `${this.#owner}-weak`
    const jwk = { ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' }
    return { kid, alg: 'RS256', privateKey, publicKey, jwk }
  }

  /** Replaces the current key by new material, under a new kid unless the old one is kept. */
  rotate(options: { keepKid?: boolean } = {}): void {
    this.#generation += 1
    if (options.keepKid !== true) this.#kidGeneration = this.#generation
  }
}
