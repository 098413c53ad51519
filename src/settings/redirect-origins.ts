import { z } from 'zod'
import type { Environment } from './environment.js'
import { list } from './list.js'

const origin = z.string().transform((text, context) => {
  const isExact = /^https?:\/\/[^/*\s]+$/i.test(text) && URL.canParse(text)
  const parsed = isExact ? new URL(text) : null
  if (parsed && parsed.href === `${parsed.origin}/`) return parsed.origin
  const message = 'is not an origin. Write scheme, host and port only, such as https://app.example.com.'
  context.addIssue({ code: 'custom', message })
  return z.NEVER
})

/** Reads ALLOWED_REDIRECT_ORIGINS, in the form in which `URL.origin` gives them. */
export function readRedirectOrigins(env: Environment): readonly string[] {
  return env.read('ALLOWED_REDIRECT_ORIGINS', list(origin), [])
}
