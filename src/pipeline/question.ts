/**
 * What a person can be asked in the middle of a sign-in. The set is closed, so that the compiler asks for the page and the
 * answer of each; `confirmation` is for steps of one's own. Nothing in here is secret, but it is for that person only.
 */
export type Question =
  /** An e-mail address, since the provider sent none that is fit. */
  | { readonly type: 'email' }
  /** A code from a mail to this address. */
  | { readonly type: 'email-code'; readonly email: string }
  /** Consent to these terms. */
  | { readonly type: 'terms'; readonly url: string; readonly version: string }
  /** A sign-in with what the owner of this proven address already has. */
  | { readonly type: 'proof'; readonly email: string }
  /** A click on a button below a text. */
  | ({ readonly type: 'confirmation' } & Confirmation)

/** The question of a step of one's own. */
export interface Confirmation {
  /** What `answers.confirmed` has in it afterwards. */
  readonly key: string
  readonly title: string
  readonly text: string
  /** What the button says. */
  readonly button: string
}

export type QuestionType = Question['type']
