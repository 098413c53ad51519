import { z } from 'zod'
import {
  readBoolean,
  readInteger,
  readOneOf,
  readOptionalText,
  selectColumns,
  readText,
  readTime,
} from './columns.js'
import type { Row } from './executor.js'

/** A user. */
export const UserSchema = z.object({
  id: z.string(),
  username: z.string(),
  /** The user name before the user chose another one, which is possible once; no new user gets it. */
  formerUsername: z.string().nullable(),
  email: z.string().nullable(),
  emailVerified: z.coerce.boolean(),
  provenEmail: z.string().nullable(),
  name: z.string().nullable(),
  givenName: z.string().nullable(),
  familyName: z.string().nullable(),
  picture: z.string().nullable(),
  /** JSON; src/pipeline/edited-profile.ts reads and writes it. */
  providerProfile: z.string(),
  active: z.coerce.boolean(),
  admin: z.coerce.boolean(),
  /** Counts up when all of the user's sessions are ended: sessions of an earlier epoch are no longer valid. */
  sessionEpoch: z.coerce.number(),
  /** The version of the terms that the user has accepted. */
  acceptedTerms: z.string().nullable(),
  /** JSON; src/user-extension.ts reads and writes the three. */
  stepRoles: z.string(),
  adminRoles: z.string(),
  fields: z.string(),
  /** Whether the user wants an email about a sign-in with a browser that is not known. */
  signInMails: z.coerce.boolean(),
  /** The language that the user last asked for, which emails are in; null when they asked for none. */
  language: z.string().nullable(),
  createdAt: z.coerce.date(),
})
export type User = Readonly<z.infer<typeof UserSchema>>

/** The columns of `User` in a statement where the table is `u`. */
export const USER_COLUMNS = {
  sql: selectColumns('u', UserSchema).sql,
  parse: (row: Row): User => ({
    id: readText(row['u_id']),
    username: readText(row['u_username']),
    formerUsername: readOptionalText(row['u_formerUsername']),
    email: readOptionalText(row['u_email']),
    emailVerified: readBoolean(row['u_emailVerified']),
    provenEmail: readOptionalText(row['u_provenEmail']),
    name: readOptionalText(row['u_name']),
    givenName: readOptionalText(row['u_givenName']),
    familyName: readOptionalText(row['u_familyName']),
    picture: readOptionalText(row['u_picture']),
    providerProfile: readText(row['u_providerProfile']),
    active: readBoolean(row['u_active']),
    admin: readBoolean(row['u_admin']),
    sessionEpoch: readInteger(row['u_sessionEpoch']),
    acceptedTerms: readOptionalText(row['u_acceptedTerms']),
    stepRoles: readText(row['u_stepRoles']),
    adminRoles: readText(row['u_adminRoles']),
    fields: readText(row['u_fields']),
    signInMails: readBoolean(row['u_signInMails']),
    language: readOptionalText(row['u_language']),
    createdAt: readTime(row['u_createdAt']),
  }),
}

/** An account at a backend, without its encrypted tokens. */
export const AccountSchema = z.object({
  id: z.string(),
  userId: z.string(),
  backend: z.string(),
  subject: z.string(),
  issuer: z.string(),
  label: z.string().nullable(),
  lastLoginAt: z.coerce.date(),
})
export type Account = Readonly<z.infer<typeof AccountSchema>>

/** The columns of `Account` in a statement where the table is `a`. */
export const ACCOUNT_COLUMNS = {
  sql: selectColumns('a', AccountSchema).sql,
  parse: (row: Row): Account => ({
    id: readText(row['a_id']),
    userId: readText(row['a_userId']),
    backend: readText(row['a_backend']),
    subject: readText(row['a_subject']),
    issuer: readText(row['a_issuer']),
    label: readOptionalText(row['a_label']),
    lastLoginAt: readTime(row['a_lastLoginAt']),
  }),
}

const SESSION_KINDS = ['browser', 'bearer', 'device'] as const

/** A session without its token: only the browser or program that uses the session has that. */
export const SessionSchema = z.object({
  id: z.string(),
  userId: z.string(),
  accountId: z.string().nullable(),
  kind: z.enum(SESSION_KINDS),
  backend: z.string(),
  /** Hash of the provider's own session ID (`hashProviderSid`); null when the provider sent none. */
  sid: z.string().nullable().default(null),
  label: z.string().nullable(),
  userAgent: z.string().nullable(),
  address: z.string().nullable(),
  epoch: z.coerce.number(),
  createdAt: z.coerce.date(),
  authenticatedAt: z.coerce.date(),
  lastSeenAt: z.coerce.date(),
  idleExpiresAt: z.coerce.date(),
  expiresAt: z.coerce.date(),
})
export type Session = Readonly<z.infer<typeof SessionSchema>>

/** The columns of `Session` in a statement where the table is `s`. */
export const SESSION_COLUMNS = {
  sql: selectColumns('s', SessionSchema).sql,
  parse: (row: Row): Session => ({
    id: readText(row['s_id']),
    userId: readText(row['s_userId']),
    accountId: readOptionalText(row['s_accountId']),
    kind: readOneOf(SESSION_KINDS, row['s_kind']),
    backend: readText(row['s_backend']),
    sid: readOptionalText(row['s_sid']),
    label: readOptionalText(row['s_label']),
    userAgent: readOptionalText(row['s_userAgent']),
    address: readOptionalText(row['s_address']),
    epoch: readInteger(row['s_epoch']),
    createdAt: readTime(row['s_createdAt']),
    authenticatedAt: readTime(row['s_authenticatedAt']),
    lastSeenAt: readTime(row['s_lastSeenAt']),
    idleExpiresAt: readTime(row['s_idleExpiresAt']),
    expiresAt: readTime(row['s_expiresAt']),
  }),
}

/** What was computed from slices of a table, and with how many statements. */
export interface SlicedResult<T> {
  readonly value: T
  readonly statements: number
}

/** What a session was opened for: a browser's cookie, a program's bearer token, or an approved device. */
export type SessionKind = Session['kind']
