import type { BackendSummary } from '../backends/backend.js'

/** What a page shows of a person. Both fields come from a provider, so both are foreign. */
export interface UserSummary {
  readonly name: string
  readonly picture: string | null
}

/** A place to go from a page: a path of this site or an http(s) address. */
export interface Link {
  readonly href: string
  readonly label: string
}

/** The front page. */
export interface HomePage {
  readonly name: 'home'
  readonly user: UserSummary | null
  readonly backends: readonly BackendSummary[]
  /** Whether people can sign in with a password. */
  readonly hasPasswordLogin: boolean
  /** For the sign-out form. */
  readonly csrf: string
}

/** What was wrong with a form that somebody sent, said next to it. */
export interface FormError {
  readonly text: string
  readonly reference: string
}

/** Where people sign in with a password. */
export interface PasswordForm {
  readonly username: string
  readonly error: FormError | null
  /** Whether a forgotten password can be replaced, and whether new people may make an account. */
  readonly reset: boolean
  readonly register: boolean
}

/** The choice of a provider. */
export interface LoginPage {
  readonly name: 'login'
  readonly user: UserSummary | null
  readonly backends: readonly BackendSummary[]
  /** Where the visitor wants to be afterwards; empty for nowhere in particular. */
  readonly next: string
  /** The form for a password, with what was typed into it before; null when there is none. */
  readonly password: PasswordForm | null
  readonly notice?: string | null
}

/** One connected provider account, as its owner sees it. */
export interface AccountView {
  readonly id: string
  readonly backend: BackendSummary
  readonly label: string | null
  readonly lastLoginAt: Date
  /** The provider gives us no new tokens until its person connects it again. */
  readonly mustReconnect: boolean
  /** False for the only way in. */
  readonly canDisconnect: boolean
}

/** One session, as its owner sees it. */
export interface SessionView {
  readonly id: string
  readonly current: boolean
  readonly kind: 'browser' | 'bearer' | 'device'
  /** What a device calls itself: foreign. */
  readonly label: string | null
  /** A short name of the browser, not the whole user agent string. */
  readonly browser: string
  readonly address: string | null
  readonly createdAt: Date
  readonly lastSeenAt: Date
  /** The label of the provider the session was opened with. */
  readonly backend: string
}

/** The signed-in person's own page. */
export interface AccountPage {
  readonly name: 'account'
  readonly user: UserSummary & {
    readonly username: string
    readonly email: string | null
    readonly emailVerified: boolean
    readonly admin: boolean
  }
  readonly accounts: readonly AccountView[]
  readonly connectable: readonly BackendSummary[]
  readonly canChangeEmail: boolean
  /** Whether the person has a password; null when passwords are switched off. */
  readonly hasPassword: boolean | null
  /** False where only the session that asks can be shown. */
  readonly canListSessions: boolean
  readonly sessions: readonly SessionView[]
  readonly csrf: string
  readonly notice: string | null
}

/** How a request ended badly; the wording comes from the table of errors. */
export interface ErrorPage {
  readonly name: 'error'
  readonly status: number
  readonly code: string
  readonly title: string
  readonly message: string
  readonly advice: string
  readonly reference: string | null
  /** Whether the reference leads to the trace of the sign-in, as it does for administrators. */
  readonly linksTrace: boolean
  readonly retryLink: Link | null
  readonly link: Link | null
  readonly user: UserSummary | null
}

/** The end of a silent sign-in, mostly in a frame that nobody sees. */
export interface SilentEndPage {
  readonly name: 'silent-end'
  readonly isSignedIn: boolean
}

/** Who is signed in, kept up to date by public/live.js; without JavaScript it says so once. */
export interface LivePage {
  readonly name: 'live'
  readonly user: UserSummary | null
  /** When the session ends even if it is used. */
  readonly expires: Date | null
  readonly backends: readonly BackendSummary[]
  /** Whether people can sign in with a password. */
  readonly hasPasswordLogin: boolean
  /** For the sign-out form. */
  readonly csrf: string
}

/** Where a sign-in in a window of its own ends: it tells the live pages and closes itself. */
export interface LiveDonePage {
  readonly name: 'live-done'
  readonly user: UserSummary | null
}

export type LivePages = LivePage | LiveDonePage

/** What somebody sees after they have signed out. */
export interface LoggedOutPage {
  readonly name: 'logged-out'
  /** Whoever is signed in all the same, as after a sign-in in another tab. */
  readonly user: UserSummary | null
  /** The provider that had opened the session, and whether it has sent the browser back as agreed; null when unknown. */
  readonly provider: { readonly label: string; readonly ended: boolean } | null
}

/** Where a person types the code of a device. */
export interface DevicePage {
  readonly name: 'device'
  readonly user: UserSummary
}

/** A device that asks, and the question. What it says of itself is foreign. */
export interface DeviceConfirmPage {
  readonly name: 'device-confirm'
  readonly user: UserSummary & { readonly username: string }
  /** As the device shows it, with a hyphen. */
  readonly code: string
  readonly device: {
    readonly name: string
    readonly clientId: string
    /** Program and system in words. */
    readonly program: string
    readonly address: string | null
    /** Whether it asked from where the person is now. */
    readonly sameNetwork: boolean
    /** How long ago it asked, such as "2 minutes ago". */
    readonly requestedAgo: string
  }
  readonly csrf: string
}

/** What was decided about a device. */
export interface DeviceDecidedPage {
  readonly name: 'device-decided'
  readonly user: UserSummary
  readonly isApproved: boolean
  readonly device: string
}

/** The pages about devices. */
export type DevicePages = DevicePage | DeviceConfirmPage | DeviceDecidedPage
