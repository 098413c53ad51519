// What steps of a site's own see. The steps of Portcullis work with the facts of facts.ts; own-step.ts makes these from
// those. This file is part of the package's declarations, so it imports nothing that leads to the database.

import type { output } from 'zod'
import type { Account, BaseUser, Fields } from '../public-types.js'

/** What the provider says about the person who signs in. Its tokens are not here. */
export interface SignInIdentity {
  /** The name of the backend. */
  readonly backend: string
  readonly issuer: string
  /** The issuer's ID of the person. */
  readonly subject: string
  readonly email: string | null
  /** Whether the provider says that it has verified the address. */
  readonly emailVerified: boolean
  readonly username: string | null
  readonly name: string | null
  readonly givenName: string | null
  readonly familyName: string | null
  readonly picture: string | null
  /** All claims, as the provider sent them: check each value before you use it. */
  readonly claims: Readonly<Record<string, unknown>>
}

/** The values of the form of a question. A checkbox is true or false, everything else a text. */
export type QuestionValues = Readonly<Record<string, string | boolean>>

/**
 * Runs a statement in the transaction of the sign-in, and returns its rows: sql`SELECT "id" FROM "Team" WHERE "name" =
 * ${name}`. Every value becomes a parameter: a text, a number, a bigint, a boolean, a date, bytes or null.
 */
export type OwnSql = <T = Readonly<Record<string, unknown>>>(
  pieces: TemplateStringsArray,
  ...values: readonly unknown[]
) => Promise<readonly T[]>

/** What every step of a sign-in gets. */
export interface SignInStart {
  readonly identity: SignInIdentity
  readonly intent: 'sign-in' | 'connect'
  readonly answers: {
    /** The keys of the questions that the person has confirmed. */
    readonly confirmed: readonly string[]
    /** What the person entered in forms, by the key of the question; `answerTo` reads it. */
    readonly forms: Readonly<Record<string, QuestionValues>>
  }
  readonly now: Date
  readonly sql: OwnSql
}

declare const FOUND: unique symbol

/** An account that Portcullis has found or linked. A step of a site's own cannot make one. */
export interface FoundAccount extends Omit<Account, 'claims'> {
  readonly [FOUND]: true
}

/** What a step may say about the user; `saveGranted` keeps it with the user. */
export interface Granted<F extends Fields = Fields, R extends string = string> {
  /** All roles that the user has because of this sign-in: they take the place of those that steps granted before. */
  readonly roles?: readonly R[]
  /** Fields to change; others stay. */
  readonly fields?: Partial<output<F>>
}

/** The facts that the steps of Portcullis give, by the names that the steps use. */
export interface SignInFacts {
  readonly ClaimsChecked: { readonly complete: true }
  readonly Allowed: { readonly allowed: true }
  readonly AccountLookup: { readonly account: FoundAccount | null; readonly user: BaseUser | null }
  readonly EmailResolved: {
    readonly email: string | null
    readonly emailVerified: boolean
    readonly provenEmail: string | null
  }
  readonly LinkDecided: { readonly user: BaseUser | null; readonly mayCreate: boolean }
  readonly TermsAccepted: { readonly acceptedTerms: string | null }
  readonly UsernameChosen: { readonly username: string | null }
  readonly WithUser: { readonly user: BaseUser }
  readonly AccountLinked: { readonly account: FoundAccount; readonly linkedNow: boolean }
  readonly Active: { readonly active: true }
}

/** What every list of steps for sign-ins must end with. */
export type SignInEnd<F extends Fields = Fields, R extends string = string> = SignInFacts['WithUser'] &
  SignInFacts['AccountLinked'] &
  SignInFacts['Active'] &
  Pick<SignInFacts['LinkDecided'], 'mayCreate'> &
  Granted<F, R>

/** What every step of disconnecting an account gets. */
export interface DisconnectionStart {
  /** The user who disconnects one of their accounts. */
  readonly userId: string
  /** The name of the backend of the account. */
  readonly backend: string
  readonly accountId: string
  readonly now: Date
  readonly sql: OwnSql
}

/** The facts that the steps of disconnecting give. */
export interface DisconnectionFacts {
  readonly AccountLocked: { readonly account: FoundAccount }
  readonly OtherLogin: { readonly hasOtherLogin: true }
  readonly AccountDeleted: { readonly isDeleted: true }
}
