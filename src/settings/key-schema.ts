import { z } from 'zod'

/** One key or more, newest first. */
export type Keys = readonly [string, ...string[]]

const MIN_BYTES = 32
// Texts that people type or copy have few letters or well-known words; what a random generator makes has neither.
const MIN_DISTINCT_CHARS = 6
const PLACEHOLDER =
  /change[-_ ]?(?:me|this)|replace[-_ ]?(?:me|this)|your[-_ ]?(?:secret|key|session|encryption)|placeholder|keyboard[-_ ]?cat|(?:super|session|top)[-_ ]?secret|secret[-_ ]?key|insecure|password|01234567|12345678|abcdefgh/i

const GENERATE_HINT = 'Make one with: openssl rand -base64 32.'

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

/** Keys that are worth the name: long, not made up by hand, none of them twice. */
export const keysSchema: z.ZodType<Keys, string[]> = z
  .array(keySchema)
  .transform(([first, ...others], context) => {
    const all: Keys = [first ?? '', ...others]
    if (first !== undefined && new Set(all).size === all.length) return all
    const message =
      first === undefined ? `holds no key. ${GENERATE_HINT}` : 'lists a key twice. Remove one of the two.'
    context.addIssue({ code: 'custom', message })
    return z.NEVER
  })
