import { z } from 'zod'
import { en } from './en.js'
import type { Message, MessageKey, MessageValue } from './messages.js'
import { placeholdersOf } from './translator.js'

/** A value of a stored text, which may be a text itself. */
const StoredValue: z.ZodType<MessageValue> = z.lazy(() =>
  z.union([z.string(), z.number(), StoredMessage, z.strictObject({ verbatim: z.string() })]),
)

/**
 * A text that was stored, to be translated for its reader. One that another release has stored is not valid where this
 * release does not know it, or needs other values.
 */
export const StoredMessage: z.ZodType<Message> = z
  .object({ key: z.string(), params: z.record(z.string(), StoredValue).default({}) })
  .transform(({ key, params }, ctx) => {
    if (isMessageKey(key) && [...placeholdersOf(en[key])].every((name) => Object.hasOwn(params, name)))
      return { key, params }
    ctx.addIssue('is not a text of this release')
    return z.NEVER
  })

function isMessageKey(key: string): key is MessageKey {
  return Object.hasOwn(en, key)
}
