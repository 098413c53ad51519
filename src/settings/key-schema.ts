import { z } from 'zod'
import type { Keys } from './settings.js'

const MIN_BYTES = 32
// Keys that people type or copy have few different characters or contain well-known words; random keys do not.
const MIN_DISTINCT_CHARS = 6
const PLACEHOLDER =
  /change[-_ ]?(?:me|this)|replace[-_ ]?(?:me|this)|your[-_ ]?(?:secret|key|session|encryption)|placeholder|keyboard[-_ ]?cat|(?:super|session|top)[-_ ]?secret|secret[-_ ]?key|insecure|password|01234567|12345678|abcdefgh/i

const GENERATE_HINT = 'Generate one with: openssl rand -base64 32.'

const keySchema = z
  .string()
  .refine((text) => Buffer.byteLength(text) >= MIN_BYTES, {
    error: `is shorter than ${MIN_BYTES} bytes. ${GENERATE_HINT}`,
    abort: true,
  })
  .refine((text) => new Set(text).size >= MIN_DISTINCT_CHARS, {
    error: `repeats the same few characters. ${GENERATE_HINT}`,
    abort: true,
  })
  .refine((text) => !PLACEHOLDER.test(text), { error: `is a placeholder, not a secret. ${GENERATE_HINT}` })

/** A list of keys: each long enough and random, none of them twice. */
export const keysSchema: z.ZodType<Keys, string[]> = z
  .array(keySchema)
  .transform(([first, ...others], context) => {
    const all: Keys = [first ?? '', ...others]
    if (first !== undefined && new Set(all).size === all.length) return all
    const message =
      first === undefined ? `contains no key. ${GENERATE_HINT}` : 'lists a key twice. Remove one of the two.'
    context.addIssue({ code: 'custom', message })
    return z.NEVER
  })
