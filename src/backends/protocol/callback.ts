import { PortcullisError } from '../../errors.js'
import { INTERACTION_ERRORS, InteractionRequiredError } from '../capabilities.js'
import { quoteForLog, safeOAuthCode } from './provider-errors.js'

/** Authorization codes are far shorter; some contain encrypted state of a few kilobytes. */
const MAX_CODE_LENGTH = 8192

/** Error codes of a sign-in that the user cancelled: that of the standard, and that of Apple and LinkedIn. */
const CANCEL_ERRORS = new Set(['access_denied', 'user_cancelled_authorize'])

/** A valid authorization response. */
export interface AuthorizationResponse {
  readonly code: string
  /** The issuer (RFC 9207); null when the provider does not send it. */
  readonly iss: string | null
}

function callbackInvalid(detail: string): PortcullisError {
  return new PortcullisError('callback_invalid', { detail: `the callback: ${detail}` })
}

/**
 * Checks the parameters of the authorization response (RFC 6749 §4.1.2, RFC 9207) without any call. Tokens and signed
 * responses in it are ignored, because they were not requested.
 * @param acceptsIssuer whether `iss`, if it is present, is the provider's issuer; null when the issuer is not known
 * @throws PortcullisError callback_invalid, access_denied, provider_error
 */
export function readCallback(
  callback: URLSearchParams,
  state: string,
  acceptsIssuer: ((iss: string) => boolean) | null,
): AuthorizationResponse {
  const names = [...callback.keys()]
  if (new Set(names).size !== names.length) throw callbackInvalid('a parameter appears more than once')
  if (callback.get('state') !== state) throw callbackInvalid('the state is missing or wrong')
  const iss = acceptsIssuer === null ? null : callback.get('iss')
  if (iss !== null && acceptsIssuer?.(iss) === false)
    throw callbackInvalid(`iss is ${quoteForLog(iss)}, which is another issuer`)
  const code = callback.get('code')
  const error = callback.get('error')
  if (error !== null && code !== null) throw callbackInvalid('it has both a code and an error')
  if (error !== null && CANCEL_ERRORS.has(error)) throw new PortcullisError('access_denied')
  if (error !== null && error !== '') {
    const detail = `the callback: ${safeOAuthCode(error)}`
    if (INTERACTION_ERRORS.has(error)) throw new InteractionRequiredError(detail)
    throw new PortcullisError('provider_error', { detail })
  }
  if (code === null || code === '') throw callbackInvalid('no code')
  if (code.length > MAX_CODE_LENGTH) throw callbackInvalid('the code is too long')
  return { code, iss }
}
