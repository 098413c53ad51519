import { existsSync, readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { z } from 'zod'
import { BUILT_IN_CATALOGUES } from '../locales/locales.js'
import { parseEmailAddress } from '../mail/email-address.js'
import type { Environment, SettingName } from './environment.js'
import { createPalette, darkVariant, type Palette, parseColor, type ThemeColors } from './palette.js'
import { quoteValue, splitList } from './schemas.js'

/** A link of the footer. */
export interface SiteLink {
  readonly label: string
  /** A path of this host, or an http(s) URL. */
  readonly href: string
}

/** How the site looks, as far as it is data. Files are absolute paths. */
export interface ThemeSettings {
  /** What the site is called; null for "Portcullis" on pages, and for the host in emails. */
  readonly name: string | null
  readonly logo: string | null
  /** A style sheet that is loaded after ours. */
  readonly css: string | null
  /** A folder with templates that replace ours, by name. */
  readonly templates: string | null
  readonly palette: Palette | null
  readonly links: readonly SiteLink[]
  readonly supportEmail: string | null
}

const MAX_NAME_LENGTH = 60
const MAX_FILE_BYTES = 512 * 1024
const MAX_LINKS = 8

/** The kinds of pictures that a logo can be, and how such a file begins. */
const LOGO_KINDS: readonly (readonly [extension: string, isOne: (content: Buffer) => boolean])[] = [
  ['.svg', (content) => /<svg[\s>]/.test(content.toString('utf8').slice(0, 4096))],
  ['.png', (content) => content.subarray(0, 4).toString('latin1') === '\x89PNG'],
]

const nameSchema = z.string().refine((text) => text.length <= MAX_NAME_LENGTH && !/\p{C}|[<>]/u.test(text), {
  error: `is not a name of up to ${MAX_NAME_LENGTH} characters without < and >. Write one such as Example.`,
})

const supportSchema = z.string().refine((text) => parseEmailAddress(text) !== null, {
  error: 'is not an email address. Write one such as help@example.com.',
})

/** Reads the settings of the theme. @param folder the folder that relative paths start from */
export function readThemeSettings(env: Environment, folder: string): ThemeSettings {
  return {
    name: env.read<string | null>('SITE_NAME', nameSchema, null),
    logo: readLogo(env, folder),
    css: readFile(env, folder, 'SITE_CSS', '.css'),
    templates: readTemplates(env, folder),
    palette: readPalette(env),
    links: readLinks(env),
    supportEmail: env.read<string | null>('SUPPORT_EMAIL', supportSchema, null),
  }
}

function readLogo(env: Environment, folder: string): string | null {
  const text = env.text('SITE_LOGO')
  if (text === null) return null
  const kind = LOGO_KINDS.find(([extension]) => text.toLowerCase().endsWith(extension))
  if (kind === undefined) {
    env.addError(
      'SITE_LOGO',
      `is ${quoteValue(text)}, which is neither SVG nor PNG`,
      'Write the path of such a file',
    )
    return null
  }
  const path = readFile(env, folder, 'SITE_LOGO', kind[0])
  if (path !== null && !kind[1](readFileSync(path)))
    env.addError('SITE_LOGO', `does not contain a ${kind[0]} picture`, 'Export the logo again')
  return path
}

/** The absolute path of a file that exists and is not too large; null without one. */
function readFile(env: Environment, folder: string, name: SettingName, extension: string): string | null {
  const text = env.text(name)
  if (text === null) return null
  if (/^https?:/i.test(text)) {
    env.addError(
      name,
      `is ${quoteValue(text)}, which is a URL; browsers get the file from this site`,
      'Write the path of a file',
    )
    return null
  }
  const path = resolve(folder, text)
  const size = text.toLowerCase().endsWith(extension) ? fileSize(path) : null
  if (size === null)
    env.addError(name, `is ${quoteValue(text)}, which is not a readable ${extension} file`, 'Write its path')
  else if (size > MAX_FILE_BYTES) env.addError(name, 'is larger than 512 KB', 'Make the file smaller')
  else return path
  return null
}

function fileSize(path: string): number | null {
  try {
    const stats = statSync(path)
    if (!stats.isFile()) return null
    readFileSync(path)
    return stats.size
  } catch {
    return null
  }
}

function readTemplates(env: Environment, folder: string): string | null {
  const text = env.text('SITE_TEMPLATES')
  if (text === null) return null
  const path = resolve(folder, text)
  if (existsSync(path) && statSync(path).isDirectory()) return path
  env.addError(
    'SITE_TEMPLATES',
    `is ${quoteValue(text)}, which is not a folder`,
    'Write the path of a folder with templates',
  )
  return null
}

/** The accent of SITE_COLOR, and the other colors of the configuration. */
function readPalette(env: Environment): Palette | null {
  const text = env.text('SITE_COLOR')
  const accent = text?.split(',').map((color) => parseColor(color.trim())) ?? null
  const [light = null, dark = null] = accent ?? []
  if (accent !== null && (light === null || accent.length > 2 || accent.includes(null))) {
    const fix = 'Write one such as #2f4ea1, or two, for light and dark pages: #2f4ea1,#a6bcff'
    env.addError('SITE_COLOR', `is ${quoteValue(text ?? '')}, which is not a color`, fix)
    return null
  }
  const { colors: others } = env.configured
  const colors: ThemeColors =
    light === null ? others : { ...others, accent: { light, dark: dark ?? darkVariant(light, others) } }
  if (Object.keys(colors).length === 0) return null
  const palette = createPalette(colors)
  if (!('problem' in palette)) return palette
  env.addError(light === null ? 'theme.colors' : 'SITE_COLOR', palette.problem, palette.fix)
  return null
}

/** `Privacy=https://example.com/privacy, Imprint=/imprint` */
function readLinks(env: Environment): readonly SiteLink[] {
  const text = env.text('SITE_LINKS')
  if (text === null) return []
  const links = splitList(text).flatMap((entry): SiteLink[] => {
    const [, label = '', href = ''] = /^([^=<>]{1,40}?)\s*=\s*(\S+)$/.exec(entry) ?? []
    return label !== '' && isLink(href) ? [{ label, href }] : []
  })
  if (links.length === splitList(text).length && links.length <= MAX_LINKS) return links
  env.addError(
    'SITE_LINKS',
    `is not a list of up to ${MAX_LINKS} links`,
    'Write Privacy=https://example.com/privacy, Imprint=/imprint',
  )
  return []
}

/** Whether this is a path of the host, or an http(s) URL. */
export function isLink(href: string): boolean {
  if (/^\/(?![/\\])[^\s\\]*$/.test(href)) return true
  const url = URL.parse(href)
  return url !== null && /^https?:$/.test(url.protocol) && url.username === ''
}

/** Reads LOCALES: the languages that the site offers, the default first. */
export function readLanguages(env: Environment): readonly [string, ...string[]] {
  const known = [...new Set([...BUILT_IN_CATALOGUES.keys(), ...env.configured.languages])]
  const text = env.text('LOCALES')
  const all = ['en', 'fr', 'de'] as const
  if (text === null) return all
  const [first, ...others] = splitList(text)
  const unknown = splitList(text).find((tag) => !known.includes(tag))
  if (first !== undefined && unknown === undefined) return [first, ...others]
  env.addError(
    'LOCALES',
    unknown === undefined ? 'names no language' : `names ${quoteValue(unknown)}, which has no texts`,
    `Write some of ${known.join(', ')}, the default first`,
  )
  return all
}
