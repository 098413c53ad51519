import type { Logger } from 'pino'
import type { Sessions } from '../session/sessions.js'
import type { Session } from '../store/records.js'
import { CLOSE_CODES } from './protocol.js'
import type { LiveSocket } from './socket.js'

/** Somebody may end a session on any process; its sockets must be closed within a second. */
const EVERY_MS = 400
/** How long it may stay unknown who is still signed in. Longer, and sockets of ended sessions would live on. */
const DOUBT_MS = 10_000
/** How long somebody who is not signed in may look on; their browser's cookie lasts no longer than a day. */
const LONGEST_VISIT_MS = 12 * 3600_000

export interface RoundsParts {
  readonly sessions: Pick<Sessions, 'live'>
  readonly log: Logger
  readonly now: () => Date
}

/** Asks regularly, while sockets are open, whether their sessions still live, and closes those of the others. */
export class Rounds {
  readonly #parts: RoundsParts
  readonly #open: ReadonlySet<LiveSocket>
  #timer: NodeJS.Timeout | null = null
  #running: Promise<void> = Promise.resolve()
  #stopped = false
  #failingSince: Date | null = null

  constructor(parts: RoundsParts, open: ReadonlySet<LiveSocket>) {
    this.#parts = parts
    this.#open = open
  }

  /** To be called for each new socket; rounds go on until none is open. */
  start(): void {
    if (this.#timer !== null || this.#stopped) return
    this.#timer = setTimeout(() => {
      this.#running = this.#round().finally(() => {
        this.#timer = null
        if (this.#open.size > 0) this.start()
      })
    }, EVERY_MS)
    this.#timer.unref()
  }

  async stop(): Promise<void> {
    this.#stopped = true
    if (this.#timer !== null) clearTimeout(this.#timer)
    await this.#running
  }

  async #round(): Promise<void> {
    const now = this.#parts.now()
    for (const socket of this.#open) if (isPastLimit(socket, now)) limitReached(socket)
    const asked = [...this.#open].flatMap((socket) =>
      socket.current === null || socket.isSigningIn ? [] : [{ socket, session: socket.current.session }],
    )
    const live = await this.#live(asked.map(({ session }) => session))
    if (live === null) {
      for (const { socket } of asked) socket.close(CLOSE_CODES.tryAgainLater, 'try again later')
      return
    }
    for (const { socket, session } of asked) {
      if (live.has(session.id) || socket.isSigningIn) continue
      if (session.idleExpiresAt <= now) limitReached(socket)
      else socket.close(CLOSE_CODES.sessionEnded, 'the session has ended')
    }
  }

  /** The ids of those that live, or null when that has been unknown for too long: then none is trusted any more. */
  async #live(sessions: readonly Session[]): Promise<ReadonlySet<string> | null> {
    const distinct = [...new Map(sessions.map((session) => [session.id, session])).values()]
    if (distinct.length === 0) return new Set()
    try {
      const live = await this.#parts.sessions.live(distinct)
      this.#failingSince = null
      return live
    } catch (error) {
      const now = this.#parts.now()
      this.#failingSince ??= now
      const tooLong = now.getTime() - this.#failingSince.getTime() >= DOUBT_MS
      this.#parts.log.warn(
        { err: error, sockets: sessions.length, closed: tooLong },
        'sessions of sockets unknown',
      )
      return tooLong ? null : new Set(distinct.map(({ id }) => id))
    }
  }
}

function isPastLimit({ current, openedAt }: LiveSocket, now: Date): boolean {
  const end = current?.session.expiresAt ?? new Date(openedAt.getTime() + LONGEST_VISIT_MS)
  return end <= now
}

function limitReached(socket: LiveSocket): void {
  socket.close(CLOSE_CODES.limitReached, 'the limit of time is reached')
}
