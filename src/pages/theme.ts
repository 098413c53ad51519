import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { extname, join } from 'node:path'
import nunjucks from 'nunjucks'
import { z } from 'zod'
import { type ColorPair, pageColors, type Palette } from '../settings/palette.js'
import { SettingsError } from '../settings/settings-error.js'
import type { ThemeSettings } from '../settings/theme.js'
import { closestMatch } from '../suggest.js'
import type { Assets, AssetSource } from './assets.js'

/** How the site looks: its settings, and what a configuration adds. */
export interface Theme extends ThemeSettings {
  /** Where the logo leads; null for the front page. */
  readonly home: string | null
  /** Values for every template. */
  readonly globals: Readonly<Record<string, unknown>>
}

/** The look of a site that says nothing about it. */
export const DEFAULT_THEME: Theme = {
  name: null,
  logo: null,
  css: null,
  templates: null,
  palette: null,
  links: [],
  supportEmail: null,
  home: null,
  globals: {},
}

const DEFAULT_NAME = 'Portcullis'

/** What the templates know about the site, as `site`. */
export interface SiteView {
  readonly name: string
  readonly home: string
  /** The path of the logo; null without one. */
  readonly logo: string | null
  readonly styleSheets: readonly string[]
  /** The colors behind everything, on light and dark pages. */
  readonly pageColors: ColorPair
  readonly links: Theme['links']
  readonly supportEmail: string | null
}

/** The files of a theme, which are served like our own: with a hash in their names, so that our policy allows them. */
export function themeAssets({ logo, css, palette }: Theme): readonly AssetSource[] {
  return [
    ...(palette === null ? [] : [{ name: 'site-colors.css', body: Buffer.from(paletteCss(palette)) }]),
    ...(css === null ? [] : [{ name: 'site.css', body: readFileSync(css) }]),
    ...(logo === null ? [] : [{ name: `site-logo${extname(logo).toLowerCase()}`, body: readFileSync(logo) }]),
  ]
}

/** @param basePath the path of BASE_URL */
export function toSiteView(theme: Theme, assets: Assets, basePath: string): SiteView {
  const paths = themeAssets(theme).map(({ name }) => basePath + assets.path(name))
  return {
    name: theme.name ?? DEFAULT_NAME,
    home: theme.home ?? `${basePath}/`,
    logo: paths.find((path) => !path.endsWith('.css')) ?? null,
    styleSheets: paths.filter((path) => path.endsWith('.css')),
    pageColors: pageColors(theme.palette),
    links: theme.links,
    supportEmail: theme.supportEmail,
  }
}

function paletteCss({ light, dark }: Palette): string {
  const rule = (properties: Palette['light']) =>
    `:root {\n${Object.entries(properties)
      .map(([name, color]) => `  --${name}: ${color};\n`)
      .join('')}}\n`
  return `${rule(light)}@media (prefers-color-scheme: dark) {\n${rule(dark)}}\n`
}

const load = createRequire(import.meta.url)

/** What a template was compiled to: the functions that render it and its blocks. */
const CodeSchema = z.custom<() => object>((value) => typeof value === 'function')

/** A file that `scripts/build.js` makes from a template of ours. */
const CompiledSchema = z.object({
  /** The hash of the text of the template. */
  sha256: z.string(),
  /** The template as it is where a missing value is an error. */
  strict: CodeSchema,
  /** The template as it is where a missing value is left out. */
  lenient: CodeSchema,
})

/**
 * Finds our templates: compiled, if the build has compiled this very text. A template that was edited since, and each where
 * nothing is built, is found as text, which Nunjucks compiles.
 */
class OwnLoader extends nunjucks.Loader {
  readonly #files: nunjucks.FileSystemLoader
  readonly #compiledFolder: string
  readonly #kind: 'strict' | 'lenient'

  /** @param folder of the templates; those of the build are in `dist/` beside it */
  constructor(folder: string, { production }: { readonly production: boolean }) {
    super()
    this.#files = new nunjucks.FileSystemLoader(folder)
    this.#compiledFolder = join(folder, '../dist/views')
    this.#kind = production ? 'lenient' : 'strict'
  }

