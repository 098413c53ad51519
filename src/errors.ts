interface ErrorKind {
  readonly status: number
  readonly title: string
  /** What happened, in a sentence for the person in front of the page. */
  readonly message: string
  /** What they can do now. */
  readonly advice: string
  /** Whether the page offers to start the sign-in again. */
  readonly canRetry?: true
}

const START_AGAIN = 'Please start again; you will come back to the page you wanted.'

/** Every way in which a request can end badly: one row each, the only place where wording and status are decided. */
export const ERROR_KINDS = {
  // What the visitor asked for does not exist or is malformed.
  bad_request: {
    status: 400,
    title: 'That request was not understood',
    message: 'Something in the request was missing or malformed.',
    advice: 'Please go back and try again.',
  },
  not_found: {
    status: 404,
    title: 'Page not found',
    message: 'There is nothing at this address.',
    advice: 'Check the address, or go to the home page.',
  },
  method_not_allowed: {
    status: 405,
    title: 'That does not work here',
    message: 'This address does not answer to that kind of request.',
    advice: 'Please use the links and buttons of the site.',
  },
  too_large: {
    status: 413,
    title: 'That was too much',
    message: 'The request was larger than this site accepts.',
    advice: 'Please go back and try again with less.',
  },
  wrong_content_type: {
    status: 415,
    title: 'That form was not understood',
    message: 'The request was sent in a format that this address does not read.',
    advice: 'Please use the forms of the site.',
  },
  too_many_requests: {
    status: 429,
    title: 'Too many tries',
    message: 'This was tried too often in a short time.',
    advice: 'Please wait a while, and try again.',
    canRetry: true,
  },
  upgrade_required: {
    status: 426,
    title: 'This address is for live pages',
    message: 'This address speaks WebSocket, version 13, and nothing else.',
    advice: 'Please open the live page of the site.',
  },
  unknown_host: {
    status: 421,
    title: 'Wrong address',
    message: 'This site does not answer under that host name.',
    advice: 'Please use the address given below.',
  },
  unknown_backend: {
    status: 404,
    title: 'Unknown sign-in',
    message: 'There is no sign-in with this name here.',
    advice: 'Please choose one of those on the sign-in page.',
    canRetry: true,
  },
  backend_disabled: {
    status: 403,
    title: 'This sign-in was switched off',
    message:
      'An administrator has switched this way to sign in off, or replaced it, while you were at the provider.',
    advice: 'Please choose another one on the sign-in page.',
    canRetry: true,
  },
  navigation_required: {
    status: 400,
    title: 'Please open this page directly',
    message:
      'A sign-in begins only when somebody opens it; a picture, a frame or a preview cannot begin one.',
    advice: 'Please use the button on the sign-in page.',
    canRetry: true,
  },
  // What administrators do to providers.
  definition_invalid: {
    status: 400,
    title: 'Something is wrong with what was written',
    message: 'The provider cannot be used as it is described, so nothing was saved.',
    advice: 'Please go back and look at the fields.',
  },
  backend_name_taken: {
    status: 409,
    title: 'That name is taken',
    message: 'Another way to sign in has this name, or accounts of an earlier one are kept under it.',
    advice: 'Please choose another name.',
  },
  backend_version_conflict: {
    status: 409,
    title: 'Somebody else was faster',
    message: 'The provider was changed since you opened the page, so nothing was done.',
    advice: 'Please look at it again.',
  },
  backend_untested: {
    status: 409,
    title: 'Not tested yet',
    message: 'A version can be used once a test sign-in with that very version went well.',
    advice: 'Please test it first.',
  },
  backend_needs_mail: {
    status: 409,
    title: 'No mail can be sent',
    message: 'This provider has people prove their e-mail address by a mail, and this site cannot send any.',
    advice: 'Set SMTP_URL and MAIL_FROM, or take “validateEmail” out of what is written about the provider.',
  },
  backend_in_use: {
    status: 409,
    title: 'People sign in with it',
    message: 'Accounts of this provider are connected to users, who would lose a way in.',
    advice: 'Switch it off instead; that can be undone.',
  },
  // Proofs that a request comes from our own pages.
  origin_rejected: {
    status: 403,
    title: 'That came from elsewhere',
    message: 'The request was sent by another site, so nothing was changed.',
    advice: 'Please do it from the page of this site.',
  },
  csrf_failed: {
    status: 403,
    title: 'That page was out of date',
    message: 'The form belonged to an earlier session, so nothing was changed.',
    advice: 'Please reload the page and try again.',
  },
  login_required: {
    status: 401,
    title: 'Please sign in',
    message: 'You are not signed in, or your session has ended.',
    advice: 'Please sign in to go on.',
    canRetry: true,
  },
  reauthentication_required: {
    status: 403,
    title: 'Please sign in again',
    message: 'This change needs a sign-in of the last ten minutes, so that nobody else makes it for you.',
    advice: 'Please sign in again; you will come back here.',
    canRetry: true,
  },
  admin_required: {
    status: 403,
    title: 'For administrators only',
    message: 'You are signed in, but not as an administrator of this site.',
    advice: 'If you should be one, please ask whoever runs this site.',
  },
  unknown_user: {
    status: 404,
    title: 'There is no such user',
    message: 'Nobody here has this identifier.',
    advice: 'Please look for the user in the list.',
  },
  self_action_forbidden: {
    status: 409,
    title: 'Not to yourself',
    message: 'Administrators cannot do this to their own account here.',
    advice: 'Your sessions and accounts are on your account page; the rest another administrator can do.',
  },
  last_administrator: {
    status: 409,
    title: 'That is the last administrator',
    message: 'Without them nobody could open these pages any more.',
    advice: 'Please make somebody else an administrator first.',
  },
  wrong_credentials: {
    status: 401,
    title: 'That did not match',
    message: 'The user name or the password is not right.',
    advice: 'Please check both and try again.',
    canRetry: true,
  },
  password_rejected: {
    status: 400,
    title: 'Please choose another password',
    message: 'The new password does not fit the rules.',
    advice: 'Please choose a longer one, or one that is harder to guess.',
  },
  browser_cookie_required: {
    status: 401,
    title: 'Please load the page first',
    message: 'This browser has none of our cookies yet, so it cannot be told from any other.',
    advice: 'Please load the live page, and allow cookies for this site.',
  },
  ticket_rejected: {
    status: 400,
    title: 'That sign-in was not completed',
    message:
      'What completes a sign-in on a live page works once, for half a minute, and in the same browser.',
    advice: 'Please sign in again.',
    canRetry: true,
  },
  logout_token_rejected: {
    status: 400,
    title: 'That logout was not accepted',
    message: 'The logout token of the provider is not sound, or not for this site.',
    advice: 'Nobody was signed out. Whoever runs the provider finds the reason in the answer.',
  },
  // Attempts.
  attempt_unknown: {
    status: 400,
    title: 'This sign-in is not known',
    message:
      'The answer of the provider does not belong to any sign-in that was begun here, or it is long past.',
    advice: START_AGAIN,
    canRetry: true,
  },
  attempt_expired: {
    status: 400,
    title: 'That took too long',
    message: 'The sign-in was begun too long ago and has ended for safety.',
    advice: START_AGAIN,
    canRetry: true,
  },
  attempt_used: {
    status: 400,
    title: 'Already used',
    message: 'This answer of the provider has been used once already, and works only once.',
    advice: START_AGAIN,
    canRetry: true,
  },
  attempt_wrong_browser: {
    status: 400,
    title: 'Begun in another browser',
    message: 'This sign-in was begun in another browser, or the cookie that proves it was lost on the way.',
    advice: 'Please start again in this browser, and allow cookies for this site.',
    canRetry: true,
  },
  attempt_other_backend: {
    status: 400,
    title: 'Wrong provider',
    message: 'The answer came back under the name of another provider than the one you chose.',
    advice: START_AGAIN,
    canRetry: true,
  },
  session_user_changed: {
    status: 409,
    title: 'Somebody else is signed in now',
    message:
      'Whoever began this is no longer the one who is signed in here, so nothing was connected or changed.',
    advice: 'Please see on your account page who you are here, and start again.',
  },
  // Sign-ins that wait for an answer.
  partial_unknown: {
    status: 404,
    title: 'Nothing waits here',
    message:
      'No sign-in waits at this address: it was given up, went on in another tab or browser, or never was.',
    advice: START_AGAIN,
    canRetry: true,
  },
  partial_expired: {
    status: 400,
    title: 'That took too long',
    message: 'A sign-in waits half an hour for an answer. This one has waited longer.',
    advice: START_AGAIN,
    canRetry: true,
  },
  partial_used: {
    status: 400,
    title: 'Already done',
    message: 'This sign-in was finished before, by an earlier click or in another tab.',
    advice: 'If you are not signed in, please start again.',
    canRetry: true,
  },
  partial_wrong_browser: {
    status: 400,
    title: 'It waits in another browser',
    message: 'This sign-in goes on only in the browser in which it waits, and this is not the one.',
    advice: 'Please go back to that browser, or start again in this one.',
    canRetry: true,
  },
  // Codes by e-mail.
  code_rejected: {
    status: 400,
    title: 'That code is no longer good',
    message:
      'A code works once, for 15 minutes and five tries, on the page that asked for it; a newer one replaces it.',
    advice: 'Please ask for a new code.',
    canRetry: true,
  },
  code_wrong: {
    status: 400,
    title: 'That code is not right',
    message: 'The code is not the one that we have sent.',
    advice: 'Please compare it with the mail.',
  },
  email_invalid: {
    status: 400,
    title: 'Please check the e-mail address',
    message: 'That is not an address that mail can be sent to.',
    advice: 'Please write one such as ada@example.com.',
  },
  email_already_verified: {
    status: 409,
    title: 'That address belongs to another account',
    message: 'Another account here has confirmed this e-mail address, so nothing was changed.',
    advice: 'Please use another address, or sign in to that account.',
  },
  mail_unavailable: {
    status: 404,
    title: 'Not offered here',
    message: 'This site cannot send mail, and this would need a mail to you.',
    advice: 'Please ask whoever runs this site.',
  },
  // Devices, and what OAuth calls their errors (RFC 8628 section 3.5) in src/web/oauth-error.ts.
  device_code_unknown: {
    status: 404,
    title: 'There is no such code',
    message: 'No device that waits here shows this code.',
    advice: 'Please look at the device again, and type the code that it shows now.',
    canRetry: true,
  },
  device_code_expired: {
    status: 410,
    title: 'That code is too old',
    message: 'The code of this device was good for ten minutes, and they are over.',
    advice: 'Please ask the device for a new code.',
    canRetry: true,
  },
  device_code_used: {
    status: 409,
    title: 'That code has been used',
    message: 'Somebody has decided about this device already; a code works once.',
    advice: 'If the device still waits, please ask it for a new code.',
    canRetry: true,
  },
  device_denied: {
    status: 403,
    title: 'The device may not come in',
    message: 'The device was denied, or the approval was taken back before the device used it.',
    advice: 'If you did not mean that, please ask the device for a new code.',
  },
  dpop_proof_invalid: {
    status: 400,
    title: 'The device could not prove its key',
    message: 'The DPoP proof is missing, or did not pass the checks.',
    advice: 'Please start again on the device.',
  },
  unsupported_grant_type: {
    status: 400,
    title: 'Only for devices',
    message: 'This address knows the device grant and no other.',
    advice: 'Please use the sign-in page.',
  },
  // What the provider answered.
  access_denied: {
    status: 403,
    title: 'Sign-in was cancelled',
    message: 'The provider says that the sign-in was cancelled or refused.',
    advice: 'If you did not mean to, please start again.',
    canRetry: true,
  },
  provider_error: {
    status: 400,
    title: 'The provider reported a problem',
    message: 'The provider ended the sign-in with an error.',
    advice: 'Please start again; if it keeps happening, tell the operator the reference below.',
    canRetry: true,
  },
  callback_invalid: {
    status: 400,
    title: 'The answer was not valid',
    message: 'The answer of the provider was incomplete or contradicted itself.',
    advice: START_AGAIN,
    canRetry: true,
  },
  identity_rejected: {
    status: 400,
    title: 'The provider could not be believed',
    message: 'What the provider sent about you did not pass the safety checks.',
    advice: 'Please start again; if it keeps happening, tell the operator the reference below.',
    canRetry: true,
  },
  provider_unavailable: {
    status: 502,
    title: 'The provider is not available',
    message: 'The provider did not answer, or answered with an error.',
    advice: 'Please try again in a moment, or sign in another way.',
    canRetry: true,
  },
  provider_timeout: {
    status: 504,
    title: 'The provider took too long',
    message: 'The provider did not answer in time.',
    advice: 'Please try again in a moment, or sign in another way.',
    canRetry: true,
  },
  provider_misconfigured: {
    status: 502,
    title: 'This sign-in is not set up correctly',
    message: 'The connection to the provider is misconfigured on our side or theirs.',
    advice: 'Please tell the operator the reference below, or sign in another way.',
    canRetry: true,
  },
  // A provider's access token, traded for a session.
  invalid_token: {
    status: 401,
    title: 'That token is not accepted',
    message: 'The access token is missing, expired, revoked, or was made for somebody or something else.',
    advice: 'Please get a new access token for this site from the provider, and try again.',
  },
  insufficient_scope: {
    status: 403,
    title: 'That token may not do this',
    message: 'The access token does not cover the scope that signing in here needs.',
    advice: 'Please ask the provider for an access token with that scope.',
  },
  backend_ambiguous: {
    status: 400,
    title: 'Whose token is it?',
    message: 'More than one provider could have issued this access token.',
    advice: 'Please name one with "?backend=".',
  },
  token_exchange_unsupported: {
    status: 400,
    title: 'No tokens are traded here',
    message: 'This site does not trade access tokens of that provider for sessions.',
    advice: 'Please sign in with the browser, or ask the operator to set it up.',
  },
  token_exchange_unavailable: {
    status: 503,
    title: 'The token could not be checked',
    message: 'The provider, which has to be asked about the access token, did not answer as it should.',
    advice: 'Please try again in a moment.',
  },
  interaction_required: {
    status: 403,
    title: 'Please sign in with a browser',
    message: 'This sign-in has a question for you, and only a page can ask it.',
    advice: 'Please sign in with the browser once; then try again.',
  },
  // What our own policy decided.
  not_allowed: {
    status: 403,
    title: 'Not allowed to sign in here',
    message: 'This account does not belong to those who may sign in with this provider.',
    advice: 'Please use another account, or ask the operator.',
    canRetry: true,
  },
  group_required: {
    status: 403,
    title: 'Members only',
    message: 'You are signed in, but this page is only for people of certain groups or sign-ins.',
    advice: 'Please ask the operator, or sign in with another account.',
  },
  registration_closed: {
    status: 403,
    title: 'No new accounts',
    message: 'This site does not accept new people at the moment.',
    advice: 'If you have an account already, please sign in the way you did before.',
    canRetry: true,
  },
  claim_missing: {
    status: 403,
    title: 'The provider told too little',
    message: 'The provider did not share something that this site needs to know.',
    advice: 'Please start again and agree to share it, or use another account.',
    canRetry: true,
  },
  email_belongs_to_user: {
    status: 409,
    title: 'You have an account already',
    message: 'An account with your e-mail address exists here already.',
    advice: 'Please sign in the way you did before. On your account page you can set a password.',
    canRetry: true,
  },
  account_taken: {
    status: 409,
    title: 'Connected to somebody else',
    message: 'This provider account is connected to another user here, so nothing was changed.',
    advice: 'Please sign out at the provider and choose another account, or disconnect it there first.',
  },
  user_disabled: {
    status: 403,
    title: 'This account is disabled',
    message: 'An administrator has disabled this account.',
    advice: 'Please ask the operator.',
  },
  last_login_method: {
    status: 409,
    title: 'Your only way in',
    message: 'This is the only way you can sign in, so it was not disconnected.',
    advice: 'Please connect another one first.',
  },
  unknown_account: {
    status: 404,
    title: 'Not connected',
    message: 'There is no such connected account.',
    advice: 'Please reload your account page.',
  },
  // Us.
  unavailable: {
    status: 503,
    title: 'Back in a moment',
    message: 'A part of this site is not available right now; nothing was lost.',
    advice: 'Please try again in a moment.',
  },
  internal: {
    status: 500,
    title: 'Something went wrong here',
    message: 'The fault is ours, not yours.',
    advice: 'Please try again; if it keeps happening, tell the operator the reference below.',
  },
} as const satisfies Record<string, ErrorKind>

/** The closed set of codes that pages, problem documents and logs use. */
export type ErrorCode = keyof typeof ERROR_KINDS

export interface ErrorOptions {
  readonly detail?: string
  readonly cause?: unknown
  readonly retryAfterSeconds?: number
}

/**
 * An expected end of a request. The visitor sees the wording of `code`; the log gets `detail` and `cause`.
 * `detail` is for operators: a sentence without secrets.
 */
export class PortcullisError extends Error {
  override readonly name = 'PortcullisError'
  readonly code: ErrorCode
  readonly detail: string | null
  /** For answers of status 429 and 503: when to come back. */
  readonly retryAfterSeconds: number | null

  constructor(code: ErrorCode, options: ErrorOptions = {}) {
    super(options.detail ? `${code}: ${options.detail}` : code, { cause: options.cause })
    this.code = code
    this.detail = options.detail ?? null
    this.retryAfterSeconds = options.retryAfterSeconds ?? null
  }

  get kind(): ErrorKind {
    return ERROR_KINDS[this.code]
  }
}
