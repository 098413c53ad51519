import type { Logger } from 'pino'
import type { Sessions } from '../sessions/sessions.js'
import type { Session } from '../store/models.js'
import { CLOSE_CODES } from './messages.js'
import type { LiveSocket } from './socket.js'

/** A session may be ended by any process; its sockets must be closed within a second. */
const CHECK_INTERVAL_MS = 400
/** How long the state of sessions may stay unknown. With a longer time, sockets of ended sessions would stay open. */
const MAX_UNCERTAIN_MS = 10_000
/** How long a socket without a session may stay open; the cookie of its browser lasts no longer than a day. */
const MAX_ANONYMOUS_MS = 12 * 3600_000

export interface SessionMonitorDeps {
  readonly sessions: Pick<Sessions, 'filterLive'>
  readonly log: Logger
  readonly clock: () => Date
}

/**
 * While sockets are open, checks regularly whether their sessions are live, and closes the sockets of ended sessions.
 */
export class SessionMonitor {
  readonly #deps: SessionMonitorDeps
  readonly #open: ReadonlySet<LiveSocket>
  #timer: NodeJS.Timeout | null = null
  #running: Promise<void> = Promise.resolve()
  #isStopped = false
  #failingSince: Date | null = null

  constructor(deps: SessionMonitorDeps, open: ReadonlySet<LiveSocket>) {
    this.#deps = deps
    this.#open = open
  }

  /** Call it for each new socket. The checks continue until no socket is open. */
  start(): void {
    if (this.#timer !== null || this.#isStopped) return
    this.#timer = setTimeout(() => {
      this.#running = this.#check().finally(() => {
        this.#timer = null
        if (this.#open.size > 0) this.start()
      })
    }, CHECK_INTERVAL_MS)
    this.#timer.unref()
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    if (this.#timer !== null) clearTimeout(this.#timer)
    await this.#running
  }

  async #check(): Promise<void> {
    const now = this.#deps.clock()
    for (const socket of this.#open) if (isExpired(socket, now)) closeExpired(socket)
    const candidates = [...this.#open].flatMap((socket) =>
      socket.current === null || socket.isSigningIn ? [] : [{ socket, session: socket.current.session }],
    )
    const live = await this.#filterLive(candidates.map(({ session }) => session))
    if (live === null) {
      for (const { socket } of candidates) socket.close(CLOSE_CODES.tryAgainLater, 'try again later')
      return
    }
    for (const { socket, session } of candidates) {
      if (live.has(session.id) || socket.isSigningIn) continue
      if (session.idleExpiresAt <= now) closeExpired(socket)
      else socket.close(CLOSE_CODES.sessionEnded, 'the session has ended')
    }
  }

  /**
   * The IDs of the live sessions; null when their state has been unknown for so long that none can be trusted any more.
   */
  async #filterLive(sessions: readonly Session[]): Promise<ReadonlySet<string> | null> {
    const distinct = [...new Map(sessions.map((session) => [session.id, session])).values()]
    if (distinct.length === 0) return new Set()
    try {
      const live = await this.#deps.sessions.filterLive(distinct)
      this.#failingSince = null
      return live
    } catch (error) {
      const now = this.#deps.clock()
      this.#failingSince ??= now
      const isTooLong = now.getTime() - this.#failingSince.getTime() >= MAX_UNCERTAIN_MS
      this.#deps.log.warn(
        { err: error, sockets: sessions.length, closed: isTooLong },
        'sessions of sockets unknown',
      )
      return isTooLong ? null : new Set(distinct.map(({ id }) => id))
    }
  }
}

function isExpired({ current, openedAt }: LiveSocket, now: Date): boolean {
  const expiresAt = current?.session.expiresAt ?? new Date(openedAt.getTime() + MAX_ANONYMOUS_MS)
  return expiresAt <= now
}

function closeExpired(socket: LiveSocket): void {
  socket.close(CLOSE_CODES.limitReached, 'the limit of time is reached')
}
