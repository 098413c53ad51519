import { refusedClient } from './client-authentication.js'
import { metadata } from './discovery.js'
import { formPostPage } from './form-post.js'
import { now, random } from './grants.js'
import type { Op } from './op.js'
import { json, page, redirect, refusal } from './reply.js'
import type { ProviderRequest, Reply } from './reply.js'
import { mayReturnTo } from './return-address.js'

const CODE_TTL_S = 600

/** The cookie of the provider's own session; a frame on another site has it too. */
function sessionCookie(op: Op): string {
  return `session-of-${op.name}=1; Path=/; HttpOnly; SameSite=None; Secure`
}

function hasSession(op: Op, request: ProviderRequest): boolean {
  return request.headers.cookie?.includes(`session-of-${op.name}=1`) === true
}

function errorIn(op: Op, asked: URLSearchParams, request: ProviderRequest): Record<string, string> | null {
  if (op.faults.authorizeError !== undefined) return { ...op.faults.authorizeError }
  if (op.refusesPkce === 'authorize' && asked.has('code_challenge')) {
    return { error: 'unauthorized_client', error_description: 'invalid client id' }
  }
  if (asked.get('response_type') !== 'code') return { error: 'unsupported_response_type' }
  const method = asked.get('code_challenge_method')
  if (asked.has('code_challenge') && method !== 'S256') {
    return { error: 'invalid_request', error_description: 'only S256 is supported' }
  }
  const mode = asked.get('response_mode') ?? 'query'
  if (!['query', 'form_post'].includes(mode)) {
    return { error: 'invalid_request', error_description: 'response_mode is not supported' }
  }
  if (op.keepsSessions && asked.get('prompt') === 'none' && !hasSession(op, request))
    return { error: 'login_required' }
  // Without a page, the user cannot have just signed in (C46).
  if (asked.get('prompt') === 'none' && asked.get('max_age') === '0') return { error: 'login_required' }
  return null
}

function newCode(op: Op, asked: URLSearchParams, redirectUri: string): string {
  op.signedIn = { sub: op.who.sub, sid: random() }
  const grant = {
    person: op.who,
    clientId: op.clientId,
    audience: op.audience,
    redirectUri,
    scope: asked.get('scope') ?? '',
    nonce: asked.get('nonce'),
    challenge: asked.get('code_challenge'),
    sid: op.signedIn.sid,
    authTime: now(op),
    revoked: false,
  }
  return op.codes.issue(grant, CODE_TTL_S)
}

function answerTo(
  op: Op,
  asked: URLSearchParams,
  redirectUri: string,
  request: ProviderRequest,
): URLSearchParams {
  const error = errorIn(op, asked, request)
  const params = new URLSearchParams(error ?? { code: newCode(op, asked, redirectUri) })
  const state = asked.get('state')
  if (state !== null) params.set('state', state)
  if (metadata(op)['authorization_response_iss_parameter_supported'] === true) params.set('iss', op.issuer)
  return op.faults.callback?.(params) ?? params
}

/**
 * The pushed request with this `request_uri`, which works once; or the request itself where requests need not be
 * pushed.
 */
function resolvePushedRequest(op: Op, asked: URLSearchParams): URLSearchParams | null {
  const uri = asked.get('request_uri')
  if (uri === null) return op.requiresPar ? null : asked
  const pushed = op.pushed.get(uri) ?? null
  op.pushed.delete(uri)
  return pushed?.get('client_id') === asked.get('client_id') ? pushed : null
}

/** Stores the pushed authorization request of an authenticated client (RFC 9126 §2). */
export async function push(op: Op, request: ProviderRequest): Promise<Reply> {
  const refused = await refusedClient(op, request)
  if (refused !== null) return refused
  const uri = `urn:ietf:params:oauth:request_uri:${random()}`
  op.pushed.set(uri, new URLSearchParams([...request.form, ['client_id', op.clientId]]))
  return json(201, { request_uri: uri, expires_in: 60 })
}

/** Signs the person in without showing a page, and sends the browser back by redirect or by form. */
export function authorize(op: Op, request: ProviderRequest): Promise<Reply> {
  const asked = resolvePushedRequest(op, request.method === 'POST' ? request.form : request.url.searchParams)
  if (asked === null)
    return Promise.resolve(refusal(400, 'invalid_request', 'a request must be pushed, and is good once'))
  op.authorizations.push(asked)
  const redirectUri = asked.get('redirect_uri')
  if (asked.get('client_id') !== op.clientId) {
    return Promise.resolve(refusal(400, 'invalid_client', 'this client is not registered'))
  }
  if (redirectUri === null || !mayReturnTo(redirectUri, op.redirectUris)) {
    return Promise.resolve(refusal(400, 'invalid_request', 'this redirect_uri is not registered'))
  }
  const params = answerTo(op, asked, redirectUri, request)
  if (asked.get('response_mode') === 'form_post') {
    return Promise.resolve(page(formPostPage(redirectUri, params)))
  }
  const back = new URL(redirectUri)
  for (const [name, value] of params) back.searchParams.append(name, value)
  const remembered: Record<string, string> =
    op.keepsSessions && params.has('code') ? { 'set-cookie': sessionCookie(op) } : {}
  const reply = redirect(back)
  return Promise.resolve({ ...reply, headers: { ...reply.headers, ...remembered } })
}
