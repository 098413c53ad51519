import { type Message, message } from '../../locales/messages.js'
import { type Configuration, tokenIntrospection } from 'openid-client'
import { providerCause, toProblem } from '../../provider-causes.js'
import { type Claims, readClaim, readMembers } from '../protocol/claims.js'
import { momentProblem, pastMomentProblem } from '../protocol/moments.js'
import { providerError, quoteForLog, toProviderError } from '../protocol/provider-errors.js'
import { accessTokenProblem } from './access-token.js'
import { type IssuerRules, matchesIssuer } from './issuers.js'
import { metadataError } from './metadata.js'

const LABEL = message('detail.of.introspection')

/** The token to introspect, and what the response must match. */
export interface IntrospectionRequest {
  readonly config: Configuration
  readonly accessToken: string
  readonly rules: IssuerRules
  readonly clientId: string
  /** Accepted audiences; null: only tokens that were issued to this client. */
  readonly audience: readonly string[] | null
  readonly clock: () => Date
  /** In seconds: how much the clocks may differ. */
  readonly clockToleranceS: number
}

function timesProblem(claims: Claims, now: Date, toleranceS: number): string | null {
  const seconds = now.getTime() / 1000
  const [exp, nbf] = [readClaim(claims, 'exp'), readClaim(claims, 'nbf')]
  if (exp !== undefined && !(typeof exp === 'number' && exp > seconds - toleranceS)) return 'exp has passed'
  if (nbf !== undefined && !(typeof nbf === 'number' && nbf <= seconds + toleranceS))
    return 'nbf is in the future'
  return (
    momentProblem(claims, 'exp') ??
    momentProblem(claims, 'nbf') ??
    pastMomentProblem(claims, 'iat', now, toleranceS)
  )
}

/** Whether the token was issued to this client, or for one of the configured audiences. */
function isForThisClient(claims: Claims, { clientId, audience }: IntrospectionRequest): boolean {
  const client = readClaim(claims, 'client_id')
  if (client === clientId) return true
  return [readClaim(claims, 'aud'), client]
    .flat()
    .some((recipient) => audience?.some((allowed) => allowed === recipient) === true)
}

function introspectionProblem(claims: Claims, request: IntrospectionRequest): string | Message | null {
  // The library has checked that it is a boolean, but not that it is true.
  if (claims['active'] !== true) return message('detail.token.inactive')
  const issuer = readClaim(claims, 'iss')
  if (issuer !== undefined && !(typeof issuer === 'string' && matchesIssuer(issuer, request.rules)))
    return message('detail.callback.issuer', { issuer: quoteForLog(issuer) })
  if (!isForThisClient(claims, request)) return message('detail.token.notForSite')
  return timesProblem(claims, request.clock(), request.clockToleranceS) ?? accessTokenProblem(claims)
}

/** @throws PortcullisError provider_misconfigured when the provider has no introspection */
export function requireIntrospection(metadata: {
  readonly introspection_endpoint?: string | undefined
}): void {
  if (metadata.introspection_endpoint !== undefined) return
  throw metadataError(message('detail.metadata.introspection'), providerCause('no_introspection_endpoint'))
}

/**
 * Introspects an access token (RFC 7662) with one request, using the client authentication of the token endpoint.
 * @throws PortcullisError identity_rejected; provider_unavailable, provider_timeout, provider_misconfigured
 */
export async function introspect(request: IntrospectionRequest): Promise<Claims> {
  const { config, accessToken } = request
  requireIntrospection(config.serverMetadata())
  const hint = { token_type_hint: 'access_token' }
  const response = await tokenIntrospection(config, accessToken, hint).catch((error: unknown) => {
    throw toProviderError(error, LABEL, 'provider_unavailable')
  })
  const claims = readMembers(response) ?? {}
  const problem = introspectionProblem(claims, request)
  if (problem !== null) throw providerError('identity_rejected', LABEL, toProblem(problem, null))
  return claims
}
