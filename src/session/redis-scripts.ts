import { MAX_RECORD_LENGTH } from './redis-record.js'

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