  getSource(name: string): nunjucks.LoaderSource {
    const source = findTemplate(this.#files, name)
    // A loader returns null for a name that does not exist, which its type does not say.
    if (source === null) return this.#files.getSource(name)
    const code = this.#findCode(name, source.src)
    return code === null ? source : { ...toSource(name, code), path: source.path, noCache: source.noCache }
  }

  #findCode(name: string, text: string): object | null {
    const path = join(this.#compiledFolder, name.replace(/\.njk$/, '.cjs'))
    if (!existsSync(path)) return null
    const compiled = CompiledSchema.parse(load(path))
    const isCurrent = compiled.sha256 === createHash('sha256').update(text).digest('hex')
    return isCurrent ? compiled[this.#kind]() : null
  }
}

/** The template with this name; null if there is none, which the type of the loader does not say. */
function findTemplate(loader: nunjucks.FileSystemLoader, name: string): nunjucks.LoaderSource | null {
  return loader.getSource(name)
}

/** The type of this loader asks for an array, but it looks for a property with the name. */
function toSource(name: string, code: object): nunjucks.LoaderSource {
  return new nunjucks.PrecompiledLoader(Object.assign([], { [name]: code })).getSource(name)
}

/** The prefix of a name with which a template reaches the one that it replaces. */
const OWN_PREFIX = 'portcullis/'

/** Finds a template in the folder of the theme first; `portcullis/login.njk` is always ours. */
class ThemeLoader extends nunjucks.Loader {
  readonly #own: OwnLoader
  readonly #theme: nunjucks.FileSystemLoader

  constructor(own: OwnLoader, themeFolder: string) {
    super()
    this.#own = own
    this.#theme = new nunjucks.FileSystemLoader(themeFolder)
  }

  getSource(name: string): nunjucks.LoaderSource {
    if (name.startsWith(OWN_PREFIX)) return this.#own.getSource(name.slice(OWN_PREFIX.length))
    return findTemplate(this.#theme, name) ?? this.#own.getSource(name)
  }
}

/**
 * Creates what renders the templates: ours, and those of the theme in front of them, which is the same without any. Every
 * value is escaped; outside production a missing one is an error.
 * @throws SettingsError with the error of each template of the theme that cannot be compiled
 */
export function createEnvironments(
  ownFolder: string,
  { templates }: Pick<Theme, 'templates'>,
  production: boolean,
  addGlobals: (environment: nunjucks.Environment) => nunjucks.Environment,
): { readonly own: nunjucks.Environment; readonly themed: nunjucks.Environment } {
  const options = { autoescape: true, throwOnUndefined: !production, trimBlocks: true, lstripBlocks: true }
  const loader = new OwnLoader(ownFolder, { production })
  const own = addGlobals(new nunjucks.Environment(loader, options))
  if (templates === null) return { own, themed: own }
  const themed = addGlobals(new nunjucks.Environment(new ThemeLoader(loader, templates), options))
  compileTheme(themed, templates, ownFolder)
  return { own, themed }
}

/** Where a template failed, and why, in one line. Nunjucks adds a line for each template around it. */
export function describeTemplateError(error: unknown): string {
  const lines = error instanceof Error ? error.message.split('\n').map((line) => line.trim()) : []
  const place = lines.findLast((line) => line.includes('[Line')) ?? ''
  const cause = lines.at(-1) ?? 'it threw what is no error'
  return [place === cause ? '' : place, cause]
    .map((line) => line.replace('Template render error: ', ''))
    .filter((line) => line !== '')
    .join(': ')
    .replace(/\.$/, '')
}

/**
 * Compiles all templates of a theme.
 * @throws SettingsError with the error of each template that cannot be compiled, or whose name is a misspelling of one of ours
 */
function compileTheme(environment: nunjucks.Environment, folder: string, ownFolder: string): void {
  const names = templatesIn(folder)
  const ownNames = templatesIn(ownFolder)
  const sources = names.map((name) => readFileSync(join(folder, name), 'utf8'))
  const errors = names.flatMap((name) => {
    const meant = ownNames.includes(name) ? null : closestMatch(name, ownNames)
    // A template that another one includes may have any name.
    if (meant !== null && !sources.some((source) => source.includes(name)))
      return [`The template ${join(folder, name)} replaces none. Did you mean ${meant}? Rename or remove it.`]
    try {
      environment.getTemplate(name, true)
      return []
    } catch (error) {
      const reason = describeTemplateError(error)
      return [`The template ${join(folder, name)} cannot be compiled: ${reason}. Fix or remove it.`]
    }
  })
  if (errors.length > 0) throw new SettingsError(errors)
}

/** The paths of the templates in a folder and below it. */
function templatesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.njk'))
    .map((name) => name.replaceAll('\\', '/'))
}
