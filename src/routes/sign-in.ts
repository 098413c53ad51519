import type { Context } from 'koa'
import type Router from 'koa-router'
import type { Backend } from '../backends/backend.js'
import { findBackendByIssuer } from '../backends/capabilities.js'
import { PortcullisError } from '../errors.js'
import { requireNavigation } from '../middleware/csrf.js'
import { requestContext } from '../middleware/request-context.js'
import { allowFormRedirects } from '../middleware/security-headers.js'
import type { RecentlyAuthenticated } from '../recent-authentication.js'
import { MAX_RETURN_TO_LENGTH, sanitizeReturnTo } from '../return-to.js'
import type { User } from '../store/models.js'
import { findOwnMethods, hasStartForm, loginPage, isLoginPrompt, startPage } from './login-page.js'
import { toEmailStart } from './login-start.js'
import { queryParam, redirect, sendPage, type Services } from './services.js'
import { needsSetup } from './setup.js'

/** The login page, and the start of a sign-in at a provider. */
export function signInRoutes(router: Router, services: Services): void {
  router.get('/login', async (ctx) => {
    const thirdPartyRedirect = thirdPartyLoginRedirect(services, ctx)
    if (thirdPartyRedirect !== null) {
      redirect(ctx, thirdPartyRedirect)
      return
    }
    services.http.languages.useUiLocales(ctx)
    const next = sanitizeReturnTo(queryParam(ctx, 'next', MAX_RETURN_TO_LENGTH), services.site)
    const isReauthentication = isLoginPrompt(queryParam(ctx, 'prompt'))
    // A user who has signed in in the meantime, such as in another tab, continues.
    const isDone = services.http.sessions.current(ctx) !== null && !isReauthentication
    if (isDone && next.startsWith('/') && next !== sanitizeReturnTo(null, services.site)) {
      redirect(ctx, next)
      return
    }
    // These forms lead to `next`, which may be on an allowed origin.
    if (services.backends.password !== null || hasStartForm(services)) allowFormRedirects(ctx)
    const ownMethods = await findOwnMethods(services, ctx, isReauthentication)
    const page = loginPage(services, ctx, { next, isReauthentication, ownMethods, username: '', error: null })
    const isUnset = await needsSetup(services)
    // A person who authenticates again has used one of the methods before.
    const isEmailFirst =
      services.site.loginStart === 'email' &&
      !isReauthentication &&
      !isUnset &&
      queryParam(ctx, 'start') !== 'methods'
    const start = isEmailFirst ? toEmailStart(services, ctx, { email: '', error: null }) : {}
    sendPage(services, ctx, { ...page, ...start, needsSetup: isUnset })
  })

  router.get('/login/:backend', async (ctx) => {
    requireNavigation(ctx)
    const backend = services.backends.registry.require(ctx.params['backend'])
    if (backend.readsRequest === true) {
      // A link may be on another site, so the user presses a button on a page of ours first.
      allowFormRedirects(ctx)
      sendPage(services, ctx, startPage(services, ctx, backend))
      return
    }
    await redirectToProvider(services, ctx, backend)
    ctx.status = 302
  })

  // The button of such a backend. `originGuard` has refused forms of other sites.
  router.post('/login/:backend', async (ctx) => {
    requireNavigation(ctx)
    const backend = services.backends.registry.require(ctx.params['backend'])
    if (backend.readsRequest !== true)
      throw new PortcullisError('method_not_allowed', { detail: `${backend.name} is started with a link` })
    await redirectToProvider(services, ctx, backend)
  })
}

/** Starts the sign-in that the query asks for, and sends the browser to the provider. */
async function redirectToProvider(services: Services, ctx: Context, backend: Backend): Promise<void> {
  const returnTo = sanitizeReturnTo(queryParam(ctx, 'next', MAX_RETURN_TO_LENGTH), services.site)
  // A link that says nothing about the computer, as of an error page, leaves what its user has said.
  const shared = queryParam(ctx, 'shared')
  if (shared === '1' || shared === '0') services.http.sharedComputer.choose(ctx, shared === '1')
  const url = await startSignIn(services, ctx, {
    backend,
    intent: 'sign-in' as const,
    returnTo,
    isReauthentication: isLoginPrompt(queryParam(ctx, 'prompt')),
    loginHint: readLoginHint(ctx),
    loginParams: readLoginParams(ctx, backend),
  })
  redirect(ctx, url)
}

/** What an attempt is for. Connecting an account does not compile without the proof of its user. */
export type AttemptPurpose =
  | { readonly intent: 'sign-in'; readonly isReauthentication: boolean }
  | { readonly intent: 'silent' }
  | { readonly intent: 'connect'; readonly proof: RecentlyAuthenticated }
  | { readonly intent: 'test'; readonly admin: Pick<User, 'id'> }

