import { randomBytes } from 'node:crypto'
import type { Person } from './person.js'

/** One sign-in and everything that was agreed in it; all of its codes and tokens die with it. */
export interface Grant {
  readonly person: Person
  /** The client it was given to. */
  readonly clientId: string
  /** What its access tokens are made for. */
  readonly audience: string | readonly string[]
  readonly redirectUri: string
  readonly scope: string
  readonly nonce: string | null
  readonly challenge: string | null
  readonly sid: string
  readonly authTime: number
  revoked: boolean
}

interface Handle {
  readonly grant: Grant
  readonly issuedAt: number
  readonly expiresAt: number
  used: boolean
}

/** A new unguessable value. */
export function random(): string {
  return randomBytes(24).toString('base64url')
}

/** The clock of an issuer. */
export interface Clock {
  /** Like `Date.now`. */
  readonly now: () => number
}

/** The time of an issuer as JWTs have it. */
export function now(clock: Clock): number {
  return Math.floor(clock.now() / 1000)
}

/** A family of handles: codes, access tokens or refresh tokens of one issuer. */
export class Handles {
  readonly #issued = new Map<string, Handle>()
  readonly #clock: Clock

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Makes a handle for a grant that is valid for the given number of seconds; by default an unguessable one. */
  issue(grant: Grant, lifetime: number, value = random()): string {
    const issuedAt = this.#clock.now()
    this.#issued.set(value, { grant, issuedAt, expiresAt: issuedAt + lifetime * 1000, used: false })
    return value
  }

  /** When a handle was made and when it ends, as JWTs have it; nothing for one that is not of this family. */
  times(value: string | null): { iat?: number; exp?: number } {
    const handle = this.#issued.get(value ?? '')
    if (handle === undefined) return {}
    return { iat: Math.floor(handle.issuedAt / 1000), exp: Math.floor(handle.expiresAt / 1000) }
  }

  /** The grant behind a handle that is still good. */
  find(value: string | null): Grant | undefined {
    const handle = this.#issued.get(value ?? '')
    if (handle === undefined || handle.used || handle.grant.revoked) return undefined
    return handle.expiresAt > this.#clock.now() ? handle.grant : undefined
  }

  /** Takes a handle that is good once. A second use is theft or a bug, and revokes the whole grant. */
  redeem(value: string | null): Grant | undefined {
    const grant = this.find(value)
    const handle = this.#issued.get(value ?? '')
    if (handle?.used) handle.grant.revoked = true
    if (handle !== undefined) handle.used = true
    return grant
  }

  /** Whose handle this is, good or not. */
  owner(value: string | null): Grant | undefined {
    return this.#issued.get(value ?? '')?.grant
  }

  /** Makes one handle void. */
  void(value: string | null): void {
    const handle = this.#issued.get(value ?? '')
    if (handle !== undefined) handle.used = true
  }
}
