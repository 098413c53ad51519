import { z } from 'zod'
import type { Environment } from './environment.js'

const termsUrlSchema = z
  .string()
  .refine((text) => /^https?:\/\/[^/]/i.test(text) && URL.canParse(text) && !new URL(text).username, {
    error: 'is not an http or https address. Write one such as https://example.com/terms.',
  })

const termsVersionSchema = z.string().refine((text) => text.length <= 60 && !/\p{C}/u.test(text), {
  error: 'is no short name. Write one such as 2026-11.',
})

/** Reads TERMS_URL and TERMS_VERSION: what everybody must accept, and how its present text is called. */
export function readTerms(env: Environment): { readonly url: string; readonly version: string } | null {
  const url = env.read<string | null>('TERMS_URL', termsUrlSchema, null)
  const termsVersion = env.read<string | null>('TERMS_VERSION', termsVersionSchema, null)
  if (env.text('TERMS_URL') !== null && env.text('TERMS_VERSION') === null) {
    env.addError(
      'TERMS_VERSION',
      'is not set, but TERMS_URL is',
      'Set it to a name for the present text, such as 2026-11',
    )
  }
  if (env.text('TERMS_URL') === null && env.text('TERMS_VERSION') !== null) {
    env.addError('TERMS_URL', 'is not set, but TERMS_VERSION is', 'Set it to the address of the terms')
  }
  return url === null || termsVersion === null ? null : { url, version: termsVersion }
}
