import { z } from 'zod'
import { quoteValue } from './quote.js'

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
