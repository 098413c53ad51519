// The pages of the site: their data as types, and the templates of views/ that render them. Pages know nothing of requests.
//
//   render.ts                `createViews`, which renders a page; page.ts has the list of all
//   pages.ts                 home, sign-in, live, sign-out, devices, errors
//   account-pages.ts         the account, its profile, and what it asks before something cannot be undone
//   password-pages.ts        passwords, registration, and codes by email
//   setup-pages.ts           the setup link of a new site
//   continue-pages.ts        questions of a paused sign-in
//   admin-pages.ts           administration: sign-ins, events; admin-user-pages.ts, users; admin-overview-page.ts, its first page
//   admin-provider-pages.ts  administration of providers; demo-pages.ts, the demo provider
//   format.ts icons.ts assets.ts   what the templates call: URLs, icons, static files of public/
//   theme.ts                 the look of a site: its logo, colors, style sheet, and the templates: ours, and those that replace them
//   texts.ts                 `t('key')`: the texts of templates, in the language of the person who reads the page
//
// To change a text, edit the catalogues in src/locales/. To add a page, add its type to page.ts and its template to views/.
//
// Neighbours: the routes build the data and send the pages; nunjucks is used here only.

import { join } from 'node:path'
import type nunjucks from 'nunjucks'
import { formatDuration } from '../audit/trace.js'
import type { Locales } from '../locales/locales.js'
import type { Translator } from '../locales/translator.js'
import { type Assets, loadAssets } from './assets.js'
import type { QuestionView } from './continue-pages.js'
import { appUrl, initial, linkUrl, loginUrl, pictureUrl, tileColor, stripControls } from './format.js'
import { clientSymbol, loadIcons, symbolPath } from './icons.js'
import type { Page } from './page.js'
import type { TEMPLATE_GLOBALS } from './template-names.js'
import {
  createEnvironments,
  DEFAULT_THEME,
  describeTemplateError,
  type Theme,
  themeAssets,
  toSiteView,
} from './theme.js'
import { createTextFunction, type QuestionPart, questionText, scriptTexts } from './texts.js'

export type { Asset, Assets } from './assets.js'
export type * from './account-pages.js'
export type * from './admin-overview-page.js'
export type * from './admin-pages.js'
export type * from './demo-pages.js'
export type * from './continue-pages.js'
export type * from './admin-provider-pages.js'
export { PROVIDER_STATES } from './admin-provider-pages.js'
export type * from './admin-user-pages.js'
export type * from './password-pages.js'
export type * from './pages.js'
export type * from './setup-pages.js'
export type { Page } from './page.js'

/** Renders the pages of the site. */
export interface Views {
  /** Returns a whole HTML document. It needs no inline style or script, and pictures only from https. */
  render(page: Page, view: PageView): string
  readonly assets: Assets
  readonly siteName: string
  /** The color behind everything on light pages, as `#rrggbb`. */
  readonly pageColor: string
}

/** In which language a page is shown, and where. */
export interface PageView {
  readonly translator: Translator
  /** The path and query of the page, where the person can switch the language; null where that would lose the page. */
  readonly path: string | null
}

/** The folder of the templates, and how they are used. */
export interface ViewsOptions {
  /** The folder that holds `views/` and `public/`. */
  readonly folder: string
  /** The path of `BASE_URL`, such as `/auth`, without a trailing slash; empty without one. */
  readonly basePath: string
  /** Outside production a missing value is an error; in production it is left out. */
  readonly production: boolean
  /** The languages that the footer offers. */
  readonly locales: Locales
  /** Pages that the program has itself, by the path that ours has below the base path: `account`. */
  readonly ownPages?: Readonly<Record<string, string | null>>
  /** The parts that this site does without. */
  readonly without?: ReadonlySet<string>
  readonly theme?: Theme
  /** The pictures of the backends, by their name. */
  readonly marks?: { pathOf(name: string): string | null }
  /** Called when a template of the theme fails, once for each page; the page is then shown as it is without the theme. */
  readonly onThemeError?: (page: string, reason: string) => void
}

/**
 * Reads all static files; a template is read when its page is first shown. Every value is escaped, URLs come only from the
 * functions below, and no template marks anything as safe.
 */
export function createViews({
  folder,
  basePath,
  production,
  locales,
  ownPages = {},
  without = new Set(),
  theme = DEFAULT_THEME,
  marks = { pathOf: () => null },
  onThemeError = () => undefined,
}: ViewsOptions): Views {
  // Rendering is synchronous, so one page is rendered at a time, and macros and filters read its language here.
  let translator = locales.default
  const languages = locales.all.map(({ locale, label }) => ({ locale, label }))
  const assets = loadAssets(join(folder, 'public'), themeAssets(theme))
  const site = toSiteView({ ...theme, home: theme.home ?? ownPages[''] ?? null }, assets, basePath)
  const globals: Readonly<Record<(typeof TEMPLATE_GLOBALS)[number], unknown>> = {
    asset: (fileName: string) => basePath + assets.path(fileName),
    url: (...segments: string[]) => ownPages[segments.join('/')] ?? appUrl(basePath, segments),
    has: (part: string) => !without.has(part),
    loginUrl: (...link: [backend: string, next: string, prompt?: string, shared?: string]) =>
      loginUrl(basePath, ...link),
    icon: loadIcons(),
    markUrl: (name: string) => {
      const path = marks.pathOf(name)
      return path === null ? null : basePath + path
    },
    symbolPath,
    clientSymbol,
    site,
    t: createTextFunction(() => translator, production),
    question: (part: QuestionPart, question: QuestionView) => questionText(translator, part, question),
    scriptTexts: (section: string) => scriptTexts(translator, section),
  }
  const addGlobals = (environment: nunjucks.Environment): nunjucks.Environment => {
    for (const [name, value] of Object.entries({ ...theme.globals, ...globals }))
      environment.addGlobal(name, value)
    return environment
      .addFilter('link', linkUrl)
      .addFilter('picture', pictureUrl)
      .addFilter('plain', stripControls)
      .addFilter('initial', initial)
      .addFilter('tileColor', tileColor)
      .addFilter('moment', (moment: Date) => translator.dateTime(moment))
      .addFilter('duration', (ms: number) => formatDuration(ms, translator))
      .addFilter('iso', (moment: Date) => moment.toISOString())
  }
  const failed = new Set<string>()
  const { own, themed } = createEnvironments(join(folder, 'views'), theme, production, addGlobals)
  return {
    assets,
    siteName: site.name,
    pageColor: site.pageColors.light,
    render: (page, view) => {
      translator = view.translator
      const { locale, dir, formatLocale } = translator
      const language = { locale, dir, formatLocale, languages, path: view.path }
      const render = (environment: nunjucks.Environment) =>
        environment.render(`${page.name}.njk`, { page, language })
      if (themed === own) return render(own)
      try {
        return render(themed)
      } catch (error) {
        if (!failed.has(page.name)) onThemeError(page.name, describeTemplateError(error))
        failed.add(page.name)
        return render(own)
      }
    },
  }
}
