import type { BackendSummary } from '../backends/backend.js'

/** What a page shows of a user. Both fields come from a provider, so they are foreign text. */
export interface UserSummary {
  readonly name: string
  readonly picture: string | null
}

/** A link on a page: a path of this site or an http(s) URL. */
export interface Link {
  readonly href: string
  readonly label: string
}

/** A message about what led to a page. */
export interface Notice {
  readonly text: string
  readonly kind: 'done' | 'hint' | 'bad'
  /** The form that undoes it: its path with the base path, and its fields. */
  readonly undo?: { readonly action: string; readonly fields: Readonly<Record<string, string>> }
}

/** The error of a submitted form, shown on the form. */
export interface FormError {
  readonly text: string
  /** For the administrator; null for an error that people correct alone. */
  readonly reference: string | null
  /** The name of the input that is wrong, beside which a form of several inputs shows the text. */
  readonly field?: string
}

/** The password form of the sign-in page. */
export interface PasswordForm {
  readonly username: string
  readonly error: FormError | null
  /** Whether the page links to resetting a password, and to creating an account. */
  readonly reset: boolean
  readonly register: boolean
}

/** The sign-in page. */
export interface LoginPage {
  readonly name: 'login'
  readonly user: UserSummary | null
  /** The backends with a large button. */
  readonly backends: readonly BackendSummary[]
  /** All others, which are folded. */
  readonly moreBackends: readonly BackendSummary[]
  /** The name of the backend that this browser signed in with last, which is the first; "password" for the password form. */
  readonly lastUsed: string | null
  /** The part of the site that asks for the sign-in; null where the page need not name it. */
  readonly reason: 'device' | 'administration' | null
  /** Whether the user has said that others use this computer, too. */
  readonly isShared: boolean
  /** Whether a link has chosen the backend, which is the only one on the page then. */
  readonly isOnlyOne?: true
  /** The page to return to after the sign-in; empty for the default. */
  readonly next: string
  /** Whether the person is to authenticate again, for something that needs a recent sign-in. */
  readonly isReauthentication: boolean
  /** The password form, with the user name that was entered before; null when passwords are disabled. */
  readonly password: PasswordForm | null
  /** The form that asks for the email address first; null or missing where all sign-in methods are shown. */
  readonly emailStart?: { readonly email: string; readonly error: FormError | null } | null
  /** Whether the page says how the site is set up. */
  readonly needsSetup: boolean
  readonly notice?: Notice | null
}

/** The page of an error; src/errors.ts has its texts. */
export interface ErrorPage {
  readonly name: 'error'
  readonly status: number
  readonly code: string
  readonly title: string
  readonly message: string
  readonly advice: string
  /** What the provider wrote about the error, in one line; null without it. */
  readonly providerMessage: string | null
  readonly reference: string | null
  /** Whether the page links to the trace of the sign-in, as it does for administrators. */
  readonly linksTrace: boolean
  readonly retryLink: Link | null
  readonly link: Link | null
  readonly user: UserSummary | null
}

/** The last page of a silent sign-in, usually in an invisible frame. */
export interface SilentEndPage {
  readonly name: 'silent-end'
  readonly isSignedIn: boolean
}

/** Shows who is signed in. public/live.js keeps it up to date; without JavaScript it shows the state of the request. */
export interface LivePage {
  readonly name: 'live'
  readonly user: UserSummary | null
  /** When the session ends at the latest. */
  readonly expires: Date | null
  readonly backends: readonly BackendSummary[]
  /** Whether people can sign in with a password. */
  readonly hasPasswordLogin: boolean
  /** For the sign-out form. */
  readonly csrf: string
}

/** The last page of a sign-in in a pop-up window: it notifies the live pages and closes itself. */
export interface LiveDonePage {
  readonly name: 'live-done'
  readonly user: UserSummary | null
}

export type LivePages = LivePage | LiveDonePage

/** The page after signing out. */
export interface LoggedOutPage {
  readonly name: 'logged-out'
  /** The user who has signed in since, for example in another tab; null without one. */
  readonly user: UserSummary | null
  /** The provider of the session, and whether it returned the browser with our `state`; null when unknown. */
  readonly provider: { readonly label: string; readonly ended: boolean } | null
}

/** Asks for the code of a device. */
export interface DevicePage {
  readonly name: 'device'
  readonly user: UserSummary
}

/** Asks whether to sign in a device. The details of the device are foreign text. */
export interface DeviceConfirmPage {
  readonly name: 'device-confirm'
  readonly user: UserSummary & { readonly username: string }
  /** As the device shows it, with a hyphen. */
  readonly code: string
  readonly device: {
    readonly name: string
    readonly clientId: string
    /** Program and system, such as "curl on Linux". */
    readonly program: string
    readonly address: string | null
    /** Whether the request came from the network of this browser. */
    readonly sameNetwork: boolean
    /** How long ago the device requested the code, such as "2 minutes ago". */
    readonly requestedAgo: string
  }
  /** Whether the sign-in is recent enough to approve the device. */
  readonly isRecent: boolean
  readonly csrf: string
}

/** Confirms that a device was approved or denied. */
export interface DeviceDecidedPage {
  readonly name: 'device-decided'
  readonly user: UserSummary
  readonly isApproved: boolean
  readonly device: string
}

/** The pages about devices. */
export type DevicePages = DevicePage | DeviceConfirmPage | DeviceDecidedPage
