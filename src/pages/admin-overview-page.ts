import type { AdminLayout, SignInView } from './admin-pages.js'
import type { SetupStep } from './setup-pages.js'

/** A line over the days: the points of a polyline, 116 wide and 32 high. */
export interface SparklineView {
  readonly month: string
  /** The last seven days of it. */
  readonly week: string
}

/** A number on the overview, and what became of it. */
export interface TileView {
  readonly label: string
  /** Null while it is being counted. */
  readonly value: string | null
  /** Null while the days are being counted. */
  readonly note: string | null
  readonly href: string
  /** Null while the days are being counted, and for fewer than two days. */
  readonly sparkline: SparklineView | null
}

/** How many sign-ins ended in one way. */
export interface OutcomeView {
  readonly backend: string | null
  /** A sentence. */
  readonly title: string
  readonly count: number
  /** The list of these sign-ins. */
  readonly href: string
}

/** The first administration page: numbers of the last 30 days, results of the last day, and what needs attention. */
export interface AdminOverviewPage extends AdminLayout {
  readonly name: 'admin/overview'
  readonly tiles: readonly TileView[]
  /** The sign-ins of the last seven days by provider; null while they are being counted. */
  readonly providers:
    | readonly {
        readonly label: string
        readonly ok: number
        readonly failed: number
        /** Of 100. */
        readonly okShare: number
        readonly href: string
      }[]
    | null
  /** Sign-ins of the last 24 hours, counted by provider and result; null while they are being counted. */
  readonly outcomes: readonly OutcomeView[] | null
  /** The same, for what people did wrong themselves. */
  readonly ownMistakes: readonly OutcomeView[]
  readonly failures: readonly SignInView[]
  /** Whether there are older sign-ins, which were not searched for failures. */
  readonly areOlderUnread: boolean
  readonly attention: readonly { readonly text: string; readonly href: string }[]
  /** What is left to do on a new site; empty when it is done. */
  readonly setupSteps: readonly SetupStep[]
}

/** The last run of the doctor. */
export interface AdminDoctorPage extends AdminLayout {
  readonly name: 'admin/doctor'
  /** Null before the first run. */
  readonly run: {
    readonly at: Date
    readonly failures: number
    readonly warnings: number
    readonly findings: readonly {
      /** What was checked. */
      readonly label: string
      readonly level: 'ok' | 'warning' | 'failure'
      readonly code: string | null
      readonly message: string
      readonly advice: string | null
    }[]
  } | null
}
