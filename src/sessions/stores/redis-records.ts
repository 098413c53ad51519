import { z } from 'zod'
import { type Session, SessionSchema } from '../../store/models.js'
import { toChunks } from './chunk.js'
import type { RedisConnection } from './redis-connection.js'

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
/** Longer than any value we write; more is not even fetched. */
export const MAX_RECORD_LENGTH = 8000
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

// Each script is one step that nobody sees half done. KEYS[1] is a record, KEYS[2] the index of its user; ARGV: the
// value, its milliseconds to live, the id, its score in the index, the highest score that is over, the longest life.

// A key of another kind than ours is no reason to turn somebody away: it is replaced.
const INDEX = `
  if redis.call('TYPE', KEYS[2]).ok ~= 'zset' then redis.call('DEL', KEYS[2]) end
  redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', ARGV[5])
  redis.call('ZADD', KEYS[2], ARGV[4], ARGV[3])
  if redis.call('PTTL', KEYS[2]) < tonumber(ARGV[6]) then redis.call('PEXPIRE', KEYS[2], ARGV[6]) end`

const OLD = (key: string) => `
  local old = redis.pcall('GETRANGE', ${key}, 0, ${MAX_RECORD_LENGTH})
  if type(old) ~= 'string' then old = '' end`

/**
 * Writes a record in place of another (KEYS[3]; ARGV[7] is its id), which is returned. Where ARGV[8] is `must`, nothing
 * happens unless that one is there. Writing comes before deleting: a Redis without memory refuses while all is as it was.
 */
export const PUT = `${OLD('KEYS[3]')}
  if ARGV[8] == 'must' and redis.call('EXISTS', KEYS[3]) == 0 then return false end
  redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
  redis.call('DEL', KEYS[3])${INDEX}
  redis.call('ZREM', KEYS[2], ARGV[7])
  return old`

/** Writes a record anew, if it is there. */
export const UPDATE = `
  if not redis.call('SET', KEYS[1], ARGV[1], 'XX', 'PX', ARGV[2]) then return 0 end${INDEX}
  return 1`

/** Deletes a record; returns whether it was there, and what it was. */
export const TAKE = `${OLD('KEYS[1]')}
  return { redis.call('DEL', KEYS[1]), old }`

/** A session as Redis keeps it: under its id, with the hash of the token that opens it. */
export interface RedisRecord {
  readonly session: Session
  readonly tokenHash: string
}

const RedisRecordSchema = z.object({ v: z.literal(1), tokenHash: z.string(), session: SessionSchema })

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
