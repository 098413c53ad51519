import type { SessionView } from './account-pages.js'
import type { AdminLayout } from './admin-pages.js'

/** The list of the sessions of all users. */
export interface AdminSessionsPage extends AdminLayout {
  readonly name: 'admin/sessions'
  readonly sessions: readonly (SessionView & {
    readonly user: { readonly id: string; readonly username: string }
    /** Whether it is a session of the administrator, who ends it on the account page. */
    readonly isOwn: boolean
  })[]
  /** An empty text is no filter. */
  readonly filter: {
    readonly user: string
    readonly backend: string
    readonly kind: SessionView['kind'] | ''
  }
  readonly kinds: readonly SessionView['kind'][]
  readonly backends: readonly { readonly name: string; readonly label: string }[]
  /** What the session store can list: all sessions, those of one user, or none. */
  readonly storage: 'all' | 'by-user' | 'none'
  /** The query string of the first page; null on that page. */
  readonly firstPageQuery: string | null
  /** The query string of the next page; null on the last page. */
  readonly nextPageQuery: string | null
  /** Whether the search stopped before the end of the table. */
  readonly isIncomplete: boolean
}
