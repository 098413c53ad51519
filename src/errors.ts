/** How a request can end badly: what people read, what administrators read, and the status. */
export interface ErrorKind {
  readonly status: number
  readonly title: string
  /** What happened, in a sentence for the person in front of the page. */
  readonly message: string
  /** What they can do now. */
  readonly advice: string
  /** Whether the page offers to start the sign-in again. */
  readonly canRetry?: true
  /** What the code means for administrators. Markdown, since docs/errors.md is generated from it. */
  readonly meaning: string
  /** What administrators, or the person, can do about it. Markdown, too. */
  readonly remedy: string
}

const START_AGAIN = 'Please start again. You will return to the page you wanted.'
const CONTACT = 'contact the site’s administrator and quote the reference below.'
const START_AGAIN_OR_CONTACT = `Please start again. If it keeps happening, ${CONTACT}`

/**
 * Every way in which a request can end badly: one row each, the only place where wording and status are decided.
 * `{provider}` stands for the label of the provider, or for "the provider" where it is not known; `{Provider}` is the
 * same at the beginning of a sentence. `npm run docs` writes docs/errors.md from this table.
 */
const TABLE = {
  // Requests that are malformed or ask for something that does not exist.
  bad_request: {
    status: 400,
    title: 'Something was missing in that request',
    message: 'The request was incomplete or malformed.',
    advice: 'Please go back and try again.',
    meaning: 'Something in the request is missing or malformed, such as a field of the JSON.',
    remedy: 'The `detail` in the log or the trace names the problem.',
  },
  not_found: {
    status: 404,
    title: 'Page not found',
    message: 'There is no page at this address.',
    advice: 'Check the address, or go to the home page.',
    meaning: 'There is no page and no endpoint at this address.',
    remedy: 'Check the address. If `BASE_URL` has a path, every address starts with that path.',
  },
  method_not_allowed: {
    status: 405,
    title: 'That’s not possible here',
    message: 'This address does not accept that kind of request.',
    advice: 'Please use the links and buttons of the site.',
    meaning: 'The address exists, but does not accept this HTTP method.',
    remedy: 'Use the links and buttons. `HEAD` cannot start or finish a sign-in.',
  },
  too_large: {
    status: 413,
    title: 'That’s too large',
    message: 'The request is larger than this site accepts.',
    advice: 'Please go back and send less.',
    meaning: 'The form or the JSON is larger than 64 KB.',
    remedy: 'Send less.',
  },
  wrong_content_type: {
    status: 415,
    title: 'Unsupported format',
    message: 'This address does not accept data in that format.',
    advice: 'Please use the forms of the site.',
    meaning: 'The body is not a form, or not JSON, as this address expects.',
    remedy: 'Send forms as `application/x-www-form-urlencoded`, and JSON as `application/json`.',
  },
  too_many_requests: {
    status: 429,
    title: 'Too many attempts',
    message: 'There were too many attempts in a short time.',
    advice: 'Please wait a while and try again.',
    canRetry: true,
    meaning: 'A rate limit was reached, for example for passwords or codes. The log names the limit.',
    remedy:
      'Wait for as long as `Retry-After` says. A limit counts every attempt until its window ends, successful ones included.',
  },
  upgrade_required: {
    status: 426,
    title: 'This address is for live pages',
    message: 'This address accepts only WebSocket connections, version 13.',
    advice: 'Please open the live page of the site.',
    meaning: '`/api/live` was requested without a WebSocket handshake of version 13.',
    remedy: 'Configure the proxy to forward the upgrade. See [deployment.md](deployment.md#behind-nginx).',
  },
  unknown_host: {
    status: 421,
    title: 'Wrong address',
    message: 'This site is not available under that host name.',
    advice: 'Please use the address below.',
    meaning: 'The `Host` header is not the host of `BASE_URL`.',
    remedy:
      'Set `BASE_URL` to the public address, and let the proxy forward the `Host` header. See [deployment.md](deployment.md).',
  },
  unknown_backend: {
    status: 404,
    title: 'Unknown provider',
    message: 'This site has no sign-in provider with this name.',
    advice: 'Please choose one on the sign-in page.',
    canRetry: true,
    meaning: 'No backend has this name.',
    remedy: 'Check the name at `/admin/providers`, or in `backends.json`, which is read at startup.',
  },
  backend_disabled: {
    status: 403,
    title: 'This provider was disabled',
    message: 'An administrator disabled or replaced {provider} while you were signing in.',
    advice: 'Please choose another provider on the sign-in page.',
    canRetry: true,
    meaning: 'An administrator disabled the provider after the sign-in was started, or changed its issuer.',
    remedy: 'Sign in another way; see [admin.md](admin.md).',
  },
  navigation_required: {
    status: 400,
    title: 'Please open this page directly',
    message: 'Sign-in can only be started by opening this page, not from an image, a frame or a preview.',
    advice: 'Please use the button on the sign-in page.',
    canRetry: true,
    meaning: 'An image, a frame, a script or a prefetch tried to start or finish a sign-in.',
    remedy: 'Link to `/login/NAME` as a page of its own, not in a frame.',
  },
  // Changes of providers by administrators.
  definition_invalid: {
    status: 400,
    title: 'The provider’s settings are not valid',
    message: 'The provider cannot be used with these settings, so nothing was saved.',
    advice: 'Please go back and check the fields.',
    meaning:
      'The settings that an administrator entered for a provider are not valid. The page names the problem next to the field.',
    remedy: 'Correct the field.',
  },
  backend_name_taken: {
    status: 409,
    title: 'This name is taken',
    message: 'Another provider has this name, or accounts of an earlier one are stored under it.',
    advice: 'Please choose another name.',
    meaning: 'Another provider has this name, or accounts of another issuer are stored under it.',
    remedy: 'Choose another name.',
  },
  backend_version_conflict: {
    status: 409,
    title: 'Someone else changed this provider',
    message: 'The provider was changed after you opened the page, so nothing was done.',
    advice: 'Please check its current version.',
    meaning: 'Another administrator changed the provider after the page was opened.',
    remedy: 'Check the current version, then decide again.',
  },
  backend_untested: {
    status: 409,
    title: 'Not tested yet',
    message: 'A version can be enabled after a successful test sign-in.',
    advice: 'Please test it first.',
    meaning: 'An administrator tried to enable a version of a provider that has not passed a test sign-in.',
    remedy: 'Test it; see [admin.md](admin.md).',
  },
  backend_needs_mail: {
    status: 409,
    title: 'This site cannot send email',
    message: 'This provider asks people to verify their email address, but this site cannot send email.',
    advice: 'Set SMTP_URL and MAIL_FROM, or turn off “requireVerifiedEmail” for this provider.',
    meaning:
      'An administrator tried to test or enable a provider with `requireVerifiedEmail`, but this site cannot send email.',
    remedy: 'Set `SMTP_URL` and `MAIL_FROM`, or turn off `requireVerifiedEmail` for this provider.',
  },
  backend_in_use: {
    status: 409,
    title: 'This provider is in use',
    message: 'Users have accounts with this provider and would lose a sign-in method.',
    advice: 'Disable it instead. You can enable it again later.',
    meaning:
      'An administrator tried to delete a provider while users have accounts with it, or to change its issuer or another field that says whose accounts they are.',
    remedy: 'Disable it, or add another one under a new name.',
  },
  // Sessions, CSRF and other proofs of who sends a request.
  origin_rejected: {
    status: 403,
    title: 'Blocked for your safety',
    message: 'The request came from another site, so nothing was changed.',
    advice: 'Please use the page of this site.',
    meaning: 'A request that changes something came from another origin.',
    remedy: 'Check that `BASE_URL` is the address that people see. If it is, another site sent the request.',
  },
  csrf_failed: {
    status: 403,
    title: 'This page has expired',
    message: 'The form belongs to an earlier session, so nothing was changed.',
    advice: 'Please reload the page and try again.',
    meaning: 'The form has no CSRF token, or the token of another session.',
    remedy: 'Reload the page and try again.',
  },
  login_required: {
    status: 401,
    title: 'Please sign in',
    message: 'You are not signed in, or your session has ended.',
    advice: 'Please sign in to continue.',
    canRetry: true,
    meaning: 'The request has no session, or the session has ended.',
    remedy: 'Sign in.',
  },
  browser_session_required: {
    status: 403,
    title: 'This page needs a browser sign-in',
    message: 'You are signed in as a device or a program, which can’t open this page or end other sessions.',
    advice: 'Please sign in with a browser.',
    canRetry: true,
    meaning:
      'A session of a device or a program opened a page or a form for people, such as the account page or the administration, or tried to end other sessions of its user.',
    remedy: 'Use the [API](api.md), or sign in with a browser.',
  },
  reauthentication_required: {
    status: 403,
    title: 'Please sign in again',
    message: 'For your security, this change needs a sign-in within the last ten minutes.',
    advice: 'Please sign in again to confirm it’s you. You will return to this page.',
    canRetry: true,
    meaning: 'Sensitive changes need a sign-in within the last ten minutes.',
    remedy: 'Sign in again.',
  },
  reauthentication_unproven: {
    status: 403,
    title: 'Your sign-in could not be confirmed',
    message: '{Provider} did not confirm that you have signed in just now.',
    advice: 'Please try again, or sign in with another method. You are still signed in as before.',
    canRetry: true,
    meaning:
      'A user was asked to sign in again, and the ID Token has no `auth_time`, or one that is more than ten minutes ago.',
    remedy:
      'Try again. If the provider never sends `auth_time`, set [`reauthentication`](backends.md#signing-in-again) to `"login"`.',
  },
  admin_required: {
    status: 403,
    title: 'For administrators only',
    message: 'You are signed in, but not as an administrator of this site.',
    advice: 'If you need access, contact the site’s administrator.',
    meaning: 'A signed-in user who is not an administrator opened an administration page.',
    remedy: 'Make the user an administrator with `ADMIN_EMAILS` or `portcullis admin grant`.',
  },
  unknown_user: {
    status: 404,
    title: 'User not found',
    message: 'There is no user with this identifier.',
    advice: 'Please look for the user in the list.',
    meaning: 'An administrator opened a user who does not exist, or no longer exists.',
    remedy: 'Look for the user in the list.',
  },
  self_action_forbidden: {
    status: 409,
    title: 'You can’t do this to your own account',
    message: 'Administrators cannot do this to their own account here.',
    advice: 'Use your account page for your sessions and sign-in methods, or ask another administrator.',
    meaning: 'An administrator tried to change their own account on the users page.',
    remedy: 'Use the account page, ask another administrator, or use the command line.',
  },
  last_administrator: {
    status: 409,
    title: 'This is the last administrator',
    message: 'At least one administrator is required.',
    advice: 'Please make another user an administrator first.',
    meaning:
      'An administrator tried to disable the last active administrator, or to remove their admin role.',
    remedy: 'Make another user an administrator first.',
  },
  wrong_credentials: {
    status: 401,
    title: 'Sign-in failed',
    message: 'Wrong user name or password.',
    advice: 'Please check both and try again.',
    canRetry: true,
    meaning: 'The user does not exist, has no password, or has a different one. The log says which.',
    remedy: 'Check both; see [passwords.md](passwords.md).',
  },
  password_rejected: {
    status: 400,
    title: 'Please choose another password',
    message: 'The new password does not follow the rules.',
    advice: 'Please choose a longer one, or one that is harder to guess.',
    meaning: 'The new password is too short, too long, too common, or one of the user’s own names.',
    remedy: 'Choose another password.',
  },
  browser_cookie_required: {
    status: 401,
    title: 'Please load the page first',
    message: 'This browser has no cookie from this site yet.',
    advice: 'Please load the live page, and allow cookies for this site.',
    meaning: 'The socket was opened without any cookie from this site.',
    remedy: 'Load `/live` first. If it happens to everyone, the proxy drops cookies.',
  },
  ticket_rejected: {
    status: 400,
    title: 'The sign-in was not completed',
    message: 'This sign-in expired, was already used, or was started in another browser.',
    advice: 'Please sign in again.',
    canRetry: true,
    meaning:
      'The ticket of a sign-in over a socket was already used, is older than 30 seconds, or belongs to another browser.',
    remedy: 'Sign in again.',
  },
  logout_token_rejected: {
    status: 400,
    title: 'The logout was not accepted',
    message: 'The provider’s logout token is invalid or not intended for this site.',
    advice: 'No session was ended. The response names the problem.',
    meaning: 'A provider’s logout token is invalid, too old, or not intended for this client.',
    remedy:
      'No session was ended. The response, the log and the trace name the problem; check the client and the keys at the provider.',
  },
  // Sign-in attempts, between the start and the callback.
  attempt_unknown: {
    status: 400,
    title: 'This sign-in is no longer valid',
    message: 'This sign-in has expired or was already completed.',
    advice: START_AGAIN,
    canRetry: true,
    meaning: 'The `state` belongs to no sign-in attempt, or to one that was already deleted.',
    remedy: 'Start again. If it happens to everyone, the processes do not share a database.',
  },
  attempt_expired: {
    status: 400,
    title: 'That took too long',
    message: 'The sign-in took too long and was cancelled for your security.',
    advice: START_AGAIN,
    canRetry: true,
    meaning: 'The sign-in attempt is more than 20 minutes old, or its encryption key is gone.',
    remedy: 'Start again. Keep old keys in `ENCRYPTION_KEYS` for a while.',
  },
  attempt_used: {
    status: 400,
    title: 'Already used',
    message: 'This response from {provider} was already used, and it works only once.',
    advice: START_AGAIN,
    canRetry: true,
    meaning: 'The response was used before: a double click, or the back button.',
    remedy: 'Start again, unless you are already signed in.',
  },
  attempt_wrong_browser: {
    status: 400,
    title: 'Started in another browser',
    message: 'This sign-in was started in another browser, or its cookie was lost.',
    advice: 'Please start again in this browser, and allow cookies for this site.',
    canRetry: true,
    meaning: 'Another browser started the attempt, or the browser cookie was lost.',
    remedy:
      'Start again in one browser, with cookies allowed. If it happens to everyone, check whether the proxy drops cookies, or whether `BASE_URL` is https while people use http.',
  },
  attempt_other_backend: {
    status: 400,
    title: 'Wrong provider',
    message: 'The response came from a different provider than the one you chose.',
    advice: START_AGAIN,
    canRetry: true,
    meaning: 'The response arrived at the redirect URI of another backend.',
    remedy: 'Check the redirect URI that is registered at the provider.',
  },
  session_user_changed: {
    status: 409,
    title: 'The signed-in user has changed',
    message: 'A different user is now signed in, so nothing was connected or changed.',
    advice: 'Please check on your account page who is signed in, and start again.',
    meaning:
      'The user who is signed in in this browser is not the one who started the connection or the paused sign-in.',
    remedy: 'Start again as the right user.',
  },
  // Paused sign-ins.
  partial_unknown: {
    status: 404,
    title: 'This sign-in is no longer waiting',
    message: 'This sign-in was cancelled, was continued in another tab or browser, or never existed.',
    advice: START_AGAIN,
    canRetry: true,
    meaning: 'No paused sign-in has this address: it was cancelled, continued elsewhere, or deleted.',
    remedy: 'Start again.',
  },
  partial_expired: {
    status: 400,
    title: 'That took too long',
    message: 'This sign-in expired after 30 minutes without an answer.',
    advice: START_AGAIN,
    canRetry: true,
    meaning: 'The sign-in was paused for more than 30 minutes, or its encryption key is gone.',
    remedy: 'Start again.',
  },
  partial_used: {
    status: 400,
    title: 'Already completed',
    message: 'This sign-in was already completed, by an earlier click or in another tab.',
    advice: 'If you are not signed in, please start again.',
    canRetry: true,
    meaning: 'The sign-in was completed before: a double click, or another tab.',
    remedy: 'Start again, unless you are already signed in.',
  },
  partial_wrong_browser: {
    status: 400,
    title: 'Started in another browser',
    message: 'You can continue this sign-in only in the browser where you started it.',
    advice: 'Please go back to that browser, or start again in this one.',
    canRetry: true,
    meaning:
      'The paused sign-in belongs to another browser. A link in an email does not move it either: its page in another browser shows the code, to be entered where the sign-in was started.',
    remedy:
      'Continue in the first browser, or start again. If it happens to everyone, the proxy drops cookies.',
  },
  // Codes by email.
  code_rejected: {
    status: 400,
    title: 'This code is no longer valid',
    message: 'This code has expired or was already used.',
    advice: 'Please request a new code.',
    canRetry: true,
    meaning:
      'The code from an email was used, has expired, was tried too often, was replaced by a newer one, or was not requested from this page.',
    remedy: 'Request a new code.',
  },
  code_wrong: {
    status: 400,
    title: 'This code is incorrect',
    message: 'That code isn’t right.',
    advice: 'Check the email and try again.',
    meaning: 'The code is not the one that was sent.',
    remedy: 'Compare it with the email. Five attempts are allowed.',
  },
  email_invalid: {
    status: 400,
    title: 'Please check the email address',
    message: 'That is not a valid email address.',
    advice: 'Enter an address such as ada@example.com.',
    meaning: 'The text that was entered is not exactly one plain address.',
    remedy: 'Enter an address such as `ada@example.com`, without a name or a comma.',
  },
  email_already_verified: {
    status: 409,
    title: 'That address belongs to another account',
    message: 'Another account here has verified this email address, so nothing was changed.',
    advice: 'Please use another address, or sign in to that account.',
    meaning: 'Another user has already verified the email address.',
    remedy: 'Use another address, or sign in to that account.',
  },
  mail_unavailable: {
    status: 404,
    title: 'Not available here',
    message: 'This page needs email, and this site cannot send any.',
    advice: 'Please contact the site’s administrator.',
    meaning: 'The page needs email, and `SMTP_URL` is not set in production.',
    remedy: 'Set `SMTP_URL` and `MAIL_FROM`.',
  },
  // Devices; src/middleware/oauth-errors.ts has the OAuth names of their errors (RFC 8628 section 3.5).
  device_code_unknown: {
    status: 404,
    title: 'We don’t know this code',
    message: 'No device is waiting with this code.',
    advice: 'Check your device and try again.',
    canRetry: true,
    meaning: 'No waiting device has this code, or the device code belongs to another client or key.',
    remedy: 'Enter the code that the device shows now.',
  },
  device_code_expired: {
    status: 410,
    title: 'This code has expired',
    message: 'The code expired after ten minutes.',
    advice: 'Please get a new code on the device.',
    canRetry: true,
    meaning: 'The device code is more than ten minutes old.',
    remedy: 'Get a new code on the device.',
  },
  device_code_used: {
    status: 409,
    title: 'This code was already used',
    message: 'This request was already answered.',
    advice: 'If the device is still waiting, please get a new code on it.',
    canRetry: true,
    meaning: 'The device was already approved or denied, or already has its session.',
    remedy: 'If the device is still waiting, get a new code on it.',
  },
  device_denied: {
    status: 403,
    title: 'The device was denied',
    message: 'The device was denied, or the approval was withdrawn before the device used it.',
    advice: 'If this was a mistake, please get a new code on the device.',
    meaning:
      'The device was denied, or the approval was withdrawn by signing out everywhere, by a new password, or by disconnecting the account.',
    remedy: 'Start again on the device.',
  },
  dpop_proof_invalid: {
    status: 400,
    title: 'The device could not prove its key',
    message: 'The DPoP proof is missing or invalid.',
    advice: 'Please start again on the device.',
    meaning: 'The DPoP proof is missing or invalid. The log says why.',
    remedy: 'See [devices.md](devices.md#bound-to-a-key). A common cause is a wrong clock.',
  },
  unsupported_grant_type: {
    status: 400,
    title: 'Unsupported grant type',
    message: 'Only the device grant is supported here.',
    advice: 'Please use the sign-in page.',
    meaning: '`/device/token` was called with another grant type than the device grant.',
    remedy: 'Fix the client.',
  },
  // Responses of providers.
  access_denied: {
    status: 403,
    title: 'Sign-in was cancelled',
    message: '{Provider} reported that the sign-in was cancelled or refused.',
    advice: 'If you did not mean to cancel, please start again.',
    canRetry: true,
    meaning: 'The person or the provider refused the sign-in.',
    remedy:
      'Start again if it was a mistake. If the provider refused it, the page and `detail` have its own words: for Microsoft, for example, the user must be assigned to the application.',
  },
  provider_error: {
    status: 400,
    title: '{Provider} reported a problem',
    message: '{Provider} ended the sign-in with an error.',
    advice: START_AGAIN_OR_CONTACT,
    canRetry: true,
    meaning:
      'The provider ended the sign-in with an OAuth error. The log has its code and the provider’s own description.',
    remedy:
      'Look the code up in the provider’s documentation. Common causes are a wrong redirect URI, scope or authorization code.',
  },
  callback_invalid: {
    status: 400,
    title: 'The response was not valid',
    message: 'The response from {provider} was incomplete or contradictory.',
    advice: START_AGAIN,
    canRetry: true,
    meaning: 'The response lacks a parameter, repeats one, or names another issuer.',
    remedy: 'Start again. If it happens to everyone, read `detail` in the log or the trace.',
  },
  identity_rejected: {
    status: 400,
    title: 'We couldn’t verify the response from {provider}',
    message: 'The response failed a security check.',
    advice: START_AGAIN_OR_CONTACT,
    canRetry: true,
    meaning: 'The ID token, the token response or the UserInfo response failed a check.',
    remedy:
      'Read `detail` in the log or the trace: it names the check. Common causes are `idTokenAlgorithm`, a wrong clock, or `prompt=login` with a provider that sends no `auth_time`.',
  },
  provider_unavailable: {
    status: 502,
    title: '{Provider} is not available',
    message: '{Provider} did not respond, or responded with an error.',
    advice: 'Please try again in a moment, or sign in another way.',
    canRetry: true,
    meaning: 'The provider cannot be reached, or responded with an error.',
    remedy: 'Try again. Check the network and the DNS of the server.',
  },
  provider_timeout: {
    status: 504,
    title: '{Provider} took too long',
    message: '{Provider} did not respond in time.',
    advice: 'Please try again in a moment, or sign in another way.',
    canRetry: true,
    meaning:
      'A call took more than 5 seconds, or all calls together more than 9, unless `timeout` says otherwise.',
    remedy: 'Try again. Check the connection from the server to the provider.',
  },
  provider_misconfigured: {
    status: 502,
    title: 'Sign-in with {provider} isn’t working right now',
    message: 'The connection to {provider} is not set up correctly.',
    advice: `Please sign in another way, or ${CONTACT}`,
    canRetry: true,
    meaning:
      'The issuer, an endpoint, the client ID or the client secret is wrong, an address is not public, or the token endpoint or UserInfo rejected the request (a status of 400 to 499).',
    remedy:
      'Read `detail` in the log or the trace, and compare `issuer`, `clientId` and `clientSecret` with the provider.',
  },
  // Token exchange: a provider's access token for a session.
  invalid_token: {
    status: 401,
    title: 'This token is not accepted',
    message: 'The access token is missing, expired, revoked, or was issued for a different client.',
    advice: 'Please get a new access token for this site from {provider}, and try again.',
    meaning: 'The access token is missing, expired, revoked, of another kind, or not issued for this site.',
    remedy:
      'Read `detail` in the log or the trace: it names the check. A common cause is `audience`. See [token-exchange.md](token-exchange.md).',
  },
  insufficient_scope: {
    status: 403,
    title: 'The token lacks a required scope',
    message: 'The access token does not cover the scope that sign-in requires here.',
    advice: 'Please get an access token with that scope from {provider}.',
    meaning: 'The access token lacks a scope of `requiredScope`. The log names it.',
    remedy: 'Get a token with that scope from the provider.',
  },
  backend_ambiguous: {
    status: 400,
    title: 'Which provider issued this token?',
    message: 'More than one provider could have issued this access token.',
    advice: 'Please name one with "?backend=".',
    meaning: 'An opaque token, or a JWT of an issuer with several backends, was sent without `?backend=`.',
    remedy: 'Name the backend.',
  },
  token_exchange_unsupported: {
    status: 400,
    title: 'Token exchange is not enabled',
    message: 'This site does not exchange access tokens of that provider for sessions.',
    advice: 'Please sign in with a browser, or contact the site’s administrator.',
    meaning: 'No backend exchanges access tokens, or the one that was named does not.',
    remedy: 'Set `audience` or `introspection` for it.',
  },
  token_exchange_unavailable: {
    status: 503,
    title: 'The token could not be checked',
    message: '{Provider} did not answer as expected when asked about the access token.',
    advice: 'Please try again in a moment.',
    meaning: 'The provider did not answer about the access token, or not as expected.',
    remedy: 'Try again. Read `detail` in the log or the trace.',
  },
  interaction_required: {
    status: 403,
    title: 'Please sign in with a browser',
    message: 'This sign-in has a question for you, and only a web page can ask it.',
    advice: 'Please sign in once with a browser, then try again.',
    meaning: 'The sign-in paused for a question that only a page can ask.',
    remedy: 'Sign in once with a browser.',
  },
  // Decisions of this site's policy.
  not_allowed: {
    status: 403,
    title: 'You can’t sign in with this account',
    message: 'This account is not allowed to sign in here.',
    advice: 'Please use another account, or contact the site’s administrator.',
    canRetry: true,
    meaning:
      'The domain is not in `allowedDomains`, the address is not verified, or a claim does not have a value of `requiredValues`.',
    remedy: 'Use another account, or extend the list.',
  },
  group_required: {
    status: 403,
    title: 'You don’t have access to this page',
    message: 'You are signed in, but only certain groups or sign-in methods may open this page.',
    advice: 'Please contact the site’s administrator, or sign in with another account.',
    meaning:
      'A proxy asked, with `?group=` or `?backend=`, for a group or backend that this user does not have.',
    remedy:
      'Compare the proxy’s configuration with the groups of the account. See [forward-auth.md](forward-auth.md).',
  },
  group_ambiguous: {
    status: 400,
    title: 'This page is not set up correctly',
    message:
      'The site that protects this page asks for a group without the provider that the group belongs to.',
    advice: 'Please contact the site’s administrator.',
    meaning:
      'A proxy asked for `?group=NAME`, and several backends store groups, or none does. Backends that are disabled, or were removed while they have accounts, count as well. A group belongs to its backend.',
    remedy:
      'Write `?group=BACKEND:NAME` in the proxy’s configuration, and let the backend store the claim with `extraClaims`. See [forward-auth.md](forward-auth.md#requiring-groups-claims-and-backends).',
  },
  registration_closed: {
    status: 403,
    title: 'Registration is closed',
    message: 'This site does not accept new accounts at the moment.',
    advice: 'If you already have an account, please sign in the way you usually do.',
    canRetry: true,
    meaning: 'A new person tried to sign in or to register while `REGISTRATION` is `closed`.',
    remedy: 'Sign in with an existing account, and connect this one to it.',
  },
  claim_missing: {
    status: 403,
    title: '{Provider} didn’t share everything we need',
    message: '{Provider} did not share information that this site requires.',
    advice: 'Please start again and agree to share it, or use another account.',
    canRetry: true,
    meaning: 'A claim of `requiredClaims` is missing. The log names it.',
    remedy: 'Agree to share it; check `scopes`.',
  },
  email_belongs_to_user: {
    status: 409,
    title: 'You already have an account',
    message: 'An account with your email address already exists.',
    advice: 'Please sign in the way you usually do. On your account page you can set a password.',
    canRetry: true,
    meaning:
      'The person registers with an address that another user has verified. With a provider, the person is asked for proof instead.',
    remedy: 'Sign in the usual way.',
  },
  account_taken: {
    status: 409,
    title: 'This account is connected to another user',
    message: 'Your account at {provider} is already connected to another user here, so nothing was changed.',
    advice:
      'Please sign out at {provider} and choose another account, or disconnect it from the other user first.',
    meaning: 'The account to connect belongs to another user here.',
    remedy: 'Choose another account at the provider, or disconnect it from the other user first.',
  },
  user_disabled: {
    status: 403,
    title: 'Your account is disabled',
    message: 'An administrator has disabled your account.',
    advice: 'Please contact the site’s administrator.',
    meaning: 'An administrator has disabled this user.',
    remedy: 'Enable the user at `/admin/users`, or with `portcullis user enable`.',
  },
  issuer_changed: {
    status: 403,
    title: 'We can’t match your account',
    message:
      'The sign-in with {provider} now comes from another place than your account here, so you were not signed in.',
    advice: `Please sign in another way, or ${CONTACT}`,
    meaning:
      'The account with this subject is stored under another issuer. A subject belongs to one issuer, so at this issuer it may be another person.',
    remedy:
      'If the provider has moved and kept its users, run `portcullis backend move-accounts`. If it is another provider, give it another name; see [backends.md](backends.md#when-an-issuer-changes).',
  },
  last_login_method: {
    status: 409,
    title: 'This is your only sign-in method',
    message: 'You could not sign in without it, so it was not disconnected.',
    advice: 'Please add another one first.',
    meaning: 'This is the only account with which the user can sign in.',
    remedy: 'Connect another account first.',
  },
  unknown_account: {
    status: 404,
    title: 'Account not found',
    message: 'There is no such connected account.',
    advice: 'Please reload your account page.',
    meaning: 'There is no such connected account. It may have been disconnected in another tab.',
    remedy: 'Reload the account page.',
  },
  // Failures of this site.
  unavailable: {
    status: 503,
    title: 'Temporarily unavailable',
    message: 'A part of this site is not available right now.',
    advice: 'Please try again in a moment.',
    meaning:
      'The database is unreachable, too slow, full or read-only, or too many passwords are being checked at once.',
    remedy: 'Try again. Check `/readyz` and the log.',
  },
  internal: {
    status: 500,
    title: 'Something went wrong',
    message: 'This is our fault, not yours.',
    advice: `Please try again. If it keeps happening, ${CONTACT}`,
    meaning: 'A bug in Portcullis.',
    remedy: 'Report it, with the log line of the reference.',
  },
} as const satisfies Record<string, ErrorKind>

