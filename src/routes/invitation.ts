import type { Context } from 'koa'
import type Router from 'koa-router'
import { INVITATION_TTL_MS } from '../flows/invitations.js'
import { requestedLanguage } from '../middleware/language.js'
import { invitationInvalidError } from '../sessions/link-proof.js'
import { clearCookie, readCookie, setCookie } from '../sessions/cookies.js'
import { currentUserSummary } from './current-user.js'
import { withFlash } from './flash.js'
import { clientInfo, redirect, sendPage, type Services } from './services.js'
import { linkCookie } from './setup.js'

/** The page behind an invitation, with which a user whom an administrator has created signs in for the first time. */
export function invitationRoutes(router: Router, services: Services): void {
  const path = `${services.site.basePath}/invitation`
  const cookie = linkCookie(services, 'invitation')

  // As with the setup link, the token moves into a cookie, and opening the link uses nothing up.
  router.get('/invitation/:token', async (ctx) => {
    ctx.set('Referrer-Policy', 'no-referrer')
    const token = ctx.params['token'] ?? ''
    await services.flows.invitations.findUser(token)
    const expires = new Date(services.clock().getTime() + INVITATION_TTL_MS)
    setCookie(ctx, cookie.attributes, { name: cookie.name, value: token, expires })
    redirect(ctx, path)
  })

  router.get('/invitation', async (ctx) => {
    const { username } = await services.flows.invitations.findUser(requireToken(ctx))
    sendPage(services, ctx, {
      name: 'invitation',
      user: currentUserSummary(services, ctx),
      username,
    })
  })

  // The cookie is the proof that the form comes from our page: it is sent with no request from another site.
  router.post('/invitation', async (ctx) => {
    const opened = await services.flows.invitations.accept({
      token: requireToken(ctx),
      clientInfo: clientInfo(services, ctx),
      replacesToken: services.http.sessions.token(ctx),
      language: requestedLanguage(ctx),
    })
    clearCookie(ctx, cookie.attributes, cookie.name)
    await services.http.sessions.attach(ctx, opened)
    redirect(ctx, `${withFlash(`${services.site.basePath}/account`, 'invitation-accepted')}#connect`)
  })

  /** @throws PortcullisError invitation_invalid */
  function requireToken(ctx: Context): string {
    const token = readCookie(ctx, cookie.name)
    if (token === undefined) throw invitationInvalidError()
    return token
  }
}
