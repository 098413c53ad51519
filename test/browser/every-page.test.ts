import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import nunjucks from 'nunjucks'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { z } from 'zod'
import { PAGES } from '../../src/pages/page.js'
import { collectScriptErrors } from '../support/script-errors.js'
import type { Answer } from '../support/visitor.js'
import { openChromium } from './chromium.js'
import { EVERY_PAGE, type Opened, type PageState } from './pages/every-page.js'
import { AcceptedPictures } from './pages/accepted.js'
import { PageProxy, type Sent } from './pages/page-proxy.js'
import { seed } from './pages/seed.js'
import { type Language, LANGUAGES, NOW, Stage } from './pages/stage.js'
import { steady } from './pages/steady.js'
import { keepPicture } from './picture.js'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** The text of a select stays where it was with the font before, a part of a pixel aside. */
const LAY_SELECTS_OUT = `for (const select of document.querySelectorAll('select')) {
  select.style.display = 'none'
  select.getBoundingClientRect()
  select.style.display = ''
}`

/** Answers that are errors, and our own script, which the browser does not run in a frame that may run none. */
const EXPECTED =
  /status of [45]\d\d|^Blocked script execution in .* because the document's frame is sandboxed/

/** How a page is looked at. */
interface Look {
  readonly language: Language
  readonly scheme: 'light' | 'dark'
  readonly width: 1280 | 360
  /** Whether the pictures of this look are kept. */
  readonly isKept: boolean
}

const KEPT = ['en-light-1280', 'fr-dark-360']

const DESKTOP: Look = { language: 'en', scheme: 'light', width: 1280, isKept: true }
const PHONE: Look = { language: 'fr', scheme: 'dark', width: 360, isKept: true }
const GERMAN_PHONE: Look = { ...PHONE, language: 'de', isKept: false }

/** Every combination, which ALL_LOOKS=true tries; the workflow sets it. */
const ALL_LOOKS: readonly Look[] = LANGUAGES.flatMap((language) =>
  (['light', 'dark'] as const).flatMap((scheme) =>
    ([1280, 360] as const).map((width) => ({
      language,
      scheme,
      width,
      isKept: KEPT.includes(`${language}-${scheme}-${width}`),
    })),
  ),
)

/** Otherwise each page is seen in both schemes and on both widths, and every other one in another language on the phone. */
function looksOf(state: PageState): readonly Look[] {
  if (process.env['ALL_LOOKS'] === 'true') return ALL_LOOKS
  if (process.env['PICTURES'] !== undefined) return [DESKTOP, PHONE]
  return [DESKTOP, EVERY_PAGE.indexOf(state) % 2 === 0 ? PHONE : GERMAN_PHONE]
}

/** What a page's other looks can break of the rules that its first look keeps: what depends on colors, width and language. */
const VISUAL_RULES = [
  'color-contrast',
  'link-in-text-block',
  'target-size',
  'scrollable-region-focusable',
  'html-has-lang',
  'html-lang-valid',
  'valid-lang',
  'meta-viewport',
  'landmark-unique',
]

const LOOKS: readonly Look[] = [...new Set(EVERY_PAGE.flatMap(looksOf))]

/** Sees which templates are rendered, so that no entry of the list can name another one than it shows. */
class RenderedTemplates {
  readonly #own = Object.getOwnPropertyDescriptor(nunjucks.Environment.prototype, 'render') ?? {}
  last = ''

  constructor() {
    const own: unknown = this.#own.value
    if (typeof own !== 'function') throw new Error('nunjucks renders in another way')
    const value = new Proxy(own, {
      apply: (render, environment, words: unknown[]): unknown => {
        this.last = String(words[0]).replace(/\.njk$/, '')
        return Reflect.apply(render, environment, words)
      },
    })
    Object.defineProperty(nunjucks.Environment.prototype, 'render', { ...this.#own, value })
  }

  stop(): void {
    Object.defineProperty(nunjucks.Environment.prototype, 'render', this.#own)
  }
}

interface Window {
  readonly context: BrowserContext
  readonly page: Page
  readonly proxy: PageProxy
  /** Errors in its console, since they were last asked for. */
  readonly complaints: string[]
}

/** A page as the site has sent it. */
interface Shown extends Sent {
  /** What its frames show. */
  readonly frames: readonly Sent[]
  readonly template: string
  readonly cookies: readonly { readonly name: string; readonly value: string }[]
}

const Violations = z.array(z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string() })) }))

