import type { BackendSummary } from '../backends/backend.js'
import type { FormError, UserSummary } from './pages.js'

/** The data of every page of a paused sign-in. */
export interface ContinueLayout {
  readonly user: UserSummary | null
  /** The provider, and what to call the account there, which is foreign text (`identityLabel`). */
  readonly backend: BackendSummary
  readonly label: string
  /** The secret in the URL of this page. */
  readonly token: string
  /** The CSRF token of its forms. */
  readonly proof: string
  readonly error: FormError | null
}

/** Asks for an email address. */
export interface ContinueEmailPage extends ContinueLayout {
  readonly name: 'continue-email'
  /** The address that was entered before. */
  readonly email: string
}

/** Asks for the code from an email. */
export interface ContinueCodePage extends ContinueLayout {
  readonly name: 'continue-code'
  readonly address: string
  /** False until an email was sent, or when its code is no longer valid. */
  readonly sent: boolean
}

/** Asks to accept the terms of use. */
export interface ContinueTermsPage extends ContinueLayout {
  readonly name: 'continue-terms'
  readonly terms: { readonly url: string; readonly version: string }
}

/** The question of a custom pipeline step, in its own words. */
export interface QuestionView {
  readonly key: string
  readonly title: string
  readonly text: string
  readonly button: string
}

/** Asks the question of a custom pipeline step. */
export interface ContinueConfirmationPage extends ContinueLayout {
  readonly name: 'continue-confirmation'
  readonly question: QuestionView
}

/** Asks the questions of a form of the site's own. */
export interface ContinueFormPage extends ContinueLayout {
  readonly name: 'continue-form'
  readonly question: {
    readonly title: string
    readonly text: string
    readonly button: string
    readonly fields: readonly {
      readonly name: string
      readonly field: {
        readonly type: string
        readonly label: string
        readonly hint?: string
        readonly value?: string | boolean
        readonly maxLength?: number
        readonly autocomplete?: string
        readonly options?: readonly { readonly value: string; readonly label: string }[]
      }
      /** What was wrong with the last answer in this field. */
      readonly problem: string | null
    }[]
    /** What was wrong with the last answer as a whole. */
    readonly problem: string | null
  }
}

/** Another account has verified this address: asks the person to sign in to that account. */
export interface ContinueProofPage extends ContinueLayout {
  readonly name: 'continue-proof'
  readonly address: string
  readonly backends: readonly BackendSummary[]
  /** Whether people can sign in with a password. */
  readonly hasPasswordLogin: boolean
  /** The path to return to after that sign-in. */
  readonly returnTo: string
}

/** The person has signed in to the existing account: asks whether to connect the new identity to it. */
export interface ContinueConnectPage extends ContinueLayout {
  readonly name: 'continue-connect'
  readonly user: UserSummary
  readonly account: { readonly username: string; readonly email: string | null }
  readonly address: string
  /** Whether this is the account that has verified the address. */
  readonly isOwner: boolean
  /** The CSRF token of the session, so that the identity is connected to the account that the page shows. */
  readonly csrf: string
  readonly returnTo: string
}

/** The page behind the link in an email. Only its buttons have an effect. */
export interface ContinueEmailLinkPage {
  readonly name: 'continue-email-link'
  readonly user: UserSummary | null
  readonly backend: BackendSummary
  readonly label: string
  readonly address: string
  readonly flowToken: string
  readonly code: string
  readonly proof: string
  /** The browser where the sign-in was started; null if it is this one. */
  readonly otherBrowser: {
    readonly program: string
    readonly address: string | null
    readonly startedAgo: string
  } | null
}

/** Confirms that a sign-in was cancelled. */
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
  | ContinueFormPage
  | ContinueProofPage
  | ContinueConnectPage
  | ContinueEmailLinkPage
  | ContinueDiscardedPage
