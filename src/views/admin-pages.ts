import type { Face } from './pages.js'

/** What every page of administrators has. */
export interface AdminFrame {
  readonly user: Face
  /** Which tab it belongs to. */
  readonly section: 'overview' | 'providers' | 'users' | 'sign-ins' | 'events'
  readonly csrf: string
  readonly notice: string | null
}

/** Where administrators arrive. */
export interface AdminOverviewPage extends AdminFrame {
  readonly name: 'admin/overview'
  readonly providers: number
  readonly users: number
  readonly sessions: number
}

export type AdminPages = AdminOverviewPage
