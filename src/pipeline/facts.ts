import type { SignInIntent } from '../attempt.js'
import type { Encrypter } from '../crypto/encryption.js'
import type { BackendPolicy, Identity } from '../identity.js'
import { normalizeEmail } from '../mail/email-address.js'
import type { Settings } from '../settings/settings.js'
import type { Account, User } from '../store/models.js'
import type { Queries, ReadMethod } from '../store/store.js'

/** The rules of the house, which hold for every backend. */
export interface SitePolicy {
  readonly registration: 'open' | 'closed'
  /** Addresses in normal form whose proven owners become administrators. */
  readonly adminEmails: readonly string[]
  /** What everybody must have accepted; null when there are no terms. */
  readonly terms: Terms | null
  /** Whether a code can be sent to an address. */
  readonly canSendMail: boolean
}

/** Terms of use, by the name of their version: a new one is asked for again. */
export interface Terms {
  readonly url: string
  readonly version: string
}

/** The verbs of the store that a sign-in uses; a step asks for those it needs. */
export type SignInStore = Pick<
  Queries,
  | 'findAccount'
  | 'getExtraData'
  | 'findUserByTrustedEmail'
  | 'listTakenUsernames'
  | 'createAccount'
  | 'createUser'
  | 'updateAccount'
  | 'updateUser'
>

/** What a sign-in can write. */
export type SignInWrite = Exclude<keyof SignInStore, ReadMethod>

/** What is known when a sign-in pipeline begins. */
export interface Start {
  readonly identity: Identity
  readonly policy: BackendPolicy
  readonly intent: SignInIntent
  /** What the person was asked and has answered in this sign-in. */
  readonly answers: Answers
  /** For "connect": the user who asked for it and is still signed in. */
  readonly currentUser: User | null
  readonly site: SitePolicy
  readonly store: SignInStore
  /** Encrypts the provider tokens that are stored. */
  readonly encrypter: Encrypter
  /** How often this run was tried before because somebody else was faster; 0 at first. */
  readonly retry: number
  readonly now: Date
}

/** The identity carries every claim that its backend requires. */
export interface ClaimsChecked {
  readonly complete: true
}

/** The backend's policy lets this identity in; creating a user needs this. */
export interface Allowed {
  readonly allowed: true
}

/** The account of this identity and whose it is, as far as they exist. */
export interface AccountLookup {
  readonly account: Account | null
  readonly user: User | null
}

/** The provider tokens that the account has so far. */
export interface EncryptedAccountTokens {
  readonly encryptedTokens: Uint8Array | null
}

/** The address that this sign-in brings, from the provider or from the person, and what is known of it. */
export interface EmailResolved {
  /** As it was written; null when there is none, which is then allowed. */
  readonly email: string | null
  readonly emailVerified: boolean
  /** In normal form, when a trusted provider has verified it or the person has just read its mail. */
  readonly provenEmail: string | null
}

/** The terms that the person accepts with this sign-in; null when that was not asked. Creating a user needs this. */
export interface TermsAccepted {
  readonly acceptedTerms: string | null
}

/** What is to be done about the link between identity and user; see linking.ts. */
export interface LinkDecided {
  readonly user: User | null
  readonly mayCreate: boolean
}

export interface UsernameChosen {
  /** Free when it was looked up; null when no user is to be made. */
  readonly username: string | null
}

export interface WithUser {
  readonly user: User
}

export interface AccountLinked {
  readonly account: Account
  /** Whether this run linked it. */
  readonly linkedNow: boolean
}

export interface Active {
  readonly active: true
}

/** What every sign-in pipeline must end with; opening a session needs it. */
export interface SignedIn extends WithUser, AccountLinked, Active {}

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

/** The rules of the house, as the settings have them. */
export function createSitePolicy(
  { registration, adminEmails, terms }: Pick<Settings, 'registration' | 'adminEmails' | 'terms'>,
  { canSendMail }: Pick<SitePolicy, 'canSendMail'>,
): SitePolicy {
  const emails = adminEmails.map(normalizeEmail).filter((email) => email !== null)
  return { registration, adminEmails: emails, terms, canSendMail }
}
