import type { BackendSummary } from '../backends/backend.js'
import type { FormError, UserSummary } from './pages.js'

/** What every page of a paused sign-in has. */
export interface ContinueLayout {
  readonly user: UserSummary | null
  /** Whom the provider has named: the backend, and what it calls the person, which is foreign. */
  readonly backend: BackendSummary
  readonly label: string | null
  /** The secret in the address of this page. */
  readonly token: string
  /** The proof of its forms. */
  readonly proof: string
  readonly error: FormError | null
}

/** Which e-mail address? */
export interface ContinueEmailPage extends ContinueLayout {
  readonly name: 'continue-email'
  /** What was typed before. */
  readonly email: string
}

/** The code from a mail. */
export interface ContinueCodePage extends ContinueLayout {
  readonly name: 'continue-code'
  readonly address: string
  /** False until a mail was sent, or when the code in it is no longer good. */
  readonly sent: boolean
}

/** The terms of the house. */
export interface ContinueTermsPage extends ContinueLayout {
  readonly name: 'continue-terms'
  readonly terms: { readonly url: string; readonly version: string }
}

/** The question of a step of one's own. */
export interface ContinueConfirmationPage extends ContinueLayout {
  readonly name: 'continue-confirmation'
  readonly question: { readonly title: string; readonly text: string; readonly button: string }
}

/** Somebody has proven this address before: sign in with what you have. */
export interface ContinueProofPage extends ContinueLayout {
  readonly name: 'continue-proof'
  readonly address: string
  readonly backends: readonly BackendSummary[]
  /** Whether people can sign in with a password. */
  readonly hasPasswordLogin: boolean
  /** Where a sign-in leads back to. */
  readonly returnTo: string
}

/** The person has signed in with what they have: connect the two? */
export interface ContinueConnectPage extends ContinueLayout {
  readonly name: 'continue-connect'
  readonly user: UserSummary
  readonly account: { readonly username: string; readonly email: string | null }
  readonly address: string
  /** Whether it is the very account that has proven the address. */
  readonly isOwner: boolean
  /** The proof of the session, so that it connects to the account that is shown and no other. */
  readonly csrf: string
  readonly returnTo: string
}

/** Where the link in a mail leads. Only a click on its button does anything. */
export interface ContinueEmailLinkPage {
  readonly name: 'continue-email-link'
  readonly user: UserSummary | null
  readonly backend: BackendSummary
  readonly label: string | null
  readonly address: string
  readonly flowToken: string
  readonly code: string
  readonly proof: string
  /** Null in the browser that waits for it; else where that sign-in was begun. */
  readonly otherBrowser: {
    readonly program: string
    readonly address: string | null
    readonly startedAgo: string
    /** Whether it can go on here; where the person or the address is known already, it cannot. */
    readonly canMoveHere: boolean
  } | null
}

/** A sign-in was given up. */
export interface ContinueDiscardedPage {
  readonly name: 'continue-discarded'
  readonly user: UserSummary | null
  readonly backend: BackendSummary
}

/** The pages of a paused sign-in. */
export type ContinuePages =
  | ContinueEmailPage
  | ContinueCodePage
  | ContinueTermsPage
  | ContinueConfirmationPage
  | ContinueProofPage
  | ContinueConnectPage
  | ContinueEmailLinkPage
  | ContinueDiscardedPage
