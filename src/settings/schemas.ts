import { z } from 'zod'
import { parseJson } from '../parse-json.js'

/** The code of a system error, such as `ENOENT`. The message is not used, because it can quote what was read. */
export function errnoCode(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null
  return typeof code === 'string' ? code : 'unknown error'
}

const MAX_QUOTED_LENGTH = 60

/**
 * Quotes a value for an error message, on one line and at most 60 characters. Not for settings that can contain a
 * secret.
 */
export function quoteValue(value: string): string {
  return JSON.stringify(value.length > MAX_QUOTED_LENGTH ? `${value.slice(0, MAX_QUOTED_LENGTH)}…` : value)
}

/** A schema for one of these words. */
export function enumSchema<const T extends string>(words: readonly T[]): z.ZodType<T, string> {
  return z.string().transform((text, context) => {
    const match = words.find((word) => word === text)
    if (match !== undefined) return match
    const alternatives = `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`
    context.addIssue({ code: 'custom', message: `is ${quoteValue(text)}. Write ${alternatives}.` })
    return z.NEVER
  })
}

/** `true` or `false`. */
export const flag: z.ZodType<boolean, string> = enumSchema(['true', 'false']).transform(
  (word) => word === 'true',
)

const UNIT_MS: ReadonlyMap<string, number> = new Map([
  ['s', 1000],
  ['m', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
])
// Browsers limit the lifetime of cookies to 400 days.
const MAX_DURATION_MS = 400 * 86_400_000

/**
 * Parses a duration such as `90s`, `30m`, `12h` or `14d` to milliseconds; null for anything else, 0, and over 400 days.
 */
export function parseDuration(text: string): number | null {
  const [, digits, unit] = /^(\d+)([smhd])$/.exec(text) ?? []
  const ms = Number(digits) * (UNIT_MS.get(unit ?? '') ?? Number.NaN)
  return ms > 0 && ms <= MAX_DURATION_MS ? ms : null
}

/** A number of connections. */
export const poolSizeSchema: z.ZodType<number, string> = z.string().transform((text, context) => {
  if (/^[1-9]\d{0,2}$/.test(text)) return Number(text)
  const message = `is ${quoteValue(text)}, which is not a number of connections. Write a whole number from 1 to 999.`
  context.addIssue({ code: 'custom', message })
  return z.NEVER
})

/** The schema of `parseDuration`. */
export const durationSchema: z.ZodType<number, string> = z.string().transform((text, context) => {
  const ms = parseDuration(text)
  if (ms !== null) return ms
  const fix = 'Write a number and one of s, m, h and d, such as 30m or 14d, up to 400d'
  context.addIssue({ code: 'custom', message: `is ${quoteValue(text)}, which is not a duration. ${fix}.` })
  return z.NEVER
})

/** Splits a comma-separated list. Entries are trimmed; empty and repeated ones are dropped. */
export function splitList(text: string): string[] {
  const entries = text.split(',').map((entry) => entry.trim())
  return [...new Set(entries.filter((entry) => entry !== ''))]
}

/** A schema for a comma-separated list; errors name the number of the entry. */
export function commaListSchema<T>(entrySchema: z.ZodType<T, string>): z.ZodType<readonly T[], string> {
  return z.string().transform(splitList).pipe(z.array(entrySchema))
}

/** Whether this is a JSON object: neither null nor an array. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Parses a JSON object, without a prototype; null when the text is not JSON, or not an object. */
export function parseJsonObject(text: string): Readonly<Record<string, unknown>> | null {
  const value = parseJson(text)
  return isObject(value) ? withoutPrototype(Object.entries(value)) : null
}

/** A record of exactly these entries. It has no prototype, so that `__proto__` is a key like any other. */
export function withoutPrototype<T>(entries: Iterable<readonly [string, T]>): Readonly<Record<string, T>> {
  const record = Object.fromEntries(entries)
  Object.setPrototypeOf(record, null)
  return record
}
