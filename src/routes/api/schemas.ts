import { z } from 'zod'
import type { SessionObject } from '../../sessions/session-object.js'
import type { User } from '../../store/models.js'
import { readFields, readRoles, type UserExtension } from '../../user-extension.js'

/** Describes a `SessionObject`, which src/sessions/session-object.ts creates. */
export const SessionObjectSchema: z.ZodType<SessionObject> = z
  .object({
    name: z.string().describe('Name of the cookie.'),
    value: z.string().describe('Secret. The value of the cookie, and the bearer token.'),
    domain: z.string().nullable().describe('Null means this host only.'),
    path: z.string(),
    secure: z.boolean(),
    httponly: z.literal(true),
    expires: z.string().meta({ format: 'date-time' }).describe('The session ends then, with or without use.'),
    inactive_lifetime: z.int().describe('Seconds without use after which the session ends.'),
  })
  .meta({ id: 'SessionObject', description: 'A session, to send as a cookie or as a bearer token.' })

/** A user as programs see one. Other fields are not public. */
export const UserObject = z
  .object({
    id: z.string().describe('Never changes, and is never given to another user.'),
    username: z.string(),
    name: z.string().nullable(),
    givenName: z.string().nullable(),
    familyName: z.string().nullable(),
    email: z.string().nullable(),
    emailVerified: z.boolean(),
    picture: z.string().nullable().describe('The URL that a provider sent, on another host.'),
    language: z
      .string()
      .nullable()
      .describe('The language that the user last asked for, as a tag such as `fr`; null when it is unknown.'),
    admin: z.boolean(),
    roles: z.array(z.string()).describe('Roles on this site. Groups of a provider are not among them.'),
    fields: z.record(z.string(), z.unknown()).describe('The fields that the site adds to its users.'),
  })
  .meta({ id: 'User' })
export type UserObject = z.infer<typeof UserObject>

/** @param extension the roles and fields of the site */
export function toUserObject(user: User, extension: UserExtension): UserObject {
  const { id, username, name, givenName, familyName, email, emailVerified, picture, language, admin } = user
  return {
    id,
    username,
    name,
    givenName,
    familyName,
    email,
    emailVerified,
    picture,
    language,
    admin,
    roles: [...readRoles(user, extension)],
    fields: { ...readFields(user, extension) },
  }
}
