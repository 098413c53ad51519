import nunjucks from 'nunjucks'
import { en } from '../locales/en.js'
import type { Translator } from '../locales/translator.js'
import type { QuestionView } from './continue-pages.js'

/** HTML that needs no escaping, such as the result of a macro. */
const { SafeString } = nunjucks.runtime

/** A value for a placeholder of a text: HTML of a macro stays as it is, everything else is escaped. */
function toHtml(value: unknown): string {
  return value instanceof SafeString ? value.toString() : escapeHtml(String(value))
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
  '\\': '&#92;',
}

/** Escapes what the templates escape. */
function escapeHtml(text: string): string {
  return text.replace(/[&<>"'`\\]/g, (character) => ESCAPES[character] ?? character)
}

/** With a hyphen at which no line ends: `E-Mail`, `IP-Adresse` and `ID-Token` are single words in German. */
function literalToHtml(text: string): string {
  return escapeHtml(text).replace(/(?<!\w)(E|ID|IP)-(?=[A-Z])/g, '$1\u2011')
}

const HTML = { literal: literalToHtml, value: toHtml }

/**
 * The function `t` of the templates: `t('common.signInWith', provider=label)`. Texts are not HTML; only a value that a macro
 * has made can be, which is how a text has a link in it. Outside production, an unknown key and a missing value are errors,
 * so that a wrong template shows in its first test.
 */
export function createTextFunction(
  currentTranslator: () => Translator,
  production: boolean,
): (key: string, params?: Readonly<Record<string, unknown>>) => object {
  /** Texts without values are most, so each is escaped once. */
  const escaped = new WeakMap<Translator, Map<string, nunjucks.runtime.SafeString>>()
  return (key, params) => {
    const translator = currentTranslator()
    const known = escaped.get(translator)
    const cached = params === undefined ? known?.get(key) : undefined
    if (cached !== undefined) return cached
    try {
      const html = translator.assemble(key, params ?? {}, HTML)
      if (html !== null) {
        const safe = new SafeString(html)
        if (params === undefined)
          escaped.set(translator, (known ?? new Map<string, nunjucks.runtime.SafeString>()).set(key, safe))
        return safe
      }
    } catch (error) {
      if (!production) throw error
    }
    if (!production) throw new Error(`There is no text "${key}"`)
    return new SafeString(escapeHtml(key))
  }
}

/** The texts that a question of a custom pipeline step has. */
export type QuestionPart = 'title' | 'text' | 'button'

/** A text of a question: from the catalogue, where the site has translated it by its key, else in the words of its step. */
export function questionText(translator: Translator, part: QuestionPart, question: QuestionView): string {
  const key = `questions.${question.key}.${part}`
  return translator.template(key) ?? question[part]
}

/** The texts of a script of public/, by the last part of their keys, as JSON for an attribute. */
export function scriptTexts(translator: Translator, section: string): string {
  const texts = Object.keys(en)
    .filter((key) => key.startsWith(`${section}.`))
    .map((key) => [key.slice(section.length + 1), translator.template(key)])
  return JSON.stringify(Object.fromEntries(texts))
}
