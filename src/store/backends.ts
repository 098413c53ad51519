import { z } from 'zod'
import type { Executor } from './database.js'
import { Prisma } from './generated/sqlite/client.js'

/** A backend that an administrator has added. */
export const BackendRowSchema = z.object({
  name: z.string(),
  /** The version in use; null before the first one is enabled. */
  current: z.number().nullable(),
  enabled: z.boolean(),
  /** Counts up at every change. */
  revision: z.number(),
  createdAt: z.date(),
  changedAt: z.date(),
})
export type BackendRow = Readonly<z.infer<typeof BackendRowSchema>>

/** What an administrator wrote at one time; never changed, but for what its test login showed. */
export const BackendVersionRowSchema = z.object({
  id: z.string(),
  name: z.string(),
  version: z.number(),
  /** All fields but the secrets, as JSON text. */
  definition: z.string(),
  /** The secrets, sealed. */
  secret: z.instanceof(Uint8Array).nullable(),
  createdAt: z.date(),
  createdBy: z.string(),
  testedAt: z.date().nullable(),
  /** Sealed. */
  report: z.instanceof(Uint8Array).nullable(),
})
export type BackendVersionRow = Readonly<z.infer<typeof BackendVersionRowSchema>>

export type NewBackendVersion = Omit<BackendVersionRow, 'secret' | 'testedAt' | 'report'> & {
  readonly secret: Uint8Array<ArrayBuffer> | null
}

/** A backend with everything that was ever written of it, the newest first. */
export type BackendWithVersions = BackendRow & { readonly versions: readonly BackendVersionRow[] }

/** Which version of a backend is in use, by the id of that version. */
export interface EnabledVersion {
  readonly name: string
  readonly versionId: string
}

/** The backends of administrators. Every change says which revision it was made on, and fails on another one. */
export interface BackendQueries {
  /** What is in use now, in the order in which it was added: one cheap statement, for every process to ask often. */
  listEnabledVersions(): Promise<readonly EnabledVersion[]>
  listVersions(ids: readonly string[]): Promise<readonly BackendVersionRow[]>
  /** One version, and whether its backend is switched on; null when there is none. */
  getBackendVersion(
    name: string,
    version: number,
  ): Promise<{ readonly row: BackendVersionRow; readonly enabled: boolean } | null>
  /**
   * By name, each with two versions at most: the newest, and the one in use or that was; without reports.
   * @param after only those behind this name
   */
  listBackends(after: string | null, limit: number): Promise<readonly BackendWithVersions[]>
  listBackendNames(): Promise<readonly string[]>
  getBackend(name: string): Promise<BackendWithVersions | null>
  /** Fails with a conflict when the name is taken. */
  createBackend(name: string, now: Date): Promise<void>
  createBackendVersion(version: NewBackendVersion): Promise<void>
  /** Notes that something was changed; false on another revision. */
  touchBackend(name: string, revision: number, now: Date): Promise<boolean>
  /** Puts a version into use, if its test login went well: the database itself refuses any other. */
  enableVersion(name: string, version: number, revision: number, now: Date): Promise<boolean>
  /** Switches off what is in use; false for what is not. */
  disableBackend(name: string, revision: number, now: Date): Promise<boolean>
  deleteBackend(name: string, revision: number): Promise<boolean>
  /** Keeps what a test login showed; `testedAt` only when it went well. */
  saveReport(versionId: string, report: Uint8Array<ArrayBuffer>, testedAt: Date | null): Promise<boolean>
  countAccounts(backend: string): Promise<number>
  /** The issuers of the accounts that are kept under this name: one, or one for each tenant; ten thousand at most. */
  listIssuers(backend: string): Promise<readonly string[]>
}

const MAX_ISSUERS = 10_000

const IssuerRowSchema = z.object({ issuer: z.string() })
const EnabledRowSchema = z.object({ name: z.string(), versionId: z.string() })
const BackendWithVersionsRowSchema = BackendRowSchema.extend({ versions: z.array(BackendVersionRowSchema) })
const VERSIONS_NEWEST_FIRST = { versions: { orderBy: { version: 'desc' as const }, take: 200 } }

export function backendQueries(db: Executor): BackendQueries {
  return { ...readQueries(db), ...writeQueries(db) }
}

