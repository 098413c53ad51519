import { z } from 'zod'
import type { Environment } from './environment.js'
import { listSchema } from './list.js'

const originSchema = z.string().transform((text, context) => {
  const isExact = /^https?:\/\/[^/*\s]+$/i.test(text) && URL.canParse(text)
  const parsed = isExact ? new URL(text) : null
  if (parsed && parsed.href === `${parsed.origin}/`) return parsed.origin
  const message = 'is not an origin. Write scheme, host and port only, such as https://app.example.com.'
  context.addIssue({ code: 'custom', message })
  return z.NEVER
})

/** Reads a list of origins, in the form in which `URL.origin` gives them. */
export function readOrigins(
  env: Environment,
  name: 'ALLOWED_REDIRECT_ORIGINS' | 'ALLOWED_API_ORIGINS',
): readonly string[] {
  return env.read(name, listSchema(originSchema), [])
}
