import { PortcullisError } from '../errors.js'
import { faultInPassword } from '../passwords/fault-in-password.js'
import { single } from '../web/forms.js'

/**
 * The password that somebody wants from now on, typed twice.
 * @param names of its owner, which everybody can guess
 * @throws PortcullisError bad_request, password_unfit
 */
export function newPasswordIn(form: URLSearchParams, names: readonly (string | null)[]): string {
  const wanted = single(form, 'password')
  const repeated = single(form, 'repeated')
  if (wanted === null || repeated === null) {
    throw new PortcullisError('bad_request', { detail: 'the new password is missing' })
  }
  const differs = wanted === repeated ? null : 'The two new passwords are not the same.'
  const fault = differs ?? faultInPassword(wanted, names)
  if (fault !== null) throw new PortcullisError('password_unfit', { detail: fault })
  return wanted
}
