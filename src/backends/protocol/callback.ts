import { type Message, message } from '../../locales/messages.js'
import { PortcullisError } from '../../errors.js'
import { AuthenticationExpiredError, INTERACTION_ERRORS, InteractionRequiredError } from '../capabilities.js'
import { providerCause, type ProviderCause, toProblem } from '../../provider-causes.js'
import { providerError, quoteForLog } from './provider-errors.js'
import { formatDescription, oauthCodeText, type ProviderWords, readErrorParams } from './provider-words.js'
import { callbackCause } from './word-causes.js'

/** Authorization codes are far shorter; some contain encrypted state of a few kilobytes. */
const MAX_CODE_LENGTH = 8192

/**
 * Error codes of a sign-in that the user cancelled or the provider refused, without capitals and separators: that of the
 * standard (RFC 6749 §4.1.2.1), and those of Apple (`user_cancelled_authorize`), LinkedIn (`user_cancelled_login`),
 * Facebook (`user_denied`) and others.
 */
const CANCEL_ERRORS =
  /^(?:(?:end)?user|access|login|signin|consent|authoriz?s?ation|permission)?(?:cancell?ed|cancel|denied|declined|rejected|refused|aborted)(?:(?:the)?(?:login|signin|authorize|authoriz?s?ation|access|consent|request)|by(?:the)?(?:end)?user)?$/

function isCancelError(code: string): boolean {
  return CANCEL_ERRORS.test(code.toLowerCase().replace(/[^a-z0-9]/g, ''))
}

/** RFC 6749 §3.1 forbids repeated parameters. Those that are not used here are not checked. */
const USED_PARAMS = ['code', 'state', 'iss', 'error', 'error_description', 'error_uri', 'user']

/** A valid authorization response. */
export interface AuthorizationResponse {
  readonly code: string
  /** The issuer (RFC 9207); null when the provider does not send it. */
  readonly iss: string | null
}

function callbackInvalid(
  detail: Message,
  cause: ProviderCause = providerCause('callback_malformed'),
): PortcullisError {
  return providerError('callback_invalid', message('detail.of.callback'), toProblem(detail, cause))
}

/**
 * Checks the state, by which the attempt was found: only a mistake of a caller could make it another one.
 * @throws PortcullisError callback_invalid
 */
export function requireState(callback: URLSearchParams, state: string): void {
  if (callback.get('state') !== state) throw callbackInvalid(message('detail.callback.state'))
}

/**
 * Checks the parameters of the authorization response (RFC 6749 §4.1.2, RFC 9207) without any call. Tokens and signed
 * responses in it are ignored, because they were not requested.
 * @param acceptsIssuer whether `iss`, if it is present, is the provider's issuer; null when the issuer is not known
 * @throws PortcullisError callback_invalid, access_denied, provider_error; the last two with the provider's own words
 */
export function readCallback(
  callback: URLSearchParams,
  state: string,
  acceptsIssuer: ((iss: string) => boolean) | null,
): AuthorizationResponse {
  if (USED_PARAMS.some((name) => callback.getAll(name).length > 1))
    throw callbackInvalid(message('detail.callback.repeated'))
  requireState(callback, state)
  const iss = acceptsIssuer === null ? null : callback.get('iss') || null
  if (iss !== null && acceptsIssuer?.(iss) === false)
    throw callbackInvalid(
      message('detail.callback.issuer', { issuer: quoteForLog(iss) }),
      providerCause('callback_issuer'),
    )
  const code = callback.get('code')
  if (callback.get('error') && code !== null) throw callbackInvalid(message('detail.callback.both'))
  const words = readErrorParams(callback)
  if (words !== null) throw toCallbackError(words)
  if (code === null || code === '')
    throw callbackInvalid(message('detail.callback.noCode'), providerCause('code_flow_off'))
  if (code.length > MAX_CODE_LENGTH) throw callbackInvalid(message('detail.callback.longCode'))
  return { code, iss }
}

function toCodeAndWords(words: ProviderWords): Message {
  return message('detail.appended', { first: oauthCodeText(words.code), second: formatDescription(words) })
}

/** The error that a provider reports in place of a code. */
function toCallbackError(words: ProviderWords): PortcullisError {
  const { code, description } = words
  const detail = message('detail.labelled', {
    label: message('detail.of.callback'),
    problem: toCodeAndWords(words),
  })
  const problem = toProblem(detail, callbackCause(words))
  if (isCancelError(code)) {
    const providerMessage = description === null ? {} : { providerMessage: description }
    return new PortcullisError('access_denied', { ...problem, ...providerMessage })
  }
  if (INTERACTION_ERRORS.has(code)) return new InteractionRequiredError(problem)
  // Keycloak's report of a sign-in page that was open for too long.
  const isExpired = code === 'temporarily_unavailable' && description === 'authentication_expired'
  if (isExpired) return new AuthenticationExpiredError(problem)
  return new PortcullisError('provider_error', problem)
}
