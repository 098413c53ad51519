import type { Context, Middleware } from 'koa'
import type { Logger } from 'pino'
import { ERROR_KINDS, type ErrorCode, errorTexts, PortcullisError } from '../errors.js'
import { ENGLISH } from '../locales/locales.js'
import type { TextWithoutParams } from '../locales/messages.js'
import type { Translator } from '../locales/translator.js'
import type { ErrorPage, UserSummary, Views } from '../pages/render.js'
import { isUnavailable } from '../store/database.js'
import { sendPage, translatorOf } from './language.js'
import { isOAuthEndpoint, sendOAuthError } from './oauth-errors.js'
import { requestContext, type RequestContext } from './request-context.js'

const CODES_BY_STATUS: ReadonlyMap<number, ErrorCode> = new Map([
  [400, 'bad_request'],
  [404, 'not_found'],
  [405, 'method_not_allowed'],
  [413, 'too_large'],
  [415, 'wrong_content_type'],
  [501, 'method_not_allowed'],
])

const RETRY_LABELS: ReadonlyMap<ErrorCode, TextWithoutParams> = new Map([
  ['login_required', 'common.signIn'],
  ['browser_session_required', 'common.signIn'],
  ['code_rejected', 'errorPage.requestCode'],
  ['reauthentication_required', 'common.signInAgain'],
])

/**
 * The one place where a failed request becomes a response: a page for users, a problem document (RFC 9457) for
 * programs, both with the stable code and the reference. The cause goes into the log. Pages are in the language of the
 * person; programs, and the people who read their logs, get English.
 */
export function errorHandler(deps: ErrorHandlerDeps): Middleware {
  return async (ctx, next) => {
    try {
      await next()
      // No handler responded, or the router did, with only a status.
      const routerCode = ctx.body === undefined ? CODES_BY_STATUS.get(ctx.status) : undefined
      if (routerCode !== undefined) throw new PortcullisError(routerCode)
    } catch (error) {
      await sendError(ctx, toPortcullisError(error), deps)
    }
  }
}

/** The signed-in user, as error pages show them. */
export interface CurrentUserView {
  readonly summary: UserSummary
  readonly isAdmin: boolean
}

export interface ErrorHandlerDeps {
  readonly views: Views
  readonly log: Logger
  /** The public URL without a slash at its end, and the path in it. */
  readonly baseUrl: string
  readonly basePath: string
  /** The path or URL of the program's own page for errors; null for ours. */
  readonly errorPage: string | null
  /** The label of the provider with this name; null for an unknown name, and for passwords. */
  readonly providerLabel: (backend: string) => string | null
  /** The signed-in user. With `shouldLoad`, a session that this path does not load by itself is looked up. */
  readonly currentUser: (ctx: Context, shouldLoad: boolean) => Promise<CurrentUserView | null>
}

/**
 * Converts any thrown value to one of our errors. An unexpected one becomes `internal`, and only its log line says
 * more.
 */
export function toPortcullisError(error: unknown): PortcullisError {
  if (error instanceof PortcullisError) return error
  if (isUnavailable(error))
    return new PortcullisError('unavailable', { detail: 'the database', cause: error })
  const status = error instanceof Error && 'status' in error ? error.status : undefined
  const code = typeof status === 'number' ? CODES_BY_STATUS.get(status) : undefined
  return new PortcullisError(code ?? 'internal', { cause: error })
}

async function sendError(ctx: Context, error: PortcullisError, deps: ErrorHandlerDeps): Promise<void> {
  const { code, kind } = error
  const context = requestContext(ctx)
  const { reference, signIn, steps } = context.recorder
  const { requestId } = context.ids
  context.error = error
  const line = {
    error: code,
    reference,
    requestId,
    detail: error.detail,
    trace: steps,
    err: error.cause,
  }
  if (kind.status >= 500) deps.log.error(line, 'request failed')
  else deps.log.info(line, 'request refused')
  const provider = signIn && deps.providerLabel(signIn.backend)
  ctx.status = kind.status
  ctx.set('Cache-Control', 'no-store')
  if (error.retryAfterSeconds !== null) ctx.set('Retry-After', String(error.retryAfterSeconds))
  if (isOAuthEndpoint(ctx.path, deps.basePath)) {
    sendOAuthError(ctx, error, { reference, provider })
    return
  }
  if (prefersProblemJson(ctx)) {
    ctx.type = 'application/problem+json'
    ctx.body = JSON.stringify(toProblemDocument(error, provider, reference))
    return
  }
  const onItsPage = context.renderError?.(error, reference) ?? null
  if (onItsPage === null && deps.errorPage !== null) {
    ctx.status = 303
    ctx.set('Location', `${deps.errorPage}?${new URLSearchParams({ code, reference }).toString()}`)
    ctx.body = ''
    return
  }
  const page =
    onItsPage ??
    errorPage(error, context, {
      ...deps,
      provider,
      translator: translatorOf(ctx),
      currentUser: await loadCurrentUser(ctx, error, deps),
    })
  sendPage(deps, ctx, page)
}

