import type { PortcullisError } from '../errors.js'
import type { FormFault } from '../views/index.js'

/**
 * What to tell beside a form about this failure; null where the error page does better.
 * @param wrong the sentence for a wrong password, if it is not the one of a sign-in
 */
export function faultOf(error: PortcullisError, reference: string, wrong?: string): FormFault | null {
  const text = textOf(error, wrong)
  return text === null ? null : { text, reference }
}

function textOf({ code, kind, detail, retryAfterSeconds }: PortcullisError, wrong?: string): string | null {
  if (code === 'bad_request') return 'Please fill in every field.'
  if (code === 'code_wrong') return `${kind.sentence} ${kind.advice} ${detail ?? ''}`
  if (code === 'email_unfit') return `${kind.sentence} ${kind.advice}`
  if (code === 'password_unfit') return detail ?? kind.sentence
  if (code === 'wrong_credentials') return wrong ?? `${kind.sentence} ${kind.advice}`
  if (code === 'too_many_requests')
    return `${kind.sentence} Please try again in ${waitOf(retryAfterSeconds)}.`
  return null
}

function waitOf(seconds: number | null): string {
  const minutes = Math.ceil((seconds ?? 60) / 60)
  return minutes === 1 ? 'a minute' : `${minutes} minutes`
}
