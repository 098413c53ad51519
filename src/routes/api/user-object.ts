import { z } from 'zod'
import type { User } from '../../store/records.js'

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
