import { z } from 'zod'
import type { SessionObject } from '../../sessions/session-object.js'
import type { User } from '../../store/models.js'

/** Describes a `SessionObject`; how it is made is for src/session to say. */
export const SessionObjectSchema: z.ZodType<SessionObject> = z
  .object({
    name: z.string().describe('Name of the cookie.'),
    value: z.string().describe('Secret. The value of the cookie, and the bearer token.'),
    domain: z.string().nullable().describe('Null: this host only.'),
    path: z.string(),
    secure: z.boolean(),
    httponly: z.literal(true),
    expires: z.string().meta({ format: 'date-time' }).describe('It ends then, used or not.'),
    inactive_lifetime: z.int().describe('Seconds without use after which it ends.'),
  })
  .meta({ id: 'SessionObject', description: 'A session to be carried: as a cookie, or as a bearer token.' })

/** A user as programs see one. What is not here stays inside. */
export const UserObject = z
  .object({
    id: z.string().describe('Never changes, and never becomes another user’s.'),
    username: z.string(),
    name: z.string().nullable(),
    givenName: z.string().nullable(),
    familyName: z.string().nullable(),
    email: z.string().nullable(),
    emailVerified: z.boolean(),
    picture: z.string().nullable().describe('As a provider gave it: a foreign address.'),
    admin: z.boolean(),
  })
  .meta({ id: 'User' })
export type UserObject = z.infer<typeof UserObject>

export function toUserObject(user: User): UserObject {
  const { id, username, name, givenName, familyName, email, emailVerified, picture, admin } = user
  return { id, username, name, givenName, familyName, email, emailVerified, picture, admin }
}
