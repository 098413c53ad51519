import type { Context } from 'koa'
import type Router from 'koa-router'
import { SETUP_LINK_TTL_MS } from '../flows/setup.js'
import { readForm, singleParam } from '../middleware/body.js'
import { requestedLanguage } from '../middleware/language.js'
import type { FormError, SetupPage } from '../pages/render.js'
import { requireChoosableUsername } from '../pipeline/steps/choose-username.js'
import { clearCookie, type CookieAttributes, readCookie, setCookie } from '../sessions/cookies.js'
import { setupLinkInvalidError } from '../sessions/link-proof.js'
import { readNewPassword } from './password/change.js'
import { renderErrorsOnForm } from './form-errors.js'
import { clientInfo, redirect, sendPage, type Services } from './services.js'

const MAX_NAME_LENGTH = 100

/** The page behind the setup link, which makes the first administrator. */
export function setupRoutes(router: Router, services: Services): void {
  const setupPath = `${services.site.basePath}/setup`
  const cookie = linkCookie(services, 'setup')

  // The token moves into a cookie, so that neither the history nor another page or program has it from the address. Opening
  // the link uses nothing up: mail scanners and previews of chats do that, too.
  router.get('/setup/:token', async (ctx) => {
    ctx.set('Referrer-Policy', 'no-referrer')
    const token = ctx.params['token'] ?? ''
    if (!(await services.flows.setup.isLinkValid(token))) throw setupLinkInvalidError()
    const expires = new Date(services.clock().getTime() + SETUP_LINK_TTL_MS)
    setCookie(ctx, cookie.attributes, { name: cookie.name, value: token, expires })
    redirect(ctx, setupPath)
  })

  router.get('/setup', async (ctx) => {
    await requireToken(services, ctx)
    const administrator = await services.flows.setup.findAdministrator()
    sendPage(services, ctx, setupPage(services, { username: '', personName: '', administrator, error: null }))
  })

  router.post('/setup', async (ctx) => {
    const token = await requireToken(services, ctx)
    const administrator = await services.flows.setup.findAdministrator()
    const form = readForm(ctx)
    const username = (singleParam(form, 'username') ?? '').trim().toLowerCase()
    const personName = (singleParam(form, 'name', MAX_NAME_LENGTH) ?? '').trim()
    renderErrorsOnForm(ctx, (error) => setupPage(services, { username, personName, administrator, error }))
    if (administrator === null) requireChoosableUsername(username, services.site.reservedUsernames)
    const { passwordHasher, password } = services.backends
    const names = [administrator?.username ?? username, personName]
    const passwordHash = password === null ? null : await passwordHasher.hash(readNewPassword(form, names))
    const opened = await services.flows.setup.complete({
      token,
      passwordHash,
      newUser: { username, name: personName || null, language: requestedLanguage(ctx) },
      clientInfo: clientInfo(services, ctx),
      replacesToken: services.http.sessions.token(ctx),
    })
    clearCookie(ctx, cookie.attributes, cookie.name)
    await services.http.sessions.attach(ctx, opened)
    if (password !== null) services.http.knownBrowsers.remember(ctx, opened.user)
    const hasProviders = services.backends.registry.list().length > 0
    redirect(ctx, `${services.site.basePath}/admin${hasProviders ? '' : '/providers/new'}`)
  })
}

/** Whether pages say how this site is set up: there are no providers, and no administrator can sign in. */
export async function needsSetup({
  backends,
  flows,
  site,
}: Pick<Services, 'backends' | 'flows' | 'site'>): Promise<boolean> {
  if (site.without.has('admin')) return false
  return backends.registry.list().length === 0 && (await flows.setup.isNeeded())
}

/** The token of a link that can be used. @throws PortcullisError setup_link_invalid */
async function requireToken(services: Services, ctx: Context): Promise<string> {
  const token = readCookie(ctx, linkCookie(services, 'setup').name)
  if (token !== undefined && (await services.flows.setup.isLinkValid(token))) return token
  throw setupLinkInvalidError()
}

/**
 * The cookie that the token of a link moves into: only for this host, and with no request from another site, whatever the
 * settings say about sessions.
 */
export function linkCookie(
  { http }: Pick<Services, 'http'>,
  kind: 'setup' | 'invitation',
): { readonly name: string; readonly attributes: CookieAttributes } {
  const attributes = { ...http.sessionCookie, domain: null, sameSite: 'lax' } as const
  return { name: `${http.sessionCookie.name}-${kind}`, attributes }
}

function setupPage(
  { backends }: Pick<Services, 'backends'>,
  {
    administrator,
    ...form
  }: {
    readonly username: string
    readonly personName: string
    readonly administrator: { readonly username: string } | null
    readonly error: FormError | null
  },
): SetupPage {
  return {
    name: 'setup' as const,
    user: null,
    ...form,
    administrator: administrator?.username ?? null,
    hasPasswordLogin: backends.password !== null,
  }
}
