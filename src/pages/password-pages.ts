import type { FormError, UserSummary } from './pages.js'

/** The form to set or change the password. */
export interface PasswordPage {
  readonly name: 'password'
  readonly user: UserSummary
  readonly username: string
  /** Whether the user already has a password, which is needed to change it. */
  readonly hasPassword: boolean
  /** False when the user must sign in again first. */
  readonly canChange: boolean
  readonly csrf: string
  readonly error: FormError | null
}

/** The form to create an account with a password. */
export interface RegisterPage {
  readonly name: 'register'
  readonly user: null
  readonly email: string
  readonly personName: string
  readonly next: string
  readonly error: FormError | null
}

/** A page that asks for the code from an email. `flowToken` is a second secret, which only this page has. */
export interface EmailCodeForm {
  /** The address that the code was sent to. */
  readonly address: string
  readonly flowToken: string
  readonly error: FormError | null
}

/** The second step of creating an account. */
export interface RegisterConfirmPage extends EmailCodeForm {
  readonly name: 'register-confirm'
  readonly user: null
}

/** The form to request a code for a new password. */
export interface ForgotPage {
  readonly name: 'forgot'
  readonly user: null
  readonly email: string
  readonly error: FormError | null
}

/** The form to set a new password with a code. */
export interface ResetPage extends EmailCodeForm {
  readonly name: 'reset'
  readonly user: null
}

/** The form to change the email address. */
export interface EmailPage {
  readonly name: 'email'
  readonly user: UserSummary
  /** The current address. */
  readonly currentEmail: string | null
  /** The address that was entered before. */
  readonly email: string
  /** False when the user must sign in again first. */
  readonly canChange: boolean
  readonly csrf: string
  readonly error: FormError | null
}

/** The form to confirm the new email address. */
export interface EmailConfirmPage extends EmailCodeForm {
  readonly name: 'email-confirm'
  readonly user: UserSummary
  readonly csrf: string
}

/** The pages about codes that are sent by email. */
export type EmailCodePages =
  RegisterPage | RegisterConfirmPage | ForgotPage | ResetPage | EmailPage | EmailConfirmPage
