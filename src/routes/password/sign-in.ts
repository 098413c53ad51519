import type { Context } from 'koa'
import type Router from 'koa-router'
import { NO_VERSION } from '../../attempt.js'
import type { Credentials, PasswordBackend, PasswordLogin } from '../../backends/password/backend.js'
import { PortcullisError } from '../../errors.js'
import { PASSWORD_BACKEND } from '../../identity.js'
import { message } from '../../locales/messages.js'
import { readForm, singleParam } from '../../middleware/body.js'
import { requestContext } from '../../middleware/request-context.js'
import { allowFormRedirects } from '../../middleware/security-headers.js'
import { MAX_RETURN_TO_LENGTH, sanitizeReturnTo } from '../../return-to.js'
import { loginPath, signInAgainPath } from '../current-user.js'
import type { BrowserUser } from '../../sessions/known-browsers.js'
import { finishSignIn } from '../finish-sign-in.js'
import { clientInfo, type Services } from '../services.js'
import { findOwnMethods, loginPage, isLoginPrompt } from '../login-page.js'
import { renderErrorsOnForm } from '../form-errors.js'

const MAX_LOGIN_NAME_LENGTH = 320

/** The password form of the login page. The path does not exist when passwords are disabled. */
export function passwordLoginRoutes(router: Router, services: Services): void {
  const { password: passwordBackend } = services.backends
  if (passwordBackend === null) return

  // The origin guard prevents other sites from signing a user in to a stranger's account.
  router.post('/login', async (ctx) => {
    const form = readForm(ctx)
    const next = sanitizeReturnTo(singleParam(form, 'next', MAX_RETURN_TO_LENGTH), services.site)
    const isReauthentication = isLoginPrompt(singleParam(form, 'prompt'))
    const name = singleParam(form, 'username', MAX_LOGIN_NAME_LENGTH)
    const password = singleParam(form, 'password')
    services.http.sharedComputer.choose(ctx, singleParam(form, 'shared') === '1')
    requestContext(ctx).retryPath = isReauthentication ? signInAgainPath(next) : loginPath(next)
    const ownMethods = await findOwnMethods(services, ctx, isReauthentication)
    // A login page of the program cannot show an error of ours.
    if (services.site.pages.login === null)
      renderErrorsOnForm(ctx, (error) =>
        loginPage(services, ctx, { next, isReauthentication, ownMethods, username: name ?? '', error }),
      )
    allowFormRedirects(ctx)
    if (name === null || password === null) {
      throw new PortcullisError('bad_request', { detail: message('detail.password.missing') })
    }
    const verified = await verifyPassword(services, ctx, passwordBackend, { name, password })
    await finishSignIn(services, ctx, { ...verified, ...NO_VERSION, intent: 'sign-in', returnTo: next })
  })
}

/**
 * Checks a user name and a password, recorded as a sign-in of this browser.
 * @throws PortcullisError as `PasswordBackend.verify` does
 */
export function verifyPassword(
  services: Services,
  ctx: Context,
  backend: PasswordBackend,
  credentials: Pick<Credentials, 'name' | 'password'>,
): Promise<PasswordLogin> {
  const { address } = clientInfo(services, ctx)
  const findKnownBrowser = (user: BrowserUser) => services.http.knownBrowsers.find(ctx, user)
  const { recorder } = requestContext(ctx)
  recorder.recordSignIn(PASSWORD_BACKEND, 'browser')
  return recorder.time('password', () => backend.verify({ ...credentials, address, findKnownBrowser }))
}
