import type { Context } from 'koa'
import { findBackendByIssuer } from '../backends/initiated.js'
import { PortcullisError } from '../errors.js'
import { sanitizeReturnTo } from '../next.js'
import { type Services, queryParam } from './parts.js'

const MAX_LOGIN_HINT_LENGTH = 255

/** Whom the person will probably sign in as, to spare them typing it (Core §3.1.2.1); null for what is no such text. */
export function readLoginHint(ctx: Context): string | null {
  const hint = queryParam(ctx, 'login_hint')
  return hint === null || hint.length > MAX_LOGIN_HINT_LENGTH || /\p{Cc}/u.test(hint) ? null : hint
}

/**
 * Where a sign-in goes on that a third party has initiated, mostly the provider's own portal (Core §4): `iss` chooses the
 * backend, and the sign-in begins anew, with a state of ours. A `target_link_uri` that is not of this site leads to the
 * account page. Null when nobody has initiated anything.
 * @throws PortcullisError unknown_backend for an issuer that no backend has
 */
export function thirdPartyLoginRedirect(services: Services, ctx: Context): string | null {
  if (!new URLSearchParams(ctx.querystring).has('iss')) return null
  const backend = findBackendByIssuer(services.registry, queryParam(ctx, 'iss') ?? '')
  if (backend === null) throw new PortcullisError('unknown_backend', { detail: 'no backend has this issuer' })
  const hint = readLoginHint(ctx)
  const query = new URLSearchParams({
    next: sanitizeReturnTo(queryParam(ctx, 'target_link_uri'), services.site),
    ...(hint === null ? {} : { login_hint: hint }),
  })
  return `${services.site.basePath}/login/${backend.name}?${query.toString()}`
}
