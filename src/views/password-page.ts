import type { Face, FormFault } from './pages.js'

/** Setting a first password, or changing it. */
export interface PasswordPage {
  readonly name: 'password'
  readonly user: Face
  readonly username: string
  /** Whether there is one already, which must be typed to change it. */
  readonly has: boolean
  /** False when the person must sign in again first. */
  readonly mayChange: boolean
  readonly csrf: string
  readonly fault: FormFault | null
}
