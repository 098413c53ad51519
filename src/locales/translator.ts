import type {
  MessageKey,
  MessageText,
  MessageValue,
  ParamsArgs,
  PlaceholderValue,
  Sentence,
} from './messages.js'

/** A text, split at its placeholders: literal, name, literal, name, literal. */
type Template = readonly string[]

/** The forms of one text. */
interface ParsedMessage {
  readonly other: Template
  /** Null for a text without plural forms. */
  readonly forms: ReadonlyMap<string, Template> | null
}

/** How `Translator.assemble` treats what it puts together. */
export interface Assembly<T> {
  readonly literal: (text: string) => string
  readonly value: (value: T) => string
}

/** Scripts that are written from right to left. */
const RTL_SCRIPTS: ReadonlySet<string> = new Set(['Arab', 'Hebr', 'Syrc', 'Thaa', 'Nkoo', 'Adlm', 'Rohg'])

const MINUTE_MS = 60_000

/**
 * The texts, dates and numbers of one language. It is made once, when the server starts, and parses each text when that is
 * first needed: to parse all texts of three languages takes 30 ms.
 */
export class Translator {
  /** The language as a BCP 47 tag, such as `fr`. */
  readonly locale: string
  readonly dir: 'ltr' | 'rtl'
  /** The name of the language in that language, such as `Français`. */
  readonly label: string
  /** The tag whose dates and numbers are used. */
  readonly formatLocale: string
  readonly #messages: Readonly<Record<string, MessageText>>
  readonly #parsed = new Map<string, ParsedMessage>()
  readonly #plural: Intl.PluralRules
  readonly #number: Intl.NumberFormat
  readonly #dateTime: Intl.DateTimeFormat
  readonly #ago: Intl.RelativeTimeFormat

  constructor(locale: string, messages: Readonly<Record<string, MessageText>>) {
    this.locale = locale
    this.formatLocale = locale === 'en' ? 'en-GB' : locale
    this.dir = RTL_SCRIPTS.has(new Intl.Locale(locale).maximize().script ?? '') ? 'rtl' : 'ltr'
    this.label = capitalize(
      new Intl.DisplayNames([locale], { type: 'language' }).of(locale) ?? locale,
      locale,
    )
    this.#messages = messages
    this.#plural = new Intl.PluralRules(locale)
    this.#number = new Intl.NumberFormat(this.formatLocale)
    this.#dateTime = new Intl.DateTimeFormat(this.formatLocale, {
      dateStyle: 'medium',
      timeStyle: 'short',
      timeZone: 'UTC',
    })
    this.#ago = new Intl.RelativeTimeFormat(this.formatLocale)
  }

  /** The text of this key, with its placeholders filled in. It is plain text: a page must escape it. */
  t<K extends MessageKey>(key: K, ...[params]: ParamsArgs<K>): string {
    return this.assemble(key, params ?? {}, PLAIN) ?? key
  }

  /** A text that was chosen where the language was not known, with the texts that it contains. */
  format(sentence: Sentence): string {
    if ('verbatim' in sentence) return sentence.verbatim
    const { key, params } = sentence
    return this.assemble(key, params, this.#nested) ?? key
  }

  readonly #nested: Assembly<MessageValue> = {
    literal: PLAIN.literal,
    value: (value) => (typeof value === 'object' ? this.format(value) : String(value)),
  }

  /** Whether there is a text of this key. */
  has(key: string): boolean {
    return Object.hasOwn(this.#messages, key)
  }

  /** The text with its placeholders, for a script that fills them in; null for an unknown key. */
  template(key: string): string | null {
    const parsed = this.#find(key)
    return parsed?.other.map((part, index) => (index % 2 === 0 ? part : `{${part}}`)).join('') ?? null
  }

  /**
   * Puts a text together from its parts.
   * @returns null for an unknown key
   * @throws Error for a placeholder without a value
   */
  assemble<T>(
    key: string,
    params: Readonly<Record<string, T | number>>,
    { literal, value }: Assembly<T>,
  ): string | null {
    const parsed = this.#find(key)
    if (parsed === null) return null
    const [first = '', ...rest] = this.#templateFor(parsed, params['count'])
    let text = literal(first)
    for (const [index, part] of rest.entries()) {
      if (index % 2 === 1) {
        text += literal(part)
        continue
      }
      const filled = Object.hasOwn(params, part) ? params[part] : undefined
      if (filled === undefined) throw new Error(`The text "${key}" needs a value for {${part}}`)
      text += typeof filled === 'number' ? this.#number.format(filled) : value(filled)
    }
    return text
  }

  /** A time for people: `23 Nov 2025, 09:43 UTC`. */
  dateTime(moment: Date): string {
    return `${this.#dateTime.format(moment)} UTC`
  }

  /** A number for people: `1,234.5`. */
  number(value: number): string {
    return this.#number.format(value)
  }

  /** How long ago something was: `just now`, `1 minute ago` or `9 minutes ago`. */
  ago(milliseconds: number): string {
    const minutes = Math.floor(milliseconds / MINUTE_MS)
    return minutes < 1 ? this.t('common.justNow') : this.#ago.format(-minutes, 'minute')
  }

  #find(key: string): ParsedMessage | null {
    const known = this.#parsed.get(key)
    if (known !== undefined) return known
    const text = Object.hasOwn(this.#messages, key) ? this.#messages[key] : undefined
    if (text === undefined) return null
    const parsed = parseMessage(text, (form) => resolveReferences(form, this.#messages))
    this.#parsed.set(key, parsed)
    return parsed
  }

  #templateFor({ other, forms }: ParsedMessage, count: unknown): Template {
    if (forms === null || typeof count !== 'number') return other
    return forms.get(this.#plural.select(count)) ?? other
  }
}

const PLAIN: Assembly<PlaceholderValue> = { literal: (text) => text, value: String }

/** The names of the placeholders of a text, each once. */
export function placeholdersOf(text: MessageText): ReadonlySet<string> {
  const forms = typeof text === 'string' ? [text] : Object.values(text)
  return new Set(forms.flatMap((form) => parseTemplate(form).filter((_part, index) => index % 2 === 1)))
}

/** The keys of the texts that a text quotes, such as the label of a field. */
export function referencesOf(text: MessageText): readonly string[] {
  const forms = typeof text === 'string' ? [text] : Object.values(text)
  return forms.flatMap((form) => [...form.matchAll(REFERENCE)].map(([, key = '']) => key))
}

const REFERENCE = /\{@([\w.-]+)\}/g

/** A text with the texts that it quotes, which quote no others. An unknown one stays as it is. */
function resolveReferences(text: string, messages: Readonly<Record<string, MessageText>>): string {
  return text.replace(REFERENCE, (reference, key: string) => {
    const quoted = Object.hasOwn(messages, key) ? messages[key] : undefined
    return typeof quoted === 'string' ? quoted : (quoted?.other ?? reference)
  })
}

function parseMessage(text: MessageText, resolve: (text: string) => string): ParsedMessage {
  const parse = (form: string) => parseTemplate(resolve(form))
  if (typeof text === 'string') return { other: parse(text), forms: null }
  const forms = new Map(Object.entries(text).map(([rule, form]) => [rule, parse(form)]))
  return { other: parse(text.other), forms }
}

/** With its group, the pattern leaves the names between the literals. */
function parseTemplate(text: string): Template {
  return text.split(/\{(\w+)\}/)
}

function capitalize(text: string, locale: string): string {
  return text.charAt(0).toLocaleUpperCase(locale) + text.slice(1)
}
