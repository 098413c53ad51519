import { RESERVED_TEMPLATE_NAMES } from '../pages/template-names.js'
import type { ChooseLanguage, LocaleExtension, ThemeExtension } from '../extensions.js'
import { en } from '../locales/en.js'
import { BUILT_IN_CATALOGUES, type Catalogue } from '../locales/locales.js'
import type { MessageText } from '../locales/messages.js'
import { placeholdersOf } from '../locales/translator.js'
import {
  COLOR_NAMES,
  type ColorName,
  type ColorPair,
  darkVariant,
  parseColor,
  type ThemeColors,
} from '../settings/palette.js'
import { isLink } from '../settings/theme.js'
import { closestMatch } from '../suggest.js'
import { describe, isListOfTexts, isRecord } from './values.js'

/** What was read so far, and how errors are added. */
interface ThemeReader {
  theme: ThemeExtension
  colors: ThemeColors
  locales: LocaleExtension
  languages: readonly string[]
  addError(member: string, problem: string, fix: string): void
  setText(member: string, variable: string, value: unknown, fix: string): void
  membersOf(member: string, value: unknown, names: readonly string[]): ReadonlyMap<string, unknown>
}

/** Members that are settings, too: the variable of each, and what to write. */
const TEXT_MEMBERS = [
  ['name', 'SITE_NAME', 'Write a name such as Example'],
  ['logo', 'SITE_LOGO', 'Write the path of an SVG or PNG file'],
  ['css', 'SITE_CSS', 'Write the path of a style sheet'],
  ['templates', 'SITE_TEMPLATES', 'Write the path of a folder with templates'],
  ['supportEmail', 'SUPPORT_EMAIL', 'Write an address such as help@example.com'],
] as const

/** Reads the member `theme`. */
export function readThemeMember(reader: ThemeReader, value: unknown): void {
  const others = ['home', 'colors', 'globals', 'links']
  const members = reader.membersOf('theme', value, [...TEXT_MEMBERS.map(([name]) => name), ...others])
  for (const [name, variable, fix] of TEXT_MEMBERS)
    if (members.has(name)) reader.setText(`theme.${name}`, variable, members.get(name), fix)
  if (members.has('colors')) readColors(reader, members.get('colors'))
  if (members.has('links')) readLinks(reader, members.get('links'))
  const home = members.get('home') ?? null
  const globals = members.get('globals') ?? {}
  if (home !== null && (typeof home !== 'string' || !isLink(home)))
    reader.addError('theme.home', 'is neither a path nor an http or https URL', 'Write one such as /')
  else if (!isRecord(globals))
    reader.addError('theme.globals', `is ${describe(globals)}, not an object`, 'Write { name: value }')
  else reader.theme = { home, globals: readGlobals(reader, globals) }
}

function readGlobals(
  reader: ThemeReader,
  globals: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  for (const name of Object.keys(globals)) {
    const member = `theme.globals.${name}`
    if (RESERVED_TEMPLATE_NAMES.includes(name))
      reader.addError(member, 'has a name that templates of Portcullis use', 'Write another name')
    else if (!/^[a-z_]\w*$/i.test(name))
      reader.addError(member, 'is not a name that a template can write', 'Use letters, digits and _')
  }
  return globals
}

function readColors(reader: ThemeReader, value: unknown): void {
  const members = reader.membersOf('theme.colors', value, COLOR_NAMES)
  const pairs = COLOR_NAMES.flatMap((name): [ColorName, ColorPair][] => {
    if (!members.has(name)) return []
    const pair = readColorPair(name, members.get(name))
    if (pair !== null) return [[name, pair]]
    const fix = "Write '#2f4ea1', or { light: '#2f4ea1', dark: '#a6bcff' }"
    reader.addError(`theme.colors.${name}`, 'is not a color', fix)
    return []
  })
  const { accent, ...others }: ThemeColors = Object.fromEntries(pairs)
  reader.colors = others
  if (accent) reader.setText('theme.colors.accent', 'SITE_COLOR', `${accent.light},${accent.dark}`, '')
}

/** One color is for both; only of an accent there is a lighter one for dark pages. */
function readColorPair(name: ColorName, value: unknown): ColorPair | null {
  const texts = isRecord(value) ? [value['light'], value['dark']] : [value, value]
  const [light = null, dark = null] = texts.map((text) =>
    typeof text === 'string' ? parseColor(text) : null,
  )
  if (light === null || dark === null) return null
  return { light, dark: name === 'accent' && !isRecord(value) ? darkVariant(light) : dark }
}

function readLinks(reader: ThemeReader, value: unknown): void {
  const links = (Array.isArray(value) ? value : [null]).map((link: unknown) => {
    const [label, href] = isRecord(link) ? [link['label'], link['href']] : []
    return typeof label === 'string' && typeof href === 'string' && !/[,=]/.test(label) && !href.includes(',')
      ? `${label}=${href}`
      : null
  })
  const texts = links.filter((link) => link !== null)
  const fix = "Write [{ label: 'Privacy', href: 'https://example.com/privacy' }], without commas"
  if (texts.length < links.length) reader.addError('theme.links', 'is not a list of links', fix)
  else if (texts.length > 0) reader.setText('theme.links', 'SITE_LINKS', texts.join(', '), fix)
}

