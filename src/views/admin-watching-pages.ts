import type { TraceText } from '../journal/describe-trace.js'
import type { AdminFrame } from './admin-pages.js'

/** How one sign-in went, in a line. */
export interface SignInLine {
  readonly at: Date
  readonly reference: string
  readonly title: string
  readonly good: boolean
  readonly backend: string | null
  readonly code: string | null
  readonly error: string | null
  readonly user: { readonly id: string; readonly username: string } | null
  readonly browser: string | null
}

/** A trip to a provider that nobody has come back from. */
export interface TripLine {
  readonly at: Date
  readonly reference: string
  readonly backend: string
  readonly late: boolean
}

/** The list of sign-ins. */
export interface AdminSignInsPage extends AdminFrame {
  readonly name: 'admin/sign-ins'
  readonly lines: readonly SignInLine[]
  readonly trips: readonly TripLine[]
  readonly filter: { readonly failed: boolean; readonly backend: string; readonly user: string }
  /** Names to choose from. */
  readonly backends: readonly { readonly name: string; readonly label: string }[]
  /** What was looked for and not found; null when nothing was. */
  readonly sought: string | null
  /** Whether that has the form of a reference. */
  readonly isReference: boolean
  /** Query of the next page, with the older ones; null on the last. */
  readonly older: string | null
}

/** All that is known under one reference. */
export interface AdminTracePage extends AdminFrame {
  readonly name: 'admin/trace'
  readonly trace: TraceText
  /** User names by id. */
  readonly usernames: Readonly<Record<string, string>>
}

/** One deed of an administrator. */
export interface DeedLine {
  readonly at: Date
  readonly actor: string
  readonly actorId: string | null
  readonly did: string
  readonly userId: string | null
  /** Whom or what it was done to. */
  readonly object: string
  readonly detail: string
}

/** What administrators have done. */
export interface AdminEventsPage extends AdminFrame {
  readonly name: 'admin/events'
  readonly lines: readonly DeedLine[]
  readonly older: string | null
}

export type AdminWatchingPages = AdminSignInsPage | AdminTracePage | AdminEventsPage
