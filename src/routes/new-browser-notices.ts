import type { Context } from 'koa'
import { EMAIL_BACKEND, type Identity } from '../identity.js'
import { ENGLISH } from '../locales/locales.js'
import { parseEmailAddress } from '../mail/email-address.js'
import { browserName } from '../middleware/client-info.js'
import { networkKey, type RateLimitRule } from '../rate-limit/rate-limiter.js'
import type { User } from '../store/models.js'
import { methodLabel } from './method-labels.js'
import { clientInfo, type Services } from './services.js'

/**
 * Programs and private windows keep no cookie, so each of their sign-ins is one with an unknown browser. The same kind of
 * browser in the same network is announced once.
 */
const PLACE_RULE: RateLimitRule = { name: 'emails about one place', max: 1, windowMs: 30 * 86_400_000 }

/** Whether browsers are marked, so that those of a user are known. */
export function marksBrowsers({
  backends,
  mail,
  site,
}: Pick<Services, 'backends' | 'mail' | 'site'>): boolean {
  return backends.password !== null || backends.emailLogin !== null || (mail !== null && site.signInMails)
}

/**
 * Tells a user, at their proven address, of a sign-in with a browser that has not been theirs before. Call it before this
 * sign-in marks the browser. Without such an address, without mail, or if the user does not want it, nothing happens.
 * A sign-in with a code that was sent to that very address is no news there, either.
 */
export async function notifyNewBrowser(
  services: Services,
  ctx: Context,
  user: Pick<User, 'id' | 'sessionEpoch' | 'provenEmail' | 'signInMails' | 'language'>,
  { backend, email }: Pick<Identity, 'backend' | 'email'>,
): Promise<void> {
  const { mail, site, http, rateLimiter } = services
  const to = parseEmailAddress(user.provenEmail)
  if (mail === null || !site.signInMails || !user.signInMails || to === null) return
  if (backend === EMAIL_BACKEND && email === to) return
  if (http.knownBrowsers.find(ctx, user) !== null) return
  const { userAgent, address } = clientInfo(services, ctx)
  const subject = `${user.id} with ${browserName(userAgent, ENGLISH)} in ${networkKey(address)}`
  // The sign-in is stored already. If the database fails now, the user gets the email rather than an error.
  const isFirst = await rateLimiter.admits({ rule: PLACE_RULE, subject }).catch(() => true)
  if (!isFirst) return
  const method = methodLabel(services, backend, mail.translatorFor(ctx, user))
  mail.mailQueue.enqueue({ to, ...mail.emailTemplates(ctx, user).newSignIn(method) })
}