/** Reads the member `locales`. */
export function readLocales(reader: ThemeReader, value: unknown): void {
  const members = reader.membersOf('locales', value, ['default', 'messages', 'fallback', 'choose'])
  const messages =
    members.get('messages') ?? Object.fromEntries([...BUILT_IN_CATALOGUES.keys()].map((name) => [name, {}]))
  const fallback = members.get('fallback') ?? {}
  const choose = members.get('choose') ?? null
  const first = members.get('default')
  if (!isRecord(messages) || !isRecord(fallback)) {
    const name = isRecord(messages) ? 'fallback' : 'messages'
    reader.addError(`locales.${name}`, 'is not an object', 'Write { fr: … }, by language')
    return
  }
  if (choose !== null && !isChooser(choose)) {
    reader.addError(
      'locales.choose',
      `is ${describe(choose)}, not a function`,
      'Write ({ headers, user }) => null',
    )
    return
  }
  const languages = Object.keys(messages)
  if (typeof first !== 'string' || !languages.includes(first)) {
    reader.addError('locales.default', 'is not one of the languages', `Write one of ${languages.join(', ')}`)
    return
  }
  const invalid = languages.find((tag) => !isLanguageTag(tag))
  if (invalid !== undefined) {
    reader.addError(`locales.messages.${invalid}`, 'is not a language tag', 'Write one such as fr or pt-BR')
    return
  }
  const fallbacks = readFallbacks(reader, fallback, languages)
  const catalogues = languages.map((tag) => [tag, readCatalogue(reader, tag, messages[tag])] as const)
  for (const [tag, catalogue] of catalogues) checkComplete(reader, tag, catalogue, fallbacks)
  reader.languages = languages
  reader.locales = { messages: new Map(catalogues), fallbacks, choose }
  reader.setText('locales', 'LOCALES', [first, ...languages.filter((tag) => tag !== first)].join(','), '')
}

function isChooser(value: unknown): value is ChooseLanguage {
  return typeof value === 'function'
}

function isLanguageTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1
  } catch {
    return false
  }
}

/** A fallback is a language of Portcullis or one of the configuration that is whole, so that no circle is possible. */
function readFallbacks(
  reader: ThemeReader,
  fallback: Readonly<Record<string, unknown>>,
  languages: readonly string[],
): ReadonlyMap<string, string> {
  const entries = Object.entries(fallback).flatMap(([tag, target]): [string, string][] => {
    const isKnown =
      typeof target === 'string' && (BUILT_IN_CATALOGUES.has(target) || languages.includes(target))
    if (isKnown && tag !== target && fallback[target] === undefined) return [[tag, target]]
    const fix = `Write one of ${[...new Set([...BUILT_IN_CATALOGUES.keys(), ...languages])].join(', ')} that has none itself`
    reader.addError(`locales.fallback.${tag}`, 'is not a language to fall back to', fix)
    return []
  })
  return new Map(entries)
}

function readCatalogue(reader: ThemeReader, tag: string, value: unknown): Catalogue {
  const member = `locales.messages.${tag}`
  if (!isRecord(value)) {
    reader.addError(member, `is ${describe(value)}, not an object`, "Write { 'login.title': '…' }")
    return {}
  }
  const english: Catalogue = en
  const entries = Object.entries(value).flatMap(([key, text]): [string, MessageText][] => {
    const name = `${member}["${key}"]`
    if (!isText(text)) {
      reader.addError(name, 'is neither a string nor plural forms', "Write '…', or { one: '…', other: '…' }")
      return []
    }
    const original = Object.hasOwn(english, key) ? english[key] : undefined
    if (original === undefined) {
      if (/^(?:own|questions)\./.test(key)) return [[key, text]]
      const closest = closestMatch(key, Object.keys(english))
      reader.addError(
        name,
        'is not a text of Portcullis',
        closest === null ? 'Remove it' : `Write ${closest}`,
      )
      return []
    }
    const [expected, actual] = [original, text].map((each) => [...placeholdersOf(each)].sort().join(', '))
    if (expected === actual) return [[key, text]]
    const fix = expected === '' ? 'Remove them' : `Use ${expected}`
    reader.addError(name, `has the placeholders "${actual ?? ''}"`, fix)
    return []
  })
  return Object.fromEntries(entries)
}

function isText(value: unknown): value is MessageText {
  if (typeof value === 'string') return value !== ''
  return isRecord(value) && typeof value['other'] === 'string' && isListOfTexts(Object.values(value))
}

function checkComplete(
  reader: ThemeReader,
  tag: string,
  catalogue: Catalogue,
  fallbacks: ReadonlyMap<string, string>,
): void {
  if (BUILT_IN_CATALOGUES.has(tag) || fallbacks.has(tag)) return
  const missing = Object.keys(en).filter((key) => catalogue[key] === undefined)
  if (missing.length === 0) return
  const examples = missing.slice(0, 3).join(', ')
  reader.addError(
    `locales.messages.${tag}`,
    `lacks ${missing.length} texts, such as ${examples}`,
    `Add them, or name a language that stands in: fallback: { ${JSON.stringify(tag)}: 'en' }`,
  )
}