/** The closed set of codes that pages, problem documents and logs use. */
export type ErrorCode = keyof typeof TABLE

/** What people read about an error. */
export type ErrorTexts = Pick<ErrorKind, 'title' | 'message' | 'advice'>

/**
 * What people read about an error.
 * @param provider the label of the provider that the request was about; null where it is not known
 */
export function errorTexts(code: ErrorCode, provider: string | null): ErrorTexts {
  const { title, message, advice } = TABLE[code]
  const fill = (text: string) =>
    text.replace(
      /\{([Pp])rovider\}/g,
      (_, initial: string) => provider ?? (initial === 'P' ? 'The' : 'the') + ' provider',
    )
  return { title: fill(title), message: fill(message), advice: fill(advice) }
}

/** The table, with texts that name no provider. */
export const ERROR_KINDS = Object.fromEntries(
  Object.entries<ErrorKind>(TABLE).map(([code, kind]) => [
    code,
    { ...kind, ...(isErrorCode(code) && errorTexts(code, null)) },
  ]),
) as Readonly<Record<ErrorCode, ErrorKind>>

/** Whether this is one of our codes; events of an older release may have others. */
export function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(TABLE, code)
}

export interface ErrorOptions {
  readonly detail?: string
  readonly cause?: unknown
  readonly retryAfterSeconds?: number
  readonly providerMessage?: string
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
  /** The provider's own description of the error, which the page shows as the provider's words; null without one. */
  readonly providerMessage: string | null

  constructor(code: ErrorCode, options: ErrorOptions = {}) {
    super(options.detail ? `${code}: ${options.detail}` : code, { cause: options.cause })
    this.code = code
    this.detail = options.detail ?? null
    this.retryAfterSeconds = options.retryAfterSeconds ?? null
    this.providerMessage = options.providerMessage ?? null
  }

  get kind(): ErrorKind {
    return ERROR_KINDS[this.code]
  }
}
