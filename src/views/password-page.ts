import type { UserSummary, FormError } from './pages.js'

/** Setting a first password, or changing it. */
export interface PasswordPage {
  readonly name: 'password'
  readonly user: UserSummary
  readonly username: string
  /** Whether there is one already, which must be typed to change it. */
  readonly hasPassword: boolean
  /** False when the person must sign in again first. */
  readonly canChange: boolean
  readonly csrf: string
  readonly error: FormError | null
}