/**
 * The user who sees the page, which links administrators to the trace of a failed sign-in. It is worth a query: the
 * paths of a sign-in load no session by themselves.
 */
async function loadCurrentUser(
  ctx: Context,
  { code }: PortcullisError,
  deps: ErrorHandlerDeps,
): Promise<CurrentUserView | null> {
  // Without its database the site can look up no session, and under another host name the cookie does not count.
  const shouldLoad = code !== 'unavailable' && code !== 'unknown_host'
  // The page of one error must not fail with another.
  return deps.currentUser(ctx, shouldLoad).catch(() => null)
}

function errorPage(
  { code, kind, providerMessage, shown }: PortcullisError,
  context: RequestContext,
  {
    currentUser,
    provider,
    translator,
    ...deps
  }: Omit<ErrorHandlerDeps, 'currentUser'> & {
    readonly currentUser: CurrentUserView | null
    readonly provider: string | null
    readonly translator: Translator
  },
): ErrorPage {
  return {
    name: 'error',
    code,
    status: kind.status,
    ...errorTexts(code, provider, translator),
    ...shown,
    providerMessage,
    reference: context.recorder.reference,
    // Every sign-in has a trace, which administrators may read.
    linksTrace: context.recorder.signIn !== null && currentUser?.isAdmin === true,
    retryLink: retryLink(code, context.retryPath, { ...deps, translator }),
    link: otherLink(code, context.retryPath, { ...deps, translator }),
    user: currentUser?.summary ?? null,
  }
}

/**
 * RFC 9457. The type is a URN with our code, so that programs need not read the title. The title must not change from
 * one occurrence to the next (section 3.1.3), so only the detail names the provider.
 */
export function toProblemDocument(
  { code, shown }: PortcullisError,
  provider: string | null,
  reference: string,
): Record<string, unknown> {
  const { status, title } = ERROR_KINDS[code]
  const detail = shown.message ?? errorTexts(code, provider, ENGLISH).message
  return { type: `urn:portcullis:error:${code}`, title, status, detail, code, reference }
}

type PageLink = { readonly href: string; readonly label: string } | null

function retryLink(
  code: ErrorCode,
  path: string | null,
  { basePath, translator }: { readonly basePath: string; readonly translator: Translator },
): PageLink {
  const kind = ERROR_KINDS[code]
  if (!('canRetry' in kind)) return null
  // The owner of the existing account must choose another login method than the one they came with.
  const href = code === 'email_belongs_to_user' ? '/login' : (path ?? '/login')
  return { href: basePath + href, label: translator.t(RETRY_LABELS.get(code) ?? 'errorPage.startAgain') }
}

/** Starting with one provider, so that starting again would lead to the same one. */
const PROVIDER_START = /^\/login\/[^/?]+(?:\?(?<query>.*))?$/

// No page is a dead end: where there is nothing to start again, it links to the front page; and to all sign-in methods where a
// provider has failed.
function otherLink(
  code: ErrorCode,
  path: string | null,
  {
    baseUrl,
    basePath,
    translator,
  }: Pick<ErrorHandlerDeps, 'baseUrl' | 'basePath'> & { readonly translator: Translator },
): PageLink {
  if (code === 'unknown_host') return { href: `${baseUrl}/`, label: `${baseUrl}/` }
  if (!('canRetry' in ERROR_KINDS[code])) return { href: `${basePath}/`, label: translator.t('common.home') }
  const start = code === 'email_belongs_to_user' ? null : PROVIDER_START.exec(path ?? '')
  if (start === null) return null
  const query = start.groups?.['query'] ?? ''
  const href = `${basePath}/login${query === '' ? '' : `?${query}`}`
  return { href, label: translator.t('login.anotherWay') }
}

function prefersProblemJson(ctx: Context): boolean {
  return /(?:^|\/)(?:api(?:\/|$)|forward-auth$)/.test(ctx.path) || ctx.accepts('html', 'json') === 'json'
}
