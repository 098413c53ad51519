import type { Definition } from '../backends/definition/definition.js'
import type { ErrorCode } from '../errors.js'
import { HttpClientError } from '../http-client/errors.js'
import { ENGLISH } from '../locales/locales.js'
import { type Message, message, type MessageValue } from '../locales/messages.js'
import type { Settings } from '../settings/settings.js'
import type { Store } from '../store/store.js'
import type { UserExtension } from '../user-extension.js'

/**
 * The codes that only the doctor reports; docs/doctor.md has a row for each. A problem that visitors would see as an
 * error page has the `ErrorCode` of that page instead.
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
  'forwarded_for_unreadable',
  'forwarded_proto_http',
  'clock_skew',
  'token_clients_missing',
  'subjects_changed',
  'cookie_not_secure',
  'cookie_not_host_bound',
  'cookie_cross_site',
  'callback_local',
  'callback_refused',
  'authorization_refused',
  'client_refused',
  'database_absent',
  'database_file_readable',
  'migrations_pending',
  'migrations_unknown',
  'migrations_failed',
  'redis_evicts',
  'keys_absent',
  'too_many_keys',
  'key_file_old',
  'key_file_readable',
  'old_key_rows',
  'undecryptable_rows',
  'user_field_outdated',
  'user_role_unknown',
  'mail_unreachable',
  'mail_login_refused',
  'webhook_unreachable',
  'webhook_failing',
  'check_timeout',
  'check_failed',
] as const

export type FindingCode = (typeof FINDING_CODES)[number] | ErrorCode

/** The areas that the doctor checks, in the order of the report. */
export type Check =
  | 'settings'
  | 'address'
  | 'cookies'
  | 'callbacks'
  | 'providers'
  | 'database'
  | 'sessions'
  | 'keys'
  | 'mail'
  | 'webhooks'

/** The result of one check. */
export interface Finding {
  readonly check: Check
  /** A failure prevents sign-ins or is a security problem; a warning may be intended. */
  readonly level: 'ok' | 'warning' | 'failure'
  /** Null for `ok`. */
  readonly code: FindingCode | null
  /** What was checked, where there are several, such as the name of a backend. */
  readonly subject: string | null
  /** One sentence or more, without secrets. */
  readonly message: Message
  /** How to fix it; null for `ok`. */
  readonly advice: Message | null
}

/** A finding in English, for programs. */
export interface FindingJson extends Omit<Finding, 'message' | 'advice'> {
  readonly message: string
  readonly advice: string | null
}

/** Why a call failed, as a part of a finding. */
export function toFailureReason(error: unknown): MessageValue {
  return error instanceof HttpClientError ? error.text : message('network.unknown')
}

type FindingDetails = { readonly subject?: string }

/** A finding of a check that found no problem. */
export function pass(check: Check, text: Message, { subject }: FindingDetails = {}): Finding {
  return { check, level: 'ok', code: null, subject: subject ?? null, message: text, advice: null }
}

/** A finding that may be intended. */
export function warning(
  check: Check,
  code: FindingCode,
  text: Message,
  advice: Message,
  { subject }: FindingDetails = {},
): Finding {
  return { check, level: 'warning', code, subject: subject ?? null, message: text, advice }
}

/** A finding that prevents sign-ins or is a security problem; the exit status of the doctor is 1. */
export function failure(
  check: Check,
  code: FindingCode,
  text: Message,
  advice: Message,
  details: FindingDetails = {},
): Finding {
  return { ...warning(check, code, text, advice, details), level: 'failure' }
}

const LEVEL_SYMBOLS = { ok: 'ok', warning: 'WARNING', failure: 'FAILURE' } as const
const SYMBOL_WIDTH = Math.max(...Object.values(LEVEL_SYMBOLS).map((symbol) => symbol.length)) + 2

/** Formats the findings as text, one or two lines each, followed by the number of problems. */
export function formatReport(findings: readonly Finding[]): string {
  const count = (level: Finding['level']) => findings.filter((finding) => finding.level === level).length
  const counts = [
    ENGLISH.t('adminDoctor.failures', { count: count('failure') }),
    ENGLISH.t('adminDoctor.warnings', { count: count('warning') }),
  ]
  const hasProblems = findings.some(({ level }) => level !== 'ok')
  return [
    ...findings.map(formatFinding),
    '',
    hasProblems ? `${counts.join(', ')}.` : ENGLISH.t('doctor.noProblems'),
  ].join('\n')
}

/** Translates a finding into English, the language of the command line and of answers to programs. */
export function toFindingJson({ message: text, advice, ...finding }: Finding): FindingJson {
  return { ...finding, message: ENGLISH.format(text), advice: advice && ENGLISH.format(advice) }
}

function formatFinding(finding: Finding): string {
  const { check, level, code, subject, message: sentence, advice } = toFindingJson(finding)
  const label = subject === null ? check : `${check} ${subject}`
  const text = `${LEVEL_SYMBOLS[level].padEnd(SYMBOL_WIDTH)}${label}: ${sentence}${code === null ? '' : ` [${code}]`}`
  return advice === null ? text : `${text}\n${' '.repeat(SYMBOL_WIDTH)}-> ${advice}`
}

/** What the checks work on. */
export interface DoctorContext {
  readonly settings: Settings
  /** The backends of the settings and, if the database can be read, those of `/admin`. */
  readonly definitions: readonly Definition[]
  /** Null when the database cannot be used. */
  readonly store: Store | null
  readonly clock: () => Date
  /** What the configuration adds to users; null without a configuration. */
  readonly userExtension: UserExtension | null
}

/** The validation of tokens allows 30 seconds of clock skew, and a `Date` header may be a second old. */
const MAX_SKEW_MS = 60_000

/**
 * Compares the `Date` header of a fresh response (RFC 9110 section 6.6.1) with our own clock.
 * @param owner whose clock it is, such as an issuer; null for the server
 * @returns one failure, or nothing when the clocks agree or there is no date
 */
export function clockSkewFinding(
  check: Check,
  owner: string | null,
  date: string | null,
  now: Date,
  subject?: string,
): Finding[] {
  const remoteTime = date === null ? NaN : Date.parse(date)
  if (!(Math.abs(remoteTime - now.getTime()) > MAX_SKEW_MS)) return []
  const difference = Math.round((remoteTime - now.getTime()) / 1000)
  const seconds = String(Math.abs(difference))
  const ahead =
    owner === null
      ? message('doctor.clock_skew.serverAhead', { seconds })
      : message('doctor.clock_skew.ahead', { owner, seconds })
  const behind =
    owner === null
      ? message('doctor.clock_skew.serverBehind', { seconds })
      : message('doctor.clock_skew.behind', { owner, seconds })
  return [
    failure(
      check,
      'clock_skew',
      difference > 0 ? ahead : behind,
      message('doctor.clock_skew.advice'),
      subject === undefined ? {} : { subject },
    ),
  ]
}
