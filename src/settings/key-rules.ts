import { z } from 'zod'

/** One key or more, newest first. */
export type Keys = readonly [string, ...string[]]

const LEAST_BYTES = 32
// Texts that people type or copy have few letters or well-known words; what a random generator makes has neither.
const LEAST_LETTERS = 6
const PLACEHOLDER =
  /change[-_ ]?(?:me|this)|replace[-_ ]?(?:me|this)|your[-_ ]?(?:secret|key|session|encryption)|placeholder|keyboard[-_ ]?cat|(?:super|session|top)[-_ ]?secret|secret[-_ ]?key|insecure|password|01234567|12345678|abcdefgh/i

const RECIPE = 'Make one with: openssl rand -base64 32.'

const key = z
  .string()
  .refine((text) => Buffer.byteLength(text) >= LEAST_BYTES, {
    error: `is shorter than ${LEAST_BYTES} bytes. ${RECIPE}`,
    abort: true,
  })
  .refine((text) => new Set(text).size >= LEAST_LETTERS, {
    error: `repeats the same few characters. ${RECIPE}`,
    abort: true,
  })
  .refine((text) => !PLACEHOLDER.test(text), { error: `is a placeholder, not a secret. ${RECIPE}` })

/** Keys that are worth the name: long, not made up by hand, none of them twice. */
export const keys: z.ZodType<Keys, string[]> = z.array(key).transform(([first, ...others], context) => {
  const all: Keys = [first ?? '', ...others]
  if (first !== undefined && new Set(all).size === all.length) return all
  const message =
    first === undefined ? `holds no key. ${RECIPE}` : 'lists a key twice. Remove one of the two.'
  context.addIssue({ code: 'custom', message })
  return z.NEVER
})
