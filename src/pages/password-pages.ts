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
  /** The code, where a link has brought it; null where it is to be entered. */
  readonly code: string | null
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

/** The form to sign in with an email address. */
export interface EmailLoginPage {
  readonly name: 'email-login'
  readonly user: null
  /** The state of the attempt. */
  readonly state: string
  readonly email: string
  readonly error: FormError | null
}

/** The second step of signing in with an email address. */
export interface EmailLoginCodePage extends EmailCodeForm {
  readonly name: 'email-login-code'
  readonly user: null
}

/** The page behind the link of a sign-in with an email address. Only its buttons have an effect. */
export interface EmailLoginLinkPage extends EmailCodeForm {
  readonly name: 'email-login-link'
  readonly user: null
  readonly code: string
  /** The CSRF token of its forms. */
  readonly proof: string
  /** The browser that requested the email; null if it is this one. */
  readonly otherBrowser: {
    readonly program: string
    readonly address: string | null
    readonly startedAgo: string
    /** Whether the sign-in may continue in this browser. */
    readonly canSignInHere: boolean
  } | null
}

/** The pages about codes that are sent by email. */
export type EmailCodePages =
  | RegisterPage
  | RegisterConfirmPage
  | ForgotPage
  | ResetPage
  | EmailPage
  | EmailConfirmPage
  | EmailLoginPage
  | EmailLoginCodePage
  | EmailLoginLinkPage
