import { z } from 'zod'
import { newId } from '../crypto/tokens.js'
import { EVENT_TYPES, type EventType, type SignOutReason } from '../event-map.js'
import { writeColumns } from './columns.js'
import type { Executor } from './executor.js'
import type { Account, Session } from './models.js'
import { sql } from './sql.js'

/** What is recorded of a session. */
export type EventSession = Pick<Session, 'id' | 'kind' | 'backend' | 'authenticatedAt' | 'expiresAt'>

/** An event as the code that does the thing records it: IDs, and no names of users. */
export type NewEvent =
  | { readonly type: 'signed-in'; readonly userId: string; readonly session: EventSession }
  | {
      readonly type: 'signed-out'
      readonly userId: string
      readonly session: EventSession | null
      readonly reason: SignOutReason
    }
  | {
      readonly type: 'sign-in-refused'
      /** That of its trace, so that it exists once if it is written again after a lost reply. */
      readonly id: string
      readonly userId: string | null
      readonly code: string
      readonly detail: string | null
      readonly backend: string | null
      readonly reference: string | null
      readonly at: Date
    }
  | {
      readonly type: 'sign-in-paused'
      readonly userId: string | null
      readonly question: string
      readonly backend: string
      readonly reference: string
    }
  | {
      readonly type: 'user-created' | 'user-enabled' | 'user-disabled' | 'user-deleted'
      readonly userId: string
    }
  | { readonly type: 'user-changed'; readonly userId: string; readonly changed: readonly string[] }
  | {
      readonly type: 'account-linked' | 'account-unlinked'
      readonly userId: string
      readonly account: Account
    }

/** What is stored of an event: facts and IDs, and apart from them what could name a person. */
export interface RecordedEvent {
  readonly id: string
  readonly type: string
  readonly at: Date
  readonly userId: string | null
  readonly reference: string | null
  readonly detail: Readonly<Record<string, unknown>>
  readonly personal: Readonly<Record<string, unknown>> | null
}

/** Records events, in the transaction that makes the changes they are about. */
export interface EventRecording {
  /** Records an event; nothing happens where nothing listens to its type. */
  recordEvent(event: NewEvent): Promise<void>
  /** Whether something listens to this type of event, so that details are worth a statement. */
  isRecorded(type: EventType): boolean
}

/**
 * The receivers and listeners of the events that are recorded in this process. They may be changed while the store is
 * open.
 */
export class EventSink {
  readonly clock: () => Date
  #receivers: ReadonlyMap<string, readonly string[]> = new Map()
  readonly #reference: () => string | null
  #isHeard: (type: EventType) => boolean = () => false
  #onCommit: (events: readonly RecordedEvent[]) => void = () => undefined

  /** @param reference the reference number of the request in progress */
  constructor(clock: () => Date, reference: () => string | null = () => null) {
    this.clock = clock
    this.#reference = reference
  }

  /** Sets the receivers whose deliveries are stored. */
  setReceivers(receivers: readonly { readonly key: string; readonly events: readonly string[] }[]): void {
    const types = new Set(receivers.flatMap(({ events }) => events))
    const keysOf = (type: string) =>
      receivers.filter(({ events }) => events.includes(type)).map(({ key }) => key)
    this.#receivers = new Map([...types].map((type) => [type, keysOf(type)] as const))
  }

  /** Sets the listeners of this process, which are called after each commit. */
  listen(isHeard: (type: EventType) => boolean, onCommit: (events: readonly RecordedEvent[]) => void): void {
    this.#isHeard = isHeard
    this.#onCommit = onCommit
  }

  get isActive(): boolean {
    return EVENT_TYPES.some((type) => this.isRecorded(type))
  }

  isRecorded(type: EventType): boolean {
    return this.#isHeard(type) || this.#receivers.has(type)
  }

  listReceivers(type: string): readonly string[] {
    return this.#receivers.get(type) ?? []
  }

  get reference(): string | null {
    return this.#reference()
  }

  notifyCommitted(events: readonly RecordedEvent[]): void {
    if (events.length > 0) this.#onCommit(events)
  }
}

/** How long a delivery is kept that was neither made nor given up, because its receiver is gone. */
const RETENTION_MS = 30 * 86_400_000
/** SQLite allows 32,766 parameters in a statement. */
const MAX_ROWS_PER_STATEMENT = 500

