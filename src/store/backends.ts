import { z } from 'zod'
import { BackendMarkSchema } from './backend-marks.js'
import { listColumns, writeColumns } from './columns.js'
import type { Executor } from './executor.js'
import { join, sql } from './sql.js'

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
  /** The picture that an administrator has given it. */
  readonly mark: { readonly hash: string; readonly type: 'svg' | 'png' } | null
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
  getBackend(name: string): Promise<BackendWithVersions | null>
  /** @throws a unique conflict when the name is taken */
  createBackend(name: string, now: Date): Promise<void>
  /**
   * The number for a new version of a backend of this name: one that no version of this name has ever had, not even one
   * that was discarded, or whose backend was deleted, because traces and attempts name versions by their number.
   */
  nextVersionNumber(name: string): Promise<number>
  createBackendVersion(version: NewBackendVersion): Promise<void>
  /** Counts the revision up; returns false on another revision. */
  touchBackend(name: string, revision: number, now: Date): Promise<boolean>
  /** Makes a version the active one. The statement itself requires that its test sign-in passed. */
  enableVersion(name: string, version: number, revision: number, now: Date): Promise<boolean>
  /** Disables an enabled backend; returns false when it was not enabled. */
  disableBackend(name: string, revision: number, now: Date): Promise<boolean>
  deleteBackend(name: string, revision: number): Promise<boolean>
  /**
   * Deletes a version whose test failed. The statement itself requires that no test of it has passed, that it is not the
   * active version, and that there is another one.
   */
  deleteFailedVersion(name: string, version: number): Promise<boolean>
  /** Stores the report of a test sign-in. @param testedAt null when the test failed */
  saveReport(versionId: string, report: Uint8Array<ArrayBuffer>, testedAt: Date | null): Promise<boolean>
}

const MAX_VERSIONS = 200

const BACKEND_COLUMNS = listColumns(BackendRowSchema)
const VERSION_COLUMNS = listColumns(BackendVersionRowSchema)
const NEW_VERSION_COLUMNS = writeColumns(BackendVersionRowSchema.omit({ testedAt: true, report: true }))
const CurrentRowSchema = z.object({
  name: z.string(),
  versionId: z.string(),
  enabled: z.boolean(),
  hash: z.string().nullable(),
  type: BackendMarkSchema.shape.type.nullable(),
})
const EnabledFlagRowSchema = BackendRowSchema.pick({ enabled: true })
const CounterRowSchema = z.object({ last: z.number() })

export function backendQueries(db: Executor): BackendQueries {
  return { ...readQueries(db), ...writeQueries(db) }
}

function readQueries(db: Executor): Omit<BackendQueries, keyof ReturnType<typeof writeQueries>> {
  return {
    async listCurrentVersions() {
      const rows = await db.rows(sql`
        SELECT b."name", b."enabled", v."id" AS "versionId", m."hash", m."type"
        FROM "Backend" b JOIN "BackendVersion" v ON v."name" = b."name" AND v."version" = b."current"
        LEFT JOIN "BackendMark" m ON m."name" = b."name"
        ORDER BY b."createdAt", b."name"`)
      return rows.map((row) => {
        const { hash, type, ...version } = CurrentRowSchema.parse(row)
        return { ...version, mark: hash === null || type === null ? null : { hash, type } }
      })
    },
    async listVersions(ids) {
      if (ids.length === 0) return []
      const rows = await db.rows(sql`
        SELECT ${VERSION_COLUMNS} FROM "BackendVersion" WHERE "id" IN (${join(ids)})`)
      return z.array(BackendVersionRowSchema).parse(rows)
    },
    async getBackendVersion(key) {
      const isVersion =
        'id' in key ? sql`"id" = ${key.id}` : sql`"name" = ${key.name} AND "version" = ${key.version}`
      const [row] = await db.rows(sql`
        SELECT ${VERSION_COLUMNS},
               (SELECT b."enabled" FROM "Backend" b WHERE b."name" = "BackendVersion"."name") AS "enabled"
        FROM "BackendVersion" WHERE ${isVersion}`)
      if (row === undefined) return null
      return { row: BackendVersionRowSchema.parse(row), enabled: EnabledFlagRowSchema.parse(row).enabled }
    },
    async getBackend(name) {
      const [row] = await db.rows(sql`SELECT ${BACKEND_COLUMNS} FROM "Backend" WHERE "name" = ${name}`)
      if (row === undefined) return null
      const versions = await db.rows(sql`
        SELECT ${VERSION_COLUMNS} FROM "BackendVersion" WHERE "name" = ${name}
        ORDER BY "version" DESC LIMIT ${MAX_VERSIONS}`)
      return { ...BackendRowSchema.parse(row), versions: z.array(BackendVersionRowSchema).parse(versions) }
    },
  }
}

