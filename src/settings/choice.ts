import { z } from 'zod'
import { quoteValue } from './quote.js'

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
