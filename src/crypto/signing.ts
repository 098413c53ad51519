import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto'

/**
 * Signs short values with the newest key, and verifies them with any listed key (HMAC-SHA256). A signature is valid for
 * its purpose only.
 */
export class Signer {
  readonly #newest: KeyObject
  readonly #keys: readonly KeyObject[]
  readonly #onOldKey: () => void

  /**
   * @param keys newest first, at least 32 bytes each
   * @param onOldKey called for each signature that another key than the newest has verified
   */
  constructor(keys: readonly [string, ...string[]], onOldKey: () => void = () => undefined) {
    this.#onOldKey = onOldKey
    const [newest, ...older] = keys
    this.#newest = createSecretKey(newest, 'utf8')
    this.#keys = [this.#newest, ...older.map((key) => createSecretKey(key, 'utf8'))]
  }

  /** The signature alone, base64url. */
  mac(purpose: string, value: string): string {
    return hmac(this.#newest, purpose, value)
  }

  /** Whether `signature` was made for this purpose and value by any listed key; compares in constant time. */
  verify(purpose: string, value: string, mac: string): boolean {
    const index = this.#keys.findIndex((key) => isEqualConstantTime(hmac(key, purpose, value), mac))
    if (index > 0) this.#onOldKey()
    return index >= 0
  }

  /** `value.signature`, to be read by `unsign`. */
  sign(purpose: string, value: string): string {
    return `${value}.${this.mac(purpose, value)}`
  }

  /** The value of `value.signature`, or null when the signature is not ours for this purpose. */
  unsign(purpose: string, signedValue: string): string | null {
    const dot = signedValue.lastIndexOf('.')
    if (dot < 1) return null
    const value = signedValue.slice(0, dot)
    return this.verify(purpose, value, signedValue.slice(dot + 1)) ? value : null
  }
}

function hmac(key: KeyObject, purpose: string, value: string): string {
  return createHmac('sha256', key).update(`${purpose}\0${value}`, 'utf8').digest('base64url')
}

function isEqualConstantTime(a: string, b: string): boolean {
  const left = Buffer.from(a, 'utf8')
  const right = Buffer.from(b, 'utf8')
  return left.length === right.length && timingSafeEqual(left, right)
}
