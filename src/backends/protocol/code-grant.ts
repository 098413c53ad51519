import { message } from '../../locales/messages.js'
import { hash } from 'node:crypto'
import { authorizationCodeGrant, type AuthorizationCodeGrantChecks, type Configuration } from 'openid-client'
import { z } from 'zod'
import type { Attempt } from '../../attempt.js'
import type { ProviderTokens } from '../../identity.js'
import type { AuthorizationResponse } from './callback.js'
import { providerCause, toProblem } from '../../provider-causes.js'
import { providerError, toProviderError } from './provider-errors.js'
import { tokenOrigins } from './token-origins.js'
import type { Claims } from './claims.js'
import { restoreIdToken } from './token-endpoint.js'

const LABEL = message('detail.of.tokenRequest')
/** In seconds: ten years. A longer lifetime is treated as unknown. */
const MAX_EXPIRES_IN_S = 315_360_000

/** The PKCE parameters of an authorization request (RFC 7636 §4.2, §4.3). */
export function pkceParameters({ codeVerifier }: Attempt): Readonly<Record<string, string>> {
  return { code_challenge: hash('sha256', codeVerifier, 'base64url'), code_challenge_method: 'S256' }
}

/** A valid token response (RFC 6749 §5.1, Core §3.1.3.3). */
export const tokenResponseSchema = z.object({
  // Visible ASCII only, because the token is sent in a header (RFC 6750 §2.1).
  access_token: z.string().regex(/^[\x21-\x7e]+$/),
  token_type: z.string().regex(/^bearer$/i),
  id_token: z.string().min(1).optional(),
  refresh_token: z.string().optional(),
  // They count only if they are valid.
  expires_in: z.unknown().optional(),
  scope: z.unknown().optional(),
})

/** What is needed to exchange a code. */
export interface CodeGrantRequest {
  readonly config: Configuration
  readonly redirectUri: string
  readonly authorizationResponse: AuthorizationResponse
  readonly attempt: Attempt
  readonly clock: () => Date
}

/**
 * The callback URL for openid-client, built from the configured redirect URI and never from the host of a request. It
 * does not contain `iss`, because openid-client accepts only one spelling of an issuer; callback.ts has checked `iss`.
 */
function callbackUrl({ redirectUri, authorizationResponse, attempt }: CodeGrantRequest): URL {
  const url = new URL(redirectUri)
  url.search = ''
  url.searchParams.set('code', authorizationResponse.code)
  url.searchParams.set('state', attempt.state)
  return url
}

/** The tokens for a code, and all members of the response that they came with, for code of the site's own. Secret. */
export interface CodeGrantResult {
  readonly tokens: ProviderTokens
  readonly response: Claims
}

/**
 * Exchanges a code for tokens (RFC 6749 §4.1.3). The request is sent once and never repeated, because a code is valid
 * once (§4.1.2). The ID Token is not verified yet.
 * @throws PortcullisError provider_error, provider_misconfigured, provider_unavailable, provider_timeout,
 *   identity_rejected
 */
export async function redeemCode(
  request: CodeGrantRequest,
  checks: AuthorizationCodeGrantChecks,
): Promise<CodeGrantResult> {
  const { config, attempt, clock } = request
  const allChecks = { expectedState: attempt.state, ...checks }
  const response = await authorizationCodeGrant(config, callbackUrl(request), allChecks).catch(
    (error: unknown) => {
      throw toProviderError(error, LABEL, 'identity_rejected')
    },
  )
  const members = restoreIdToken(response)
  const parsed = tokenResponseSchema.safeParse(members)
  if (!parsed.success) {
    const invalid = parsed.error.issues.map(({ path }) => path.join('.'))
    const problem = toProblem(
      message('detail.noValid', { members: invalid.join(', ') }),
      providerCause('token_response_invalid'),
    )
    throw providerError('identity_rejected', LABEL, problem)
  }
  return { tokens: toProviderTokens(parsed.data, config, clock()), response: members }
}

/** The tokens of a valid response that was received at `now`. */
export function toProviderTokens(
  response: z.output<typeof tokenResponseSchema>,
  config: Configuration,
  now: Date,
): ProviderTokens {
  const { access_token, refresh_token, id_token, expires_in: seconds, scope } = response
  const hasLifetime = typeof seconds === 'number' && seconds <= MAX_EXPIRES_IN_S
  return {
    accessToken: access_token,
    refreshToken: refresh_token ?? null,
    idToken: id_token ?? null,
    expiresAt: hasLifetime ? new Date(now.getTime() + seconds * 1000) : null,
    scope: typeof scope === 'string' ? scope : null,
    origins: tokenOrigins(config),
  }
}
