import type { BackendSummary } from '../backends/backend.js'
import type { ProfileField } from '../settings/settings.js'
import type { FormError, Notice, UserSummary } from './pages.js'

/** One connected provider account, as its owner sees it. */
export interface AccountView {
  readonly id: string
  readonly backend: BackendSummary
  readonly label: string | null
  /** The end of the ID at the provider, where another account would look the same. */
  readonly idEnd: string | null
  readonly lastLoginAt: Date
  /** Whether the provider issues no new tokens until the user reconnects the account. */
  readonly mustReconnect: boolean
  /** False for the only sign-in method. */
  readonly canDisconnect: boolean
}

/** One session, as its owner sees it. */
export interface SessionView {
  readonly id: string
  readonly current: boolean
  readonly kind: 'browser' | 'bearer' | 'device'
  /** The name of a device, which is foreign text. */
  readonly label: string | null
  /** A short name of the browser, not the whole User-Agent. */
  readonly browser: string
  readonly address: string | null
  readonly createdAt: Date
  readonly lastSeenAt: Date
  /** The words after "Signed in with": the label of the provider, or "a password". */
  readonly backend: string
}

/** The account page of the signed-in user. */
export interface AccountPage {
  readonly name: 'account'
  readonly user: UserSummary & {
    readonly username: string
    readonly email: string | null
    readonly emailVerified: boolean
    readonly admin: boolean
  }
  readonly accounts: readonly AccountView[]
  readonly connectable: readonly (BackendSummary & {
    /** Whether another account of this provider is connected already. */
    readonly isConnected: boolean
  })[]
  /** Whether the user may change anything of their profile. */
  readonly canEditProfile: boolean
  readonly canChangeEmail: boolean
  /** Whether the user gets emails about sign-ins with browsers that are not known; null where there are none. */
  readonly getsSignInMails: boolean | null
  /** Whether the user has a password; null when passwords are disabled. */
  readonly hasPassword: boolean | null
  /** False where only the current session can be listed. */
  readonly canListSessions: boolean
  readonly sessions: readonly SessionView[]
  /** Whether the sign-in is recent enough to add or remove a sign-in method. */
  readonly isRecent: boolean
  readonly csrf: string
  readonly notice: Notice | null
}

/** Asks before something that cannot be undone. */
export interface AccountQuestionPage {
  readonly name: 'account-question'
  readonly user: UserSummary
  readonly question:
    | {
        readonly kind: 'disconnect'
        readonly account: Pick<AccountView, 'backend' | 'label' | 'idEnd'>
        readonly id: string
      }
    | { readonly kind: 'sign-out-everywhere' }
  /** Whether the sign-in is recent enough for it. */
  readonly isRecent: boolean
  readonly csrf: string
}

/** A field of the profile that a provider may set, too. */
export interface ProfileFieldView {
  /** As it is, or as it was entered before. */
  readonly value: string
  /** What the provider says, which the user may go back to; null for a field that the user has not edited. */
  readonly provided: { readonly value: string | null } | null
}

/** The form with which users change their profile. */
export interface AccountProfilePage {
  readonly name: 'account-profile'
  readonly user: UserSummary
  /** What the site lets users change. */
  readonly editable: readonly ProfileField[]
  readonly fields: Readonly<Record<'name' | 'picture', ProfileFieldView>>
  readonly username: {
    readonly current: string
    /** As it was entered before; else the current one. */
    readonly value: string
    /** Whether the user has changed it, which is possible once. */
    readonly isFinal: boolean
  }
  /** Whether the sign-in is recent enough to change the user name. */
  readonly isRecent: boolean
  /** The error of the form that was sent. */
  readonly error: { readonly form: 'profile' | 'username'; readonly shown: FormError } | null
  readonly csrf: string
}

/** Asks whether users really want to delete their account. */
export interface AccountDeletePage {
  readonly name: 'account-delete'
  readonly user: UserSummary & { readonly username: string }
  /** The labels of the providers that the account is connected to. */
  readonly providers: readonly string[]
  /** Whether the sign-in is recent enough to delete the account. */
  readonly isRecent: boolean
  readonly csrf: string
}

/** The pages of the account. */
export type AccountPages = AccountPage | AccountProfilePage | AccountQuestionPage | AccountDeletePage
