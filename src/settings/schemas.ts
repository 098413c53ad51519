import { z } from 'zod'

/** The code of an error of the system, such as `ENOENT`; its message is left out, for it can quote what was read. */
export function errnoCode(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null
  return typeof code === 'string' ? code : 'unknown error'
}

const MAX_QUOTED_LENGTH = 60

/** A value as it may stand in a fault: on one line, and not too long. Never for a setting that can hold a secret. */
export function quoteValue(value: string): string {
  return JSON.stringify(value.length > MAX_QUOTED_LENGTH ? `${value.slice(0, MAX_QUOTED_LENGTH)}…` : value)
}

/** One of a few words. */
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
// Browsers keep no cookie for longer than 400 days.
const MAX_DURATION_MS = 400 * 86_400_000

/** Milliseconds of `90s`, `30m`, `12h` or `14d`; null for anything else, for nothing, and for more than 400 days. */
export function parseDuration(text: string): number | null {
  const [, digits, unit] = /^(\d+)([smhd])$/.exec(text) ?? []
  const ms = Number(digits) * (UNIT_MS.get(unit ?? '') ?? Number.NaN)
  return ms > 0 && ms <= MAX_DURATION_MS ? ms : null
}

/** The schema of `parseDuration`. */
export const durationSchema: z.ZodType<number, string> = z.string().transform((text, context) => {
  const ms = parseDuration(text)
  if (ms !== null) return ms
  const fix = 'Write a number and s, m, h or d, such as 30m or 14d, of at most 400d'
  context.addIssue({ code: 'custom', message: `is ${quoteValue(text)}, which is not a duration. ${fix}.` })
  return z.NEVER
})

/** The entries between commas, each once; blanks around them and empty entries do not count. */
export function splitList(text: string): string[] {
  const entries = text.split(',').map((entry) => entry.trim())
  return [...new Set(entries.filter((entry) => entry !== ''))]
}

/** A comma-separated list; faults name the entry by its number. */
export function listSchema<T>(entrySchema: z.ZodType<T, string>): z.ZodType<readonly T[], string> {
  return z.string().transform(splitList).pipe(z.array(entrySchema))
}

/** Whether this is what JSON calls an object. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The object that the text is; null when it is not JSON, or something else. */
export function parseJsonObject(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? withoutPrototype(Object.entries(value)) : null
  } catch {
    return null
  }
}

/** A record of exactly these entries: it has no prototype, so that no key, not even `__proto__`, means more than itself. */
export function withoutPrototype<T>(entries: Iterable<readonly [string, T]>): Readonly<Record<string, T>> {
  const record = Object.fromEntries(entries)
  Object.setPrototypeOf(record, null)
  return record
}
