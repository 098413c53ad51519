import type { Definition } from '../../backends/definition/definition.js'
import type { ErrorCode } from '../../errors.js'
import type { Settings } from '../../settings/settings.js'
import type { Store } from '../../store/store.js'

/**
 * What only the doctor finds; docs/doctor.md has a row for each. What visitors would see has the code of the error that
 * they would see.
 */
export const FINDING_CODES = [
  'settings_invalid',
  'not_production',
  'server_down',
  'address_unreachable',
  'address_elsewhere',
  'settings_differ',
  'trust_proxy_missing',
  'trust_proxy_unused',
  'trust_proxy_too_wide',
  'forwarded_host_passed',
  'forwarded_proto_http',
  'clock_skew',
  'cookie_not_secure',
  'cookie_not_host_bound',
  'cookie_cross_site',
  'callback_local',
  'callback_refused',
  'database_absent',
  'migrations_pending',
  'migrations_unknown',
  'migrations_failed',
  'redis_evicts',
  'keys_absent',
  'keys_many',
  'key_file_old',
  'key_file_readable',
  'sealed_old',
  'sealed_lost',
  'mail_unreachable',
] as const

export type FindingCode = (typeof FINDING_CODES)[number] | ErrorCode

/** The parts of a check-up, in the order in which they are told. */
export type Check =
  'settings' | 'address' | 'cookies' | 'callbacks' | 'providers' | 'database' | 'sessions' | 'keys' | 'mail'

/** One thing that was looked at, and how it is. */
export interface Finding {
  readonly check: Check
  /** A failure keeps people from signing in, or lets the wrong ones in; a warning may be meant so. */
  readonly level: 'ok' | 'warning' | 'failure'
  /** Null when all is well. */
  readonly code: FindingCode | null
  /** Which one of several, such as the name of a backend. */
  readonly subject: string | null
  /** A sentence, without secrets. */
  readonly message: string
  /** What to do; null when all is well. */
  readonly advice: string | null
}

/** What may be left out where there is one thing only. */
type FindingDetails = { readonly subject?: string }

export function pass(check: Check, message: string, { subject }: FindingDetails = {}): Finding {
  return { check, level: 'ok', code: null, subject: subject ?? null, message, advice: null }
}

export function warning(
  check: Check,
  code: FindingCode,
  message: string,
  advice: string,
  { subject }: FindingDetails = {},
): Finding {
  return { check, level: 'warning', code, subject: subject ?? null, message, advice }
}

export function failure(
  check: Check,
  code: FindingCode,
  message: string,
  advice: string,
  details: FindingDetails = {},
): Finding {
  return { ...warning(check, code, message, advice, details), level: 'failure' }
}

const LEVEL_SYMBOLS = { ok: 'ok', warning: 'WARNING', failure: 'FAILURE' } as const
const SYMBOL_WIDTH = Math.max(...Object.values(LEVEL_SYMBOLS).map((symbol) => symbol.length)) + 2

/** The findings as people read them, and how many are not well. */
export function formatReport(findings: readonly Finding[]): string {
  const counts = (['failure', 'warning'] as const).map((level) => {
    const count = findings.filter((finding) => finding.level === level).length
    return `${count} ${level}${count === 1 ? '' : 's'}`
  })
  const hasProblems = findings.some(({ level }) => level !== 'ok')
  return [...findings.map(formatFinding), '', hasProblems ? `${counts.join(', ')}.` : 'All is well.'].join(
    '\n',
  )
}

function formatFinding({ check, level, code, subject, message, advice }: Finding): string {
  const label = subject === null ? check : `${check} ${subject}`
  const text = `${LEVEL_SYMBOLS[level].padEnd(SYMBOL_WIDTH)}${label}: ${message}${code === null ? '' : ` [${code}]`}`
  return advice === null ? text : `${text}\n${' '.repeat(SYMBOL_WIDTH)}-> ${advice}`
}

/** What is looked at. */
export interface DoctorContext {
  readonly settings: Settings
  /** Of the settings and, where the database can be read, of the administrators. */
  readonly definitions: readonly Definition[]
  /** Null when the database cannot be used as it is. */
  readonly store: Store | null
  readonly clock: () => Date
}

/** Tokens are judged with half a minute of leeway, and a `Date` may be a second old. */
const MAX_SKEW_MS = 60_000

/** A finding when a `Date` (RFC 9110 section 6.6.1) that has just come is far from our own time; whose it is says `who`. */
export function clockSkewFinding(
  check: Check,
  owner: string,
  date: string | null,
  now: Date,
  subject?: string,
): Finding[] {
  const remoteTime = date === null ? NaN : Date.parse(date)
  if (!(Math.abs(remoteTime - now.getTime()) > MAX_SKEW_MS)) return []
  const seconds = Math.round((remoteTime - now.getTime()) / 1000)
  const offset = seconds > 0 ? `${seconds} seconds ahead of` : `${-seconds} seconds behind`
  return [
    failure(
      check,
      'clock_skew',
      `The clock of ${owner} is ${offset} this machine's, so tokens seem to be expired, or of the future.`,
      'Switch time synchronisation on (NTP). If several are off by the same, it is this machine.',
      subject === undefined ? {} : { subject },
    ),
  ]
}
