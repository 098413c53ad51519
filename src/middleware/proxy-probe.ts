import type { Middleware } from 'koa'
import type { Signer } from '../crypto/signing.js'
import { peerAddress } from '../http-server.js'
import type { TrustedProxies } from './client-info.js'

const PURPOSE = 'how requests arrive'
const PROBE_TTL_MS = 300_000

/** Below BASE_URL. */
export const PROBE_PATH = '/healthz/arrival'
/** Contains the proof that the caller has SESSION_KEYS. */
export const PROBE_HEADER = 'x-portcullis-check'

/** The proof that makes the server respond; valid for five minutes. */
export function signProbe(signer: Signer, now: Date): string {
  return signer.sign(PURPOSE, String(now.getTime()))
}

interface ProxyProbeSettings {
  readonly baseUrl: string
  readonly basePath: string
  readonly production: boolean
}

/**
 * Tells `portcullis doctor` how its request arrived here, behind all proxies before this process. It responds before
 * the host is checked, because the host may be the problem, and only to a proof made with SESSION_KEYS: for other
 * callers this path does not exist.
 */
export function proxyProbe(
  { baseUrl, basePath, production }: ProxyProbeSettings,
  signer: Signer,
  proxies: TrustedProxies,
  clock: () => Date,
): Middleware {
  const path = basePath + PROBE_PATH
  return (ctx, next) => {
    const timestamp = ctx.path === path ? signer.unsign(PURPOSE, ctx.get(PROBE_HEADER)) : null
    if (timestamp === null || !(Math.abs(clock().getTime() - Number(timestamp)) < PROBE_TTL_MS)) return next()
    const readHeader = (name: string) => ctx.get(name) || null
    ctx.set('Cache-Control', 'no-store')
    ctx.body = {
      host: ctx.get('Host'),
      forwardedHost: readHeader('X-Forwarded-Host'),
      forwardedFor: readHeader('X-Forwarded-For'),
      forwardedProto: readHeader('X-Forwarded-Proto'),
      peer: peerAddress(ctx.req.socket),
      trusted: proxies.trusts(ctx.req),
      client: proxies.clientAddress(ctx.req),
      baseUrl,
      production,
    }
    return undefined
  }
}
