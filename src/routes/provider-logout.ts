import { message } from '../locales/messages.js'
import type { Context } from 'koa'
import type Router from 'koa-router'
import { type LogoutReceivingBackend, receivesLogout } from '../backends/capabilities.js'
import { PortcullisError } from '../errors.js'
import { BACKCHANNEL_LOGOUT_PATH } from '../middleware/oauth-errors.js'
import { requestContext } from '../middleware/request-context.js'
import { allowFraming } from '../middleware/security-headers.js'
import { type Limit, networkLimits, type RateLimitRule } from '../rate-limit/rate-limiter.js'
import { handleFrontChannelLogout, handleLogoutToken } from '../sessions/provider-logout.js'
import { parseOAuthForm } from './api/device-grant.js'
import { clientInfo, queryParam, type Services } from './services.js'

/** One frame for each sign-out of a browser. Many users may share one address. */
const FRAME_LIMIT: RateLimitRule = {
  name: 'front-channel logouts from one network',
  max: 300,
  windowMs: 600_000,
}

/**
 * Where sessions are not rows of the database, each logout stores a tombstone there, even for a `sid` that no session
 * has. This limits how fast made-up values can fill the table, from one network and from all of them.
 */
const DAY_MS = 86_400_000
const NETWORK_TOMBSTONE_LIMIT: RateLimitRule = {
  name: 'marks of one network in a day',
  max: 2000,
  windowMs: DAY_MS,
}
const BACKEND_TOMBSTONE_LIMIT: RateLimitRule = {
  name: 'marks of one backend in a day',
  max: 20_000,
  windowMs: DAY_MS,
}
const MAX_LOGOUT_TOKEN_LENGTH = 16_000

/** Where providers announce that a session has ended there. Cookies do not count here, and none is set. */
export function logoutReceiverRoutes(router: Router, services: Services): void {
  // Back-Channel Logout 1.0 §2.5 and §2.8. An invalid token costs one event at most, of which only so many of each
  // network are written, and fetches keys only as often as any other token would. So there is no limit that could be
  // used to block the provider's own tokens.
  router.post(`${BACKCHANNEL_LOGOUT_PATH}/:backend`, async (ctx) => {
    const backend = requireLogoutReceiver(services, ctx.params['backend'])
    const token = parseOAuthForm(ctx, MAX_LOGOUT_TOKEN_LENGTH).required('logout_token')
    const ended = await endByLogoutToken(services, backend, token).catch((error: unknown) => {
      if (error instanceof PortcullisError && error.code === 'logout_token_rejected')
        requestContext(ctx).recorder.recordRefusedLogout(backend.name)
      throw error
    })
    acknowledge(services, ctx, { backend, channel: 'back', ended })
  })

  // Front-Channel Logout 1.0 §3. Browsers withhold cookies from frames of other sites, so the `sid` counts, which
  // cannot be guessed. The response is the same, whatever is wrong with it.
  router.get('/logout/frontchannel/:backend', async (ctx) => {
    const backend = requireLogoutReceiver(services, ctx.params['backend'])
    const { frontChannelLogout } = backend
    if (frontChannelLogout === null)
      throw new PortcullisError('not_found', { detail: 'frontChannelLogout is off' })
    allowFraming(ctx, frontChannelLogout.origin)
    const { address } = clientInfo(services, ctx)
    const [iss, sid] = [queryParam(ctx, 'iss'), queryParam(ctx, 'sid')]
    const session = iss === null || sid === null ? null : frontChannelLogout.resolveSid(iss, sid)
    const limits = [
      ...networkLimits(FRAME_LIMIT, address),
      ...(session !== null && services.sessions.usesTombstones ? tombstoneLimits(backend.name, address) : []),
    ]
    const ended = await services.rateLimiter.run(limits, async () =>
      session === null ? 0 : handleFrontChannelLogout(services, backend.name, session),
    )
    acknowledge(services, ctx, { backend, channel: 'front', ended })
  })
}

/** @throws PortcullisError logout_token_rejected */
async function endByLogoutToken(
  services: Services,
  backend: LogoutReceivingBackend,
  token: string,
): Promise<number> {
  return handleLogoutToken(services, backend.name, await backend.verifyLogoutToken(token))
}

function tombstoneLimits(backend: string, address: string | null): readonly Limit[] {
  const network = networkLimits(NETWORK_TOMBSTONE_LIMIT, address)
  return [
    ...network.map(({ rule, subject }) => ({ rule, subject: `${backend}\0${subject}` })),
    { rule: BACKEND_TOMBSTONE_LIMIT, subject: backend },
  ]
}

function requireLogoutReceiver(
  { backends }: Pick<Services, 'backends'>,
  name: unknown,
): LogoutReceivingBackend {
  // A provider that was disabled in an incident must still be able to end the sessions that it has opened.
  const backend = backends.registry.requireEvenDisabled(name)
  if (receivesLogout(backend)) return backend
  throw new PortcullisError('unknown_backend', { detail: 'backends of this kind receive no logouts' })
}

function acknowledge(
  { metrics }: Pick<Services, 'metrics'>,
  ctx: Context,
  { backend, channel, ended }: { backend: LogoutReceivingBackend; channel: 'back' | 'front'; ended: number },
): void {
  const reason = message('because.logout.channel', { channel, provider: backend.name, sessions: ended })
  requestContext(ctx).recorder.recordStep({ step: 'providerLogout', reason, ms: 0 })
  metrics.providerLogout(backend.name, channel, ended)
  ctx.set('Cache-Control', 'no-store')
  ctx.status = 200
  ctx.body = ''
}
