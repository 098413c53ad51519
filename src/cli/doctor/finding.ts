import type { ErrorCode } from '../../errors.js'

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
