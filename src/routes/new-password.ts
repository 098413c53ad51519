import { PortcullisError } from '../errors.js'
import { passwordProblem } from '../passwords/fault-in-password.js'
import { singleParam } from '../web/forms.js'

/**
 * The password that somebody wants from now on, typed twice.
 * @param names of its owner, which everybody can guess
 * @throws PortcullisError bad_request, password_unfit
 */
export function readNewPassword(form: URLSearchParams, names: readonly (string | null)[]): string {
  const password = singleParam(form, 'password')
  const repeated = singleParam(form, 'repeated')
  if (password === null || repeated === null) {
    throw new PortcullisError('bad_request', { detail: 'the new password is missing' })
  }
  const mismatch = password === repeated ? null : 'The two new passwords are not the same.'
  const problem = mismatch ?? passwordProblem(password, names)
  if (problem !== null) throw new PortcullisError('password_unfit', { detail: problem })
  return password
}
