import { z } from 'zod'

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
  createdAt: z.coerce.date(),
})
export type User = Readonly<z.infer<typeof UserSchema>>

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

/** A session without its token: only the browser or program that uses the session has that. */
export const SessionSchema = z.object({
  id: z.string(),
  userId: z.string(),
  accountId: z.string().nullable(),
  kind: z.enum(['browser', 'bearer', 'device']),
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

/** What was computed from slices of a table, and with how many statements. */
export interface SlicedResult<T> {
  readonly value: T
  readonly statements: number
}

/** What a session was opened for: a browser's cookie, a program's bearer token, or an approved device. */
export type SessionKind = Session['kind']
