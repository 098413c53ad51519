import type { FormError, UserSummary } from './pages.js'

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

/** Making an account with a password. */
export interface RegisterPage {
  readonly name: 'register'
  readonly user: null
  readonly email: string
  readonly personName: string
  readonly next: string
  readonly error: FormError | null
}

/** A page that waits for a code from a mail; the handle is its half of the secret. */
export interface EmailCodeForm {
  /** Where the code was sent. */
  readonly address: string
  readonly flowToken: string
  readonly error: FormError | null
}

/** The second step of making an account. */
export interface RegisterConfirmPage extends EmailCodeForm {
  readonly name: 'register-confirm'
  readonly user: null
}

/** Asking for a code for a new password. */
export interface ForgotPage {
  readonly name: 'forgot'
  readonly user: null
  readonly email: string
  readonly error: FormError | null
}

/** Setting a new password with a code. */
export interface ResetPage extends EmailCodeForm {
  readonly name: 'reset'
  readonly user: null
}

/** Asking to use another e-mail address. */
export interface EmailPage {
  readonly name: 'email'
  readonly user: UserSummary
  /** The address of now. */
  readonly currentEmail: string | null
  /** What was typed before. */
  readonly email: string
  /** False when the person must sign in again first. */
  readonly canChange: boolean
  readonly csrf: string
  readonly error: FormError | null
}

/** Confirming another e-mail address. */
export interface EmailConfirmPage extends EmailCodeForm {
  readonly name: 'email-confirm'
  readonly user: UserSummary
  readonly csrf: string
}

/** The pages around a code that is sent by e-mail. */
export type EmailCodePages =
  RegisterPage | RegisterConfirmPage | ForgotPage | ResetPage | EmailPage | EmailConfirmPage
