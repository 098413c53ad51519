import { message } from '../locales/messages.js'
import type { Context } from 'koa'
import type Router from 'koa-router'
import { z } from 'zod'
import { supportsRpInitiatedLogout } from '../backends/capabilities.js'
import { hashToken, newToken } from '../crypto/tokens.js'
import { PortcullisError } from '../errors.js'
import { readForm, singleParam } from '../middleware/body.js'
import { toPortcullisError } from '../middleware/error-handler.js'
import { requestContext } from '../middleware/request-context.js'
import { decryptTokens } from '../provider-tokens/stored-tokens.js'
import { sessionBackend } from '../sessions/derive-session.js'
import { hashProviderSid } from '../sessions/session-store.js'
import type { Session } from '../store/models.js'
import { currentUserSummary } from './current-user.js'
import { queryParam, redirect, sendPage, type Services } from './services.js'

/**
 * Ends the session here and every sign-in that waits for an answer in this browser; then, if the provider supports
 * it, the session at the provider.
 */
export function logoutRoutes(router: Router, services: Services): void {
  router.post('/logout', async (ctx) => {
    const csrfToken = singleParam(readForm(ctx), '_csrf')
    const hasToken = services.http.sessions.token(ctx) !== null
    // A second click, or a tab that was left open, finds nothing to end. That is not an error of the user.
    const hasNothingToEnd = !hasToken && services.http.browserCookie.hasCookie(ctx)
    if (!hasNothingToEnd && (csrfToken === null || !services.http.sessions.verifyCsrf(ctx, csrfToken))) {
      throw new PortcullisError('csrf_failed', { detail: 'no CSRF token, or the token of another session' })
    }
    await services.flows.partials.discardForBrowser(services.http.browserCookie.id(ctx))
    const session = services.http.sessions.current(ctx)?.session ?? null
    // Our own session first: whatever happens at the provider, the user is signed out here.
    await services.http.sessions.end(ctx)
    redirect(ctx, await logoutRedirect(services, ctx, session))
  })
}

const FLASH_COOKIE = 'logout'
const LOGGED_OUT_PATH = '/logged-out'

/**
 * The backend at whose provider the user was signed out, and the hash of the state that the provider must return;
 * null if the browser was not sent there.
 */
const LogoutFlash = z.object({ backend: z.string().max(100), stateHash: z.string().max(100).nullable() })
type LogoutFlash = z.infer<typeof LogoutFlash>

/** The page after a sign-out. It signs no user out, and trusts no parameter. */
export function loggedOutRoutes(router: Router, services: Services): void {
  router.get(LOGGED_OUT_PATH, (ctx) => {
    const user = currentUserSummary(services, ctx)
    sendPage(services, ctx, { name: 'logged-out', user, provider: readLogoutProvider(services, ctx) })
  })
}

/**
 * Where the browser goes after its session has ended here: to the provider that opened it, if that can end its own
 * session, and from there, or at once, to the page that confirms the sign-out.
 */
async function logoutRedirect(services: Services, ctx: Context, session: Session | null): Promise<string> {
  const loggedOutPath = `${services.site.basePath}${LOGGED_OUT_PATH}`
  const backend = session && services.backends.registry.get(sessionBackend(session) ?? '')
  if (!session || !backend) return loggedOutPath
  const [state, startedAt] = [newToken(), performance.now()]
  const returnTo = services.site.origin + loggedOutPath
  const withoutProviderLogout = (error: unknown): null => {
    const { code, detailText } = toPortcullisError(error)
    const problem = detailText ?? message('because.logout.unknown')
    requestContext(ctx).recorder.recordStep({
      step: 'endSession',
      reason: message('because.logout.problem', { code, problem }),
      ms: Math.round(performance.now() - startedAt),
    })
    return null
  }
  const url = supportsRpInitiatedLogout(backend)
    ? await backend
        .endSessionUrl({ ...(await loadIdTokenHint(services, session)), returnTo, state })
        .catch(withoutProviderLogout)
    : null
  const flash: LogoutFlash = { backend: backend.name, stateHash: url && hashToken(state) }
  services.http.browserCookie.setFlash(ctx, FLASH_COOKIE, JSON.stringify(flash))
  return url?.href ?? loggedOutPath
}

/** The ID Token of the account that opened this session. It is sent only to its own provider. */
async function loadIdTokenHint(
  { store, encrypter }: Services,
  { accountId, backend, sid: ownSid }: Session,
): Promise<{ idToken: string | null; belongsToSession: (sid: string) => boolean }> {
  const row = accountId === null ? null : await store.getTokens(accountId)
  const ciphertext = row?.backend === backend ? row.tokens : null
  const tokens = row && ciphertext && decryptTokens(encrypter, row.id, ciphertext)
  return {
    idToken: tokens?.idToken ?? null,
    belongsToSession: (sid) => hashProviderSid(backend, sid) === ownSid,
  }
}

function readLogoutProvider(
  { backends, http }: Pick<Services, 'backends' | 'http'>,
  ctx: Context,
): { label: string; ended: boolean } | null {
  const text = http.browserCookie.readFlash(ctx, FLASH_COOKIE)
  const flash = text === null ? null : (LogoutFlash.safeParse(JSON.parse(text)).data ?? null)
  const backend = flash && backends.registry.get(flash.backend)
  if (!flash || !backend) return null
  const state = queryParam(ctx, 'state')
  return { label: backend.label, ended: state !== null && hashToken(state) === flash.stateHash }
}
