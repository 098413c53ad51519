import { createHash } from 'node:crypto'
import { accessToken as makeAccessToken } from './access-token.js'
import { formOf, refusedClient } from './client-authentication.js'
import type { Claims, GrantType } from './faults.js'
import type { Grant } from './grants.js'
import { idToken } from './id-token.js'
import type { Op } from './op.js'
import { form, json, refusal } from './reply.js'
import type { ProviderRequest, Reply } from './reply.js'

const REFRESH_TOKEN_TTL_S = 30 * 24 * 3600

function verifierFits(grant: Grant, verifier: string | null): boolean {
  // A verifier without a challenge is rejected, too: that is the PKCE downgrade of RFC 9700 §4.8.2.
  if (grant.challenge === null || verifier === null) return grant.challenge === verifier
  if (!/^[\w.~-]{43,128}$/.test(verifier)) return false
  return createHash('sha256').update(verifier).digest('base64url') === grant.challenge
}

async function tokens(op: Op, grant: Grant, type: GrantType, refreshToken: string): Promise<Reply> {
  const accessToken = await makeAccessToken(op, grant)
  const wantsIdToken = grant.scope.split(' ').includes('openid') && !op.faults.omitIdToken
  const response: Claims = {
    access_token: accessToken,
    token_type: 'Bearer',
    expires_in: op.accessTokenLifetime,
    scope: grant.scope,
    refresh_token: refreshToken,
    ...(wantsIdToken ? { id_token: await idToken(op, grant, accessToken, type) } : {}),
  }
  const answer = op.says('tokenResponse', response, type)
  return op.faults.tokenAs === 'form' ? form(answer) : json(200, answer)
}

function codeGrant(op: Op, form: URLSearchParams): Promise<Reply> | Reply {
  const grant = op.codes.redeem(form.get('code'))
  if (grant === undefined) return refusal(400, 'invalid_grant', 'the code is unknown, expired or used')
  if (grant.redirectUri !== form.get('redirect_uri')) {
    return refusal(400, 'invalid_grant', 'the redirect_uri is not the one of the authorization request')
  }
  if (!verifierFits(grant, form.get('code_verifier'))) {
    return refusal(400, 'invalid_grant', 'the code_verifier does not match')
  }
  return tokens(op, grant, 'authorization_code', op.refreshTokens.issue(grant, REFRESH_TOKEN_TTL_S))
}

function refreshGrant(op: Op, form: URLSearchParams): Promise<Reply> | Reply {
  const old = form.get('refresh_token') ?? ''
  const grant = op.rotatesRefreshTokens ? op.refreshTokens.redeem(old) : op.refreshTokens.find(old)
  if (grant === undefined)
    return refusal(400, 'invalid_grant', 'the refresh token is unknown, expired or used')
  const next = op.rotatesRefreshTokens ? op.refreshTokens.issue(grant, REFRESH_TOKEN_TTL_S) : old
  return tokens(op, grant, 'refresh_token', next)
}

/** Redeems codes and refresh tokens. */
export async function token(op: Op, request: ProviderRequest): Promise<Reply> {
  if (request.method !== 'POST') return refusal(405, 'invalid_request', 'this endpoint is for POST')
  const refused = await refusedClient(op, request)
  if (refused !== null) return refused
  if (op.refusesPkce === 'token' && request.form.has('code_verifier')) {
    return refusal(401, 'invalid_client', 'Client authentication failed')
  }
  const grantType = request.form.get('grant_type')
  if (grantType === 'authorization_code') return codeGrant(op, request.form)
  if (grantType === 'refresh_token') return refreshGrant(op, request.form)
  return refusal(400, 'unsupported_grant_type', 'only codes and refresh tokens are redeemed here')
}

/** Records a token request for the test, whatever the response is. */
export function recordTokenRequest(op: Op, request: ProviderRequest): void {
  op.tokenRequests.push({ headers: request.headers, body: request.form, form: formOf(request) })
}
