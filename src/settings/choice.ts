import { z } from 'zod'
import { quote } from './quote.js'

/** One of a few words. */
export function choice<const T extends string>(words: readonly T[]): z.ZodType<T, string> {
  return z.string().transform((text, context) => {
    const found = words.find((word) => word === text)
    if (found !== undefined) return found
    const list = `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`
    context.addIssue({ code: 'custom', message: `is ${quote(text)}. Write ${list}.` })
    return z.NEVER
  })
}

/** `true` or `false`. */
export const flag: z.ZodType<boolean, string> = choice(['true', 'false']).transform((word) => word === 'true')
