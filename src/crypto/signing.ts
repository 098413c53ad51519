import { createHmac, timingSafeEqual } from 'node:crypto'

/**
 * Signs short values with the newest key and verifies them with any key that is still listed (HMAC-SHA256).
 * `purpose` keeps signatures apart: a signature made for one use is worthless in another.
 */
export class Signer {
  readonly #keys: readonly string[]

  /** `keys`: newest first, 32 bytes or more each. */
  constructor(keys: readonly [string, ...string[]]) {
    this.#keys = keys
  }

  /** The signature alone, base64url. */
  mac(purpose: string, value: string): string {
    return hmac(this.#keys[0] ?? '', purpose, value)
  }

  /** Whether `signature` was made for this purpose and value by any listed key; compares in constant time. */
  verify(purpose: string, value: string, mac: string): boolean {
    return this.#keys.some((key) => isEqualConstantTime(hmac(key, purpose, value), mac))
  }

  /** `value.signature`, to be read back by `open`. */
  sign(purpose: string, value: string): string {
    return `${value}.${this.mac(purpose, value)}`
  }

  /** The value of `value.signature`, or null when it was not signed here for this purpose. */
  unsign(purpose: string, signedValue: string): string | null {
    const dot = signedValue.lastIndexOf('.')
    if (dot < 1) return null
    const value = signedValue.slice(0, dot)
    return this.verify(purpose, value, signedValue.slice(dot + 1)) ? value : null
  }
}

function hmac(key: string, purpose: string, value: string): string {
  return createHmac('sha256', key).update(`${purpose}\0${value}`, 'utf8').digest('base64url')
}

function isEqualConstantTime(a: string, b: string): boolean {
  const left = Buffer.from(a, 'utf8')
  const right = Buffer.from(b, 'utf8')
  return left.length === right.length && timingSafeEqual(left, right)
}
