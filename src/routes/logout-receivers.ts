import type { Context } from 'koa'
import type Router from 'koa-router'
import { hearsLogout, type HearingBackend } from '../backends/hearing-logout.js'
import { endByNotice, endProviderSession } from '../entry/end-by-provider.js'
import { PortcullisError } from '../errors.js'
import type { LimitRule } from '../limits/limiter.js'
import { networkOf } from '../limits/network-of.js'
import { notesOf } from '../web/context.js'
import { allowFraming } from '../web/headers.js'
import { BACK_CHANNEL } from '../web/oauth-error.js'
import { backendNamed } from './begin.js'
import { oauthForm } from './oauth-form.js'
import { type Parts, queryParameter, visitOf } from './parts.js'

/** One frame for each sign-out of a browser; many people may sit behind one address. */
const FRAMES: LimitRule = { name: 'front-channel logouts from one network', most: 300, windowMs: 600_000 }

/**
 * Where sessions are no rows of the database, each end leaves a mark there, also that of a `sid` which nobody has. So
 * whoever makes them up fills the table no faster than this, from one network and from all of them.
 */
const DAY_MS = 86_400_000
const MARKS: LimitRule = { name: 'marks of one network in a day', most: 2000, windowMs: DAY_MS }
const ALL_MARKS: LimitRule = { name: 'marks of one backend in a day', most: 20_000, windowMs: DAY_MS }
const LONGEST_TOKEN = 16_000

/** Where providers tell that a session has ended there. No cookie counts here, and none is set. */
export function logoutReceiverRoutes(router: Router, parts: Parts): void {
  // Back-Channel Logout 1.0 §2.5 and §2.8. A token that is no good costs no statement, and fetches keys only as often as
  // any other would; so there is no limit that could be used to keep the provider's own tokens out.
  router.post(`${BACK_CHANNEL}/:backend`, async (ctx) => {
    const backend = hearing(parts, ctx.params['backend'])
    const token = oauthForm(ctx, LONGEST_TOKEN).required('logout_token')
    const ended = await endByNotice(parts, backend.name, await backend.verifyLogoutToken(token))
    tell(parts, ctx, { backend, channel: 'back', ended })
  })

  // Front-Channel Logout 1.0 §3. Browsers keep cookies from frames of other sites, so it is the `sid` that counts, which
  // nobody can guess. Whatever is wrong with it, the answer is the same.
  router.get('/logout/frontchannel/:backend', async (ctx) => {
    const backend = hearing(parts, ctx.params['backend'])
    const { frontChannel } = backend
    if (frontChannel === null) throw new PortcullisError('not_found', { detail: 'frontChannelLogout is off' })
    allowFraming(ctx, frontChannel.origin)
    const network = networkOf(visitOf(parts, ctx).address)
    await parts.limiter.spend(FRAMES, network)
    const [iss, sid] = [queryParameter(ctx, 'iss'), queryParameter(ctx, 'sid')]
    const session = iss === null || sid === null ? null : frontChannel.sessionOf(iss, sid)
    if (session !== null && parts.marksEnds) {
      await parts.limiter.spend(MARKS, `${backend.name}\0${network}`)
      await parts.limiter.spend(ALL_MARKS, backend.name)
    }
    const ended = session === null ? 0 : await endProviderSession(parts, backend.name, session)
    tell(parts, ctx, { backend, channel: 'front', ended })
  })
}

function hearing(parts: Parts, name: unknown): HearingBackend {
  const backend = backendNamed(parts, name)
  if (hearsLogout(backend)) return backend
  throw new PortcullisError('unknown_backend', { detail: 'a backend of this kind hears of no logouts' })
}

function tell(
  parts: Parts,
  ctx: Context,
  { backend, channel, ended }: { backend: HearingBackend; channel: 'back' | 'front'; ended: number },
): void {
  const because = `${channel} channel of ${backend.name}: ${ended} sessions known to have ended`
  notesOf(ctx).trace.push({ step: 'providerLogout', because, ms: 0 })
  parts.metrics.endedByProvider(backend.name, channel, ended)
  ctx.set('Cache-Control', 'no-store')
  ctx.status = 200
  ctx.body = ''
}
