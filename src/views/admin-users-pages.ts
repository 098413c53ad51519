import type { AdminLayout } from './admin-pages.js'
import type { SignInView } from './admin-watching-pages.js'
import type { AccountView, SessionView } from './pages.js'

/** A user in the list. */
export interface UserView {
  readonly id: string
  readonly username: string
  readonly name: string | null
  readonly email: string | null
  readonly emailVerified: boolean
  readonly active: boolean
  readonly admin: boolean
}

/** The list of users. */
export interface AdminUsersPage extends AdminLayout {
  readonly name: 'admin/users'
  readonly users: readonly UserView[]
  readonly searchTerm: string
  /** Query of the next page; null on the last. */
  readonly nextPageQuery: string | null
}

/** One user, as administrators see them. */
export interface AdminUserPage extends AdminLayout {
  readonly name: 'admin/user'
  readonly person: UserView & { readonly createdAt: Date }
  /** Whether it is the administrator who looks. */
  readonly isSelf: boolean
  readonly accounts: readonly AccountView[]
  readonly sessions: readonly SessionView[]
  readonly canListSessions: boolean
  readonly signIns: readonly SignInView[]
}

export type AdminUsersPages = AdminUsersPage | AdminUserPage
