import type { Context, Middleware } from 'koa'
import type { Locales } from '../locales/locales.js'
import { parseAcceptLanguage, parseUiLocales } from '../locales/negotiation.js'
import type { Translator } from '../locales/translator.js'
import type { Page, Views } from '../pages/render.js'
import { RequestValue } from '../request-value.js'
import { requestContext } from './request-context.js'
import { clearCookie, type CookieAttributes, readCookie, setCookie } from '../sessions/cookies.js'
import type { Logger } from 'pino'
import { toBaseUser } from '../user-extension.js'
import type { BaseUser } from '../public-types.js'
import type { User } from '../store/models.js'

const CHOICE_TTL_MS = 365 * 86_400_000

/** The language of a request. */
interface Choice {
  readonly translator: Translator
  /** Whether nothing says which one the person wants, or only what the site does not offer. */
  readonly isDefault: boolean
}

/** The languages of requests that are being handled. A request of a socket, and a mounted application, share it. */
const chosen = new RequestValue<() => Choice>()

export interface LanguageChooserDeps {
  readonly locales: Locales
  readonly attributes: CookieAttributes
  readonly clock: () => Date
  /** What the function of the site chooses, which counts most; what is not an offered language does not count. */
  readonly ownChoice: ((ctx: Context) => unknown) | null
}

/**
 * Chooses the language of each request: by `ui_locales` of the link that started the sign-in, else by what the person has
 * chosen, else by `Accept-Language`, else the default. The choice of a person is kept for a year, in a cookie; `ui_locales`
 * counts until the browser closes, in another one, so that it does not replace that choice.
 */
export class LanguageChooser {
  readonly #locales: Locales
  readonly #attributes: CookieAttributes
  readonly #clock: () => Date
  readonly #ownChoice: (ctx: Context) => unknown

  constructor(deps: LanguageChooserDeps) {
    this.#locales = deps.locales
    this.#attributes = deps.attributes
    this.#clock = deps.clock
    this.#ownChoice = deps.ownChoice ?? (() => null)
  }

