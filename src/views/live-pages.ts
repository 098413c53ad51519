import type { BackendSummary } from '../backends/backend.js'
import type { UserSummary } from './pages.js'

/** Who is signed in, kept up to date by public/live.js; without JavaScript it says so once. */
export interface LivePage {
  readonly name: 'live'
  readonly user: UserSummary | null
  /** When the session ends even if it is used. */
  readonly expires: Date | null
  readonly backends: readonly BackendSummary[]
  /** Whether people can sign in with a password. */
  readonly hasPasswordLogin: boolean
  /** For the sign-out form. */
  readonly csrf: string
}

/** Where a sign-in in a window of its own ends: it tells the live pages and closes itself. */
export interface LiveDonePage {
  readonly name: 'live-done'
  readonly user: UserSummary | null
}

export type LivePages = LivePage | LiveDonePage