describe('every page', () => {
  let stage: Stage
  let browser: Browser
  const shown = new Map<string, Shown | string>()
  let pictures: AcceptedPictures
  const windows = new Map<Look, Window>()

  beforeAll(async () => {
    ;[stage, browser] = await Promise.all([Stage.start(), openChromium()])
    pictures = new AcceptedPictures(browser.version())
    await seed(stage)
    await collect()
    for (const look of LOOKS) windows.set(look, await openWindow(look))
  }, 180_000)

  afterAll(async () => {
    await browser.close()
    for (const { proxy } of windows.values()) await proxy.close()
    await stage.close()
  })

  /** Opens every page in every language. What they look like is not the business of the site, so that comes later. */
  async function collect(): Promise<void> {
    const templates = new RenderedTemplates()
    try {
      let providers: PageState['providers'] = 4
      for (const state of EVERY_PAGE) {
        if ((state.providers ?? 4) !== providers) await stage.offer((providers = state.providers ?? 4))
        for (const language of new Set(looksOf(state).map((look) => look.language))) {
          await stage.site.rows.limit.deleteMany()
          const opened = await state.open(stage, language).catch((error: unknown) => String(error))
          const answer = typeof opened === 'string' ? opened : toShown(opened, templates.last)
          shown.set(`${state.name} ${language}`, answer)
        }
      }
    } finally {
      templates.stop()
    }
  }

  async function openWindow({ language, scheme, width }: Look): Promise<Window> {
    const complaints: string[] = []
    const proxy = await PageProxy.start()
    const context = await browser.newContext({
      proxy: { server: proxy.url },
      locale: language,
      reducedMotion: 'reduce',
      colorScheme: scheme,
      viewport: { width, height: 900 },
      timezoneId: 'Europe/Paris',
    })
    context.setDefaultTimeout(10_000)
    collectScriptErrors(context, complaints)
    context.on('console', (message) => {
      if (message.type() === 'error' && !EXPECTED.test(message.text())) complaints.push(message.text())
    })
    await context.clock.setFixedTime(NOW.getTime() + 30_000)
    // Sent to the browser once, instead of with every page.
    await context.addInitScript(AXE)
    return { context, page: await context.newPage(), proxy, complaints }
  }

  /** Shows the page in the window of this look. */
  async function show(state: PageState, look: Look): Promise<Window> {
    const window = windows.get(look)
    const answer = shown.get(`${state.name} ${look.language}`)
    if (typeof answer === 'string') throw new Error(`${state.name} could not be opened: ${answer}`)
    if (window === undefined || answer === undefined) throw new Error(`${state.name} was not opened`)
    const { url, frames, template, cookies } = answer
    expect(template).toBe(state.view)
    const { context, page, proxy } = window
    await context.clearCookies()
    await context.addCookies(cookies.map((cookie) => ({ ...cookie, url })))
    for (const sent of [answer, ...frames]) proxy.next(sent)
    await page.setViewportSize({ width: look.width, height: 900 })
    await page.goto(url)
    await page.evaluate('document.fonts.ready')
    if (cookies.length > 0) await page.locator('#lamp[data-lamp="on"]').waitFor({ state: 'attached' })
    await page.evaluate(LAY_SELECTS_OUT)
    return window
  }

  async function inspect(state: PageState, look: Look, isFirst: boolean): Promise<void> {
    const { page, complaints } = await show(state, look)
    const { language, scheme, width } = look
    const difference =
      look.isKept && pictures.areWanted
        ? pictures.check(pictureName(state, look), await picture(page, look))
        : null
    const found = {
      difference,
      lang: await page.evaluate('document.documentElement.lang'),
      violations: await violations(page, isFirst ? null : VISUAL_RULES),
      tooWide: await tooWide(page, width === 1280 ? [1280] : [360, 320]),
      tables: await tableFaults(page),
      complaints: complaints.splice(0),
    }
    const right = {
      difference: null,
      lang: language,
      violations: [],
      tooWide: [],
      tables: [],
      complaints: [],
    }
    expect({ look, ...found }).toEqual({ look, ...right })
    await keepPicture(page, `${state.name}-${language}-${scheme}-${width}`)
  }

  test('is in the list', () => {
    const listed = new Set(EVERY_PAGE.map(({ view }) => view))
    expect(Object.keys(PAGES).filter((name) => !listed.has(name))).toEqual([])
    const used = new Set([...listed, ...includedTemplates()])
    expect(templates().filter((name) => !used.has(name))).toEqual([])
    expect(
      pictures.without(
        EVERY_PAGE.flatMap((state) => [DESKTOP, PHONE].map((look) => pictureName(state, look))),
      ),
    ).toEqual([])
    expect(EVERY_PAGE.length).toBe(new Set(EVERY_PAGE.map(({ name }) => name)).size)
  })

  test.each(EVERY_PAGE.map((state) => [state.name, state] as const))('%s', async (_name, state) => {
    const isComplete = process.env['ALL_LOOKS'] === 'true'
    await Promise.all(looksOf(state).map((look, index) => inspect(state, look, isComplete || index === 0)))
  })
})

