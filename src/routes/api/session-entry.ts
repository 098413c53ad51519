import { z } from 'zod'
import type { Session } from '../../store/records.js'
import { browserName } from '../../web/browser-name.js'

const TimestampSchema = z.string().meta({ format: 'date-time' })

/** A session as its owner sees it; nothing of it opens a session. */
export const SessionEntry = z
  .object({
    id: z.string(),
    current: z.boolean().describe('Whether it is the session of this request.'),
    kind: z.enum(['browser', 'bearer', 'device']),
    backend: z.string().describe('The name of the backend it was opened with.'),
    label: z.string().nullable().describe('What a device calls itself.'),
    browser: z.string().describe('Browser and system in words, from what the request said of itself.'),
    address: z.string().nullable().describe('The network address it was opened from.'),
    createdAt: TimestampSchema,
    lastSeenAt: TimestampSchema.describe('Noted at most once a minute.'),
    idleExpiresAt: TimestampSchema.describe('It ends then unless it is used before.'),
    expiresAt: TimestampSchema.describe('It ends then, used or not.'),
  })
  .meta({ id: 'Session' })
export type SessionEntry = z.infer<typeof SessionEntry>

/** @param currentId the session of the request that asks */
export function toSessionEntry(session: Session, currentId: string): SessionEntry {
  const { id, kind, backend, label, address } = session
  return {
    ...{
      id,
      current: id === currentId,
      kind,
      backend,
      label,
      browser: browserName(session.userAgent),
      address,
    },
    createdAt: session.createdAt.toISOString(),
    lastSeenAt: session.lastSeenAt.toISOString(),
    idleExpiresAt: session.idleExpiresAt.toISOString(),
    expiresAt: session.expiresAt.toISOString(),
  }
}
