// The languages of the site: catalogues of texts, and which one a person reads.
//
//   en.ts fr.ts de.ts  the catalogues; each has every key of en.ts, or it does not compile
//   messages.ts        the types of keys, placeholders and catalogues
//   translator.ts      `Translator`: the texts, dates and numbers of one language
//   negotiation.ts     Accept-Language and ui_locales, parsed and matched
//   locales.ts         `Locales`: all languages that the site offers
//
// middleware/language.ts chooses the language of a request. Neighbours: imports nothing; everything that has texts for people
// imports it.

import { de } from './de.js'
import { en } from './en.js'
import { fr } from './fr.js'
import type { MessageText } from './messages.js'
import { matchLanguage } from './negotiation.js'
import { Translator } from './translator.js'

/** The texts of one language, by key; what is missing comes from another language. */
export type Catalogue = Readonly<Record<string, MessageText>>

/** The catalogues that come with Portcullis. */
export const BUILT_IN_CATALOGUES: ReadonlyMap<string, Catalogue> = new Map(
  Object.entries<Catalogue>({ en, fr, de }),
)

/** Which languages a site offers. */
export interface LocaleOptions {
  /** Language tags, the default first. */
  readonly offered: readonly [string, ...string[]]
  /** Texts that replace built-in ones, or belong to other languages, by language. */
  readonly messages: ReadonlyMap<string, Catalogue>
  /** The language whose texts stand in where one of another language is missing, by language. */
  readonly fallbacks: ReadonlyMap<string, string>
}

export const DEFAULT_LOCALE_OPTIONS: LocaleOptions = {
  offered: ['en', 'fr', 'de'],
  messages: new Map(),
  fallbacks: new Map(),
}

/** All languages that the site offers. */
export class Locales {
  /** The default first. */
  readonly all: readonly [Translator, ...Translator[]]

  constructor({ offered, messages, fallbacks }: LocaleOptions = DEFAULT_LOCALE_OPTIONS) {
    const textsOf = (locale: string): Catalogue => {
      const fallback = fallbacks.get(locale)
      const inherited =
        BUILT_IN_CATALOGUES.get(locale) ??
        (fallback === undefined || fallback === locale ? en : textsOf(fallback))
      const own = messages.get(locale)
      // A built-in catalogue has all texts, and copying one takes a millisecond.
      return own === undefined && BUILT_IN_CATALOGUES.has(locale)
        ? inherited
        : { ...en, ...inherited, ...own }
    }
    const [first, ...others] = offered
    const create = (locale: string) => new Translator(locale, textsOf(locale))
    this.all = [create(first), ...others.map(create)]
  }

  get default(): Translator {
    return this.all[0]
  }

  /** The offered language that fits best; null when none does. */
  match(wanted: readonly string[]): Translator | null {
    const tag = matchLanguage(
      wanted,
      this.all.map(({ locale }) => locale),
    )
    return this.all.find(({ locale }) => locale === tag) ?? null
  }
}

/** The language of logs, of the command line, and of answers to programs. */
export const ENGLISH = new Translator('en', en)
