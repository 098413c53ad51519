import type { Context } from 'koa'
import { hashToken, newId } from '../crypto/tokens.js'
import type { User } from '../store/models.js'
import { SignedCookie, type SignedCookieDeps } from './cookies.js'

const PURPOSE = 'known browser'
const KNOWN_BROWSER_TTL_MS = 180 * 86_400_000
/** How many users one browser remembers. */
const MAX_USERS = 5
const HASH_LENGTH = 16

/** Whom a browser is known to. When all sessions of the user end, as after a new password, no browser is known any more. */
export type BrowserUser = Pick<User, 'id' | 'sessionEpoch'>

/** One user who has signed in with this browser. */
interface KnownBrowser {
  /** A hash of the user and their epoch, so that the cookie names no user. */
  readonly userHash: string
  readonly expiresAt: number
  readonly id: string
}

/**
 * Remembers in a signed cookie which users have signed in with this browser. The cookie signs no user in: in a known
 * browser, a user has a counter of wrong passwords of their own, which strangers who guess elsewhere cannot use up.
 */
export class KnownBrowsers {
  readonly #cookie: SignedCookie
  readonly #clock: () => Date

  constructor(deps: SignedCookieDeps & { readonly clock: () => Date }) {
    this.#cookie = new SignedCookie(deps, 'known', PURPOSE)
    this.#clock = deps.clock
  }

  /** The ID that this browser has for this user; null if they have not signed in with it before. */
  find(ctx: Context, user: BrowserUser): string | null {
    const userHash = hashUser(user)
    return this.#read(ctx).find((known) => known.userHash === userHash)?.id ?? null
  }

  /** Remembers that this user has just signed in with this browser. */
  remember(ctx: Context, user: BrowserUser): void {
    const userHash = hashUser(user)
    const expiresAt = this.#clock().getTime() + KNOWN_BROWSER_TTL_MS
    const others = this.#read(ctx).filter((known) => known.userHash !== userHash)
    this.#write(ctx, [{ userHash, expiresAt, id: newId() }, ...others].slice(0, MAX_USERS))
  }

  /**
   * Keeps this browser known to a user who has ended all other sessions in it, and so has a new epoch. The counter of wrong
   * passwords goes on. If the browser is not known to the user, nothing happens.
   */
  renew(ctx: Context, user: BrowserUser, sessionEpoch: number): void {
    const entries = this.#read(ctx)
    const [before, userHash] = [hashUser(user), hashUser({ ...user, sessionEpoch })]
    if (!entries.some(({ userHash: hash }) => hash === before)) return
    this.#write(
      ctx,
      entries.map((known) => (known.userHash === before ? { ...known, userHash } : known)),
    )
  }

  #write(ctx: Context, entries: readonly KnownBrowser[]): void {
    const expires = new Date(Math.max(...entries.map(({ expiresAt }) => expiresAt)))
    const text = entries.map(({ userHash: hash, expiresAt: until, id }) => `${hash}:${until}:${id}`).join('!')
    this.#cookie.write(ctx, text, expires)
  }

  #read(ctx: Context): readonly KnownBrowser[] {
    const text = this.#cookie.read(ctx)
    const now = this.#clock().getTime()
    return (text ?? '').split('!').flatMap((part) => {
      const [userHash, until, id] = part.split(':')
      if (userHash === undefined || until === undefined || id === undefined) return []
      return Number(until) > now ? [{ userHash, expiresAt: Number(until), id }] : []
    })
  }
}

function hashUser({ id, sessionEpoch }: BrowserUser): string {
  return hashToken(`${PURPOSE}\0${id}\0${sessionEpoch}`).slice(0, HASH_LENGTH)
}
