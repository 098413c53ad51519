import { z } from 'zod'
import { Session } from '../store/records.js'

/** A session as Redis keeps it: under its id, with the hash of the token that opens it. */
export interface RedisRecord {
  readonly session: Session
  readonly tokenHash: string
}

/** Longer than any value we write; more is not even fetched. */
export const MAX_RECORD_LENGTH = 8000

const RedisRecordSchema = z.object({ v: z.literal(1), tokenHash: z.string(), session: Session })

/** The value of a record. It begins with the end of its idle time, so that the rest need not be fetched to know that. */
export function writeRecord({ session, tokenHash }: RedisRecord): string {
  return `${session.idleExpiresAt.getTime()} ${JSON.stringify({ v: 1, tokenHash, session })}`
}

/** The record of a value, or null when it was not written by this release, or is damaged. */
export function readRecord(value: string): RedisRecord | null {
  try {
    const { data } = RedisRecordSchema.safeParse(JSON.parse(value.slice(value.indexOf(' ') + 1)))
    return data ?? null
  } catch {
    return null
  }
}

/** When the session of a value ends by its idle limit, in milliseconds; NaN when the value is none of ours. */
export function readIdleExpiry(value: string): number {
  return Number(/^(\d{1,15}) /.exec(value)?.[1])
}
