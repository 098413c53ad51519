import type { FormError, UserSummary } from './pages.js'

/** The page behind the setup link, which makes the first administrator. */
export interface SetupPage {
  readonly name: 'setup'
  readonly user: null
  readonly username: string
  readonly personName: string
  /** The user name of the administrator whom an earlier setup has made; null before the first one. */
  readonly administrator: string | null
  /** Whether the administrator chooses a password, too. */
  readonly hasPasswordLogin: boolean
  readonly error: FormError | null
}

/** The page behind an invitation, which signs in a user whom an administrator has created. */
export interface InvitationPage {
  readonly name: 'invitation'
  /** Who is signed in in this browser, and would be signed out. */
  readonly user: UserSummary | null
  /** Who is invited. */
  readonly username: string
}

/** One step until the first administrator can come back. */
export interface SetupStep {
  readonly name: 'add' | 'test' | 'enable' | 'connect'
  readonly isDone: boolean
  /** Where to do it, if it is the next one: a path of this site. */
  readonly href: string | null
}
