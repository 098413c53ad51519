/** A made-up user of the demo provider. */
export interface DemoUserView {
  readonly sub: string
  readonly name: string
  readonly email: string | null
  /** What this user demonstrates, in a few words. */
  readonly note: string
}

/** The sign-in page of the demo provider: a choice of users. */
export interface AccountPickerPage {
  readonly name: 'account-picker'
  readonly uid: string
  readonly clientLabel: string
  /** The URL of the form. */
  readonly action: string
  readonly users: readonly DemoUserView[]
}

/** The demo provider's question whether to end its own session. */
export interface DemoLogoutPage {
  readonly name: 'demo-logout'
  /** The URL of the form, and its CSRF token. */
  readonly action: string
  readonly xsrf: string
}

/** The pages of the demo provider. */
export type DemoPages = AccountPickerPage | DemoLogoutPage
