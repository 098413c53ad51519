import type { AdminFrame } from './admin-pages.js'
import type { SignInLine } from './admin-watching-pages.js'
import type { AccountLine, SessionLine } from './pages.js'

/** A user in the list. */
export interface UserLine {
  readonly id: string
  readonly username: string
  readonly name: string | null
  readonly email: string | null
  readonly emailVerified: boolean
  readonly active: boolean
  readonly admin: boolean
}

/** The list of users. */
export interface AdminUsersPage extends AdminFrame {
  readonly name: 'admin/users'
  readonly users: readonly UserLine[]
  readonly sought: string
  /** Query of the next page; null on the last. */
  readonly more: string | null
}

/** One user, as administrators see them. */
export interface AdminUserPage extends AdminFrame {
  readonly name: 'admin/user'
  readonly person: UserLine & { readonly createdAt: Date }
  /** Whether it is the administrator who looks. */
  readonly isSelf: boolean
  readonly accounts: readonly AccountLine[]
  readonly sessions: readonly SessionLine[]
  readonly listsSessions: boolean
  readonly signIns: readonly SignInLine[]
}

export type AdminUsersPages = AdminUsersPage | AdminUserPage
