import { z } from 'zod'
import { toChunks } from './chunks.js'
import {
  readIdleExpiry,
  MAX_RECORD_LENGTH,
  readRecord,
  type RedisRecord,
  writeRecord,
} from './redis-record.js'
import { PUT, TAKE, UPDATE } from './redis-scripts.js'
import type { RedisConnection } from './redis.js'

/**
 * Records of sessions in Redis by id, and an index of the ids of each user, ordered by the end of their idle time. Redis
 * forgets both by itself when their time is over. What is not readable opens nothing, and is no error.
 */
export interface RedisSessionRecords {
  get(id: string): Promise<RedisRecord | null>
  /** Puts a record there and takes the one of the id `replaces` away, at the same instant; returns that one. */
  put(record: RedisRecord, replacesId: string | null): Promise<RedisRecord | null>
  /** The same, but only when there is something under `replaces`; false, and nothing changed, otherwise. */
  replace(record: RedisRecord, replacesId: string): Promise<boolean>
  /** Writes a record anew if it is there, and only then. */
  update(record: RedisRecord): Promise<void>
  /** Takes a record away; of several who do so at once only one finds it there. */
  remove(id: string): Promise<{ readonly existed: boolean; readonly record: RedisRecord | null }>
  /** Takes all records of this user away but one; returns how many there were. */
  removeAll(userId: string, exceptId: string | null): Promise<number>
  /** Records of this user, the latest to end by their idle limit first, 100 at most. */
  listRecords(userId: string): Promise<readonly RedisRecord[]>
  /** Of these ids, those whose record is there and not over; one round trip for every 500. */
  filterPresent(ids: readonly string[]): Promise<ReadonlySet<string>>
  ping(): Promise<void>
}

const MAX_LISTED = 100
/** Digits of a time in milliseconds, and the blank after it. */
const TIMESTAMP_LENGTH = 15

const RemoveReplySchema = z.tuple([z.number(), z.string()])
const PipelineRepliesSchema = z.array(z.tuple([z.unknown(), z.unknown()]))

/** `now` decides what is over; Redis keeps what is over no longer than it has to. */
export function createRedisRecords(connection: RedisConnection, clock: () => Date): RedisSessionRecords {
  const run: RedisConnection['run'] = (command) => connection.run(command)
  const get = async (id: string) => {
    const value = await run((redis) =>
      redis.getrange(recordKey(id), 0, MAX_RECORD_LENGTH).catch(emptyOnWrongType),
    )
    return readRecord(value)
  }
  const put = async (record: RedisRecord, replacesId: string | null, mustExist: boolean) => {
    const keys = [...toKeys(record), recordKey(replacesId ?? '')]
    const values = [...toScriptArgs(record, clock()), replacesId ?? '', mustExist ? 'must' : 'may']
    return z.nullable(z.string()).parse(await run((redis) => redis.eval(PUT, 3, ...keys, ...values)))
  }
  const removeFromIndex = ({ session }: RedisRecord) =>
    run((redis) => redis.zrem(indexKey(session.userId), session.id).catch(emptyOnWrongType))
  return {
    get,
    async put(record, replacesId) {
      const old = readRecord((await put(record, replacesId, false)) ?? '')
      if (old && old.session.userId !== record.session.userId) await removeFromIndex(old)
      return old
    },
    replace: async (record, replacesId) => (await put(record, replacesId, true)) !== null,
    async update(record) {
      await run((redis) => redis.eval(UPDATE, 2, ...toKeys(record), ...toScriptArgs(record, clock())))
    },
    async remove(id) {
      const [count, value] = RemoveReplySchema.parse(await run((redis) => redis.eval(TAKE, 1, recordKey(id))))
      const record = readRecord(value)
      if (record) await removeFromIndex(record)
      return { existed: count === 1, record }
    },
    async removeAll(userId, exceptId) {
      const ids = (await listIds(userId, -1)).filter((id) => id !== exceptId)
      const counts = await Promise.all(
        toChunks(ids).map((chunk) =>
          run(async (redis) => {
            await redis.zrem(indexKey(userId), ...chunk)
            return redis.del(...chunk.map(recordKey))
          }),
        ),
      )
      return counts.reduce((sum, count) => sum + count, 0)
    },
    async listRecords(userId) {
      const records = await Promise.all((await listIds(userId, MAX_LISTED - 1)).map(get))
      return records.filter((record) => record !== null)
    },
    async filterPresent(ids) {
      const chunks = await Promise.all(toChunks(ids).map(filterPresentChunk))
      return new Set(chunks.flat())
    },
    async ping() {
      await run((redis) => redis.ping())
    },
  }

  function listIds(userId: string, last: number): Promise<string[]> {
    return run((redis) => redis.zrevrange(indexKey(userId), 0, last).catch(noneOnWrongType))
  }

  async function filterPresentChunk(ids: readonly string[]): Promise<string[]> {
    const commands = ids.map((id) => ['getrange', recordKey(id), 0, TIMESTAMP_LENGTH])
    const values = await run(async (redis) => {
      const replies = PipelineRepliesSchema.parse(await redis.pipeline(commands).exec())
      return replies.map(([error, value]) => (error === null ? String(value) : emptyOnWrongType(error)))
    })
    return ids.filter((_id, index) => readIdleExpiry(values[index] ?? '') > clock().getTime())
  }
}

function recordKey(id: string): string {
  return `portcullis:session:${id}`
}

function indexKey(userId: string): string {
  return `portcullis:sessions-of:${userId}`
}

function toKeys({ session }: RedisRecord): [string, string] {
  return [recordKey(session.id), indexKey(session.userId)]
}

function toScriptArgs(record: RedisRecord, now: Date): (string | number)[] {
  const { id, idleExpiresAt, expiresAt } = record.session
  const ttlMs = (end: Date) => Math.max(1, end.getTime() - now.getTime())
  const idleExpiryMs = idleExpiresAt.getTime()
  return [writeRecord(record), ttlMs(idleExpiresAt), id, idleExpiryMs, now.getTime(), ttlMs(expiresAt)]
}

// A key that holds something of another kind is none of ours.
function emptyOnWrongType(error: unknown): string {
  if (error instanceof Error && error.message.startsWith('WRONGTYPE')) return ''
  throw error
}

function noneOnWrongType(error: unknown): string[] {
  emptyOnWrongType(error)
  return []
}
