import { z } from 'zod'
import type { SessionObject } from '../../session/session-object.js'

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
