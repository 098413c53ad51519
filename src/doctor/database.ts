import { existsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { sqliteFile } from '../settings/database-url.js'
import type { Settings } from '../settings/settings.js'
import { readState, UNFINISHED_ADVICE } from '../store/migrations.js'
import { openStore, type Store } from '../store/store.js'
import { DatabaseUnavailableError } from '../store/unavailable.js'
import { failure, type Finding, pass, warning } from './finding.js'

const CHECK = 'database'

/** The open store, null when the database cannot be used, and the findings about it. */
export interface DatabaseCheck {
  readonly store: Store | null
  readonly findings: readonly Finding[]
}

/** Opens the database and compares its migrations with this release. The caller closes the store. */
export async function checkDatabase(settings: Settings): Promise<DatabaseCheck> {
  const { databaseUrl, databasePrepared } = settings
  const file = sqliteFile(databaseUrl)
  // Opening the database would create the file, and the doctor must not change anything.
  if (file !== null && !existsSync(file)) return { store: null, findings: [missingFile(file, settings)] }
  try {
    const findings = await checkMigrations(databaseUrl)
    const permissions = file === null ? [] : checkPermissions(file)
    if (findings.length > 0) return { store: null, findings: [...findings, ...permissions] }
    const ok = pass(CHECK, 'The database responds, and its tables match this release.')
    return {
      store: await openStore(databaseUrl, { prepared: databasePrepared }),
      findings: permissions.length > 0 ? permissions : [ok],
    }
  } catch (error) {
    if (!(error instanceof DatabaseUnavailableError)) throw error
    return { store: null, findings: [unreachable(file, error)] }
  }
}

/** Warns of files of a SQLite database that other users of this machine can read or replace. */
function checkPermissions(file: string): Finding[] {
  const readable = ['', '-wal', '-shm']
    .map((suffix) => file + suffix)
    .filter((path) => ((statSync(path, { throwIfNoEntry: false })?.mode ?? 0) & 0o077) !== 0)
  const folder = dirname(file)
  const findings: Finding[] = []
  if (readable.length > 0) {
    const message = `Other users of this machine can read ${readable.join(', ')}, with the password hashes and email addresses of all users.`
    findings.push(warning(CHECK, 'database_file_readable', message, `Run: chmod 600 ${readable.join(' ')}`))
  }
  if (((statSync(folder, { throwIfNoEntry: false })?.mode ?? 0) & 0o022) !== 0) {
    const message = `Other users of this machine can replace files in ${folder}, where the database is.`
    findings.push(warning(CHECK, 'database_file_readable', message, `Run: chmod 700 ${folder}`))
  }
  return findings
}

function missingFile(file: string, { production }: Settings): Finding {
  const message = `There is no database at ${file}.`
  if (production)
    return failure(CHECK, 'database_absent', message, 'Fix DATABASE_URL, or run "portcullis migrate".')
  return warning(
    CHECK,
    'database_absent',
    message,
    'The first start of the server creates it. If there should already be one, fix DATABASE_URL.',
  )
}

function unreachable(file: string | null, { message }: DatabaseUnavailableError): Finding {
  const advice =
    'Check that the database is running and that DATABASE_URL has the right host, name, user and password.'
  const fileAdvice =
    'Check that this user can read and write the file and its folder, and that it is a SQLite database.'
  return failure(CHECK, 'unavailable', message, file === null ? advice : fileAdvice)
}

async function checkMigrations(databaseUrl: string): Promise<Finding[]> {
  const { pending, unknown, failed } = await readState(databaseUrl)
  const findings: Finding[] = []
  if (unknown.length > 0) {
    const message = `The database is newer than this release. It has the migrations ${unknown.join(', ')}.`
    findings.push(
      failure(CHECK, 'migrations_unknown', message, 'Start the release that migrated it, or a newer one.'),
    )
  }
  if (failed.length > 0) {
    const message = `These migrations did not finish: ${failed.join(', ')}.`
    findings.push(failure(CHECK, 'migrations_failed', message, UNFINISHED_ADVICE))
  }
  const missing = pending.filter((name) => !failed.includes(name))
  if (missing.length > 0) {
    const message = `The database lacks these migrations: ${missing.join(', ')}.`
    findings.push(
      failure(CHECK, 'migrations_pending', message, 'Run "npm run migrate" or "portcullis migrate".'),
    )
  }
  return findings
}