function writeQueries(db: Executor) {
  const changed = (now: Date) => sql`"changedAt" = ${now}, "revision" = "revision" + 1`
  const isRevision = (name: string, revision: number) => sql`"name" = ${name} AND "revision" = ${revision}`
  // Versions of an earlier release are not counted yet.
  const highestVersion = (name: string) =>
    sql`(SELECT COALESCE(MAX("version"), 0) FROM "BackendVersion" WHERE "name" = ${name})`
  const keepVersionNumbers = (name: string) =>
    db.run(sql`
      INSERT INTO "VersionCounter" ("name", "last") VALUES (${name}, ${highestVersion(name)})
      ON CONFLICT ("name") DO UPDATE SET "last" =
        CASE WHEN "VersionCounter"."last" > excluded."last" THEN "VersionCounter"."last" ELSE excluded."last" END`)
  return {
    async createBackend(name: string, now: Date) {
      await db.run(
        sql`INSERT INTO "Backend" ("name", "createdAt", "changedAt") VALUES (${name}, ${now}, ${now})`,
      )
    },
    async nextVersionNumber(name: string) {
      const rows = await db.rows(sql`
        INSERT INTO "VersionCounter" ("name", "last") VALUES (${name}, ${highestVersion(name)} + 1)
        ON CONFLICT ("name") DO UPDATE SET "last" =
          CASE WHEN "VersionCounter"."last" >= excluded."last" THEN "VersionCounter"."last" + 1 ELSE excluded."last" END
        RETURNING "last"`)
      return CounterRowSchema.parse(rows[0]).last
    },
    async createBackendVersion(version: NewBackendVersion) {
      await db.run(sql`INSERT INTO "BackendVersion" ${NEW_VERSION_COLUMNS.values(version)}`)
    },
    async touchBackend(name: string, revision: number, now: Date) {
      const count = await db.run(sql`
        UPDATE "Backend" SET ${changed(now)} WHERE ${isRevision(name, revision)}`)
      return count === 1
    },
    async enableVersion(name: string, version: number, revision: number, now: Date) {
      const count = await db.run(sql`
        UPDATE "Backend" SET ${changed(now)}, "enabled" = ${true}, "current" = ${version}
        WHERE ${isRevision(name, revision)} AND EXISTS (
          SELECT 1 FROM "BackendVersion" v
          WHERE v."name" = "Backend"."name" AND v."version" = ${version} AND v."testedAt" IS NOT NULL)`)
      return count === 1
    },
    async disableBackend(name: string, revision: number, now: Date) {
      const count = await db.run(sql`
        UPDATE "Backend" SET ${changed(now)}, "enabled" = ${false}
        WHERE ${isRevision(name, revision)} AND "enabled" = ${true}`)
      return count === 1
    },
    async deleteBackend(name: string, revision: number) {
      await keepVersionNumbers(name)
      return (await db.run(sql`DELETE FROM "Backend" WHERE ${isRevision(name, revision)}`)) === 1
    },
    async deleteFailedVersion(name: string, version: number) {
      await keepVersionNumbers(name)
      const count = await db.run(sql`
        DELETE FROM "BackendVersion"
        WHERE "name" = ${name} AND "version" = ${version} AND "testedAt" IS NULL AND "report" IS NOT NULL
          AND NOT EXISTS (SELECT 1 FROM "Backend" b WHERE b."name" = ${name} AND b."current" = ${version})
          AND EXISTS (
            SELECT 1 FROM "BackendVersion" w WHERE w."name" = ${name} AND w."version" <> ${version})`)
      return count === 1
    },
    async saveReport(versionId: string, report: Uint8Array<ArrayBuffer>, testedAt: Date | null) {
      const count = await db.run(sql`
        UPDATE "BackendVersion" SET "report" = ${report}, "testedAt" = COALESCE(${testedAt}, "testedAt")
        WHERE "id" = ${versionId}`)
      return count === 1
    },
  }
}
