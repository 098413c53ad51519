import type { FormError } from './pages.js'

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

/** One step until the first administrator can come back. */
export interface SetupStep {
  readonly name: 'add' | 'test' | 'enable' | 'connect'
  readonly isDone: boolean
  /** Where to do it, if it is the next one: a path of this site. */
  readonly href: string | null
}
