import type { SessionView } from './account-pages.js'
import type { TraceView } from '../audit/trace.js'
import type { MessageKey } from '../locales/messages.js'
import type { Notice, UserSummary } from './pages.js'

/** The data of every administration page. */
export interface AdminLayout {
  readonly user: UserSummary
  /** The tab that is shown as current. */
  readonly section:
    | 'overview'
    | 'providers'
    | 'users'
    | 'sign-ins'
    | 'sessions'
    | 'events'
    | 'webhooks'
    | 'mails'
    | 'settings'
    | 'doctor'
  readonly csrf: string
  readonly notice: Notice | null
}

/** The result of one sign-in, as a row of a list. */
export interface SignInView {
  readonly at: Date
  readonly reference: string
  readonly title: string
  readonly ok: boolean
  readonly backend: string | null
  readonly code: string | null
  /** What the code means; null without one, or for one of another release. */
  readonly errorTitle: string | null
  readonly error: string | null
  /** The language of the error, where that is not the reader's. */
  readonly errorLanguage: string | null
  readonly user: { readonly id: string; readonly username: string } | null
  readonly browser: string | null
}

/** A sign-in that was sent to a provider and has not returned. */
export interface AttemptView {
  readonly at: Date
  readonly reference: string
  readonly backend: string
  readonly isOverdue: boolean
}

/** What the lists of events can be filtered by; an empty text means no filter. */
export interface EventFilterView {
  /** The first and the last day, such as `2026-11-28`. */
  readonly from: string
  readonly to: string
  readonly backend: string
}

/** The pages beside one of a list of events. */
export interface EventPagesView {
  /** The query string of the page with newer events; null on the first page. */
  readonly newerQuery: string | null
  /** The query string of the page with older events; null on the last page. */
  readonly olderQuery: string | null
  /** Whether the search stopped before the end. */
  readonly isIncomplete: boolean
}

/** The filter of a list, as the query string of its files. */
interface ExportView {
  readonly exportQuery: string
}

/** The list of sign-ins. */
export interface AdminSignInsPage extends AdminLayout, EventPagesView, ExportView {
  readonly name: 'admin/sign-ins'
  readonly signIns: readonly SignInView[]
  readonly attempts: readonly AttemptView[]
  readonly filter: EventFilterView & {
    readonly result: '' | 'ok' | 'failed'
    readonly user: string
    /** An error code. */
    readonly code: string
    readonly browser: string
  }
  readonly browsers: readonly string[]
  /** The options of the filter. */
  readonly backends: readonly { readonly name: string; readonly label: string }[]
  /** The reference that was searched and not found; null without a search. */
  readonly searchTerm: string | null
  /** Whether `searchTerm` has the form of a reference. */
  readonly isReference: boolean
}

/** Everything recorded under one reference. */
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
  /** What was done, for a text that does not know it. */
  readonly kind: string
  /** The text about it, which names its target. */
  readonly action: MessageKey
  readonly userId: string | null
  /** The user or provider it concerned. */
  readonly target: string
  readonly detail: string
}

/** The list of what administrators did. */
export interface AdminEventsPage extends AdminLayout, EventPagesView, ExportView {
  readonly name: 'admin/events'
  readonly events: readonly AuditEventView[]
  readonly filter: EventFilterView & {
    /** The name of an administrator. */
    readonly actor: string
  }
}

/** A receiver of events. */
export interface ReceiverView {
  readonly key: string
  /** Without its query, which may contain a secret; null for the handlers of the configuration. */
  readonly url: string | null
  /** The types of events that it gets; null for all. */
  readonly events: string | null
  readonly condition: 'well' | 'failing' | 'down' | 'disabled'
  readonly retryAt: Date | null
  readonly pending: number
  readonly failed: number
}

/** The delivery of one event to one receiver. */
export interface DeliveryView {
  readonly sequence: number
  readonly type: string
  readonly at: Date
  /** The URL of the receiver; null for the handlers of the configuration, and for one that is gone. */
  readonly url: string | null
  readonly isGone: boolean
  readonly state: 'pending' | 'delivered' | 'failed'
  readonly attempts: number
  readonly status: number | null
  readonly durationMs: number | null
  readonly error: string | null
  readonly reference: string | null
  readonly user: { readonly id: string; readonly username: string } | null
}

/** The receivers of events, and the deliveries to them. */
export interface AdminWebhooksPage extends AdminLayout {
  readonly name: 'admin/webhooks'
  readonly receivers: readonly ReceiverView[]
  readonly deliveries: readonly DeliveryView[]
  readonly filter: { readonly receiver: string; readonly state: string }
  /** The query string of the next page; null on the last page. */
  readonly nextPageQuery: string | null
}

/** Every setting, read only, without secrets. */
export interface AdminSettingsPage extends AdminLayout {
  readonly name: 'admin/settings'
  readonly settings: readonly {
    readonly name: string
    readonly source: 'environment' | 'file' | 'configuration' | 'default'
    /** Null for a secret, and for a setting that is not set. */
    readonly value: string | null
  }[]
}

/** Pages about what happened, and about the site. */
export type AdminActivityPages =
  AdminSignInsPage | AdminTracePage | AdminEventsPage | AdminWebhooksPage | AdminSettingsPage

/** The list of the sessions of all users. */
export interface AdminSessionsPage extends AdminLayout {
  readonly name: 'admin/sessions'
  readonly sessions: readonly (SessionView & {
    readonly user: { readonly id: string; readonly username: string }
    /** Whether it is a session of the administrator, who ends it on the account page. */
    readonly isOwn: boolean
  })[]
  /** An empty text means no filter. */
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

/** The list of the emails that the site sends. */
export interface AdminMailsPage extends AdminLayout {
  readonly name: 'admin/mails'
  /** Whether the site can send email. */
  readonly canSend: boolean
  readonly mails: readonly { readonly name: string; readonly subjects: readonly string[] }[]
}

/** One of them, with made-up values, in one language. */
export interface AdminMailPage extends AdminLayout {
  readonly name: 'admin/mail'
  readonly mail: string
  readonly samples: readonly { readonly subject: string; readonly text: string }[]
  /** The language of the email, which need not be that of the page. */
  readonly language: { readonly locale: string; readonly dir: 'ltr' | 'rtl' }
  readonly languages: readonly { readonly locale: string; readonly label: string }[]
  /** Where the sample can be sent; null if the administrator has no confirmed address, or the site cannot send. */
  readonly to: string | null
}

export type AdminMailPages = AdminMailsPage | AdminMailPage
