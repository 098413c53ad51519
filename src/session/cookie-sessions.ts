import type { Vault } from '../crypto/vault.js'
import type { Session } from '../store/records.js'
import type { Store, StoreVerbs } from '../store/store.js'
import { elsewhere, endedMark, isWithinLimits, markOf, standingAmong } from './ended.js'
import { openSession, sealSession } from './sealed-session.js'
import type { SessionStore } from './session-store.js'

export interface CookieSessionsParts {
  readonly vault: Vault
  readonly store: Pick<Store, 'findHolder' | 'standingOf' | 'markOnce' | 'queryRows'>
  readonly now: () => Date
}

/**
 * Sessions that are kept nowhere but in what their carriers hold: the token is the session, sealed. The database has the
 * last word on each: it knows the epoch of each user, and the mark of each session that was ended alone.
 *
 * That gives up the list of sessions, and with it ending somebody else's browser alone; ending all of them works. The
 * idle limit is in the token, so that a use is noted by giving out another one. Whoever does not take it, as a program
 * with a bearer token, reaches the idle limit however busy it is.
 */
export function cookieSessions({ vault, store, now }: CookieSessionsParts): SessionStore {
  // The first to mark a session has ended it; of several at once that is one.
  const bury = (ended: Session, within: Pick<StoreVerbs, 'markOnce'>): Promise<boolean> =>
    within.markOnce(endedMark(ended.id), ended.expiresAt)
  return {
    async find(token) {
      const session = openSession(vault, token)
      if (!session || !isWithinLimits(session, now())) return null
      const user = await store.findHolder(elsewhere(session))
      return user && { session, user }
    },
    async open(session, replaces, within) {
      const old = replaces === null ? null : openSession(vault, replaces)
      if (old && isWithinLimits(old, now())) await bury(old, within)
      return () => Promise.resolve(sealSession(vault, session))
    },
    async replace(token, session) {
      const old = openSession(vault, token)
      if (!old || !isWithinLimits(old, now()) || !(await bury(old, store))) return null
      // Everything of the user may have been ended in the meantime; then the new one would be worthless, too.
      return (await store.findHolder(elsewhere(session))) && sealSession(vault, session)
    },
    // The same session under the same id: what ends the one token ends the other.
    touch: (_token, session) => Promise.resolve(sealSession(vault, session)),
    async end(token) {
      const session = openSession(vault, token)
      return session !== null && isWithinLimits(session, now()) && bury(session, store)
    },
    // Nobody knows which ids are this user's, or until when a mark would have to be kept.
    endOne: () => Promise.resolve(false),
    // The epoch of the user has ended them, and how many there were is not known.
    endAll: () => Promise.resolve(0),
    endByProvider: async (end, within) => {
      const { key, until } = markOf(end)
      await within.markUntil(key, until)
      return 0
    },
    list: () => Promise.resolve([]),
    live: (sessions) =>
      standingAmong(
        store,
        sessions.filter((session) => isWithinLimits(session, now())),
      ),
    // The token changes with use, and forms must outlive that.
    proofKey: (token) => openSession(vault, token)?.id ?? null,
    async ping() {
      await store.queryRows('SELECT 1 AS "one"')
    },
    close: () => Promise.resolve(),
  }
}
