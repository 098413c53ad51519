import { z } from 'zod'
import type { Executor } from './database.js'
import { Prisma } from './generated/sqlite/client.js'

/** A backend that an administrator has added on the pages. */
export const BackendRowSchema = z.object({
  name: z.string(),
  /** The number of the active version; null before the first one is enabled. */
  current: z.number().nullable(),
  enabled: z.boolean(),
  /** Counts up at every change; a form that was opened on an earlier revision cannot be saved. */
  revision: z.number(),
  createdAt: z.date(),
  changedAt: z.date(),
})
export type BackendRow = Readonly<z.infer<typeof BackendRowSchema>>

/** One version of a backend's definition. It never changes; only the result of its test sign-in is added. */
export const BackendVersionRowSchema = z.object({
  id: z.string(),
  name: z.string(),
  version: z.number(),
  /** All fields except the secrets, as JSON text. */
  definition: z.string(),
  /** The secrets, encrypted. */
  secret: z.instanceof(Uint8Array).nullable(),
  createdAt: z.date(),
  createdBy: z.string(),
  testedAt: z.date().nullable(),
  /** The report of the latest test sign-in, encrypted. */
  report: z.instanceof(Uint8Array).nullable(),
})
export type BackendVersionRow = Readonly<z.infer<typeof BackendVersionRowSchema>>

export type NewBackendVersion = Omit<BackendVersionRow, 'secret' | 'testedAt' | 'report'> & {
  readonly secret: Uint8Array<ArrayBuffer> | null
}

/** A backend with its versions, newest first. */
export type BackendWithVersions = BackendRow & { readonly versions: readonly BackendVersionRow[] }

/** Which version: by its ID, or by its present number. */
export type VersionId = { readonly id: string } | Pick<BackendVersionRow, 'name' | 'version'>

/** The version of a backend that is in use, or was until the backend was disabled. */
export interface CurrentVersion {
  readonly name: string
  readonly versionId: string
  readonly enabled: boolean
}

/**
 * Queries for backends that administrators add. Each change names the revision it is based on, and fails on another.
 */
export interface BackendQueries {
  /**
   * The current versions, in the order in which their backends were added. Each process polls this one cheap statement.
   */
  listCurrentVersions(): Promise<readonly CurrentVersion[]>
  listVersions(ids: readonly string[]): Promise<readonly BackendVersionRow[]>
  /** One version, and whether its backend is enabled; null when it does not exist. */
  getBackendVersion(
    key: VersionId,
  ): Promise<{ readonly row: BackendVersionRow; readonly enabled: boolean } | null>
  /**
   * Lists backends by name, each with at most two versions, without reports: the newest and the active one.
   * @param after the name after which the page starts; null for the first page
   */
  listBackends(after: string | null, limit: number): Promise<readonly BackendWithVersions[]>
  listBackendNames(): Promise<readonly string[]>
  getBackend(name: string): Promise<BackendWithVersions | null>
  /** @throws a unique conflict when the name is taken */
  createBackend(name: string, now: Date): Promise<void>
  createBackendVersion(version: NewBackendVersion): Promise<void>
  /** Counts the revision up; returns false on another revision. */
  touchBackend(name: string, revision: number, now: Date): Promise<boolean>
  /** Makes a version the active one. The statement itself requires that its test sign-in passed. */
  enableVersion(name: string, version: number, revision: number, now: Date): Promise<boolean>
  /** Disables an enabled backend; returns false when it was not enabled. */
  disableBackend(name: string, revision: number, now: Date): Promise<boolean>
  deleteBackend(name: string, revision: number): Promise<boolean>
  /** Stores the report of a test sign-in. @param testedAt null when the test failed */
  saveReport(versionId: string, report: Uint8Array<ArrayBuffer>, testedAt: Date | null): Promise<boolean>
  /** Counts the accounts of this backend, or those of exactly this issuer. */
  countAccounts(backend: string, issuer?: string): Promise<number>
  /** The issuers of the accounts of this backend: one, or one for each tenant; at most 10,000. */
  listIssuers(backend: string): Promise<readonly string[]>
}

const MAX_ISSUERS = 10_000

const IssuerRowSchema = z.object({ issuer: z.string() })
const CurrentRowSchema = z.object({
  name: z.string(),
  versionId: z.string(),
  enabled: z.coerce.boolean(),
})
const BackendWithVersionsRowSchema = BackendRowSchema.extend({ versions: z.array(BackendVersionRowSchema) })
const VERSIONS_NEWEST_FIRST = { versions: { orderBy: { version: 'desc' as const }, take: 200 } }

export function backendQueries(db: Executor): BackendQueries {
  return { ...readQueries(db), ...writeQueries(db) }
}

function readQueries(db: Executor): Omit<BackendQueries, keyof ReturnType<typeof writeQueries>> {
  return {
    async listCurrentVersions() {
      const rows = await db.$queryRaw<unknown[]>`
        SELECT b."name", b."enabled", v."id" AS "versionId"
        FROM "Backend" b JOIN "BackendVersion" v ON v."name" = b."name" AND v."version" = b."current"
        ORDER BY b."createdAt", b."name"`
      return z.array(CurrentRowSchema).parse(rows)
    },
    async listVersions(ids) {
      const rows = await db.backendVersion.findMany({ where: { id: { in: [...ids] } } })
      return z.array(BackendVersionRowSchema).parse(rows)
    },
    async getBackendVersion(key) {
      const row = await db.backendVersion.findUnique({
        where: 'id' in key ? key : { name_version: key },
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
    // Rows whose user was deleted behind our back are nobody's accounts; see `createAccount`.
    countAccounts: (backend, issuer) =>
      db.account.count({
        where: { backend, user: { createdAt: {} }, ...(issuer === undefined ? {} : { issuer }) },
      }),
    async listIssuers(backend) {
      const rows = await db.$queryRaw<unknown[]>`
        SELECT DISTINCT a."issuer" FROM "Account" a JOIN "User" u ON u."id" = a."userId"
        WHERE a."backend" = ${backend} ORDER BY a."issuer" LIMIT ${MAX_ISSUERS}`
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

/** The versions that a list of these backends shows, newest first, without their reports, which are large. */
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
