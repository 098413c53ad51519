import type Router from 'koa-router'
import { PortcullisError } from '../errors.js'
import { sanitizeReturnTo } from '../next.js'
import { requestContext } from '../web/context.js'
import { readForm, singleParam } from '../web/forms.js'
import { allowFormRedirects } from '../web/headers.js'
import { loginPage } from './login.js'
import type { Services } from './parts.js'
import { toFormError } from './password-fault.js'
import { verifyPassword, signInWithPassword } from './password-sign-in.js'

const MAX_LOGIN_NAME_LENGTH = 320

/** The form of the login page, for a user name and a password. Not there when passwords are switched off. */
export function passwordLoginRoutes(router: Router, services: Services): void {
  const { passwordBackend } = services
  if (passwordBackend === null) return

  // The origin guard keeps other sites from signing a visitor in to a stranger's account.
  router.post('/login', async (ctx) => {
    const form = readForm(ctx)
    const next = sanitizeReturnTo(singleParam(form, 'next'), services.site)
    const name = singleParam(form, 'username', MAX_LOGIN_NAME_LENGTH)
    const password = singleParam(form, 'password')
    const context = requestContext(ctx)
    context.retryPath = `/login?${new URLSearchParams({ next }).toString()}`
    context.renderError = (error, reference) => {
      const formError = toFormError(error, reference)
      return formError && loginPage(services, ctx, { next, username: name ?? '', error: formError })
    }
    allowFormRedirects(ctx)
    if (name === null || password === null) {
      throw new PortcullisError('bad_request', { detail: 'user name or password is missing' })
    }
    const verified = await verifyPassword(services, ctx, passwordBackend, { name, password })
    await signInWithPassword(services, ctx, verified, next)
  })
}