function readQueries(db: Executor): Omit<BackendQueries, keyof ReturnType<typeof writeQueries>> {
  return {
    async listEnabledVersions() {
      const rows = await db.$queryRaw<unknown[]>`
        SELECT b."name", v."id" AS "versionId"
        FROM "Backend" b JOIN "BackendVersion" v ON v."name" = b."name" AND v."version" = b."current"
        WHERE b."enabled" = ${true} ORDER BY b."createdAt", b."name"`
      return z.array(EnabledRowSchema).parse(rows)
    },
    async listVersions(ids) {
      const rows = await db.backendVersion.findMany({ where: { id: { in: [...ids] } } })
      return z.array(BackendVersionRowSchema).parse(rows)
    },
    async getBackendVersion(name, version) {
      const row = await db.backendVersion.findUnique({
        where: { name_version: { name, version } },
        include: { backend: { select: { enabled: true } } },
      })
      return row && { row: BackendVersionRowSchema.parse(row), enabled: row.backend.enabled }
    },
    async listBackends(after, limit) {
      const where = after === null ? {} : { name: { gt: after } }
      const stored = await db.backend.findMany({ where, orderBy: { name: 'asc' }, take: limit })
      const rows = z.array(BackendRowSchema).parse(stored)
      const versions = await listDisplayedVersions(
        db,
        rows.map(({ name }) => name),
      )
      return rows.map((row) => ({ ...row, versions: versions.filter(({ name }) => name === row.name) }))
    },
    async listBackendNames() {
      return (await db.backend.findMany({ select: { name: true } })).map(({ name }) => name)
    },
    async getBackend(name) {
      const row = await db.backend.findUnique({ where: { name }, include: VERSIONS_NEWEST_FIRST })
      return BackendWithVersionsRowSchema.nullable().parse(row)
    },
    countAccounts: (backend) => db.account.count({ where: { backend } }),
    async listIssuers(backend) {
      const rows = await db.$queryRaw<unknown[]>`
        SELECT DISTINCT "issuer" FROM "Account" WHERE "backend" = ${backend} LIMIT ${MAX_ISSUERS}`
      return z
        .array(IssuerRowSchema)
        .parse(rows)
        .map(({ issuer }) => issuer)
    },
  }
}

function writeQueries(db: Executor) {
  const change = (now: Date) => ({ changedAt: now, revision: { increment: 1 } })
  return {
    async createBackend(name: string, now: Date) {
      await db.backend.create({ data: { name, createdAt: now, changedAt: now } })
    },
    async createBackendVersion(version: NewBackendVersion) {
      await db.backendVersion.create({ data: version })
    },
    async touchBackend(name: string, revision: number, now: Date) {
      const { count } = await db.backend.updateMany({ where: { name, revision }, data: change(now) })
      return count === 1
    },
    async enableVersion(name: string, version: number, revision: number, now: Date) {
      const { count } = await db.backend.updateMany({
        where: { name, revision, versions: { some: { version, testedAt: { not: null } } } },
        data: { ...change(now), enabled: true, current: version },
      })
      return count === 1
    },
    async disableBackend(name: string, revision: number, now: Date) {
      const { count } = await db.backend.updateMany({
        where: { name, revision, enabled: true },
        data: { ...change(now), enabled: false },
      })
      return count === 1
    },
    async deleteBackend(name: string, revision: number) {
      const { count } = await db.backend.deleteMany({ where: { name, revision } })
      return count === 1
    },
    async saveReport(versionId: string, report: Uint8Array<ArrayBuffer>, testedAt: Date | null) {
      const { count } = await db.backendVersion.updateMany({
        where: { id: versionId },
        data: { report, ...(testedAt === null ? {} : { testedAt }) },
      })
      return count === 1
    },
  }
}

const IdRowSchema = z.object({ id: z.string() })

/**
 * What a list shows of these backends: the newest version of each, and the one that is or was in use, the newer first;
 * without their reports, which are large.
 */
export async function listDisplayedVersions(
  db: Executor,
  names: readonly string[],
): Promise<readonly BackendVersionRow[]> {
  if (names.length === 0) return []
  const ids = await db.$queryRaw<unknown[]>`
    SELECT v."id" FROM "BackendVersion" v JOIN "Backend" b ON b."name" = v."name"
    WHERE b."name" IN (${Prisma.join([...names])}) AND (v."version" = b."current"
      OR v."version" = (SELECT MAX(w."version") FROM "BackendVersion" w WHERE w."name" = b."name"))`
  const rows = await db.backendVersion.findMany({
    where: {
      id: {
        in: z
          .array(IdRowSchema)
          .parse(ids)
          .map(({ id }) => id),
      },
    },
    orderBy: { version: 'desc' },
    omit: { report: true },
  })
  return rows.map((row) => BackendVersionRowSchema.parse({ ...row, report: null }))
}
