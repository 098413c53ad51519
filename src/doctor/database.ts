import { existsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { message } from '../locales/messages.js'
import { sqliteFile } from '../settings/database-url.js'
import type { Settings } from '../settings/settings.js'
import { readState } from '../store/migration-state.js'
import { openStore, type Store } from '../store/store.js'
import { DatabaseUnavailableError } from '../store/unavailable.js'
import { listInvalidFields, readRoleNames } from '../user-extension.js'
import { type DoctorContext, failure, type Finding, pass, warning } from './finding.js'

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
  if (file !== null && !existsSync(file))
    return { store: null, findings: [missingFileFinding(file, settings)] }
  try {
    const findings = await checkMigrations(databaseUrl)
    const permissions = file === null ? [] : checkPermissions(file)
    if (findings.length > 0) return { store: null, findings: [...findings, ...permissions] }
    const ok = pass(CHECK, message('doctor.database.ok'))
    return {
      store: await openStore(databaseUrl, { prepared: databasePrepared }),
      findings: permissions.length > 0 ? permissions : [ok],
    }
  } catch (error) {
    if (!(error instanceof DatabaseUnavailableError)) throw error
    return { store: null, findings: [unreachableFinding(file, error)] }
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
    const text = message('doctor.database_file_readable.files', { files: readable.join(', ') })
    const advice = message('doctor.runCommand', { command: `chmod 600 ${readable.join(' ')}` })
    findings.push(warning(CHECK, 'database_file_readable', text, advice))
  }
  if (((statSync(folder, { throwIfNoEntry: false })?.mode ?? 0) & 0o022) !== 0) {
    const text = message('doctor.database_file_readable.folder', { folder })
    const advice = message('doctor.runCommand', { command: `chmod 700 ${folder}` })
    findings.push(warning(CHECK, 'database_file_readable', text, advice))
  }
  return findings
}

function missingFileFinding(file: string, { production }: Settings): Finding {
  const text = message('doctor.database_absent.message', { file })
  return production
    ? failure(CHECK, 'database_absent', text, message('doctor.database_absent.productionAdvice'))
    : warning(CHECK, 'database_absent', text, message('doctor.database_absent.advice'))
}

function unreachableFinding(file: string | null, { message: problem }: DatabaseUnavailableError): Finding {
  const text = message('doctor.unavailable.database', { problem })
  const advice =
    file === null ? message('doctor.unavailable.databaseAdvice') : message('doctor.unavailable.fileAdvice')
  return failure(CHECK, 'unavailable', text, advice)
}

async function checkMigrations(databaseUrl: string): Promise<Finding[]> {
  const { pending, unknown, failed } = await readState(databaseUrl)
  const findings: Finding[] = []
  if (unknown.length > 0) {
    const text = message('doctor.migrations_unknown.message', { migrations: unknown.join(', ') })
    findings.push(failure(CHECK, 'migrations_unknown', text, message('doctor.migrations_unknown.advice')))
  }
  if (failed.length > 0) {
    const text = message('doctor.migrations_failed.message', { migrations: failed.join(', ') })
    findings.push(failure(CHECK, 'migrations_failed', text, message('doctor.migrations_failed.advice')))
  }
  const missing = pending.filter((name) => !failed.includes(name))
  if (missing.length > 0) {
    const text = message('doctor.migrations_pending.message', { migrations: missing.join(', ') })
    findings.push(failure(CHECK, 'migrations_pending', text, message('doctor.migrations_pending.advice')))
  }
  return findings
}

const SAMPLE_SIZE = 500

/** Warns of stored roles and fields, of a sample of users, that do not fit `user` of the configuration any more. */
export async function checkUserExtension({
  store,
  userExtension: extension,
}: Pick<DoctorContext, 'store' | 'userExtension'>): Promise<readonly Finding[]> {
  if (store === null || extension === null) return []
  const { users } = await store.searchUsers({}, null, SAMPLE_SIZE)
  const fields = countNames(users.map((user) => listInvalidFields(user, extension)))
  const roles = countNames(
    users.map((user) =>
      [...readRoleNames(user.stepRoles), ...readRoleNames(user.adminRoles)].filter(
        (role) => !extension.roles.includes(role),
      ),
    ),
  )
  return [
    ...[...fields].map(([name, affected]) =>
      warning(
        CHECK,
        'user_field_outdated',
        message('doctor.user_field_outdated.message', { affected, users: users.length, field: name }),
        message('doctor.user_field_outdated.advice'),
        { subject: name },
      ),
    ),
    ...[...roles].map(([name, affected]) =>
      warning(
        CHECK,
        'user_role_unknown',
        message('doctor.user_role_unknown.message', {
          affected,
          users: users.length,
          role: JSON.stringify(name),
        }),
        message('doctor.user_role_unknown.advice'),
        { subject: name },
      ),
    ),
  ]
}

/** For how many users each name occurs. */
function countNames(lists: readonly (readonly string[])[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const names of lists) for (const name of new Set(names)) counts.set(name, (counts.get(name) ?? 0) + 1)
  return counts
}
