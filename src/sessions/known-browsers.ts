import type { Context } from 'koa'
import type { Signer } from '../crypto/signing.js'
import { hashToken, newId } from '../crypto/tokens.js'
import type { User } from '../store/models.js'
import { type CookieAttributes, ownCookie, readCookie, setCookie } from './cookies.js'

const PURPOSE = 'known browser'
const MARK_TTL_MS = 180 * 86_400_000
/** How many users one browser remembers. */
const MAX_MARKS = 5
const HASH_LENGTH = 16

/** The user whom a mark is for. Ending all sessions of a user, as after a new password, also ends their marks. */
export type MarkedUser = Pick<User, 'id' | 'sessionEpoch'>

interface BrowserMark {
  /** A hash of the user and their epoch, so that the cookie names no user. */
  readonly userHash: string
  readonly expiresAt: number
  readonly id: string
}

/**
 * Remembers in a signed cookie which users have signed in with this browser. A mark signs no user in: it gives the user a
 * counter of wrong passwords of their own in that browser, which strangers who guess elsewhere cannot use up.
 */
export class KnownBrowsers {
  readonly #attributes: CookieAttributes
  readonly #signer: Signer
  readonly #clock: () => Date

  constructor(deps: {
    readonly attributes: CookieAttributes
    readonly basePath: string
    readonly signer: Signer
    readonly clock: () => Date
  }) {
    this.#attributes = ownCookie(deps.attributes, deps.basePath, 'known')
    this.#signer = deps.signer
    this.#clock = deps.clock
  }

  /** The ID of the mark of this user in this browser; null if there is none. */
  find(ctx: Context, user: MarkedUser): string | null {
    const userHash = hashUser(user)
    return this.#read(ctx).find((mark) => mark.userHash === userHash)?.id ?? null
  }

  /** Marks this browser as one with which this user has just signed in. */
  remember(ctx: Context, user: MarkedUser): void {
    const userHash = hashUser(user)
    const expiresAt = this.#clock().getTime() + MARK_TTL_MS
    const others = this.#read(ctx).filter((mark) => mark.userHash !== userHash)
    this.#write(ctx, [{ userHash, expiresAt, id: newId() }, ...others].slice(0, MAX_MARKS))
  }

  /**
   * Keeps the mark of a user who has ended all other sessions in this browser, and so has a new epoch. Its counter of wrong
   * passwords goes on. Without a mark, nothing happens.
   */
  renew(ctx: Context, user: MarkedUser, sessionEpoch: number): void {
    const marks = this.#read(ctx)
    const [before, userHash] = [hashUser(user), hashUser({ ...user, sessionEpoch })]
    if (!marks.some((mark) => mark.userHash === before)) return
    this.#write(
      ctx,
      marks.map((mark) => (mark.userHash === before ? { ...mark, userHash } : mark)),
    )
  }

  #write(ctx: Context, marks: readonly BrowserMark[]): void {
    const expires = new Date(Math.max(...marks.map(({ expiresAt }) => expiresAt)))
    const text = marks.map(({ userHash: hash, expiresAt: until, id }) => `${hash}:${until}:${id}`).join('!')
    const value = this.#signer.sign(PURPOSE, text)
    setCookie(ctx, this.#attributes, { name: this.#attributes.name, value, expires })
  }

  #read(ctx: Context): readonly BrowserMark[] {
    const text = this.#signer.unsign(PURPOSE, readCookie(ctx, this.#attributes.name) ?? '')
    const now = this.#clock().getTime()
    return (text ?? '').split('!').flatMap((part) => {
      const [userHash, until, id] = part.split(':')
      if (userHash === undefined || until === undefined || id === undefined) return []
      return Number(until) > now ? [{ userHash, expiresAt: Number(until), id }] : []
    })
  }
}

function hashUser({ id, sessionEpoch }: MarkedUser): string {
  return hashToken(`${PURPOSE}\0${id}\0${sessionEpoch}`).slice(0, HASH_LENGTH)
}
