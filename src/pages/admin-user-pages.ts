import type { AccountView, SessionView } from './account-pages.js'
import type { AdminLayout, SignInView } from './admin-pages.js'
import type { FormError } from './pages.js'

/** A user in the list. */
export interface UserView {
  readonly id: string
  readonly username: string
  readonly name: string | null
  readonly email: string | null
  readonly emailVerified: boolean
  readonly active: boolean
  readonly admin: boolean
  readonly createdAt: Date
}

/** The list of users. */
export interface AdminUsersPage extends AdminLayout {
  readonly name: 'admin/users'
  readonly users: readonly UserView[]
  readonly filter: {
    /** A part of the name, user name or address. */
    readonly text: string
    readonly group: 'administrators' | 'disabled' | 'without-account' | ''
  }
  /** The groups that the list can be narrowed to. */
  readonly groups: readonly ('administrators' | 'disabled' | 'without-account')[]
  /** The query string of the first page, and of the files. */
  readonly filterQuery: string
  readonly isFirstPage: boolean
  /** The query string of the next page; null on the last page. */
  readonly nextPageQuery: string | null
  /** Whether the search stopped before the end of the table. */
  readonly isIncomplete: boolean
}

/** One user, as administrators see them. */
export interface AdminUserPage extends AdminLayout {
  readonly name: 'admin/user'
  readonly person: UserView
  /** The language of emails to the user; null as long as it is unknown. */
  readonly language: string | null
  /** Whether this user is the administrator who opened the page. */
  readonly isSelf: boolean
  /** Whether ADMIN_EMAILS contains the user's proven address, so that a sign-in makes them an administrator. */
  readonly isListedAdmin: boolean
  readonly roles: readonly {
    readonly name: string
    /** Whether the configuration lists it; a role that it does not list means nothing. */
    readonly isKnown: boolean
    readonly isFromSignIn: boolean
    readonly isFromAdmin: boolean
  }[]
  /** The fields that the site adds to its users. */
  readonly fields: readonly { readonly label: string; readonly value: string }[]
  /** The address that this user has proven, and that no other user can prove. */
  readonly provenEmail: string | null
  /** Whom this user was merged into, while that can be undone; null for any other user. */
  readonly merge: { readonly into: string; readonly intoId: string; readonly until: Date } | null
  /** How an invitation would reach this user; null for one who can sign in, or is disabled. */
  readonly invitation: 'email' | 'link' | null
  /** Whether the user can be sent a link for a new password. */
  readonly canSendReset: boolean
  readonly accounts: readonly (AccountView & {
    /** Whether it can be moved to another user; a password cannot. */
    readonly canMove: boolean
  })[]
  readonly sessions: readonly SessionView[]
  readonly canListSessions: boolean
  readonly signIns: readonly SignInView[]
}

/** A question before something that cannot be undone, or not entirely. */
export interface AdminQuestionPage extends AdminLayout {
  readonly name: 'admin/question'
  readonly kind:
    | ('disable' | 'end-session' | 'end-sessions' | 'disconnect' | 'free-email' | 'revoke' | 'step-down')
    | ('delete' | 'delete-provider')
  /** The user name, or the label of the provider. */
  readonly target: string
  /** What of the user or provider it is about; null for all of it. */
  readonly part: string | null
  /** The name that must be entered; null where a button is enough. */
  readonly confirmation: string | null
  /** Paths with the base path: of the form, of the page to go back to, and of this page. */
  readonly action: string
  readonly back: string
  readonly path: string
  readonly fields: Readonly<Record<string, string>>
  /** Whether the sign-in is recent enough for it. */
  readonly isRecent: boolean
  readonly error: FormError | null
}

/** The form with which administrators create a user. */
export interface AdminUserNewPage extends AdminLayout {
  readonly name: 'admin/user-new'
  readonly entered: {
    readonly username: string
    readonly personName: string
    readonly email: string
    readonly language: string
  }
  /** The languages that the invitation, and later emails, can be in; the default of the site first. */
  readonly languages: readonly { readonly locale: string; readonly label: string }[]
  /** The roles that the configuration has, and which of them were chosen. */
  readonly roles: readonly { readonly name: string; readonly isChosen: boolean }[]
  /** Whether an invitation can be sent by email; otherwise its link is shown. */
  readonly canSendMail: boolean
  /** Whether the sign-in is recent enough for it. */
  readonly isRecent: boolean
  readonly error: FormError | null
}

/** The form with which administrators edit a user. */
export interface AdminUserEditPage extends AdminLayout {
  readonly name: 'admin/user-edit'
  readonly person: { readonly id: string; readonly username: string }
  readonly entered: { readonly username: string; readonly personName: string }
  /** The only other user name that the user can have; null when any free name is possible. */
  readonly formerUsername: string | null
  /** The fields that the site adds to its users: a string as it is, anything else as JSON. */
  readonly fields: readonly { readonly name: string; readonly value: string }[]
  /** Whether the sign-in is recent enough for it. */
  readonly isRecent: boolean
  readonly error: FormError | null
}

/** An invitation that is not sent by email: the only page that has its link. */
export interface AdminUserLinkPage extends AdminLayout {
  readonly name: 'admin/user-link'
  readonly person: { readonly id: string; readonly username: string }
  /** Secret. */
  readonly link: string
  readonly days: number
}

/** What merging a user into another one would do. */
export interface AdminUserMergePage extends AdminLayout {
  readonly name: 'admin/user-merge'
  readonly person: { readonly id: string; readonly username: string }
  /** The user name that was entered; empty at first. */
  readonly into: string
  /** Null until a user was chosen. */
  readonly plan: {
    readonly into: { readonly id: string; readonly username: string; readonly name: string | null }
    readonly accounts: readonly Pick<AccountView, 'label' | 'backend'>[]
    readonly hasPassword: boolean
    readonly freedEmail: string | null
    /** Whether the user who is merged is an administrator, and the other one is not. */
    readonly losesAdmin: boolean
  } | null
  readonly isRecent: boolean
  readonly error: FormError | null
}

/** Pages about users, and questions before what cannot be undone. */
export type AdminUsersPages =
  | AdminUsersPage
  | AdminUserPage
  | AdminUserNewPage
  | AdminUserEditPage
  | AdminUserLinkPage
  | AdminUserMergePage
  | AdminQuestionPage
