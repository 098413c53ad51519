import { authorize, push } from './authorize.js'
import { discovery } from './discovery.js'
import { endSession } from './end-session.js'
import type { Endpoint, TransportFault } from './faults.js'
import { introspect } from './introspect.js'
import { jwks } from './jwks.js'
import type { Op } from './op.js'
import { refusal } from './reply.js'
import type { Handler, ProviderRequest, Reply } from './reply.js'
import { revoke } from './revoke.js'
import { recordTokenRequest, token } from './token.js'
import { userinfo } from './userinfo.js'

const HANDLERS: Readonly<Record<Endpoint, Handler>> = {
  discovery,
  jwks,
  authorize,
  token,
  userinfo,
  // Only some accents have it.
  emails: () => Promise.resolve(refusal(404, 'not_found', 'no such endpoint')),
  revoke,
  introspect,
  end_session: endSession,
  par: push,
}

const PATHS: ReadonlyMap<string, Endpoint> = new Map([
  ['/.well-known/openid-configuration', 'discovery'],
  ['/authorize', 'authorize'],
  ['/token', 'token'],
  ['/userinfo', 'userinfo'],
  ['/revoke', 'revoke'],
  ['/introspect', 'introspect'],
  ['/end_session', 'end_session'],
  ['/par', 'par'],
])

/** A request to an issuer: the fault on its way, and a function that makes the honest response. */
export interface ReceivedRequest {
  readonly fault: TransportFault
  readonly make: () => Promise<Reply>
}

/** Counts and records a request to an issuer, and finds the endpoint that responds. */
export function receiveRequest(op: Op, path: string, request: ProviderRequest): ReceivedRequest {
  const endpoint = path === op.jwksPath ? 'jwks' : (op.accent.paths?.[path] ?? PATHS.get(path))
  op.counts[endpoint ?? 'other'] += 1
  op.visits.push({ endpoint: endpoint ?? 'other', at: new Date(op.now()) })
  if (endpoint === undefined) {
    return { fault: {}, make: () => Promise.resolve(refusal(404, 'not_found', 'no such endpoint')) }
  }
  if (endpoint === 'token') recordTokenRequest(op, request)
  const wanted = endpoint === 'jwks' ? [] : Object.entries(op.requiredQuery)
  if (wanted.some(([name, value]) => request.url.searchParams.get(name) !== value)) {
    return {
      fault: {},
      make: () => Promise.resolve(refusal(400, 'invalid_request', 'the query lacks something')),
    }
  }
  const planned = op.faults.at?.[endpoint]
  const fault = typeof planned === 'function' ? planned(op.counts[endpoint]) : planned
  return {
    fault: fault ?? {},
    make: () => (op.accent.endpoints?.[endpoint] ?? HANDLERS[endpoint])(op, request),
  }
}
