import type { SignInIntent } from '../attempt.js'
import type { Encrypter } from '../crypto/encryption.js'
import type { BackendPolicy, Identity } from '../identity.js'
import { normalizeEmail } from '../mail/email-address.js'
import type { RecentlyAuthenticated } from '../recent-authentication.js'
import type { Settings } from '../settings/settings.js'
import type { Account, User } from '../store/models.js'
import type { Queries, ReadMethod } from '../store/store.js'
import type { QuestionValues } from './open-facts.js'
import type { Form } from './own-form.js'
import type { Confirmation } from './own-question.js'

/** The rules of the site, which hold for every backend. */
export interface SitePolicy {
  readonly registration: 'open' | 'closed'
  /** Normalized addresses. A user who has proven to own one of them becomes an administrator. */
  readonly adminEmails: readonly string[]
  /** User names that no new user gets, because applications behind a proxy may trust them. Lower case. */
  readonly reservedUsernames: readonly string[]
  /** The terms that every user must have accepted; null when there are none. */
  readonly terms: Terms | null
  /** Whether the site can send a code to an email address. */
  readonly canSendMail: boolean
}

/** Terms of use, identified by their version: users are asked to accept a new version again. */
export interface Terms {
  readonly url: string
  readonly version: string
}

/** The methods of the store that a sign-in uses. Each step takes those that it needs. */
export type SignInStore = Pick<
  Queries,
  | 'findAccount'
  | 'findUser'
  | 'getExtraData'
  | 'findUserByTrustedEmail'
  | 'listAccounts'
  | 'listTakenUsernames'
  | 'createAccount'
  | 'createUser'
  | 'updateAccount'
  | 'updateUser'
  | 'setAdmin'
  | 'runOwnStatement'
  | 'sendWrites'
>

/** The methods with which a sign-in writes. */
export type SignInWrite = Exclude<keyof SignInStore, ReadMethod>

/** What is known when a sign-in pipeline starts. */
export interface Start {
  readonly identity: Identity
  readonly policy: BackendPolicy
  readonly intent: SignInIntent
  /** What the user has been asked and has answered in this sign-in. */
  readonly answers: Answers
  /** For "connect": the user who asked for it and is still signed in. Null for a sign-in. */
  readonly connecting: ConnectingUser | null
  readonly site: SitePolicy
  readonly store: SignInStore
  /** Encrypts the provider tokens that are stored. */
  readonly encrypter: Encrypter
  /** How often this run was tried before, because another transaction was faster; 0 at first. */
  readonly retry: number
  readonly now: Date
  /** The language that the person has asked for, which a new user gets; null for none. */
  readonly language: string | null
  /** What steps of the site's own have given. */
  readonly own: OwnFacts
}

/** What steps of a site's own give. Their facts are apart from ours, so that none takes the place of one of ours. */
export interface OwnFacts {
  readonly facts: Readonly<Record<string, unknown>>
  /** Null when no step has said anything about roles. */
  readonly roles: readonly string[] | null
  readonly fields: Readonly<Record<string, unknown>> | null
  /** Whether `saveGranted` has run. */
  readonly isSaved: boolean
  /** How long these steps have taken, in milliseconds. */
  readonly spentMs: number
}

/** At the start of every sign-in. */
export const NO_OWN_FACTS: OwnFacts = { facts: {}, roles: null, fields: null, isSaved: false, spentMs: 0 }

/** A user who connects an account. It is another login method, so they must have authenticated recently. */
export interface ConnectingUser {
  readonly user: User
  readonly proof: RecentlyAuthenticated
}

/** The identity has every claim that its backend requires. */
export interface ClaimsChecked {
  readonly complete: true
}

/** The policy of the backend allows this identity; creating a user needs this. */
export interface Allowed {
  readonly allowed: true
}

/** The account of this identity and its user, if they exist. */
export interface AccountLookup {
  readonly account: Account | null
  readonly user: User | null
}

/** The stored provider tokens of the account. */
export interface EncryptedAccountTokens {
  readonly encryptedTokens: Uint8Array | null
}

/** The email address of this sign-in, from the provider or from the user, and whether it is proven. */
export interface EmailResolved {
  /** As the provider or the user wrote it; null when there is none, and none is needed. */
  readonly email: string | null
  readonly emailVerified: boolean
  /** Normalized; set when a trusted provider has verified it, or the user has just proven it with a code. */
  readonly provenEmail: string | null
}

/** The terms that the user accepts with this sign-in; null when they were not asked. Creating a user needs this. */
export interface TermsAccepted {
  readonly acceptedTerms: string | null
}

/** What to do about the link between identity and user; see link-decision.ts. */
export interface LinkDecided {
  readonly user: User | null
  readonly mayCreate: boolean
}

export interface UsernameChosen {
  /** Free when it was looked up; null when no user will be created. */
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
 * The user's answers in this sign-in so far, as far as the routes have verified them. A step that lacks an answer
 * halts; when there is one, the whole pipeline runs again.
 */
export interface Answers {
  /** The address that the user typed, normalized. It is not proven. */
  readonly enteredEmail: string | null
  /** The address that the user has proven with a code during this sign-in, normalized. */
  readonly verifiedEmail: string | null
  /** The version of the terms that the user has accepted. */
  readonly acceptedTerms: string | null
  /** Keys of the confirmations that the user has given. */
  readonly confirmed: readonly string[]
  /** What the user has entered in forms of the site's own, by the key of the question. */
  readonly forms: Readonly<Record<string, QuestionValues>>
}

/** At the start of every sign-in. */
export const NO_ANSWERS: Answers = {
  enteredEmail: null,
  verifiedEmail: null,
  acceptedTerms: null,
  confirmed: [],
  forms: {},
}

/**
 * What a sign-in can ask the user. The set is closed, so that the compiler demands a page and an answer for each
 * question; `confirmation` and `form` are for steps of the site's own. A question contains no secret, but only this user may see it.
 */
export type Question =
  /** An email address, because the provider sent none that can be used. */
  | { readonly type: 'email' }
  /** A code from an email to this address. */
  | { readonly type: 'email-code'; readonly email: string }
  /** Consent to these terms. */
  | { readonly type: 'terms'; readonly url: string; readonly version: string }
  /** A sign-in with a login method that the owner of this proven address has already. */
  | { readonly type: 'proof'; readonly email: string }
  /** A click on a button below a text. */
  | ({ readonly type: 'confirmation' } & Confirmation)
  /** A form of the site's own. */
  | Form

export type QuestionType = Question['type']

/** The rules of the site, from the settings. */
export function createSitePolicy(
  settings: Pick<Settings, 'registration' | 'adminEmails' | 'reservedUsernames' | 'terms'>,
  { canSendMail }: Pick<SitePolicy, 'canSendMail'>,
): SitePolicy {
  const { registration, reservedUsernames, terms } = settings
  const adminEmails = settings.adminEmails.map(normalizeEmail).filter((email) => email !== null)
  return { registration, adminEmails, reservedUsernames, terms, canSendMail }
}
