import { z } from 'zod'
import { en } from './en.js'
import { type Message, type MessageKey, type MessageValue, type Sentence, verbatim } from './messages.js'
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
    ctx.addIssue('is not a string of this release')
    return z.NEVER
  })

function isMessageKey(key: string): key is MessageKey {
  return Object.hasOwn(en, key)
}

/** A stored text that may be missing or unknown here: then the words that were stored with it are shown. */
export const OptionalStoredMessage = StoredMessage.nullable().default(null).catch(null)

/** What was stored as English words and, if a catalogue has it, as a text. */
export function toSentence(words: string, text: Message | null): Sentence {
  return text ?? verbatim(words)
}

/** What is stored of a sentence beside its English words; null for words that no catalogue has. */
export function toStoredMessage(sentence: Sentence): Message | null {
  return 'verbatim' in sentence ? null : sentence
}

/** The same text with all words in its values changed. */
export function mapValues({ key, params }: Message, change: (words: string) => string): Message {
  const entries = Object.entries(params).map(([name, value]) => [name, mapValue(value, change)] as const)
  return { key, params: Object.fromEntries(entries) }
}

function mapValue(value: MessageValue, change: (words: string) => string): MessageValue {
  if (typeof value === 'number') return value
  if (typeof value === 'string') return change(value)
  return 'verbatim' in value ? verbatim(change(value.verbatim)) : mapValues(value, change)
}