/** Starts an attempt in this browser, and returns the URL at the provider. Nothing is stored if that fails. */
export async function startSignIn(
  { flows, http, metrics }: Pick<Services, 'flows' | 'http' | 'metrics'>,
  ctx: Context,
  {
    backend,
    returnTo,
    loginHint = null,
    loginParams = {},
    isRestart = false,
    ...purpose
  }: {
    readonly backend: Backend
    readonly returnTo: string
    readonly loginHint?: string | null
    readonly loginParams?: Readonly<Record<string, string>>
    readonly isRestart?: boolean
  } & AttemptPurpose,
): Promise<string> {
  const { intent } = purpose
  const userId = startingUserId(purpose)
  const { name, version = null, versionId = null, definitionIssuer: issuer = null } = backend
  const isReauthentication = purpose.intent === 'sign-in' && purpose.isReauthentication
  const options = {
    backend: name,
    version,
    versionId,
    issuer,
    intent,
    userId,
    returnTo,
    loginHint,
    isRestart,
  }
  const uiLocales = http.languages.useUiLocales(ctx)
  const attempt = {
    ...flows.attempts.prepare({ ...options, isReauthentication }),
    loginParams,
    ...(uiLocales === null ? {} : { uiLocales }),
  }
  const context = requestContext(ctx)
  const { recorder } = context
  recorder.recordSignIn(name, 'browser', { eventKind: null, isStart: true, intent, userId })
  recorder.useReference(attempt.reference)
  if (intent === 'silent') context.retryPath = retryPath(name, null)
  if (intent === 'sign-in') context.retryPath = retryPath(name, returnTo, isReauthentication)
  const url = await recorder.time('begin', () => backend.begin(attempt, recorder))
  await flows.attempts.save(attempt, http.browserCookie.ensureId(ctx, attempt.state))
  metrics.attempt(name, intent)
  return url.href
}

/** The user whom an attempt belongs to; null for a sign-in, which says only later whose it is. */
function startingUserId(purpose: AttemptPurpose): string | null {
  if (purpose.intent === 'connect') return purpose.proof.userId
  return purpose.intent === 'test' ? purpose.admin.id : null
}

/** Where "start again" leads: to the same provider, and afterwards to the same page. */
export function retryPath(backend: string, next: string | null, isReauthentication = false): string {
  const query = new URLSearchParams({
    ...(next === null ? {} : { next }),
    ...(isReauthentication ? { prompt: 'login' } : {}),
  }).toString()
  return `/login/${backend}${query === '' ? '' : `?${query}`}`
}

const MAX_LOGIN_PARAM_LENGTH = 500

/** The parameters of the link that the definition passes on to the provider. Unusable values are left out. */
function readLoginParams(ctx: Context, { loginParams = [] }: Backend): Readonly<Record<string, string>> {
  const entries = loginParams.flatMap((name): [string, string][] => {
    const value = queryParam(ctx, name)
    const isUsable = value !== null && value.length <= MAX_LOGIN_PARAM_LENGTH && !/\p{Cc}/u.test(value)
    return isUsable ? [[name, value]] : []
  })
  return Object.fromEntries(entries)
}

const MAX_LOGIN_HINT_LENGTH = 255

/** The user name for the form of the provider (Core §3.1.2.1); null for a value that cannot be one. */
function readLoginHint(ctx: Context): string | null {
  const hint = queryParam(ctx, 'login_hint')
  return hint === null || hint.length > MAX_LOGIN_HINT_LENGTH || /\p{Cc}/u.test(hint) ? null : hint
}

/**
 * Continues a sign-in that a third party has initiated, usually the provider's own portal (Core §4): `iss` chooses
 * the backend, and the sign-in starts again, with a state of this site. A `target_link_uri` outside this site leads to the
 * account page. Null when no third party initiated a sign-in.
 * @throws PortcullisError unknown_backend for an issuer that no backend has
 */
function thirdPartyLoginRedirect(
  { backends, site }: Pick<Services, 'backends' | 'site'>,
  ctx: Context,
): string | null {
  if (!new URLSearchParams(ctx.querystring).has('iss')) return null
  const backend = findBackendByIssuer(backends.registry, queryParam(ctx, 'iss') ?? '')
  if (backend === null) throw new PortcullisError('unknown_backend', { detail: 'no backend has this issuer' })
  const hint = readLoginHint(ctx)
  const uiLocales = queryParam(ctx, 'ui_locales')
  const query = new URLSearchParams({
    next: sanitizeReturnTo(queryParam(ctx, 'target_link_uri', MAX_RETURN_TO_LENGTH), site),
    ...(hint === null ? {} : { login_hint: hint }),
    ...(uiLocales === null ? {} : { ui_locales: uiLocales }),
  })
  return `${site.basePath}/login/${backend.name}?${query.toString()}`
}
