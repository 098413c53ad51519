import { en } from './locales/en.js'
import { ENGLISH } from './locales/locales.js'
import { type Message, type MessageKey, type Sentence, verbatim } from './locales/messages.js'
import type { Translator } from './locales/translator.js'
import type { ProviderCause } from './provider-causes.js'

/** What people read about an error. */
export interface ErrorTexts {
  readonly title: string
  /** What happened, in a sentence for the person in front of the page. */
  readonly message: string
  /** What they can do now. */
  readonly advice: string
}

/** What administrators read about an error. Markdown, since docs/errors.md is generated from it. */
export interface ErrorHelp {
  /** What the code means. */
  readonly meaning: string
  /** What administrators, or the person, can do about it. */
  readonly remedy: string
}

/** How a request can end badly. */
interface ErrorRow {
  readonly status: number
  /** Whether the page offers to start the sign-in again. */
  readonly canRetry?: true
}

/** An error with its English texts. */
export interface ErrorKind extends ErrorRow, ErrorTexts, ErrorHelp {}

/**
 * Every way in which a request can end badly: one row each. What people read about it is in the catalogues of src/locales, as
 * `errors.CODE.title`, `.message` and `.advice`, and what administrators read as `.meaning` and `.remedy`; without them, a row
 * does not compile. Where a text names the provider, a second one ends in `.named`. `npm run docs` writes docs/errors.md from
 * this table and the English texts.
 */
const TABLE = {
  // Requests that are malformed or ask for something that does not exist.
  bad_request: { status: 400 },
  not_found: { status: 404 },
  method_not_allowed: { status: 405 },
  too_large: { status: 413 },
  wrong_content_type: { status: 415 },
  too_many_requests: { status: 429, canRetry: true },
  upgrade_required: { status: 426 },
  unknown_host: { status: 421 },
  unknown_backend: { status: 404, canRetry: true },
  backend_disabled: { status: 403, canRetry: true },
  navigation_required: { status: 400, canRetry: true },
  // Changes of providers by administrators.
  mark_rejected: { status: 400 },
  definition_invalid: { status: 400 },
  backend_name_taken: { status: 409 },
  backend_version_conflict: { status: 409 },
  backend_untested: { status: 409 },
  backend_needs_mail: { status: 409 },
  backend_in_use: { status: 409 },
  // Sessions, CSRF and other proofs of who sends a request.
  origin_rejected: { status: 403 },
  csrf_failed: { status: 403 },
  login_required: { status: 401, canRetry: true },
  browser_session_required: { status: 403, canRetry: true },
  reauthentication_required: { status: 403, canRetry: true },
  reauthentication_unproven: { status: 403, canRetry: true },
  admin_required: { status: 403 },
  setup_link_invalid: { status: 410 },
  invitation_invalid: { status: 410 },
  user_has_account: { status: 409 },
  username_rejected: { status: 400 },
  profile_rejected: { status: 400 },
  unknown_user: { status: 404 },
  confirmation_wrong: { status: 400 },
  self_action_forbidden: { status: 409 },
  merge_refused: { status: 409 },
  last_administrator: { status: 409 },
  wrong_credentials: { status: 401, canRetry: true },
  password_rejected: { status: 400 },
  browser_cookie_required: { status: 401 },
  ticket_rejected: { status: 400, canRetry: true },
  logout_token_rejected: { status: 400 },
  // Sign-in attempts, between the start and the callback.
  attempt_unknown: { status: 400, canRetry: true },
  attempt_expired: { status: 400, canRetry: true },
  attempt_used: { status: 400, canRetry: true },
  attempt_wrong_browser: { status: 400, canRetry: true },
  attempt_other_backend: { status: 400, canRetry: true },
  session_user_changed: { status: 409 },
  // Paused sign-ins.
  partial_unknown: { status: 404, canRetry: true },
  partial_expired: { status: 400, canRetry: true },
  partial_used: { status: 400, canRetry: true },
  partial_wrong_browser: { status: 400, canRetry: true },
  // Codes by email.
  code_rejected: { status: 400, canRetry: true },
  code_wrong: { status: 400 },
  email_invalid: { status: 400 },
  email_already_verified: { status: 409 },
  mail_unavailable: { status: 404 },
  // Devices; src/middleware/oauth-errors.ts has the OAuth names of their errors (RFC 8628 section 3.5).
  device_code_unknown: { status: 404, canRetry: true },
  device_code_expired: { status: 410, canRetry: true },
  device_code_used: { status: 409, canRetry: true },
  device_denied: { status: 403 },
  dpop_proof_invalid: { status: 400 },
  unsupported_grant_type: { status: 400 },
  // Responses of providers.
  access_denied: { status: 403, canRetry: true },
  provider_error: { status: 400, canRetry: true },
  callback_invalid: { status: 400, canRetry: true },
  identity_rejected: { status: 400, canRetry: true },
  provider_unavailable: { status: 502, canRetry: true },
  provider_timeout: { status: 504, canRetry: true },
  provider_misconfigured: { status: 502, canRetry: true },
  // Backends whose protocol is code of the site's own.
  backend_failed: { status: 502, canRetry: true },
  not_identified: { status: 403, canRetry: true },
  // Token exchange: a provider's access token for a session.
  invalid_token: { status: 401 },
  insufficient_scope: { status: 403 },
  backend_ambiguous: { status: 400 },
  token_exchange_unsupported: { status: 400 },
  token_exchange_unavailable: { status: 503 },
  interaction_required: { status: 403 },
  // Decisions of this site's policy.
  not_allowed: { status: 403, canRetry: true },
  role_required: { status: 403 },
  group_required: { status: 403 },
  group_ambiguous: { status: 400 },
  registration_closed: { status: 403, canRetry: true },
  claim_missing: { status: 403, canRetry: true },
  email_belongs_to_user: { status: 409, canRetry: true },
  account_taken: { status: 409 },
  user_disabled: { status: 403 },
  refused: { status: 403 },
  step_failed: { status: 500, canRetry: true },
  field_invalid: { status: 400 },
  issuer_changed: { status: 403 },
  last_login_method: { status: 409 },
  unknown_account: { status: 404 },
  // Failures of this site.
  unavailable: { status: 503 },
  internal: { status: 500 },
} as const satisfies Record<string, ErrorRow>

