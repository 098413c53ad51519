import type { Intent } from '../attempt.js'
import type { BackendPolicy } from '../policy.js'
import type { Vault } from '../crypto/vault.js'
import type { Identity } from '../identity.js'
import type { Account, User } from '../store/records.js'
import type { ReadMethod, StoreVerbs } from '../store/store-verbs.js'
import type { Answers } from './answers.js'

/** The rules of the house, which hold for every backend. */
export interface House {
  readonly registration: 'open' | 'closed'
  /** Addresses in normal form whose proven owners become administrators. */
  readonly adminEmails: readonly string[]
  /** What everybody must have accepted; null when there are no terms. */
  readonly terms: Terms | null
  /** Whether a code can be sent to an address. */
  readonly sendsMail: boolean
  readonly vault: Vault
}

/** Terms of use, by the name of their version: a new one is asked for again. */
export interface Terms {
  readonly url: string
  readonly version: string
}

/** The verbs of the store that a sign-in uses; a step asks for those it needs. */
export type SignInStore = Pick<
  StoreVerbs,
  | 'findAccount'
  | 'extraDataOf'
  | 'findUserByProvenEmail'
  | 'takenUsernames'
  | 'createAccount'
  | 'createUser'
  | 'refreshAccount'
  | 'refreshUser'
>

/** What a sign-in can write. */
export type SignInWrite = Exclude<keyof SignInStore, ReadMethod>

/** What is known when a sign-in pipeline begins. */
export interface Start {
  readonly identity: Identity
  readonly policy: BackendPolicy
  readonly intent: Intent
  /** What the person was asked and has answered in this sign-in. */
  readonly answers: Answers
  /** For "connect": the user who asked for it and is still signed in. */
  readonly currentUser: User | null
  readonly house: House
  readonly store: SignInStore
  /** How often this run was tried before because somebody else was faster; 0 at first. */
  readonly round: number
  readonly now: Date
}

/** The identity carries every claim that its backend requires. */
export interface Complete {
  readonly complete: true
}

/** The backend's policy lets this identity in; creating a user needs this. */
export interface Allowed {
  readonly allowed: true
}

/** The account of this identity and whose it is, as far as they exist. */
export interface Found {
  readonly account: Account | null
  readonly user: User | null
}

/** The provider tokens that the account has so far. */
export interface Kept {
  readonly sealedTokens: Uint8Array | null
}

/** The address that this sign-in brings, from the provider or from the person, and what is known of it. */
export interface Settled {
  /** As it was written; null when there is none, which is then allowed. */
  readonly email: string | null
  readonly emailVerified: boolean
  /** In normal form, when a trusted provider has verified it or the person has just read its mail. */
  readonly provenEmail: string | null
}

/** The terms that the person accepts with this sign-in; null when that was not asked. Creating a user needs this. */
export interface Agreed {
  readonly agreedTerms: string | null
}

/** What is to be done about the link between identity and user; see linking.ts. */
export interface Decided {
  readonly user: User | null
  readonly mayCreate: boolean
}

export interface Named {
  /** Free when it was looked up; null when no user is to be made. */
  readonly username: string | null
}

export interface Known {
  readonly user: User
}

export interface Associated {
  readonly account: Account
  /** Whether this run linked it. */
  readonly linkedNow: boolean
}

export interface Active {
  readonly active: true
}

/** What every sign-in pipeline must end with; opening a session needs it. */
export interface SignedIn extends Known, Associated, Active {}
