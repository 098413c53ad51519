import { z } from 'zod'
import type { Executor } from './database.js'

/** One event as it is stored. */
export const EventRow = z.object({
  id: z.string(),
  at: z.date(),
  area: z.enum(['sign-in', 'administration']),
  kind: z.string(),
  actorId: z.string().nullable(),
  actor: z.string().nullable(),
  userId: z.string().nullable(),
  backend: z.string().nullable(),
  reference: z.string().nullable(),
  code: z.string().nullable(),
  /** JSON text without secrets. */
  detail: z.string(),
  expiresAt: z.date(),
})
export type EventRow = Readonly<z.infer<typeof EventRow>>

/** Which events to show; what is left out does not matter. */
export interface EventFilter {
  readonly area: EventRow['area']
  readonly userId?: string
  readonly backend?: string
  /** Only those that ended badly. */
  readonly failed?: true
  /** Only older ones than this: where the page before has ended. */
  readonly before?: Date
}

/** What was done by whom, and how sign-ins went. */
export interface Events {
  createEvents(rows: readonly EventRow[]): Promise<void>
  /** The newest that fit, the newest first. */
  events(filter: EventFilter, most: number): Promise<readonly EventRow[]>
  /** All events of one reference, the oldest first; a hundred at most. */
  eventsOf(reference: string): Promise<readonly EventRow[]>
}

export function events(db: Executor): Events {
  return {
    async createEvents(rows) {
      if (rows.length > 0) await db.event.createMany({ data: [...rows] })
    },
    async events({ area, userId, backend, failed, before }, most) {
      const where = {
        area,
        ...(userId === undefined ? {} : { userId }),
        ...(backend === undefined ? {} : { backend }),
        ...(failed === true ? { NOT: { code: null } } : {}),
        ...(before === undefined ? {} : { at: { lt: before } }),
      }
      const rows = await db.event.findMany({ where, orderBy: { at: 'desc' }, take: most })
      return z.array(EventRow).parse(rows)
    },
    async eventsOf(reference) {
      const rows = await db.event.findMany({ where: { reference }, orderBy: { at: 'asc' }, take: 100 })
      return z.array(EventRow).parse(rows)
    },
  }
}