/** The closed set of codes that pages, problem documents and logs use. */
export type ErrorCode = keyof typeof TABLE

/** The keys of the texts that name the provider. */
type NamedTextKey = Extract<MessageKey, `errors.${string}.named`>

function isNamedTextKey(key: string): key is NamedTextKey {
  return key.endsWith('.named') && Object.hasOwn(en, key)
}

/**
 * What people read about an error.
 * @param provider the label of the provider that the request was about; null where it is not known
 */
export function errorTexts(code: ErrorCode, provider: string | null, translator: Translator): ErrorTexts {
  const text = (part: keyof ErrorTexts): string => {
    const namedKey = `errors.${code}.${part}.named`
    return provider !== null && isNamedTextKey(namedKey)
      ? translator.t(namedKey, { provider })
      : translator.t(`errors.${code}.${part}`)
  }
  return { title: text('title'), message: text('message'), advice: text('advice') }
}

/** The table, with English texts that name no provider. */
export const ERROR_KINDS = Object.fromEntries(
  Object.entries<ErrorRow>(TABLE).map(([code, kind]) => [
    code,
    { ...kind, ...(isErrorCode(code) && englishTexts(code)) },
  ]),
) as Readonly<Record<ErrorCode, ErrorKind>>

function englishTexts(code: ErrorCode): ErrorTexts & ErrorHelp {
  return {
    title: en[`errors.${code}.title`],
    message: en[`errors.${code}.message`],
    advice: en[`errors.${code}.advice`],
    ...errorHelp(code, ENGLISH),
  }
}

/** What administrators read about an error. */
export function errorHelp(code: ErrorCode, translator: Translator): ErrorHelp {
  return {
    meaning: translator.t(`errors.${code}.meaning`),
    remedy: translator.t(`errors.${code}.remedy`),
  }
}

/** Whether this is one of our codes; events of an older release may have others. */
export function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(TABLE, code)
}

export interface ErrorOptions {
  /** What exactly was wrong: a text of the catalogue, or words that administrators read in English. Default: `text`. */
  readonly detail?: string | Sentence
  readonly cause?: unknown
  readonly retryAfterSeconds?: number
  readonly providerMessage?: string
  readonly providerCause?: ProviderCause | null
  readonly text?: Message
  /** What the visitor reads in place of the texts of the code: words of a step of the site's own. */
  readonly shown?: Partial<ErrorTexts>
}

/**
 * An expected failure of a request. The visitor sees the texts of `code`; the log gets `detail` and `cause`.
 * `detail` is for administrators: a sentence without secrets, in English.
 */
export class PortcullisError extends Error {
  override readonly name = 'PortcullisError'
  readonly code: ErrorCode
  readonly detail: string | null
  /** The same, for pages; null without a detail. */
  readonly detailText: Sentence | null
  /** For responses of status 429 and 503: after how many seconds to try again. */
  readonly retryAfterSeconds: number | null
  /** What a form says where it is more exact than the texts of the code; null for those. */
  readonly text: Message | null
  /** What the visitor reads in place of the texts of the code. */
  readonly shown: Partial<ErrorTexts>
  /** The provider's own description of the error, which the page shows as the provider's words; null without one. */
  readonly providerMessage: string | null
  /** What is wrong at the provider, where that has advice of its own; null for any other error. */
  readonly providerCause: ProviderCause | null

  constructor(code: ErrorCode, options: ErrorOptions = {}) {
    const { text = null } = options
    const exact = options.detail ?? text
    const detailText = typeof exact === 'string' ? verbatim(exact) : exact
    const detail = detailText && ENGLISH.format(detailText)
    super(detail ? `${code}: ${detail}` : code, { cause: options.cause })
    this.code = code
    this.detail = detail
    this.detailText = detailText
    this.retryAfterSeconds = options.retryAfterSeconds ?? null
    this.text = text
    this.shown = options.shown ?? {}
    this.providerMessage = options.providerMessage ?? null
    this.providerCause = options.providerCause ?? null
  }

  get kind(): ErrorKind {
    return ERROR_KINDS[this.code]
  }
}
