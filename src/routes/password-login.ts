import type Router from 'koa-router'
import { PortcullisError } from '../errors.js'
import { safeNext } from '../next.js'
import { notesOf } from '../web/context.js'
import { formOf, single } from '../web/forms.js'
import { allowProviders } from '../web/headers.js'
import { loginPage } from './login.js'
import type { Parts } from './parts.js'
import { faultOf } from './password-fault.js'
import { identifyByPassword, signInLocally } from './password-sign-in.js'

const LONGEST_NAME = 320

/** The form of the login page, for a user name and a password. Not there when passwords are switched off. */
export function passwordLoginRoutes(router: Router, parts: Parts): void {
  const { passwordBackend } = parts
  if (passwordBackend === null) return

  // The origin guard keeps other sites from signing a visitor in to a stranger's account.
  router.post('/login', async (ctx) => {
    const form = formOf(ctx)
    const next = safeNext(single(form, 'next'), parts.site)
    const name = single(form, 'username', LONGEST_NAME)
    const password = single(form, 'password')
    const notes = notesOf(ctx)
    notes.again = `/login?${new URLSearchParams({ next }).toString()}`
    notes.failurePage = (error, reference) => {
      const fault = faultOf(error, reference)
      return fault && loginPage(parts, ctx, { next, username: name ?? '', fault })
    }
    allowProviders(ctx)
    if (name === null || password === null) {
      throw new PortcullisError('bad_request', { detail: 'user name or password is missing' })
    }
    const proven = await identifyByPassword(parts, ctx, passwordBackend, { name, password })
    await signInLocally(parts, ctx, proven, next)
  })
}
