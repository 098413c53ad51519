import type { UserSummary } from './pages.js'

/** What somebody sees after they have signed out. */
export interface LoggedOutPage {
  readonly name: 'logged-out'
  /** Whoever is signed in all the same, as after a sign-in in another tab. */
  readonly user: UserSummary | null
  /** The provider that had opened the session, and whether it has sent the browser back as agreed; null when unknown. */
  readonly provider: { readonly label: string; readonly ended: boolean } | null
}
