import { z } from 'zod'
import type { Executor } from './executor.js'
import { sql } from './sql.js'

const KnownBackendRowSchema = z.object({ name: z.string(), definition: z.string() })
/** A backend of the settings, as a server last started with it: all fields except the secrets, as JSON text. */
export type KnownBackendRow = Readonly<z.infer<typeof KnownBackendRowSchema>>

/** Queries for the backends that the settings have, or had. */
export interface KnownBackendQueries {
  listKnownBackends(): Promise<readonly KnownBackendRow[]>
  saveKnownBackend(row: KnownBackendRow, now: Date): Promise<void>
  /** Deletes the stored definition of a backend of the settings; returns false when there is none of this name. */
  deleteKnownBackend(name: string): Promise<boolean>
}

export function knownBackendQueries(db: Executor): KnownBackendQueries {
  return {
    async listKnownBackends() {
      const rows = await db.rows(sql`SELECT "name", "definition" FROM "KnownBackend" ORDER BY "name"`)
      return z.array(KnownBackendRowSchema).parse(rows)
    },
    async saveKnownBackend({ name, definition }, now) {
      await db.run(sql`
        INSERT INTO "KnownBackend" ("name", "definition", "changedAt") VALUES (${name}, ${definition}, ${now})
        ON CONFLICT ("name") DO UPDATE SET
          "definition" = excluded."definition", "changedAt" = excluded."changedAt"`)
    },
    async deleteKnownBackend(name) {
      return (await db.run(sql`DELETE FROM "KnownBackend" WHERE "name" = ${name}`)) === 1
    },
  }
}
