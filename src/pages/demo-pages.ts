/** One invented person of the demo provider. */
export interface DemoUserView {
  readonly sub: string
  readonly name: string
  readonly email: string | null
  /** What is special about this person, in a few words. */
  readonly note: string
}

/** The demo provider's own sign-in page: pick who you are. */
export interface AccountPickerPage {
  readonly name: 'account-picker'
  readonly uid: string
  readonly clientLabel: string
  /** Where the form is posted to. */
  readonly action: string
  readonly users: readonly DemoUserView[]
}

/** The demo provider's question whether to end its own session. */
export interface DemoLogoutPage {
  readonly name: 'demo-logout'
  /** Where the form is posted to, and its proof. */
  readonly action: string
  readonly xsrf: string
}

/** The pages of the demo provider. */
export type DemoPages = AccountPickerPage | DemoLogoutPage
