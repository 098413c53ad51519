import type { TraceView } from '../audit/trace.js'
import type { AccountView, SessionView, UserSummary } from './pages.js'

/** What every page of administrators has. */
export interface AdminLayout {
  readonly user: UserSummary
  /** Which tab it belongs to. */
  readonly section: 'overview' | 'providers' | 'users' | 'sign-ins' | 'events'
  readonly csrf: string
  readonly notice: string | null
}

/** Where administrators arrive. */
export interface AdminOverviewPage extends AdminLayout {
  readonly name: 'admin/overview'
  readonly providers: number
  readonly users: number
  readonly administrators: number
  readonly sessions: number
  /** How sign-ins of the last day went. */
  readonly outcomes: readonly {
    readonly backend: string
    readonly title: string
    readonly code: string | null
    readonly count: number
  }[]
  readonly failures: readonly SignInView[]
  readonly warnings: readonly string[]
}

export type AdminPages = AdminOverviewPage | AdminUsersPages | AdminActivityPages

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

/** How one sign-in went, in a line. */
export interface SignInView {
  readonly at: Date
  readonly reference: string
  readonly title: string
  readonly ok: boolean
  readonly backend: string | null
  readonly code: string | null
  readonly error: string | null
  readonly user: { readonly id: string; readonly username: string } | null
  readonly browser: string | null
}

/** A trip to a provider that nobody has come back from. */
export interface AttemptView {
  readonly at: Date
  readonly reference: string
  readonly backend: string
  readonly isOverdue: boolean
}

/** The list of sign-ins. */
export interface AdminSignInsPage extends AdminLayout {
  readonly name: 'admin/sign-ins'
  readonly signIns: readonly SignInView[]
  readonly attempts: readonly AttemptView[]
  readonly filter: { readonly failed: boolean; readonly backend: string; readonly user: string }
  /** Names to choose from. */
  readonly backends: readonly { readonly name: string; readonly label: string }[]
  /** What was looked for and not found; null when nothing was. */
  readonly searchTerm: string | null
  /** Whether that has the form of a reference. */
  readonly isReference: boolean
  /** Query of the next page, with the older ones; null on the last. */
  readonly nextPageQuery: string | null
}

/** All that is known under one reference. */
export interface AdminTracePage extends AdminLayout {
  readonly name: 'admin/trace'
  readonly trace: TraceView
  /** User names by id. */
  readonly usernames: Readonly<Record<string, string>>
}

/** One action of an administrator. */
export interface AuditEventView {
  readonly at: Date
  readonly actor: string
  readonly actorId: string | null
  /** The words before and after the name of the target. */
  readonly action: { readonly before: string; readonly after: string }
  readonly userId: string | null
  /** The user or provider it concerned. */
  readonly target: string
  readonly detail: string
}

/** What administrators have done. */
export interface AdminEventsPage extends AdminLayout {
  readonly name: 'admin/events'
  readonly events: readonly AuditEventView[]
  readonly nextPageQuery: string | null
}

export type AdminActivityPages = AdminSignInsPage | AdminTracePage | AdminEventsPage
