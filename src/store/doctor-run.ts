import { z } from 'zod'
import type { Executor } from './executor.js'
import { sql } from './sql.js'

/** What the doctor found when an administrator last ran it. */
export interface StoredDoctorRun {
  readonly at: Date
  /** JSON. */
  readonly findings: string
}

/** Queries for the last run of the doctor on the pages for administrators. */
export interface DoctorRunQueries {
  /** Stores a run, which replaces the previous one. */
  replaceDoctorRun(run: StoredDoctorRun): Promise<void>
  getDoctorRun(): Promise<StoredDoctorRun | null>
}

/** Its only row has this ID. */
const ID = 'doctor'
const DoctorRunRowSchema = z.object({ at: z.coerce.date(), findings: z.string() })

export function doctorRunQueries(db: Executor): DoctorRunQueries {
  return {
    async replaceDoctorRun({ at, findings }) {
      await db.run(sql`
        INSERT INTO "DoctorRun" ("id", "at", "findings") VALUES (${ID}, ${at}, ${findings})
        ON CONFLICT ("id") DO UPDATE SET "at" = excluded."at", "findings" = excluded."findings"`)
    },
    async getDoctorRun() {
      const rows = await db.rows(sql`SELECT "at", "findings" FROM "DoctorRun" WHERE "id" = ${ID}`)
      return rows.length === 1 ? DoctorRunRowSchema.parse(rows[0]) : null
    },
  }
}
