import { z } from 'zod'
import { selectColumns, readText } from './columns.js'
import type { Executor } from './executor.js'
import { UserSchema } from './models.js'
import type { LoadModels } from './prisma.js'
import { type SearchBounds, type SlicedSearch, searchSlices } from './slices.js'
import { escapeLike, join, quoteName, raw, type Sql, sql } from './sql.js'

/** A user as the administrators' list shows them. */
export const UserListItemSchema = UserSchema
export type UserListItem = Readonly<z.infer<typeof UserListItemSchema>>

/** What a search for users found. */
export interface UserMatches {
  readonly users: readonly UserListItem[]
  /** The user name where the search stopped because it had read many users; null when it has found enough or read all. */
  readonly stoppedAt: string | null
}

const USER_LIST_ITEM_COLUMNS = selectColumns('u', UserListItemSchema)
/** How many users the first statement of a search reads: a few milliseconds. */
const SLICE_SIZE = 5000
/** Groups of users that a search can be narrowed to. */
export const USER_GROUPS = ['administrators', 'disabled', 'without-account'] as const
export type UserGroup = (typeof USER_GROUPS)[number]
const GROUP_CONDITIONS: Readonly<Record<UserGroup, Sql>> = {
  administrators: sql`AND u."admin" = ${true}`,
  disabled: sql`AND u."active" = ${false}`,
  'without-account': sql`AND NOT EXISTS (SELECT 1 FROM "Account" a WHERE a."userId" = u."id")`,
}

/** Which users to search for; a filter that is left out, empty or null matches all. */
export interface UserSearch {
  /** A part of the name, user name or email address. */
  readonly text?: string
  readonly group?: UserGroup | null
  /** A role that a step or an administrator has granted. */
  readonly role?: string | null
}

const CountRowSchema = z.object({ count: z.coerce.number() })
const UsernameRowSchema = z.object({ id: z.string(), username: z.string() })

/** Lists and counts of users for administrators. They are not available in a transaction. */
export interface UserListQueries {
  /**
   * Finds users, ordered by user name. It reads the table in slices, so that on SQLite no request waits for long, and stops
   * after 200,000 users.
   * @param after the user name after which the page starts; null for the first page
   * @param bounds when it stops earlier
   */
  searchUsers(
    search: UserSearch,
    after: string | null,
    limit: number,
    bounds?: SearchBounds,
  ): Promise<UserMatches>
  findUserListItem(id: string): Promise<UserListItem | null>
  /** User names by ID; unknown IDs are left out. */
  getUsernames(ids: readonly string[]): Promise<ReadonlyMap<string, string>>
  countUsers(): Promise<number>
  /** How many users were created from each of these times on, and before the next one; the last time only ends. An index has them. */
  countNewUsers(times: readonly Date[]): Promise<readonly number[]>
}

export function userListQueries(db: Executor, loadModels: LoadModels): UserListQueries {
  return {
    async searchUsers(search, after, limit, bounds) {
      const { text = '' } = search
      const filters = toConditions(search)
      if (text === '' && filters.length === 0)
        return { users: await findUsers(db, after ?? '', sql``, limit), stoppedAt: null }
      const slices: SlicedSearch<UserListItem, string> = {
        findEnd: (start, size) => findSliceEnd(db, start ?? '', size),
        findRows: (start, end, left) => {
          const upToEnd = end === null ? sql`` : sql`AND "username" <= ${end}`
          const hasText = text === '' ? sql`` : sql`AND ${containsText(text, start ?? '', upToEnd)}`
          const condition = filters.reduce((all, filter) => sql`${all} ${filter}`, sql`${upToEnd} ${hasText}`)
          return findUsers(db, start ?? '', condition, left)
        },
        limit,
        firstSize: SLICE_SIZE,
      }
      const { rows, stoppedAt } = await searchSlices(after, slices, bounds)
      return { users: rows, stoppedAt }
    },
    async findUserListItem(id) {
      const { user } = await loadModels()
      return UserListItemSchema.nullable().parse(await user.findUnique({ where: { id } }))
    },
    async getUsernames(ids) {
      if (ids.length === 0) return new Map()
      const rows = await db.rows(
        sql`SELECT "id", "username" FROM "User" WHERE "id" IN (${join([...new Set(ids)])})`,
      )
      return new Map(
        z
          .array(UsernameRowSchema)
          .parse(rows)
          .map(({ id, username }) => [id, username]),
      )
    },
    async countUsers() {
      const [row] = await db.rows(sql`SELECT COUNT(*) AS "count" FROM "User"`)
      return CountRowSchema.parse(row).count
    },
    async countNewUsers(times) {
      const counts = times.slice(1).map(
        (until, index) => sql`
          (SELECT COUNT(*) FROM "User" WHERE "createdAt" >= ${times[index] ?? until} AND "createdAt" < ${until})
          AS ${raw(quoteName(`count${index}`))}`,
      )
      const [row] = await db.rows(sql`SELECT ${join(counts)}`)
      return z.array(z.coerce.number()).parse(Object.values(row ?? {}))
    },
  }
}

