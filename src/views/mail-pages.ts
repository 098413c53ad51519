import type { Face, FormFault } from './pages.js'

/** Making an account with a password. */
export interface RegisterPage {
  readonly name: 'register'
  readonly user: null
  readonly email: string
  readonly personName: string
  readonly next: string
  readonly fault: FormFault | null
}

/** A page that waits for a code from a mail; the handle is its half of the secret. */
export interface CodeForm {
  /** Where the code was sent. */
  readonly address: string
  readonly handle: string
  readonly fault: FormFault | null
}

/** The second step of making an account. */
export interface RegisterConfirmPage extends CodeForm {
  readonly name: 'register-confirm'
  readonly user: null
}

/** Asking for a code for a new password. */
export interface ForgotPage {
  readonly name: 'forgot'
  readonly user: null
  readonly email: string
  readonly fault: FormFault | null
}

/** Setting a new password with a code. */
export interface ResetPage extends CodeForm {
  readonly name: 'reset'
  readonly user: null
}

/** Asking to use another e-mail address. */
export interface EmailPage {
  readonly name: 'email'
  readonly user: Face
  /** The address of now. */
  readonly known: string | null
  /** What was typed before. */
  readonly email: string
  /** False when the person must sign in again first. */
  readonly mayChange: boolean
  readonly csrf: string
  readonly fault: FormFault | null
}

/** Confirming another e-mail address. */
export interface EmailConfirmPage extends CodeForm {
  readonly name: 'email-confirm'
  readonly user: Face
  readonly csrf: string
}

/** The pages around a code that is sent by e-mail. */
export type MailPages =
  RegisterPage | RegisterConfirmPage | ForgotPage | ResetPage | EmailPage | EmailConfirmPage
