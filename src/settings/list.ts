import { z } from 'zod'

/** The entries between commas, each once; blanks around them and empty entries do not count. */
export function splitList(text: string): string[] {
  const entries = text.split(',').map((entry) => entry.trim())
  return [...new Set(entries.filter((entry) => entry !== ''))]
}

/** A comma-separated list; faults name the entry by its number. */
export function listSchema<T>(entrySchema: z.ZodType<T, string>): z.ZodType<readonly T[], string> {
  return z.string().transform(splitList).pipe(z.array(entrySchema))
}
