import type { PortcullisError } from '../../errors.js'
import type { FormError } from '../../pages/render.js'

/**
 * The text beside a form for this error; null where the error page is better.
 * @param wrongPasswordText for a wrong password, if it is not the text of a sign-in
 */
export function toFormError(
  error: PortcullisError,
  reference: string,
  wrongPasswordText?: string,
): FormError | null {
  const text = formErrorText(error, wrongPasswordText)
  return text === null ? null : { text, reference }
}

function formErrorText(
  { code, kind, detail, retryAfterSeconds }: PortcullisError,
  wrongPasswordText?: string,
): string | null {
  if (code === 'bad_request') return 'Please fill in every field.'
  if (code === 'code_wrong') return `${kind.message} ${kind.advice} ${detail === null ? '' : `${detail}.`}`
  if (code === 'email_invalid') return `${kind.message} ${kind.advice}`
  if (code === 'password_rejected') return detail ?? kind.message
  if (code === 'wrong_credentials') return wrongPasswordText ?? kind.message
  if (code === 'too_many_requests')
    return `${kind.message} Please try again in ${retryAfterText(retryAfterSeconds)}.`
  return null
}

function retryAfterText(seconds: number | null): string {
  const minutes = Math.ceil((seconds ?? 60) / 60)
  return minutes === 1 ? '1 minute' : `${minutes} minutes`
}
