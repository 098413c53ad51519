import type { Middleware } from 'koa'
import type { Signer } from '../crypto/signer.js'
import type { TrustedProxies } from './proxy.js'

const PURPOSE = 'how requests arrive'
const VALID_MS = 300_000

/** Below BASE_URL. */
export const ARRIVAL_PATH = '/healthz/arrival'
/** Carries the proof that the question comes from whoever has the keys. */
export const ARRIVAL_HEADER = 'x-portcullis-check'

/** The proof that makes the server answer; good for five minutes. */
export function arrivalProof(signer: Signer, now: Date): string {
  return signer.seal(PURPOSE, String(now.getTime()))
}

interface ArrivalSettings {
  readonly baseUrl: string
  readonly basePath: string
  readonly production: boolean
}

/**
 * Tells `portcullis doctor` how its request has arrived here, behind whatever stands before this process. It answers
 * before the host is judged, since that may be what is wrong, and only to a proof made with SESSION_KEYS: to anybody
 * else this address does not exist.
 */
export function arrival(
  { baseUrl, basePath, production }: ArrivalSettings,
  signer: Signer,
  proxies: TrustedProxies,
  now: () => Date,
): Middleware {
  const path = basePath + ARRIVAL_PATH
  return async (ctx, next) => {
    const signed = ctx.path === path ? signer.open(PURPOSE, ctx.get(ARRIVAL_HEADER)) : null
    if (signed === null || !(Math.abs(now().getTime() - Number(signed)) < VALID_MS)) {
      await next()
      return
    }
    const header = (name: string) => ctx.get(name) || null
    ctx.set('Cache-Control', 'no-store')
    ctx.body = {
      host: ctx.get('Host'),
      forwardedHost: header('X-Forwarded-Host'),
      forwardedFor: header('X-Forwarded-For'),
      forwardedProto: header('X-Forwarded-Proto'),
      peer: ctx.req.socket.remoteAddress ?? null,
      trusted: proxies.trusts(ctx.req),
      client: proxies.clientAddress(ctx.req),
      baseUrl,
      production,
    }
  }
}