  /** Must run before everything that may respond. The language is chosen when it is first asked for. */
  readonly middleware: Middleware = (ctx, next) => {
    let choice: Choice | null = null
    chosen.set(ctx.req, () => (choice ??= this.#choose(ctx)))
    return next()
  }

  /** The languages of the site, the default first. */
  get offered(): readonly Translator[] {
    return this.#locales.all
  }

  /**
   * Keeps the language that the person has chosen on a page, in this browser.
   * @returns the tag of that language; null for one that is not offered, which changes nothing
   */
  keepChoice(ctx: Context, language: string): string | null {
    const match = this.#find(language)
    if (match === null) return null
    const expires = new Date(this.#clock().getTime() + CHOICE_TTL_MS)
    setCookie(ctx, this.#attributes, { name: this.#choiceCookie, value: match.locale, expires })
    if (readCookie(ctx, this.#uiLocalesCookie) !== undefined)
      clearCookie(ctx, this.#attributes, this.#uiLocalesCookie)
    return match.locale
  }

  /**
   * Uses the `ui_locales` of this request from now on, if one of them is offered, and says what to pass on to the provider:
   * those, else the language that the person has chosen. Null for neither: the provider reads `Accept-Language` itself.
   */
  useUiLocales(ctx: Context): string | null {
    const wanted = readUiLocales(ctx)
    const match = this.#locales.match(wanted)
    if (match !== null)
      setCookie(ctx, this.#attributes, { name: this.#uiLocalesCookie, value: match.locale, expires: null })
    if (wanted.length > 0) return wanted.join(' ')
    return (
      (this.#fromCookie(ctx, this.#uiLocalesCookie) ?? this.#fromCookie(ctx, this.#choiceCookie))?.locale ??
      null
    )
  }

  #choose(ctx: Context): Choice {
    const translator =
      this.#find(this.#ownChoice(ctx)) ??
      this.#locales.match(readUiLocales(ctx)) ??
      this.#fromCookie(ctx, this.#uiLocalesCookie) ??
      this.#fromCookie(ctx, this.#choiceCookie) ??
      this.#locales.match(parseAcceptLanguage(ctx.get('Accept-Language')))
    return { translator: translator ?? this.#locales.default, isDefault: translator === null }
  }

  #fromCookie(ctx: Context, name: string): Translator | null {
    return this.#find(readCookie(ctx, name))
  }

  #find(language: unknown): Translator | null {
    return this.#locales.all.find(({ locale }) => locale === language) ?? null
  }

  get #choiceCookie(): string {
    return `${this.#attributes.name}-language`
  }

  get #uiLocalesCookie(): string {
    return `${this.#attributes.name}-ui-locales`
  }
}

function readUiLocales(ctx: Context): readonly string[] {
  return parseUiLocales(new URLSearchParams(ctx.querystring).get('ui_locales') ?? '')
}

/** The texts of the language of this request. */
export function translatorOf(ctx: Pick<Context, 'req'>): Translator {
  return choiceOf(ctx).translator
}

/** The tag of the language that this request asks for; null where the default of the site stands in. */
export function requestedLanguage(ctx: Pick<Context, 'req'>): string | null {
  const { translator, isDefault } = choiceOf(ctx)
  return isDefault ? null : translator.locale
}

function choiceOf({ req }: Pick<Context, 'req'>): Choice {
  const choose = chosen.get(req)
  if (choose === undefined) throw new Error('The language of this request was not prepared')
  return choose()
}

/** Responds with a page in the language of the request, which must not be stored. */
export function sendPage({ views }: { readonly views: Views }, ctx: Context, page: Page): void {
  const translator = translatorOf(ctx)
  ctx.set('Cache-Control', 'no-store')
  ctx.set('Content-Language', translator.locale)
  ctx.vary('Accept-Language')
  ctx.vary('Cookie')
  ctx.type = 'html'
  ctx.body = views.render(page, { translator, path: pathOf(ctx, page) })
}

/** Opening one of these starts or ends a sign-in. */
const ONE_TIME_PATH = /\/(?:complete|login|logout|silent|connect)\/./

/**
 * The path and query that show this page again, so that a person can switch its language; null where that would do something,
 * or lose the page: what was sent with a form is gone when its page is opened. An error that a form has led to, on a page of
 * its own or beside the form, is shown in place of the page of the form, which is where the request came from.
 */
function pathOf(ctx: Context, page: Page): string | null {
  if (ctx.method === 'GET') return page.name === 'error' && ONE_TIME_PATH.test(ctx.path) ? null : ctx.url
  const isStep = 'flowToken' in page || 'state' in page
  if (isStep || requestContext(ctx).error === null) return null
  // Only a request of this site is believed: `originGuard` has checked the origin, and the referrer must have the same one.
  const referrer = URL.parse(ctx.get('Referer'))
  const isOwn = referrer !== null && referrer.origin === ctx.get('Origin')
  return isOwn && !ONE_TIME_PATH.test(referrer.pathname) ? referrer.pathname + referrer.search : null
}

/** A function of the site that chooses the language of a request. */
type ChooseLanguage = (request: { readonly headers: Headers; readonly user: BaseUser | null }) => unknown

/**
 * Creates the chooser of a site, which may have a function of its own (`locales.choose` of the configuration).
 * @param attributes of the cookies that keep a choice
 */
export function createLanguageChooser(
  deps: {
    readonly locales: Locales
    readonly extensions: { readonly locales: { readonly choose: ChooseLanguage | null } }
    readonly log: Logger
    readonly clock: () => Date
  },
  attributes: CookieAttributes,
  currentUser: (ctx: Context) => User | null,
): LanguageChooser {
  const { locales, extensions, log, clock } = deps
  const ownChoice = ownLanguageChoice(extensions.locales.choose, currentUser, log)
  return new LanguageChooser({ locales, attributes, clock, ownChoice })
}

/** Asks the function of the site for the language of a request. What it throws is logged once, and chooses nothing. */
function ownLanguageChoice(
  choose: ChooseLanguage | null,
  currentUser: (ctx: Context) => User | null,
  log: Logger,
): ((ctx: Context) => unknown) | null {
  if (choose === null) return null
  let hasFailed = false
  return (ctx) => {
    try {
      const user = currentUser(ctx)
      return choose({ headers: toHeaders(ctx), user: user && toBaseUser(user) })
    } catch (error) {
      if (!hasFailed) log.error({ err: error }, 'locales.choose of the configuration failed')
      hasFailed = true
      return null
    }
  }
}

function toHeaders({ headers }: Context): Headers {
  return new Headers(
    Object.entries(headers).flatMap(([name, value]): [string, string][] =>
      value === undefined ? [] : [[name, String(value)]],
    ),
  )
}
