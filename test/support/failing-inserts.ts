import type { DatabaseKind } from './database.js'
import type { Site } from './site.js'

/** Lets each insert into this table fail while `work` runs. */
export async function withFailingInserts(
  { rows }: Pick<Site, 'rows'>,
  { database, table }: { readonly database: DatabaseKind; readonly table: string },
  work: () => Promise<void>,
): Promise<void> {
  const [fail, mend] =
    database === 'sqlite'
      ? [
          `CREATE TRIGGER nope BEFORE INSERT ON "${table}" BEGIN SELECT RAISE(ABORT, 'nope'); END`,
          'DROP TRIGGER nope',
        ]
      : [
          `ALTER TABLE "${table}" ADD CONSTRAINT nope CHECK (false) NOT VALID`,
          `ALTER TABLE "${table}" DROP CONSTRAINT nope`,
        ]
  await rows.$executeRawUnsafe(fail)
  try {
    await work()
  } finally {
    await rows.$executeRawUnsafe(mend)
  }
}
