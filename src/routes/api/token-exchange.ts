import type { Context } from 'koa'
import { z } from 'zod'
import { selectExchangeBackend, type TokenExchangeBackend } from '../../backends/token-exchange.js'
import { PortcullisError } from '../../errors.js'
import { message } from '../../locales/messages.js'
import { requestContext } from '../../middleware/request-context.js'
import { completeSignIn, requireOpenedSession } from '../../pipeline/run.js'
import { networkLimits, type RateLimitRule } from '../../rate-limit/rate-limiter.js'
import { readBearerToken } from '../../sessions/http-sessions.js'
import { toSessionObject } from '../../sessions/session-object.js'
import type { OpenedSession } from '../../sessions/session-store.js'
import { clientInfo, queryParam, type Services } from '../services.js'
import type { Operation } from './operation.js'
import { SessionObjectSchema } from './schemas.js'

/** Each invalid token makes us call a provider, so invalid ones are limited; valid ones are not. */
const FAILED_EXCHANGES_LIMIT: RateLimitRule = {
  name: 'failed trades of an address',
  max: 60,
  windowMs: 300_000,
}

export const exchangeToken: Operation = {
  method: 'POST',
  path: '/api/session',
  summary: 'Exchange a provider’s access token for a session',
  description:
    'The token alone identifies the user; a body is ignored. No cookie is set; the response contains all parts of one.',
  security: ['providerToken'],
  parameters: [
    {
      in: 'query',
      name: 'backend',
      description: 'The backend whose provider issued the token. Required if the token does not name it.',
      schema: z.string(),
    },
  ],
  responses: { 200: { description: 'A new session.', schema: SessionObjectSchema } },
  errors: [
    'bad_request',
    'backend_ambiguous',
    'token_exchange_unsupported',
    'invalid_token',
    'insufficient_scope',
    'not_allowed',
    'registration_closed',
    'claim_missing',
    'user_disabled',
    'issuer_changed',
    'interaction_required',
    'unknown_backend',
    'too_many_requests',
    'provider_misconfigured',
    'token_exchange_unavailable',
  ],
  handler: (services) => async (ctx) => {
    try {
      ctx.body = toSessionObject(services.http.sessionCookie, await withFailureLimit(services, ctx))
    } catch (error) {
      setChallenge(ctx, error)
      throw error
    }
  },
}

/** Counts a try before it is made, and refunds it unless the token or its user was rejected. */
function withFailureLimit(services: Services, ctx: Context): Promise<OpenedSession> {
  const limits = networkLimits(FAILED_EXCHANGES_LIMIT, clientInfo(services, ctx).address)
  return services.rateLimiter.run(limits, async (refund) => {
    const session = await exchange(services, ctx)
    await refund()
    return session
  })
}

async function exchange(services: Services, ctx: Context): Promise<OpenedSession> {
  const { backend, accessToken } = readRequest(services, ctx)
  const { recorder } = requestContext(ctx)
  recorder.recordSignIn(backend.name, 'bearer')
  const identity = await recorder.time('provider', () => backend.exchange.identify(accessToken, recorder))
  const { policy } = backend
  const sessionOptions = { kind: 'bearer', clientInfo: clientInfo(services, ctx) } as const
  const request = { identity, policy, intent: 'sign-in', ...sessionOptions } as const
  return requireOpenedSession(
    await recorder.time('pipeline', () => completeSignIn(services, request, recorder)),
  )
}

/** What the request asks for, as far as that is known without calling the provider. */
function readRequest(
  { backends, sessions }: Pick<Services, 'backends' | 'sessions'>,
  ctx: Context,
): { backend: TokenExchangeBackend; accessToken: string } {
  const accessToken = requireBearerToken(ctx)
  // One of our own sessions must never be sent to a provider.
  if (sessions.verifyToken(accessToken) !== null) {
    throw new PortcullisError('invalid_token', {
      detail: message('detail.labelled', {
        label: message('detail.of.accessToken'),
        problem: message('detail.token.session'),
      }),
    })
  }
  const name = queryParam(ctx, 'backend')
  if (name === null && new URLSearchParams(ctx.querystring).has('backend')) {
    throw new PortcullisError('bad_request', { detail: 'backend is empty or given more than once' })
  }
  return { backend: selectExchangeBackend(backends.registry, name, accessToken), accessToken }
}

/** The only bearer token in the header (RFC 6750 section 2.1). Tokens in a form or a query are ignored. */
function requireBearerToken(ctx: Context): string {
  const { rawHeaders } = ctx.req
  const headers = rawHeaders.filter(
    (name, index) => index % 2 === 0 && name.toLowerCase() === 'authorization',
  )
  if (headers.length > 1) {
    throw new PortcullisError('bad_request', {
      detail: message('detail.exchange.headers', { headers: headers.length }),
    })
  }
  const token = readBearerToken(ctx)
  if (token === undefined)
    throw new PortcullisError('invalid_token', { detail: message('detail.exchange.noToken') })
  if (token === '') throw new PortcullisError('bad_request', { detail: message('detail.exchange.malformed') })
  return token
}

/** RFC 6750 section 3: what the client must send, and what was wrong with what it sent. */
function setChallenge(ctx: Context, error: unknown): void {
  if (!(error instanceof PortcullisError)) return
  const { code } = error
  if (code !== 'invalid_token' && code !== 'insufficient_scope') return
  const hasBearer = readBearerToken(ctx) !== undefined
  ctx.set('WWW-Authenticate', hasBearer ? `Bearer error="${code}"` : 'Bearer')
}
