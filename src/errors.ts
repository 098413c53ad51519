import { en } from './locales/en.js'
import { ENGLISH } from './locales/locales.js'
import type { Message, MessageKey } from './locales/messages.js'
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

/** How a request can end badly: the status, and what administrators read. */
interface ErrorRow {
  readonly status: number
  /** Whether the page offers to start the sign-in again. */
  readonly canRetry?: true
  /** What the code means for administrators. Markdown, since docs/errors.md is generated from it. */
  readonly meaning: string
  /** What administrators, or the person, can do about it. Markdown, too. */
  readonly remedy: string
}

/** An error with its English texts. */
export interface ErrorKind extends ErrorRow, ErrorTexts {}

/**
 * Every way in which a request can end badly: one row each. What people read about it is in the catalogues of src/locales, as
 * `errors.CODE.title`, `.message` and `.advice`; without them, a row does not compile. Where a text names the provider, a
 * second one ends in `.named`. `npm run docs` writes docs/errors.md from this table.
 */
const TABLE = {
  // Requests that are malformed or ask for something that does not exist.
  bad_request: {
    status: 400,
    meaning: 'Something in the request is missing or malformed, such as a field of the JSON.',
    remedy: 'The `detail` in the log or the trace names the problem.',
  },
  not_found: {
    status: 404,
    meaning: 'There is no page and no endpoint at this address.',
    remedy: 'Check the address. If `BASE_URL` has a path, every address starts with that path.',
  },
  method_not_allowed: {
    status: 405,
    meaning: 'The address exists, but does not accept this HTTP method.',
    remedy: 'Use the links and buttons. `HEAD` cannot start or finish a sign-in.',
  },
  too_large: {
    status: 413,
    meaning: 'The form or the JSON is larger than 64 KB.',
    remedy: 'Send less.',
  },
  wrong_content_type: {
    status: 415,
    meaning: 'The body is not a form, or not JSON, as this address expects.',
    remedy: 'Send forms as `application/x-www-form-urlencoded`, and JSON as `application/json`.',
  },
  too_many_requests: {
    status: 429,
    canRetry: true,
    meaning: 'A rate limit was reached, for example for passwords or codes. The log names the limit.',
    remedy:
      'Wait for as long as `Retry-After` says. A limit counts every attempt until its window ends, successful ones included.',
  },
  upgrade_required: {
    status: 426,
    meaning: '`/api/live` was requested without a WebSocket handshake of version 13.',
    remedy: 'Configure the proxy to forward the upgrade. See [deployment.md](deployment.md#behind-nginx).',
  },
  unknown_host: {
    status: 421,
    meaning: 'The `Host` header is not the host of `BASE_URL`.',
    remedy:
      'Set `BASE_URL` to the public address, and let the proxy forward the `Host` header. See [deployment.md](deployment.md).',
  },
  unknown_backend: {
    status: 404,
    canRetry: true,
    meaning: 'No backend has this name.',
    remedy: 'Check the name at `/admin/providers`, or in `backends.json`, which is read at startup.',
  },
  backend_disabled: {
    status: 403,
    canRetry: true,
    meaning: 'An administrator disabled the provider after the sign-in was started, or changed its issuer.',
    remedy: 'Sign in another way; see [admin.md](admin.md).',
  },
  navigation_required: {
    status: 400,
    canRetry: true,
    meaning: 'An image, a frame, a script or a prefetch tried to start or finish a sign-in.',
    remedy: 'Link to `/login/NAME` as a page of its own, not in a frame.',
  },
  // Changes of providers by administrators.
  mark_rejected: {
    status: 400,
    meaning:
      'The picture that an administrator has uploaded for a provider is neither SVG nor PNG, is larger than 32 KB, or has something that a picture does not need, such as a script. The page names the problem.',
    remedy: 'Export it again, as plain SVG or as PNG.',
  },
  definition_invalid: {
    status: 400,
    meaning:
      'The settings that an administrator entered for a provider are not valid. The page names the problem next to the field.',
    remedy: 'Correct the field.',
  },
  backend_name_taken: {
    status: 409,
    meaning: 'Another provider has this name, or accounts of another issuer are stored under it.',
    remedy: 'Choose another name.',
  },
  backend_version_conflict: {
    status: 409,
    meaning: 'Another administrator changed the provider after the page was opened.',
    remedy: 'Check the current version, then decide again.',
  },
  backend_untested: {
    status: 409,
    meaning: 'An administrator tried to enable a version of a provider that has not passed a test sign-in.',
    remedy: 'Test it; see [admin.md](admin.md).',
  },
  backend_needs_mail: {
    status: 409,
    meaning:
      'An administrator tried to test or enable a provider with `requireVerifiedEmail`, but this site cannot send email.',
    remedy: 'Set `SMTP_URL` and `MAIL_FROM`, or turn off `requireVerifiedEmail` for this provider.',
  },
  backend_in_use: {
    status: 409,
    meaning:
      'An administrator tried to delete a provider while users have accounts with it, or to change its issuer or another field that says whose accounts they are.',
    remedy: 'Disable it, or add another one under a new name.',
  },
  // Sessions, CSRF and other proofs of who sends a request.
  origin_rejected: {
    status: 403,
    meaning: 'A request that changes something came from another origin.',
    remedy: 'Check that `BASE_URL` is the address that people see. If it is, another site sent the request.',
  },
  csrf_failed: {
    status: 403,
    meaning: 'The form has no CSRF token, or the token of another session.',
    remedy: 'Reload the page and try again.',
  },
  login_required: {
    status: 401,
    canRetry: true,
    meaning: 'The request has no session, or the session has ended.',
    remedy: 'Sign in.',
  },
  browser_session_required: {
    status: 403,
    canRetry: true,
    meaning:
      'A session of a device or a program opened a page or a form for people, such as the account page or the administration, or tried to end other sessions of its user.',
    remedy: 'Use the [API](api.md), or sign in with a browser.',
  },
  reauthentication_required: {
    status: 403,
    canRetry: true,
    meaning: 'Sensitive changes need a sign-in within the last ten minutes.',
    remedy: 'Sign in again.',
  },
  reauthentication_unproven: {
    status: 403,
    canRetry: true,
    meaning:
      'A user was asked to sign in again, and the ID Token has no `auth_time`, or one that is more than ten minutes ago.',
    remedy:
      'Try again. If the provider never sends `auth_time`, set [`reauthentication`](backends.md#signing-in-again) to `"login"`.',
  },
  admin_required: {
    status: 403,
    meaning: 'A signed-in user who is not an administrator opened an administration page.',
    remedy: 'Make the user an administrator with `ADMIN_EMAILS` or `portcullis admin grant`.',
  },
  setup_link_invalid: {
    status: 410,
    meaning:
      'A setup link was used, has expired, was replaced by a newer one, or an administrator can sign in already.',
    remedy: 'Run `portcullis setup`. It prints a new link, or says why none is needed.',
  },
  invitation_invalid: {
    status: 410,
    meaning:
      'An invitation was used, is older than a week, was replaced by a newer one, or its user can sign in already or is disabled.',
    remedy: 'If the user still cannot sign in, invite them again on their page at `/admin/users`.',
  },
  user_has_account: {
    status: 409,
    meaning: 'An administrator invited a user who has an account to sign in with.',
    remedy: 'Send the user a link for a new password, or let them sign in as usual.',
  },
  username_rejected: {
    status: 400,
    meaning:
      'The user name has another form than 2 to 30 characters of a-z, 0-9, ".", "_" and "-", is reserved, or is taken; or a user who has chosen one before tried to choose another.',
    remedy: 'Choose another one.',
  },
  profile_rejected: {
    status: 400,
    meaning:
      'The name or the picture that a user has entered for themselves is too long or malformed, or `PROFILE_EDITING` does not let users change it.',
    remedy: 'Enter another one. A picture is an `https:` address.',
  },
  unknown_user: {
    status: 404,
    meaning: 'An administrator opened a user who does not exist, or no longer exists.',
    remedy: 'Look for the user in the list.',
  },
  confirmation_wrong: {
    status: 400,
    meaning: 'An administrator confirmed a deletion without entering the name that the page asked for.',
    remedy: 'Enter the name exactly as the page shows it.',
  },
  self_action_forbidden: {
    status: 409,
    meaning: 'An administrator tried to change their own account on the users page.',
    remedy: 'Use the account page, ask another administrator, or use the command line.',
  },
  merge_refused: {
    status: 409,
    meaning:
      'Two users cannot be merged: they are one user, one of them is disabled, one of them is the administrator who merges, or the merge was undone or is more than a day old.',
    remedy: 'The `detail` in the log says which. See [admin.md](admin.md#users).',
  },
  last_administrator: {
    status: 409,
    meaning:
      'An administrator tried to disable the last active administrator, or to remove their admin role.',
    remedy: 'Make another user an administrator first.',
  },
  wrong_credentials: {
    status: 401,
    canRetry: true,
    meaning: 'The user does not exist, has no password, or has a different one. The log says which.',
    remedy: 'Check both; see [passwords.md](passwords.md).',
  },
  password_rejected: {
    status: 400,
    meaning: 'The new password is too short, too long, too common, or one of the user’s own names.',
    remedy: 'Choose another password.',
  },
  browser_cookie_required: {
    status: 401,
    meaning: 'The socket was opened without any cookie from this site.',
    remedy: 'Load `/live` first. If it happens to everyone, the proxy drops cookies.',
  },
  ticket_rejected: {
    status: 400,
    canRetry: true,
    meaning:
      'The ticket of a sign-in over a socket was already used, is older than 30 seconds, or belongs to another browser.',
    remedy: 'Sign in again.',
  },
  logout_token_rejected: {
    status: 400,
    meaning: 'A provider’s logout token is invalid, too old, or not intended for this client.',
    remedy:
      'No session was ended. The response, the log and the trace name the problem; check the client and the keys at the provider.',
  },
  // Sign-in attempts, between the start and the callback.
  attempt_unknown: {
    status: 400,
    canRetry: true,
    meaning: 'The `state` belongs to no sign-in attempt, or to one that was already deleted.',
    remedy: 'Start again. If it happens to everyone, the processes do not share a database.',
  },
  attempt_expired: {
    status: 400,
    canRetry: true,
    meaning: 'The sign-in attempt is more than 20 minutes old, or its encryption key is gone.',
    remedy: 'Start again. Keep old keys in `ENCRYPTION_KEYS` for a while.',
  },
  attempt_used: {
    status: 400,
    canRetry: true,
    meaning: 'The response was used before: a double click, or the back button.',
    remedy: 'Start again, unless you are already signed in.',
  },
  attempt_wrong_browser: {
    status: 400,
    canRetry: true,
    meaning: 'Another browser started the attempt, or the browser cookie was lost.',
    remedy:
      'Start again in one browser, with cookies allowed. If it happens to everyone, check whether the proxy drops cookies, or whether `BASE_URL` is https while people use http.',
  },
  attempt_other_backend: {
    status: 400,
    canRetry: true,
    meaning: 'The response arrived at the redirect URI of another backend.',
    remedy: 'Check the redirect URI that is registered at the provider.',
  },
  session_user_changed: {
    status: 409,
    meaning:
      'The user who is signed in in this browser is not the one who started the connection or the paused sign-in.',
    remedy: 'Start again as the right user.',
  },
  // Paused sign-ins.
  partial_unknown: {
    status: 404,
    canRetry: true,
    meaning: 'No paused sign-in has this address: it was cancelled, continued elsewhere, or deleted.',
    remedy: 'Start again.',
  },
  partial_expired: {
    status: 400,
    canRetry: true,
    meaning: 'The sign-in was paused for more than 30 minutes, or its encryption key is gone.',
    remedy: 'Start again.',
  },
  partial_used: {
    status: 400,
    canRetry: true,
    meaning: 'The sign-in was completed before: a double click, or another tab.',
    remedy: 'Start again, unless you are already signed in.',
  },
  partial_wrong_browser: {
    status: 400,
    canRetry: true,
    meaning:
      'The paused sign-in belongs to another browser. A link in an email does not move it either: its page in another browser shows the code, to be entered where the sign-in was started.',
    remedy:
      'Continue in the first browser, or start again. If it happens to everyone, the proxy drops cookies.',
  },
  // Codes by email.
  code_rejected: {
    status: 400,
    canRetry: true,
    meaning:
      'The code from an email was used, has expired, was tried too often, was replaced by a newer one, or was not requested from this page.',
    remedy: 'Request a new code.',
  },
  code_wrong: {
    status: 400,
    meaning: 'The code is not the one that was sent.',
    remedy: 'Compare it with the email. Five attempts are allowed.',
  },
  email_invalid: {
    status: 400,
    meaning: 'The text that was entered is not exactly one plain address.',
    remedy: 'Enter an address such as `ada@example.com`, without a name or a comma.',
  },
  email_already_verified: {
    status: 409,
    meaning: 'Another user has already verified the email address.',
    remedy: 'Use another address, or sign in to that account.',
  },
  mail_unavailable: {
    status: 404,
    meaning: 'The page needs email, and `SMTP_URL` is not set in production.',
    remedy: 'Set `SMTP_URL` and `MAIL_FROM`.',
  },
  // Devices; src/middleware/oauth-errors.ts has the OAuth names of their errors (RFC 8628 section 3.5).
  device_code_unknown: {
    status: 404,
    canRetry: true,
    meaning: 'No waiting device has this code, or the device code belongs to another client or key.',
    remedy: 'Enter the code that the device shows now.',
  },
  device_code_expired: {
    status: 410,
    canRetry: true,
    meaning: 'The device code is more than ten minutes old.',
    remedy: 'Get a new code on the device.',
  },
  device_code_used: {
    status: 409,
    canRetry: true,
    meaning: 'The device was already approved or denied, or already has its session.',
    remedy: 'If the device is still waiting, get a new code on it.',
  },
  device_denied: {
    status: 403,
    meaning:
      'The device was denied, or the approval was withdrawn by signing out everywhere, by a new password, or by disconnecting the account.',
    remedy: 'Start again on the device.',
  },
  dpop_proof_invalid: {
    status: 400,
    meaning: 'The DPoP proof is missing or invalid. The log says why.',
    remedy: 'See [devices.md](devices.md#bound-to-a-key). A common cause is a wrong clock.',
  },
  unsupported_grant_type: {
    status: 400,
    meaning: '`/device/token` was called with another grant type than the device grant.',
    remedy: 'Fix the client.',
  },
  // Responses of providers.
  access_denied: {
    status: 403,
    canRetry: true,
    meaning: 'The person or the provider refused the sign-in.',
    remedy:
      'Start again if it was a mistake. If the provider refused it, the page and `detail` have its own words: for Microsoft, for example, the user must be assigned to the application.',
  },
  provider_error: {
    status: 400,
    canRetry: true,
    meaning:
      'The provider ended the sign-in with an OAuth error. The log has its code and the provider’s own description.',
    remedy:
      'Look the code up in the provider’s documentation. Common causes are a wrong redirect URI, scope or authorization code.',
  },
  callback_invalid: {
    status: 400,
    canRetry: true,
    meaning: 'The response lacks a parameter, repeats one, or names another issuer.',
    remedy: 'Start again. If it happens to everyone, read `detail` in the log or the trace.',
  },
  identity_rejected: {
    status: 400,
    canRetry: true,
    meaning: 'The ID token, the token response or the UserInfo response failed a check.',
    remedy:
      'Read `detail` in the log or the trace: it names the check. Common causes are `idTokenAlgorithm`, a wrong clock, or `prompt=login` with a provider that sends no `auth_time`.',
  },
  provider_unavailable: {
    status: 502,
    canRetry: true,
    meaning: 'The provider cannot be reached, or responded with an error.',
    remedy: 'Try again. Check the network and the DNS of the server.',
  },
  provider_timeout: {
    status: 504,
    canRetry: true,
    meaning:
      'A call took more than 5 seconds, or all calls together more than 9, unless `timeout` says otherwise.',
    remedy: 'Try again. Check the connection from the server to the provider.',
  },
  provider_misconfigured: {
    status: 502,
    canRetry: true,
    meaning:
      'The issuer, an endpoint, the client ID or the client secret is wrong, an address is not public, or the token endpoint or UserInfo rejected the request (a status of 400 to 499).',
    remedy:
      'Read `detail` in the log or the trace, and compare `issuer`, `clientId` and `clientSecret` with the provider.',
  },
  // Backends whose protocol is code of the site's own.
  backend_failed: {
    status: 502,
    canRetry: true,
    meaning: 'A function of a backend in code threw an error.',
    remedy:
      'Read `detail` in the log or the trace: it names the backend, the function and the error; the log has the stack. See [custom-backends.md](custom-backends.md#errors).',
  },
  not_identified: {
    status: 403,
    canRetry: true,
    meaning:
      'A request backend found no user in the request, or the request did not come from a proxy in `TRUST_PROXY`.',
    remedy:
      'Read `detail` in the log or the trace. Let the proxy set its headers for `/complete/NAME`, and list its address in `TRUST_PROXY`. See [custom-backends.md](custom-backends.md#headers-of-a-proxy).',
  },
  // Token exchange: a provider's access token for a session.
  invalid_token: {
    status: 401,
    meaning: 'The access token is missing, expired, revoked, of another kind, or not issued for this site.',
    remedy:
      'Read `detail` in the log or the trace: it names the check. A common cause is `audience`. See [token-exchange.md](token-exchange.md).',
  },
  insufficient_scope: {
    status: 403,
    meaning: 'The access token lacks a scope of `requiredScope`. The log names it.',
    remedy: 'Get a token with that scope from the provider.',
  },
  backend_ambiguous: {
    status: 400,
    meaning: 'An opaque token, or a JWT of an issuer with several backends, was sent without `?backend=`.',
    remedy: 'Name the backend.',
  },
  token_exchange_unsupported: {
    status: 400,
    meaning: 'No backend exchanges access tokens, or the one that was named does not.',
    remedy: 'Set `audience` or `introspection` for it.',
  },
  token_exchange_unavailable: {
    status: 503,
    meaning: 'The provider did not answer about the access token, or not as expected.',
    remedy: 'Try again. Read `detail` in the log or the trace.',
  },
  interaction_required: {
    status: 403,
    meaning: 'The sign-in paused for a question that only a page can ask.',
    remedy: 'Sign in once with a browser.',
  },
  // Decisions of this site's policy.
  not_allowed: {
    status: 403,
    canRetry: true,
    meaning:
      'The domain is not in `allowedDomains`, the address is not verified, or a claim does not have a value of `requiredValues`.',
    remedy: 'Use another account, or extend the list.',
  },
  role_required: {
    status: 403,
    meaning: 'A page of the program asks, with `requireRole`, for a role that this user does not have.',
    remedy: 'Give the user the role. See [embedding.md](embedding.md).',
  },
  group_required: {
    status: 403,
    meaning:
      'A proxy asked, with `?group=` or `?backend=`, for a group or backend that this user does not have.',
    remedy:
      'Compare the proxy’s configuration with the groups of the account. See [forward-auth.md](forward-auth.md).',
  },
  group_ambiguous: {
    status: 400,
    meaning:
      'A proxy asked for `?group=NAME`, and several backends store groups, or none does. Backends that are disabled, or were removed while they have accounts, count as well. A group belongs to its backend.',
    remedy:
      'Write `?group=BACKEND:NAME` in the proxy’s configuration, and let the backend store the claim with `extraClaims`. See [forward-auth.md](forward-auth.md#requiring-groups-claims-and-backends).',
  },
  registration_closed: {
    status: 403,
    canRetry: true,
    meaning: 'A new person tried to sign in or to register while `REGISTRATION` is `closed`.',
    remedy: 'Sign in with an existing account, and connect this one to it.',
  },
  claim_missing: {
    status: 403,
    canRetry: true,
    meaning: 'A claim of `requiredClaims` is missing. The log names it.',
    remedy: 'Agree to share it; check `scopes`.',
  },
  email_belongs_to_user: {
    status: 409,
    canRetry: true,
    meaning:
      'The person registers with an address that another user has verified. With a provider, the person is asked for proof instead.',
    remedy: 'Sign in the usual way.',
  },
  account_taken: {
    status: 409,
    meaning: 'The account to connect belongs to another user here.',
    remedy: 'Choose another account at the provider, or disconnect it from the other user first.',
  },
  user_disabled: {
    status: 403,
    meaning: 'An administrator has disabled this user.',
    remedy: 'Enable the user at `/admin/users`, or with `portcullis user enable`.',
  },
  refused: {
    status: 403,
    meaning:
      'A step of the site’s own refused the sign-in with `refuse(reason, shown)`. The page shows the words of the step, if it has any.',
    remedy:
      'The trace of the sign-in has the name of the step and its reason. See [pipeline.md](pipeline.md#refusing).',
  },
  step_failed: {
    status: 500,
    canRetry: true,
    meaning:
      'A step of the site’s own threw an error, took longer than two seconds, or returned something that is not allowed. The sign-in was rolled back.',
    remedy:
      'The log line of the reference names the step and has its error. See [pipeline.md](pipeline.md#when-a-step-fails).',
  },
  field_invalid: {
    status: 400,
    meaning: 'A field of a user does not fit `user.fields` of the configuration.',
    remedy:
      'The `detail` in the log or the trace names the field. See [pipeline.md](pipeline.md#roles-and-fields).',
  },
  issuer_changed: {
    status: 403,
    meaning:
      'The account with this subject is stored under another issuer. A subject belongs to one issuer, so at this issuer it may be another person.',
    remedy:
      'If the provider has moved and kept its users, run `portcullis backend move-accounts`. If it is another provider, give it another name; see [backends.md](backends.md#when-an-issuer-changes).',
  },
  last_login_method: {
    status: 409,
    meaning: 'This is the only account with which the user can sign in.',
    remedy: 'Connect another account first.',
  },
  unknown_account: {
    status: 404,
    meaning: 'There is no such connected account. It may have been disconnected in another tab.',
    remedy: 'Reload the account page.',
  },
  // Failures of this site.
  unavailable: {
    status: 503,
    meaning:
      'The database is unreachable, too slow, full or read-only, or too many passwords are being checked at once.',
    remedy: 'Try again. Check `/readyz` and the log.',
  },
  internal: {
    status: 500,
    meaning: 'A bug in Portcullis.',
    remedy: 'Report it, with the log line of the reference.',
  },
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

function englishTexts(code: ErrorCode): ErrorTexts {
  return {
    title: en[`errors.${code}.title`],
    message: en[`errors.${code}.message`],
    advice: en[`errors.${code}.advice`],
  }
}

/** Whether this is one of our codes; events of an older release may have others. */
export function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(TABLE, code)
}

export interface ErrorOptions {
  /** Default: the text in English. */
  readonly detail?: string
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
 * `detail` is for administrators: a sentence without secrets.
 */
export class PortcullisError extends Error {
  override readonly name = 'PortcullisError'
  readonly code: ErrorCode
  readonly detail: string | null
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
    const detail = options.detail ?? (text && ENGLISH.format(text))
    super(detail ? `${code}: ${detail}` : code, { cause: options.cause })
    this.code = code
    this.detail = detail
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
