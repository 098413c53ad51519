import type { Session } from '../store/models.js'
import { idleExpiry, type SessionLifetimes } from './session-store.js'

const MAX_TOUCH_INTERVAL_MS = 60_000
/** A use is recorded after this part of the idle lifetime, so that a short lifetime does not run out while in use. */
const TOUCHES_PER_IDLE_LIFETIME = 10

/** How long after the last recorded use the next one is recorded: a tenth of the idle lifetime, at most a minute. */
function touchIntervalMs(idleLifetimeMs: number): number {
  return Math.min(MAX_TOUCH_INTERVAL_MS, idleLifetimeMs / TOUCHES_PER_IDLE_LIFETIME)
}

/** The same for one session, whose last use says how long it may be idle; near its absolute limit that is less. */
export function sessionTouchIntervalMs({
  lastSeenAt,
  idleExpiresAt,
}: Pick<Session, 'lastSeenAt' | 'idleExpiresAt'>): number {
  return touchIntervalMs(idleExpiresAt.getTime() - lastSeenAt.getTime())
}

/** The session as it is after this use. Returns the same object if the use need not be recorded. */
export function recordUse(
  session: Session,
  now: Date,
  lifetimes: Pick<SessionLifetimes, 'idleLifetimeMs'>,
): Session {
  const sinceLastUse = now.getTime() - session.lastSeenAt.getTime()
  if (sinceLastUse < touchIntervalMs(lifetimes.idleLifetimeMs)) return session
  return { ...session, lastSeenAt: now, idleExpiresAt: idleExpiry(now, session.expiresAt, lifetimes) }
}

const MAX_TRACKED = 10_000

/**
 * Remembers for which sessions this process has just recorded a use. The requests of one page arrive together and have
 * all read the same old row; only the first one writes.
 */
export class TouchThrottle {
  readonly #touchedAt = new Map<string, number>()

  /** Whether the use in this session must be recorded; true once for each session and half a touch interval. */
  shouldTouch({
    id,
    lastSeenAt,
    idleExpiresAt,
  }: Pick<Session, 'id' | 'lastSeenAt' | 'idleExpiresAt'>): boolean {
    const before = this.#touchedAt.get(id)
    const at = lastSeenAt.getTime()
    const windowMs = touchIntervalMs(idleExpiresAt.getTime() - at) / 2
    if (before !== undefined && Math.abs(at - before) < windowMs) return false
    if (this.#touchedAt.size >= MAX_TRACKED) this.#touchedAt.clear()
    this.#touchedAt.set(id, at)
    return true
  }
}