async function findUsers(
  db: Executor,
  after: string,
  condition: Sql,
  limit: number,
): Promise<readonly UserListItem[]> {
  const rows = await db.rows(sql`
    SELECT ${USER_LIST_ITEM_COLUMNS.sql}
    FROM "User" u WHERE "username" > ${after} ${condition}
    ORDER BY "username" ASC LIMIT ${limit}`)
  return rows.map(USER_LIST_ITEM_COLUMNS.parse)
}

function toConditions({ group = null, role = null }: UserSearch): readonly Sql[] {
  return [
    ...(group === null ? [] : [GROUP_CONDITIONS[group]]),
    ...(role === null ? [] : [sql`AND ${hasRole(role)}`]),
  ]
}

/** The columns are lists of names as JSON. LIKE would ignore case on SQLite. */
function hasRole(role: string): Sql {
  const name = JSON.stringify(role)
  return sql`(replace("stepRoles", ${name}, '') <> "stepRoles" OR replace("adminRoles", ${name}, '') <> "adminRoles")`
}

/** Looks for the text in a slice of the index that has all three columns: the rows themselves are not next to each other. */
function containsText(text: string, after: string, isUpTo: Sql): Sql {
  const columns = sql`LOWER("username" || '\n' || COALESCE("email", '') || '\n' || COALESCE("name", ''))`
  const contains = spellingsOf(text).map(
    (spelling) => sql`${columns} LIKE ${`%${escapeLike(spelling)}%`} ESCAPE '\\'`,
  )
  const containsAny = contains.reduce((one, other) => sql`${one} OR ${other}`)
  return sql`u."username" IN (
    SELECT "username" FROM "User" WHERE "username" > ${after} ${isUpTo} AND (${containsAny}))`
}

const ASCII = /^[\0-\x7f]*$/

/**
 * The text in lower case as LOWER may have written it. That of SQLite leaves É as it is, so letters with accents are looked
 * for in lower case, as they were typed, and in upper case, all of them or those that begin a word.
 */
function spellingsOf(text: string): readonly string[] {
  const lower = text.toLowerCase()
  if (ASCII.test(text)) return [lower]
  const toUpper = (characters: RegExp) => lower.replace(characters, (character) => character.toUpperCase())
  const asTyped = text.replace(/[A-Z]/g, (character) => character.toLowerCase())
  return [...new Set([lower, asTyped, toUpper(/(?<!\p{L})[^\0-\x7f]/gu), toUpper(/[^\0-\x7f]/gu)])]
}

/** The last user name of the next slice; null when at most one slice is left. */
async function findSliceEnd(db: Executor, after: string, size: number): Promise<string | null> {
  const [row] = await db.rows(sql`
    SELECT "username" FROM "User" WHERE "username" > ${after} ORDER BY "username" ASC LIMIT 1 OFFSET ${size}`)
  return row === undefined ? null : readText(row['username'])
}
