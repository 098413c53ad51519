import type { AdminUsersPages } from './admin-users-pages.js'
import type { AdminActivityPages, SignInView } from './admin-watching-pages.js'
import type { AdminProviderPages } from './admin-provider-pages.js'
import type { UserSummary } from './pages.js'

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

export type AdminPages = AdminOverviewPage | AdminProviderPages | AdminUsersPages | AdminActivityPages
