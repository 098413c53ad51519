import type { MessageKey, ParamsOf } from '../locales/messages.js'
import type { Translator } from '../locales/translator.js'

/** A text of the catalogue, and what its placeholders are filled with. */
export interface MailText {
  readonly key: MessageKey
  readonly params: Readonly<Record<string, MailValue>>
}

/** What fills a placeholder: a plain value, which is escaped; or something that looks like more than text in HTML. */
export type MailValue =
  | (string | number | MailText)
  | { readonly code: string }
  /** An address of this site, as a link that shows itself. */
  | { readonly site: string }
  /** An address that looks like a button. */
  | { readonly link: string }
  | { readonly email: string }
  | { readonly facts: readonly MailFact[] }
  | { readonly sequence: readonly MailValue[] }

/** One line of a list of facts. */
export interface MailFact {
  readonly label: string
  readonly value: string
}

/** A text of an email. It has the placeholders of its key, or it does not compile. */
export function mailText<K extends MessageKey>(
  key: K,
  params: { readonly [P in keyof ParamsOf<K>]: MailValue },
): MailText {
  return { key, params }
}

/** A piece of a paragraph. */
export type MailPart = string | { readonly code: string } | { readonly href: string; readonly text: string }

/** What an email in HTML consists of, from top to bottom. */
export type MailBlock =
  | { readonly type: 'paragraph'; readonly parts: readonly MailPart[] }
  | { readonly type: 'code'; readonly code: string }
  | { readonly type: 'button'; readonly href: string }
  | { readonly type: 'facts'; readonly facts: readonly MailFact[] }

/** The plain text of an email. */
export function renderPlainText(value: MailValue, translator: Translator): string {
  if (typeof value === 'string') return toOneLine(value)
  if (typeof value === 'number') return String(value)
  if ('key' in value) {
    const assembly = {
      literal: (text: string) => text,
      value: (each: MailValue) => renderPlainText(each, translator),
    }
    return translator.assemble(value.key, value.params, assembly) ?? value.key
  }
  if ('code' in value) return value.code
  if ('site' in value) return value.site
  if ('link' in value) return value.link
  if ('email' in value) return value.email
  if ('sequence' in value) return value.sequence.map((each) => renderPlainText(each, translator)).join('\n\n')
  const lines = value.facts.map(({ label, value: fact }) =>
    translator.t('mail.fact', { label, value: toOneLine(fact) }),
  )
  return lines.join('\n')
}

const PLACEHOLDER = /\uE000(\d+)\uE000/u
const PLACEHOLDER_CHARS = /\uE000/gu

/**
 * The blocks of an email. A blank line of a text ends a paragraph. A placeholder that is a paragraph of its own becomes a
 * block, so that a code is large and a link is a button. Values never end a paragraph, whatever they contain.
 */
export function toBlocks(value: MailValue, translator: Translator): readonly MailBlock[] {
  if (typeof value === 'object') {
    if ('code' in value) return [{ type: 'code', code: value.code }]
    if ('link' in value) return [{ type: 'button', href: value.link }]
    if ('facts' in value) return [{ type: 'facts', facts: value.facts }]
    if ('sequence' in value) return value.sequence.flatMap((each) => toBlocks(each, translator))
    if ('key' in value) return textBlocks(value, translator)
  }
  return [{ type: 'paragraph', parts: [toPart(value, translator)] }]
}

function textBlocks({ key, params }: MailText, translator: Translator): readonly MailBlock[] {
  const values: MailValue[] = []
  const template = translator.assemble(key, params, {
    literal: (text) => text.replaceAll(PLACEHOLDER_CHARS, ''),
    value: (value: MailValue) => `\uE000${values.push(value) - 1}\uE000`,
  })
  const paragraphs = (template ?? key).split(/\n\s*\n/).filter((paragraph) => paragraph.trim() !== '')
  return paragraphs.flatMap((paragraph) => {
    // With its group, the pattern leaves the positions of values between the literals.
    const pieces = paragraph
      .trim()
      .replace(/\s*\n\s*/g, ' ')
      .split(PLACEHOLDER)
    const [before, position, after] = pieces
    const only = values[Number(position)]
    if (pieces.length === 3 && before === '' && after === '' && only !== undefined)
      return toBlocks(only, translator)
    const parts = pieces.map((piece, index) => {
      const value = index % 2 === 0 ? undefined : values[Number(piece)]
      return value === undefined ? piece : toPart(value, translator)
    })
    return { type: 'paragraph', parts } as const
  })
}

function toPart(value: MailValue, translator: Translator): MailPart {
  if (typeof value !== 'object') return renderPlainText(value, translator)
  if ('code' in value) return value
  if ('site' in value) return { href: value.site, text: value.site }
  if ('link' in value) return { href: value.link, text: value.link }
  if ('email' in value) return { href: `mailto:${value.email}`, text: value.email }
  return renderPlainText(value, translator)
}

/** A value has no lines of its own, which could look like more of our text. */
function toOneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
}
