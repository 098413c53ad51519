import { randomBytes } from 'node:crypto'
import type { Person } from './person.js'

/** One sign-in, with what was granted. When it ends, all of its codes and tokens end with it. */
export interface Grant {
  readonly person: Person
  /** The client that it was issued to. */
  readonly clientId: string
  /** The audience of its access tokens. */
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

/** The time of an issuer in seconds, as in JWTs. */
export function now(clock: Clock): number {
  return Math.floor(clock.now() / 1000)
}

/** The handles of one kind: the codes, access tokens or refresh tokens of one issuer. */
export class Handles {
  readonly #issued = new Map<string, Handle>()
  readonly #clock: Clock

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Makes a handle of a grant, valid for the given number of seconds; by default a random one. */
  issue(grant: Grant, lifetime: number, value = random()): string {
    const issuedAt = this.#clock.now()
    this.#issued.set(value, { grant, issuedAt, expiresAt: issuedAt + lifetime * 1000, used: false })
    return value
  }

  /** When a handle was made and when it expires, in seconds as in JWTs; empty for one of another kind. */
  times(value: string | null): { iat?: number; exp?: number } {
    const handle = this.#issued.get(value ?? '')
    if (handle === undefined) return {}
    return { iat: Math.floor(handle.issuedAt / 1000), exp: Math.floor(handle.expiresAt / 1000) }
  }

  /** The grant of a valid handle. */
  find(value: string | null): Grant | undefined {
    const handle = this.#issued.get(value ?? '')
    if (handle === undefined || handle.used || handle.grant.revoked) return undefined
    return handle.expiresAt > this.#clock.now() ? handle.grant : undefined
  }

  /** Consumes a handle that works once. A second use is theft or a bug, and revokes the whole grant. */
  redeem(value: string | null): Grant | undefined {
    const grant = this.find(value)
    const handle = this.#issued.get(value ?? '')
    if (handle?.used) handle.grant.revoked = true
    if (handle !== undefined) handle.used = true
    return grant
  }

  /** The grant of a handle, valid or not. */
  owner(value: string | null): Grant | undefined {
    return this.#issued.get(value ?? '')?.grant
  }

  /** Revokes one handle. */
  void(value: string | null): void {
    const handle = this.#issued.get(value ?? '')
    if (handle !== undefined) handle.used = true
  }
}
