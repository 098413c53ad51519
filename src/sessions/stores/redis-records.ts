import { z } from 'zod'
import { parseJson } from '../../parse-json.js'
import { type Session, SessionSchema } from '../../store/models.js'
import { MAX_LISTED_SESSIONS } from '../../store/sessions.js'
import { toChunks } from './chunk.js'
import type { RedisConnection } from './redis-connection.js'

/**
 * Session records in Redis by ID, and an index of the IDs of each user, ordered by the end of their idle time. Redis
 * deletes both when they expire. A record that cannot be read counts as missing.
 */
export interface RedisSessionRecords {
  get(id: string): Promise<RedisRecord | null>
  /** Writes a record and removes the one with the ID `replacesId` at the same instant; returns the removed one. */
  put(record: RedisRecord, replacesId: string | null): Promise<RedisRecord | null>
  /**
   * Does the same, but only if a record with the ID `replacesId` exists; otherwise changes nothing and returns false.
   */
  replace(record: RedisRecord, replacesId: string): Promise<boolean>
  /** Writes a record if one with its ID exists. */
  update(record: RedisRecord): Promise<void>
  /** Removes a record; `existed` is true for only one of several simultaneous calls. */
  remove(id: string): Promise<{ readonly existed: boolean; readonly record: RedisRecord | null }>
  /** Removes all records of this user except one; returns how many there were. */
  removeAll(userId: string, exceptId: string | null): Promise<number>
  /** At most 100 records of this user, those that expire last first. */
  listRecords(userId: string): Promise<readonly RedisRecord[]>
  /** The IDs whose record exists and has not expired; one round trip for every 500. */
  filterPresent(ids: readonly string[]): Promise<ReadonlySet<string>>
  ping(): Promise<void>
  /** Writes a value that expires within a minute. */
  checkWritable(): Promise<void>
}

/** Longer than any value we write; the rest of a longer value is not fetched. */
const MAX_RECORD_LENGTH = 8000
const TIMESTAMP_LENGTH = 15

const RemoveReplySchema = z.tuple([z.number(), z.string()])
const PipelineRepliesSchema = z.array(z.tuple([z.unknown(), z.unknown()]))

/** Creates the records over a connection. `clock` decides which sessions have expired. */
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
      const records = await Promise.all((await listIds(userId, MAX_LISTED_SESSIONS - 1)).map(get))
      return records.filter((record) => record !== null)
    },
    async filterPresent(ids) {
      const chunks = await Promise.all(toChunks(ids).map(filterPresentChunk))
      return new Set(chunks.flat())
    },
    async ping() {
      await run((redis) => redis.ping())
    },
    async checkWritable() {
      await run((redis) => redis.set('portcullis:readiness', '1', 'PX', 60_000))
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

// A key of another Redis type is not one of ours.
function emptyOnWrongType(error: unknown): string {
  if (error instanceof Error && error.message.startsWith('WRONGTYPE')) return ''
  throw error
}

function noneOnWrongType(error: unknown): string[] {
  emptyOnWrongType(error)
  return []
}

// Each script is atomic. KEYS[1] is a record, KEYS[2] the index of its user. ARGV: 1 the value, 2 its time to live in
// milliseconds, 3 the ID, 4 its score in the index, 5 the highest score that has expired, 6 the time to live of the
// index.

// When the index is a key of another Redis type, it is replaced, so that the user can still sign in.
const INDEX = `
  if redis.call('TYPE', KEYS[2]).ok ~= 'zset' then redis.call('DEL', KEYS[2]) end
  redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', ARGV[5])
  redis.call('ZADD', KEYS[2], ARGV[4], ARGV[3])
  if redis.call('PTTL', KEYS[2]) < tonumber(ARGV[6]) then redis.call('PEXPIRE', KEYS[2], ARGV[6]) end`

const OLD = (key: string) => `
  local old = redis.pcall('GETRANGE', ${key}, 0, ${MAX_RECORD_LENGTH})
  if type(old) ~= 'string' then old = '' end`

/**
 * Writes a record in place of another (KEYS[3]; ARGV[7] is its ID), and returns that one. If ARGV[8] is `must`, nothing
 * happens unless that one exists. It writes before it deletes: when Redis is out of memory, it refuses before any
 * change.
 */
const PUT = `${OLD('KEYS[3]')}
  if ARGV[8] == 'must' and redis.call('EXISTS', KEYS[3]) == 0 then return false end
  redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
  redis.call('DEL', KEYS[3])${INDEX}
  redis.call('ZREM', KEYS[2], ARGV[7])
  return old`

/** Writes a record if one with its key exists. */
const UPDATE = `
  if not redis.call('SET', KEYS[1], ARGV[1], 'XX', 'PX', ARGV[2]) then return 0 end${INDEX}
  return 1`

/** Deletes a record; returns whether it existed, and its value. */
const TAKE = `${OLD('KEYS[1]')}
  return { redis.call('DEL', KEYS[1]), old }`

/** A session as Redis stores it, with the hash of its token. */
export interface RedisRecord {
  readonly session: Session
  readonly tokenHash: string
}

const RedisRecordSchema = z.object({ v: z.literal(1), tokenHash: z.string(), session: SessionSchema })

/** The value of a record. It begins with the end of the idle time, so that this part can be fetched alone. */
function writeRecord({ session, tokenHash }: RedisRecord): string {
  return `${session.idleExpiresAt.getTime()} ${JSON.stringify({ v: 1, tokenHash, session })}`
}

/** Reads a value; null when it was not written by this release, or is damaged. */
function readRecord(value: string): RedisRecord | null {
  return RedisRecordSchema.safeParse(parseJson(value.slice(value.indexOf(' ') + 1))).data ?? null
}

/** When the session of a value reaches its idle limit, in milliseconds; NaN when the value is not one of ours. */
function readIdleExpiry(value: string): number {
  return Number(/^(\d{1,15}) /.exec(value)?.[1])
}
