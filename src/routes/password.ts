import type Router from 'koa-router'
import type { Context } from 'koa'
import { PortcullisError } from '../errors.js'
import { givePassword } from '../passwords/give-password.js'
import type { Current } from '../session/current.js'
import type { FormFault } from '../views/index.js'
import { notesOf } from '../web/context.js'
import { formOf, single } from '../web/forms.js'
import { faceOf } from './face.js'
import { newPasswordIn } from './new-password.js'
import { withNotice } from './notices.js'
import { page, type Parts, requireForm, seeOther, visitOf } from './parts.js'
import { faultOf } from './password-fault.js'
import { isRecent, requireRecentLogin } from './recent-login.js'

/** The page where a signed-in person sets a first password, or changes the one they have. */
export function passwordRoutes(router: Router, parts: Parts): void {
  if (parts.passwordBackend === null) return

  router.get('/account/password', async (ctx) => {
    const current = parts.carrier.current(ctx)
    if (!current) {
      seeOther(ctx, parts.site.basePath + loginPath(ctx))
      return
    }
    const known = await parts.store.passwordOf(current.user.id)
    page(ctx, passwordPage(parts, current, { known, fault: null }))
  })

  router.post('/account/password', async (ctx) => {
    const current = requireForm(parts, ctx)
    const known = await parts.store.passwordOf(current.user.id)
    const notes = notesOf(ctx)
    notes.again = loginPath(ctx)
    notes.failurePage = (error, reference) => {
      const fault = faultOf(error, reference, 'The current password is not right.')
      return fault && passwordPage(parts, current, { known, fault })
    }
    const wanted = newPasswordIn(formOf(ctx), [current.user.username, current.user.email])
    if (known === null) requireRecentLogin(current, parts.now())
    else await provePassword(parts, ctx, current)
    await keep(parts, current, known, wanted)
    const renewed = await parts.sessions.endOthers(current)
    if (!renewed) throw new PortcullisError('login_required', { detail: 'the session ended meanwhile' })
    await parts.carrier.carry(ctx, renewed)
    seeOther(ctx, withNotice(`${parts.site.basePath}/account`, 'password-saved'))
  })
}

/** Where signing in leads back to this page; below the base path. */
function loginPath(ctx: Context): string {
  return `/login?${new URLSearchParams({ next: ctx.path }).toString()}`
}

/** Whoever sits at an open session must know the password to change it; guesses count as they do at a sign-in. */
async function provePassword(parts: Parts, ctx: Context, { user }: Current): Promise<void> {
  const password = single(formOf(ctx), 'current')
  if (password === null) throw new PortcullisError('bad_request', { detail: 'no current password' })
  const { address } = visitOf(parts, ctx)
  await parts.passwordBackend?.identify({ name: user.username, password, address })
}

async function keep(parts: Parts, { user }: Current, known: string | null, wanted: string): Promise<void> {
  const hash = await parts.hasher.hash(wanted)
  const now = parts.now()
  await parts.store.atomically(async (store) => {
    await store.lockUser(user.id, now)
    // What was proven above was proven of the password that stood there then. No two hashes are ever the same.
    if ((await store.passwordOf(user.id)) !== known) {
      throw new PortcullisError('wrong_credentials', { detail: 'the password was changed meanwhile' })
    }
    await givePassword(store, { user, hash, now })
  })
}

function passwordPage(
  parts: Parts,
  current: Current,
  { known, fault }: { readonly known: string | null; readonly fault: FormFault | null },
): string {
  const { user, csrf } = current
  return parts.views.render({
    name: 'password',
    user: faceOf(user),
    username: user.username,
    has: known !== null,
    mayChange: known !== null || isRecent(current, parts.now()),
    csrf,
    fault,
  })
}
