import type { TraceView } from '../journal/describe-trace.js'
import type { AdminLayout } from './admin-pages.js'

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

/** One deed of an administrator. */
export interface AuditEventView {
  readonly at: Date
  readonly actor: string
  readonly actorId: string | null
  readonly action: string
  readonly userId: string | null
  /** Whom or what it was done to. */
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