/** A delivery as it is recorded, before anything is sent. */
export const NewDeliverySchema = z.object({
  eventId: z.string(),
  receiver: z.string(),
  type: z.string(),
  lane: z.string(),
  userId: z.string().nullable(),
  at: z.date(),
  reference: z.string().nullable(),
  detail: z.string(),
  personal: z.string().nullable(),
  state: z.literal('pending'),
  nextAt: z.date(),
  expiresAt: z.date(),
})
export type NewDelivery = Readonly<z.infer<typeof NewDeliverySchema>>
const NEW_DELIVERY_COLUMNS = writeColumns(NewDeliverySchema)

/** The events of one transaction. They are written at its end, in one statement. */
export class EventRecorder {
  readonly #sink: EventSink
  readonly #events: RecordedEvent[] = []

  constructor(sink: EventSink) {
    this.#sink = sink
  }

  get events(): readonly RecordedEvent[] {
    return this.#events
  }

  record(event: NewEvent): void {
    if (!this.#sink.isRecorded(event.type)) return
    const at = 'at' in event ? event.at : this.#sink.clock()
    const reference = 'reference' in event ? event.reference : this.#sink.reference
    const facts = {
      id: 'id' in event ? event.id : newId(),
      type: event.type,
      at,
      userId: event.userId,
      reference,
    }
    this.#events.push({ ...facts, ...this.#split(event) })
  }

  isRecorded(type: EventType): boolean {
    return this.#sink.isRecorded(type)
  }

  async flush(db: Executor): Promise<void> {
    const rows = this.#events.flatMap((event) =>
      this.#sink.listReceivers(event.type).map((receiver) => toNewDelivery(event, receiver)),
    )
    for (let start = 0; start < rows.length; start += MAX_ROWS_PER_STATEMENT)
      await insertDeliveries(db, rows.slice(start, start + MAX_ROWS_PER_STATEMENT))
  }

  #split(event: NewEvent): Pick<RecordedEvent, 'detail' | 'personal'> {
    switch (event.type) {
      case 'signed-in': {
        const { session, userId } = event
        const isNew = this.#events.some((each) => each.type === 'user-created' && each.userId === userId)
        return {
          detail: { session: toEventSession(session), backend: session.backend, isNew },
          personal: null,
        }
      }
      case 'signed-out':
        return {
          detail: { session: event.session && toEventSession(event.session), reason: event.reason },
          personal: null,
        }
      case 'sign-in-refused':
        return {
          detail: { code: event.code, backend: event.backend },
          personal: event.detail === null ? null : { detail: event.detail },
        }
      case 'sign-in-paused':
        return { detail: { question: event.question, backend: event.backend }, personal: null }
      case 'user-changed':
        return { detail: { changed: event.changed }, personal: null }
      case 'account-linked':
      case 'account-unlinked': {
        const { id, backend, issuer, lastLoginAt, subject, label } = event.account
        return { detail: { account: { id, backend, issuer, lastLoginAt } }, personal: { subject, label } }
      }
      case 'user-created':
      case 'user-enabled':
      case 'user-disabled':
      case 'user-deleted':
        return { detail: {}, personal: null }
    }
  }
}

/** Inserts deliveries that may be made at once. */
export async function insertDeliveries(db: Executor, rows: readonly NewDelivery[]): Promise<void> {
  if (rows.length > 0)
    await db.write(sql`INSERT INTO "EventDelivery" ${NEW_DELIVERY_COLUMNS.values(...rows)}`)
}

/** The row of an event for one receiver. */
export function toNewDelivery(event: RecordedEvent, receiver: string): NewDelivery {
  const { id, type, at, userId, reference, detail, personal } = event
  return {
    eventId: id,
    receiver,
    type,
    lane: userId ?? id,
    userId,
    at,
    reference,
    detail: JSON.stringify(detail),
    personal: personal && JSON.stringify(personal),
    state: 'pending',
    nextAt: at,
    expiresAt: new Date(at.getTime() + RETENTION_MS),
  }
}

function toEventSession({ id, kind, backend, authenticatedAt, expiresAt }: EventSession): EventSession {
  return { id, kind, backend, authenticatedAt, expiresAt }
}
