import { z } from 'zod'
import { chunksOf } from './chunks.js'
import { idleEndOf, LONGEST_RECORD, readRecord, type RedisRecord, writeRecord } from './redis-record.js'
import { PUT, TAKE, UPDATE } from './redis-scripts.js'
import type { RedisLink } from './redis.js'

/**
 * Records of sessions in Redis by id, and an index of the ids of each user, ordered by the end of their idle time. Redis
 * forgets both by itself when their time is over. What is not readable opens nothing, and is no error.
 */
export interface RedisShelf {
  get(id: string): Promise<RedisRecord | null>
  /** Puts a record there and takes the one of the id `replaces` away, at the same instant; returns that one. */
  put(record: RedisRecord, replaces: string | null): Promise<RedisRecord | null>
  /** The same, but only when there is something under `replaces`; false, and nothing changed, otherwise. */
  swap(record: RedisRecord, replaces: string): Promise<boolean>
  /** Writes a record anew if it is there, and only then. */
  update(record: RedisRecord): Promise<void>
  /** Takes a record away; of several who do so at once only one finds it there. */
  take(id: string): Promise<{ readonly there: boolean; readonly record: RedisRecord | null }>
  /** Takes all records of this user away but one; returns how many there were. */
  takeAll(userId: string, exceptId: string | null): Promise<number>
  /** Records of this user, the latest to end by their idle limit first, 100 at most. */
  recordsOf(userId: string): Promise<readonly RedisRecord[]>
  /** Of these ids, those whose record is there and not over; one round trip for every 500. */
  present(ids: readonly string[]): Promise<ReadonlySet<string>>
  ping(): Promise<void>
}

const MOST_LISTED = 100
/** Digits of a time in milliseconds, and the blank after it. */
const LENGTH_OF_TIME = 15

const Taken = z.tuple([z.number(), z.string()])
const Replies = z.array(z.tuple([z.unknown(), z.unknown()]))

/** `now` decides what is over; Redis keeps what is over no longer than it has to. */
export function redisShelf(link: RedisLink, now: () => Date): RedisShelf {
  const run: RedisLink['run'] = (ask) => link.run(ask)
  const get = async (id: string) => {
    const value = await run((redis) => redis.getrange(recordKey(id), 0, LONGEST_RECORD).catch(emptyIfForeign))
    return readRecord(value)
  }
  const put = async (record: RedisRecord, replaces: string | null, must: boolean) => {
    const keys = [...keysOf(record), recordKey(replaces ?? '')]
    const values = [...valuesOf(record, now()), replaces ?? '', must ? 'must' : 'may']
    return z.nullable(z.string()).parse(await run((redis) => redis.eval(PUT, 3, ...keys, ...values)))
  }
  const unlist = ({ session }: RedisRecord) =>
    run((redis) => redis.zrem(indexKey(session.userId), session.id).catch(emptyIfForeign))
  return {
    get,
    async put(record, replaces) {
      const old = readRecord((await put(record, replaces, false)) ?? '')
      if (old && old.session.userId !== record.session.userId) await unlist(old)
      return old
    },
    swap: async (record, replaces) => (await put(record, replaces, true)) !== null,
    async update(record) {
      await run((redis) => redis.eval(UPDATE, 2, ...keysOf(record), ...valuesOf(record, now())))
    },
    async take(id) {
      const [count, value] = Taken.parse(await run((redis) => redis.eval(TAKE, 1, recordKey(id))))
      const record = readRecord(value)
      if (record) await unlist(record)
      return { there: count === 1, record }
    },
    async takeAll(userId, exceptId) {
      const ids = (await idsOf(userId, -1)).filter((id) => id !== exceptId)
      const counts = await Promise.all(
        chunksOf(ids).map((chunk) =>
          run(async (redis) => {
            await redis.zrem(indexKey(userId), ...chunk)
            return redis.del(...chunk.map(recordKey))
          }),
        ),
      )
      return counts.reduce((sum, count) => sum + count, 0)
    },
    async recordsOf(userId) {
      const records = await Promise.all((await idsOf(userId, MOST_LISTED - 1)).map(get))
      return records.filter((record) => record !== null)
    },
    async present(ids) {
      const chunks = await Promise.all(chunksOf(ids).map(presentAmong))
      return new Set(chunks.flat())
    },
    async ping() {
      await run((redis) => redis.ping())
    },
  }

  function idsOf(userId: string, last: number): Promise<string[]> {
    return run((redis) => redis.zrevrange(indexKey(userId), 0, last).catch(noneIfForeign))
  }

  async function presentAmong(ids: readonly string[]): Promise<string[]> {
    const asked = ids.map((id) => ['getrange', recordKey(id), 0, LENGTH_OF_TIME])
    const values = await run(async (redis) => {
      const replies = Replies.parse(await redis.pipeline(asked).exec())
      return replies.map(([error, value]) => (error === null ? String(value) : emptyIfForeign(error)))
    })
    return ids.filter((_id, index) => idleEndOf(values[index] ?? '') > now().getTime())
  }
}

function recordKey(id: string): string {
  return `portcullis:session:${id}`
}

function indexKey(userId: string): string {
  return `portcullis:sessions-of:${userId}`
}

function keysOf({ session }: RedisRecord): [string, string] {
  return [recordKey(session.id), indexKey(session.userId)]
}

function valuesOf(record: RedisRecord, now: Date): (string | number)[] {
  const { id, idleExpiresAt, expiresAt } = record.session
  const left = (end: Date) => Math.max(1, end.getTime() - now.getTime())
  const idleEnd = idleExpiresAt.getTime()
  return [writeRecord(record), left(idleExpiresAt), id, idleEnd, now.getTime(), left(expiresAt)]
}

// A key that holds something of another kind is none of ours.
function emptyIfForeign(error: unknown): string {
  if (error instanceof Error && error.message.startsWith('WRONGTYPE')) return ''
  throw error
}

function noneIfForeign(error: unknown): string[] {
  emptyIfForeign(error)
  return []
}
