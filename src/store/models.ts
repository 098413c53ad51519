import { z } from 'zod'

/** A user as the rest of the program sees it. */
export const UserSchema = z.object({
  id: z.string(),
  username: z.string(),
  email: z.string().nullable(),
  emailVerified: z.coerce.boolean(),
  provenEmail: z.string().nullable(),
  name: z.string().nullable(),
  givenName: z.string().nullable(),
  familyName: z.string().nullable(),
  picture: z.string().nullable(),
  active: z.coerce.boolean(),
  admin: z.coerce.boolean(),
  /** Counts up whenever all of the user's sessions are ended. */
  sessionEpoch: z.coerce.number(),
  /** The version of the terms that the person has accepted. */
  acceptedTerms: z.string().nullable(),
})
export type User = Readonly<z.infer<typeof UserSchema>>

/** An account without its sealed tokens. */
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

/** A session without its token, which nobody but its carrier has. */
export const SessionSchema = z.object({
  id: z.string(),
  userId: z.string(),
  accountId: z.string().nullable(),
  kind: z.enum(['browser', 'bearer', 'device']),
  backend: z.string(),
  /** What stands for the provider's own session (`providerSession`), where the provider named one. */
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

/** What carries a session: a browser's cookie, a program's bearer token, or a device that somebody approved. */
export type SessionKind = Session['kind']
