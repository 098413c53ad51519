import type { BackendFace } from '../backends/backend.js'
import type { Face, FormFault } from './pages.js'

/** What every page of a paused sign-in has. */
export interface ContinueFrame {
  readonly user: Face | null
  /** Whom the provider has named: the backend, and what it calls the person, which is foreign. */
  readonly backend: BackendFace
  readonly label: string | null
  /** The secret in the address of this page. */
  readonly token: string
  /** The proof of its forms. */
  readonly proof: string
  readonly fault: FormFault | null
}

/** Which e-mail address? */
export interface ContinueEmailPage extends ContinueFrame {
  readonly name: 'continue-email'
  /** What was typed before. */
  readonly email: string
}

/** The code from a mail. */
export interface ContinueCodePage extends ContinueFrame {
  readonly name: 'continue-code'
  readonly address: string
  /** False until a mail was sent, or when the code in it is no longer good. */
  readonly sent: boolean
}

/** The terms of the house. */
export interface ContinueTermsPage extends ContinueFrame {
  readonly name: 'continue-terms'
  readonly terms: { readonly url: string; readonly version: string }
}

/** The question of a step of one's own. */
export interface ContinueConfirmationPage extends ContinueFrame {
  readonly name: 'continue-confirmation'
  readonly question: { readonly title: string; readonly text: string; readonly button: string }
}

/** Somebody has proven this address before: sign in with what you have. */
export interface ContinueProofPage extends ContinueFrame {
  readonly name: 'continue-proof'
  readonly address: string
  readonly backends: readonly BackendFace[]
  /** Whether people can sign in with a password. */
  readonly password: boolean
  /** Where a sign-in leads back to. */
  readonly back: string
}

/** The person has signed in with what they have: connect the two? */
export interface ContinueConnectPage extends ContinueFrame {
  readonly name: 'continue-connect'
  readonly user: Face
  readonly account: { readonly username: string; readonly email: string | null }
  readonly address: string
  /** Whether it is the very account that has proven the address. */
  readonly isOwner: boolean
  /** The proof of the session, so that it connects to the account that is shown and no other. */
  readonly csrf: string
  readonly back: string
}

/** Where the link in a mail leads. Only a click on its button does anything. */
export interface ContinueMailPage {
  readonly name: 'continue-mail'
  readonly user: Face | null
  readonly backend: BackendFace
  readonly label: string | null
  readonly address: string
  readonly handle: string
  readonly code: string
  readonly proof: string
  /** Null in the browser that waits for it; else where that sign-in was begun. */
  readonly elsewhere: {
    readonly program: string
    readonly address: string | null
    readonly begun: string
    /** Whether it can go on here; where the person or the address is known already, it cannot. */
    readonly movesHere: boolean
  } | null
}

/** A sign-in was given up. */
export interface ContinueDroppedPage {
  readonly name: 'continue-dropped'
  readonly user: Face | null
  readonly backend: BackendFace
}

/** The pages of a paused sign-in. */
export type ContinuePages =
  | ContinueEmailPage
  | ContinueCodePage
  | ContinueTermsPage
  | ContinueConfirmationPage
  | ContinueProofPage
  | ContinueConnectPage
  | ContinueMailPage
  | ContinueDroppedPage
