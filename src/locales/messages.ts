import type { en } from './en.js'

/** The key of a text, such as `login.title`. */
export type MessageKey = keyof typeof en

/** The forms of a text about a number, by the rules of its language (Intl.PluralRules); `other` is always needed. */
export type PluralForms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & { readonly other: string }

/** One text of a catalogue. */
export type MessageText = string | PluralForms

/** Every text of Portcullis, in one language. */
export type Messages = {
  readonly [K in MessageKey]: (typeof en)[K] extends string ? string : MessageText
}

/**
 * Texts that a site may add: those of questions that its own steps ask, by their key, and others, for templates of its
 * own.
 */
export type OwnMessages = Readonly<
  Record<`questions.${string}.${'title' | 'text' | 'button'}` | `own.${string}`, MessageText>
>

type PlaceholdersOf<T> = T extends `${string}{${infer Name}}${infer Rest}`
  ? Name | PlaceholdersOf<Rest>
  : never

type FormsOf<T> = T extends string ? T : T[keyof T]

/** The placeholders that are filled in with values. One such as `{@adminField.scopes.label}` quotes a text; each language may. */
type ValuesOf<T> = Exclude<PlaceholdersOf<T>, `@${string}`>

/** What a placeholder is filled with. Numbers are formatted in the language; `count` chooses the plural form. */
export type PlaceholderValue = string | number

/** The values that the text of this key needs. */
export type ParamsOf<K extends MessageKey> = {
  readonly [P in ValuesOf<FormsOf<(typeof en)[K]>>]: P extends 'count' ? number : PlaceholderValue
}

/** The keys of texts that need no values. */
export type TextWithoutParams = {
  [K in MessageKey]: keyof ParamsOf<K> extends never ? K : never
}[MessageKey]

/** The rest of the arguments for this key: none for a text without placeholders. */
export type ParamsArgs<K extends MessageKey> = keyof ParamsOf<K> extends never ? [] : [params: ParamsOf<K>]

/** A text that is still to be translated. A placeholder can be filled with another one, in the same language. */
export interface Message {
  readonly key: MessageKey
  readonly params: Readonly<Record<string, MessageValue>>
}

/** Words that no catalogue has, such as those of a step of the site's own. They are shown as their author wrote them. */
export interface Verbatim {
  readonly verbatim: string
}

/** What a page says: a text of the catalogue, or words of an author outside of Portcullis. */
export type Sentence = Message | Verbatim

/** What a placeholder of a message is filled with. */
export type MessageValue = PlaceholderValue | Sentence

/** Words of an author outside of Portcullis; a text of ours is a `message`. */
export function verbatim(words: string): Verbatim {
  return { verbatim: words }
}

/**
 * The language of a sentence that is not in the reader's: words of a library, or of an earlier release that stored them alone, are
 * English. Null for a text.
 */
export function foreignLanguage(sentence: Sentence): 'en' | null {
  return 'verbatim' in sentence ? 'en' : null
}

/** The rest of the arguments for a message of this key. */
export type MessageArgs<K extends MessageKey> = keyof ParamsOf<K> extends never
  ? []
  : [params: { readonly [P in keyof ParamsOf<K>]: ParamsOf<K>[P] | (P extends 'count' ? never : Sentence) }]

/** A text that is translated later, where the language of the person who reads it is known. */
export function message<K extends MessageKey>(key: K, ...[params]: MessageArgs<K>): Message {
  return { key, params: params ?? {} }
}

/** How a list is joined: the text has the first part, and the rest of the list. */
type Joint = 'because.list' | 'because.either' | 'because.sequence' | 'detail.neither' | 'detail.token.and'

/** A list as one text, such as `a, b, c`; empty for an empty list. */
export function joinTexts(joint: Joint, [first, ...others]: readonly MessageValue[]): MessageValue {
  if (first === undefined) return ''
  return others.length === 0 ? first : message(joint, { first, rest: joinTexts(joint, others) })
}

/** Whether two texts have the same placeholders. */
type SamePlaceholders<A, B> = [ValuesOf<FormsOf<A>>, ValuesOf<FormsOf<B>>] extends [
  ValuesOf<FormsOf<B>>,
  ValuesOf<FormsOf<A>>,
]
  ? true
  : false

/** Whether the text T fits this key: it has the placeholders of the English text. */
export type Fits<K extends MessageKey, T> = SamePlaceholders<T, (typeof en)[K]>

/** What the compiler says about a text that does not fit. An object, because two texts that differ would make `never`. */
interface TextMismatch<Problem extends string> {
  readonly problem: Problem
}

/** Each text as it is, or why it does not fit. */
type CheckedMessages<T extends Messages> = {
  readonly [K in MessageKey]: Fits<K, T[K]> extends true
    ? T[K]
    : TextMismatch<`has other placeholders than the English text: ${PlaceholdersOf<FormsOf<(typeof en)[K]>>}`>
}

/**
 * A whole catalogue, which a missing key or another placeholder than in English keeps from compiling. Give it a constant
 * that `satisfies Messages`: for the text of an unknown key, and because a literal here takes the compiler several seconds.
 */
export function defineMessages<const T extends Messages>(messages: T & CheckedMessages<T>): T {
  return messages
}
