import type { Translator } from '../locales/translator.js'
import type { MailBlock, MailPart } from './content.js'

/** Colors of an email, by the names of public/portcullis.css. */
export type MailColors = Readonly<Record<string, string>>

/** Colors in light and dark mail programs. */
export interface MailPalette {
  readonly light: MailColors
  readonly dark: MailColors
}

const DEFAULT_PALETTE = {
  light: {
    page: '#f5f6f9',
    card: '#ffffff',
    text: '#1a1e27',
    muted: '#586073',
    line: '#e1e4eb',
    tint: '#e8edfa',
    accent: '#2f4ea1',
    'on-accent': '#ffffff',
  },
  dark: {
    page: '#11141a',
    card: '#1a1e27',
    text: '#e8ebf2',
    muted: '#9aa3b5',
    line: '#2c323e',
    tint: '#262d40',
    accent: '#a6bcff',
    'on-accent': '#131a2e',
  },
} as const

type ColorName = keyof typeof DEFAULT_PALETTE.light

const FONT = '-apple-system,BlinkMacSystemFont,Segoe UI,Roboto,Helvetica,Arial,sans-serif'
const CODE_FONT = 'ui-monospace,SFMono-Regular,Menlo,Consolas,Courier New,monospace'

/** What an email in HTML shows. */
export interface HtmlEmail {
  /** What the site is called, and its address. */
  readonly site: { readonly name: string; readonly url: string }
  readonly subject: string
  /** What the email is about; null where its text says so. */
  readonly heading: string | null
  readonly blocks: readonly MailBlock[]
  /** The colors that the site has set. */
  readonly palette: MailPalette | null
}

/**
 * The HTML part of an email. Mail programs know tables and inline styles only, besides the rules for dark ones. It
 * loads nothing, so that no sender learns when it is read, and every value is escaped.
 */
export function renderHtml(
  { site, subject, heading, blocks, palette }: HtmlEmail,
  translator: Translator,
): string {
  const light = { ...DEFAULT_PALETTE.light, ...palette?.light }
  const dark = { ...DEFAULT_PALETTE.dark, ...palette?.dark }
  const paint = createPaint(light)
  const title =
    heading === null ? '' : `<h1 ${paint('h', { color: 'text' }, HEADING)}>${escape(heading)}</h1>`
  const content = blocks.map((block) => renderBlock(block, paint, translator)).join('\n')
  return `<!doctype html>
<html lang="${escape(translator.locale)}" dir="${translator.dir}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no, date=no, address=no">
<title>${escape(subject)}</title>
<style>
${darkRules(dark)}
</style>
</head>
<body ${paint('page', { 'background-color': 'page' }, 'margin:0;padding:0;')}>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" ${paint('page', { 'background-color': 'page' })}>
<tr><td align="center" style="padding:24px 12px;">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:560px;">
<tr><td ${paint('name', { color: 'accent' }, `padding:0 4px 16px;font:700 18px/24px ${FONT};`)}>${escape(site.name)}</td></tr>
<tr><td ${paint('card', { 'background-color': 'card', 'border-color': 'line' }, CARD)}>
${title}
${content}
</td></tr>
<tr><td ${paint('muted', { color: 'muted' }, `padding:16px 4px;font:13px/20px ${FONT};`)}>${renderPart({ href: site.url, text: site.url }, paint)}</td></tr>
</table>
</td></tr>
</table>
</body>
</html>
`
}

const CARD = 'padding:28px 24px 12px;border-width:1px;border-style:solid;border-radius:12px;'
const HEADING = `margin:0 0 16px;font:700 20px/28px ${FONT};`

/** A class for the rules of dark mail programs, and an inline style for all others. */
type Paint = (name: string, colors: Readonly<Record<string, ColorName>>, style?: string) => string

function createPaint(light: Readonly<Record<ColorName, string>>): Paint {
  return (name, colors, style = '') => {
    const rules = Object.entries(colors).map(([property, color]) => `${property}:${light[color]};`)
    return `class="m-${name}" style="${style}${rules.join('')}"`
  }
}

/** The colors of each class in a dark mail program. */
const DARK_CLASSES: readonly (readonly [name: string, colors: Readonly<Record<string, ColorName>>])[] = [
  ['page', { 'background-color': 'page' }],
  ['card', { 'background-color': 'card', 'border-color': 'line' }],
  ['name', { color: 'accent' }],
  ['h', { color: 'text' }],
  ['p', { color: 'text' }],
  ['muted', { color: 'muted' }],
  ['link', { color: 'accent' }],
  ['code', { color: 'text', 'background-color': 'tint' }],
  ['button', { 'background-color': 'accent' }],
  ['label', { color: 'on-accent' }],
]

function darkRules(dark: Readonly<Record<ColorName, string>>): string {
  const rules = DARK_CLASSES.map(([name, colors]) => {
    const declarations = Object.entries(colors).map(
      ([property, color]) => `${property}: ${dark[color]} !important;`,
    )
    return `  .m-${name} { ${declarations.join(' ')} }`
  })
  return `:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (prefers-color-scheme: dark) {
${rules.join('\n')}
}`
}

function renderBlock(block: MailBlock, paint: Paint, translator: Translator): string {
  switch (block.type) {
    case 'paragraph': {
      const text = block.parts.map((part) => renderPart(part, paint)).join('')
      return `<p ${paint('p', { color: 'text' }, `margin:0 0 16px;font:16px/24px ${FONT};`)}>${text}</p>`
    }
    case 'code': {
      const style = `padding:16px 8px;border-radius:8px;font:700 30px/40px ${CODE_FONT};letter-spacing:2px;`
      return `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 16px;"><tr><td align="center" dir="ltr" ${paint('code', { color: 'text', 'background-color': 'tint' }, style)}>${escape(block.code)}</td></tr></table>`
    }
    case 'button': {
      const label = escape(translator.t('mail.openPage'))
      const style = `display:inline-block;padding:12px 24px;font:600 16px/24px ${FONT};text-decoration:none;`
      return `<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 16px;"><tr><td ${paint('button', { 'background-color': 'accent' }, 'border-radius:8px;')}><a href="${escape(block.href)}" ${paint('label', { color: 'on-accent' }, style)}>${label}</a></td></tr></table>`
    }
    case 'facts': {
      const rows = block.facts.map(({ label, value }) => {
        const cell = `padding:2px 16px 2px 0;font:14px/20px ${FONT};vertical-align:top;text-align:start;`
        return `<tr><td ${paint('muted', { color: 'muted' }, cell)}>${escape(label)}</td><td ${paint('p', { color: 'text' }, cell)}>${escape(value)}</td></tr>`
      })
      return `<table cellpadding="0" cellspacing="0" border="0" style="margin:0 0 16px;">${rows.join('')}</table>`
    }
  }
}

function renderPart(part: MailPart, paint: Paint): string {
  if (typeof part === 'string') return escape(part)
  if ('code' in part) return `<strong>${escape(part.code)}</strong>`
  return `<a href="${escape(part.href)}" ${paint('link', { color: 'accent' })}>${escape(part.text)}</a>`
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '')
}
