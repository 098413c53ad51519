/**
 * What the person has answered in this sign-in so far, each as far as its route has proven it. A step that finds no
 * answer to what it needs halts; the whole pipeline runs again once there is one.
 */
export interface Answers {
  /** The address that was typed, in normal form. Nobody has proven it. */
  readonly enteredEmail: string | null
  /** The address whose mail the person has read during this very sign-in, in normal form. */
  readonly verifiedEmail: string | null
  /** The version of the terms that the person has accepted. */
  readonly acceptedTerms: string | null
  /** Keys of the confirmations that were given. */
  readonly confirmed: readonly string[]
}

/** At the beginning of every sign-in. */
export const NO_ANSWERS: Answers = {
  enteredEmail: null,
  verifiedEmail: null,
  acceptedTerms: null,
  confirmed: [],
}