function pictureName({ name }: PageState, { scheme, width }: Look): string {
  return `${name}-${scheme}-${width}`
}

/** By width. */
const MAX_PICTURE_HEIGHT = { 1280: 900, 360: 1200 }

/** The whole page, or the upper part of a long one. */
async function picture(page: Page, { width }: Look): Promise<Buffer> {
  const height = Number(await page.evaluate('document.documentElement.scrollHeight'))
  const clip = { x: 0, y: 0, width, height: Math.min(height, MAX_PICTURE_HEIGHT[width]) }
  return page.screenshot({ fullPage: true, clip, animations: 'disabled' })
}

/** On a phone, rows are cards: a cell that scrolls out of sight, or lacks the name of its column, is a fault. */
const TABLE_FAULTS = `[...document.querySelectorAll('main table')].flatMap((table) => {
  const columns = [...table.querySelectorAll('thead th')]
  const frame = table.parentElement
  return [
    ...(table.getAttribute('role') === 'table' ? [] : ['no role']),
    ...(frame.scrollWidth > frame.clientWidth ? ['scrolls by ' + (frame.scrollWidth - frame.clientWidth)] : []),
    ...[...table.querySelectorAll('tbody tr')].flatMap((row) => [...row.cells].flatMap((cell, index) => {
      const name = columns[index].querySelector('.unseen') === null ? columns[index].textContent.trim() : null
      const label = cell.getAttribute('data-label')
      const isUnseen = cell.textContent.trim() !== '' && cell.getBoundingClientRect().width < 24
      return [...(label === name ? [] : [label + ' is not ' + name]), ...(isUnseen ? [name + ' is not visible'] : [])]
    })),
  ]
})`

async function tableFaults(page: Page): Promise<readonly string[]> {
  return z.array(z.string()).parse(await page.evaluate(TABLE_FAULTS))
}

/** At which of these widths the page can be scrolled sideways. The last one stays. */
async function tooWide(page: Page, widths: readonly number[]): Promise<readonly number[]> {
  const wider: number[] = []
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 })
    const overflow = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth')
    if (overflow !== 0) wider.push(width)
  }
  return wider
}

function toShown({ frames = [], visitor, ...answer }: Opened, template: string): Shown {
  const cookies = visitor?.cookieNames().map((name) => ({ name, value: visitor.cookie(name) ?? '' })) ?? []
  return { ...toSent(answer), frames: frames.map(toSent), template, cookies }
}

function toSent({ url, status, headers, body }: Answer): Sent {
  // The body may have another length than the site has said.
  const kept = [...headers].filter(([name]) => name !== 'set-cookie' && name !== 'content-length')
  return { url, status, headers: Object.fromEntries(kept), body: steady(body) }
}

async function violations(page: Page, rules: readonly string[] | null): Promise<readonly string[]> {
  const options = {
    resultTypes: ['violations'],
    selectors: false,
    ...(rules === null ? {} : { runOnly: rules }),
  }
  const found = await page.evaluate(
    `axe.run(${JSON.stringify(options)}).then(({ violations }) =>
      violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => ({ html })) })))`,
  )
  return Violations.parse(found).flatMap(({ id, nodes }) =>
    nodes.map(({ html }) => `${id}: ${html.slice(0, 300)}`),
  )
}

function templates(): readonly string[] {
  return readdirSync(join(ROOT, 'views'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.njk'))
    .map((name) => name.replaceAll('\\', '/').replace(/\.njk$/, ''))
}

/** Templates that others extend, import or include. */
function includedTemplates(): readonly string[] {
  return templates().flatMap((name) => {
    const text = readFileSync(join(ROOT, 'views', `${name}.njk`), 'utf8')
    return [...text.matchAll(/\{% (?:extends|import|include|from) "([^"]+)\.njk"/g)].map(
      ([, used = '']) => used,
    )
  })
}
