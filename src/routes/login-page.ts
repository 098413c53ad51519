import type { Context } from 'koa'
import type { Backend } from '../backends/backend.js'
import { PASSWORD_BACKEND } from '../identity.js'
import type { FormError, LoginPage, Page } from '../pages/render.js'
import { MAX_RETURN_TO_LENGTH, sanitizeReturnTo } from '../return-to.js'
import { displayName } from './current-user.js'
import { readFlash, readSignedOut } from './flash.js'
import { listOwnMethods, type OwnMethods } from './login-methods.js'
import { queryParam, type Services } from './services.js'

/** The login page, with the password form if passwords are enabled. */
export function loginPage(
  services: Services,
  ctx: Context,
  {
    next,
    isReauthentication,
    ownMethods = null,
    ...form
  }: {
    readonly next: string
    /** Whether the user is to authenticate again, for something that needs a recent sign-in. */
    readonly isReauthentication: boolean
    /** The methods of the user who is to authenticate again; others would not help them. */
    readonly ownMethods?: OwnMethods | null
    readonly username: string
    readonly error: FormError | null
  },
): LoginPage {
  const current = services.http.sessions.current(ctx)
  const user = current && { name: displayName(current.user), picture: null }
  // A message about the sign-out is outdated once a user is signed in again, or tries to sign in.
  const notice =
    user === null && form.error === null ? (readFlash(ctx) ?? readSignedOut(services, ctx)) : null
  const canSendMail = services.mail !== null
  const links = { reset: canSendMail, register: canSendMail && services.site.registration === 'open' }
  const password =
    services.backends.password === null || ownMethods?.hasPassword === false ? null : { ...form, ...links }
  return {
    name: 'login',
    next,
    user,
    password,
    notice,
    ...arrangeBackends(services, ctx, { ofSession: current?.session.backend ?? null, ownMethods }),
    reason: toReason(next, services),
    isShared: queryParam(ctx, 'shared') === '1' || services.http.sharedComputer.isShared(ctx),
    isReauthentication,
    needsSetup: false,
    emailStart: null,
  }
}

/** The methods of the user who is to authenticate again; null for anyone else. */
export async function findOwnMethods(
  services: Services,
  ctx: Context,
  isReauthentication: boolean,
): Promise<OwnMethods | null> {
  const current = services.http.sessions.current(ctx)
  return isReauthentication && current !== null ? listOwnMethods(services, current.user) : null
}

/** The login page with the button of one backend only, for a link to it. */
export function startPage(services: Services, ctx: Context, backend: Backend): Page {
  const current = services.http.sessions.current(ctx)
  const next = sanitizeReturnTo(queryParam(ctx, 'next', MAX_RETURN_TO_LENGTH), services.site)
  return {
    name: 'login',
    backends: [backend],
    moreBackends: [],
    lastUsed: null,
    isOnlyOne: true,
    next,
    reason: toReason(next, services),
    isShared: services.http.sharedComputer.isShared(ctx),
    user: current && { name: displayName(current.user), picture: null },
    password: null,
    notice: null,
    needsSetup: false,
    isReauthentication: isLoginPrompt(queryParam(ctx, 'prompt')),
  }
}

/** Whether a link of ours asks for a new authentication: `prompt=login`, as in Core §3.1.2.1. */
export function isLoginPrompt(prompt: string | null): boolean {
  return prompt === 'login'
}

/** Whether the button of a backend is a form. */
export function hasStartForm({ backends }: Pick<Services, 'backends'>): boolean {
  return backends.registry.list().some(({ readsRequest }) => readsRequest === true)
}

/**
 * First the backend that this browser signed in with last, then all others in their order. A hidden one is there for a
 * person who has used it.
 * @param ofSession the backend of the session of this browser
 * @param ownMethods the methods of a user who authenticates again
 */
function arrangeBackends(
  { backends: { registry, password }, http, site }: Pick<Services, 'backends' | 'http' | 'site'>,
  ctx: Context,
  { ofSession, ownMethods }: { readonly ofSession: string | null; readonly ownMethods: OwnMethods | null },
): Pick<LoginPage, 'backends' | 'moreBackends' | 'lastUsed'> {
  const remembered = http.rememberedBackend.read(ctx)
  const listed =
    ownMethods?.backends ??
    registry.list().filter(({ hidden, name }) => hidden !== true || name === ofSession)
  const found = remembered === null ? null : registry.get(remembered)
  const last = ownMethods === null || (found !== null && ownMethods.backends.includes(found)) ? found : null
  const others = listed.filter((each) => each !== last)
  const arranged = last === null ? others : [last, ...others]
  const isPassword = remembered === PASSWORD_BACKEND && password !== null && ownMethods?.hasPassword !== false
  // A single hidden button would save no room, because the line that unfolds it is as high.
  const shown = arranged.length === site.loginButtons + 1 ? arranged.length : site.loginButtons
  return {
    backends: arranged.slice(0, shown),
    moreBackends: arranged.slice(shown),
    lastUsed: isPassword ? PASSWORD_BACKEND : (last?.name ?? null),
  }
}

/** Which part of the site the user wants to open. */
function toReason(next: string, { site: { basePath } }: Pick<Services, 'site'>): LoginPage['reason'] {
  const [, part] = (next.startsWith(`${basePath}/`) ? next.slice(basePath.length) : '').split(/[/?#]/)
  if (part === 'device') return 'device'
  return part === 'admin' ? 'administration' : null
}
