import { z } from 'zod'
import type { Environment } from './environment.js'
import { listSchema } from './list.js'

const adminEmailSchema = z
  .string()
  .regex(z.regexes.unicodeEmail, { error: 'is not an e-mail address. Write one such as ada@example.com.' })
  .transform((text) => text.toLowerCase())

/** Reads ADMIN_EMAILS, in lower case. */
export function readAdminEmails(env: Environment): readonly string[] {
  return [...new Set(env.read('ADMIN_EMAILS', listSchema(adminEmailSchema), []))]
}
